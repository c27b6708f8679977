import { execFileSync } from 'node:child_process';
import { name } from '../../package.json';
import { PAGES, textOf } from './blocks';
import { COMMAND_SETTINGS, generatedFiles } from './generated';

test.each(Object.entries(generatedFiles()))('%s is up to date; npm run docs writes it', (path, text) => {
  expect(textOf(path)).toBe(text);
});

test('the settings of the command line are the ones that bin/cli reads', () => {
  const source = execFileSync('git', ['grep', '-hE', '\\benv\\b', '--', 'bin/cli'], { encoding: 'utf8' });
  const names = source.match(/\b(?:BULLETIN_[A-Z]+|NO_COLOR|AWS_ENDPOINT_URL_DYNAMODB)\b/g) ?? [];
  expect([...new Set(names)].sort()).toEqual(Object.keys(COMMAND_SETTINGS).sort());
});

test('no page tells to run a package of a name that is not ours', () => {
  for (const page of PAGES) expect(textOf(page)).not.toMatch(/\bnpx (?:--\S+ )*bulletin\b/);
  expect(PAGES.filter((page) => textOf(page).includes(name))).toContain('docs/operations.md');
});
