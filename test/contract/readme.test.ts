import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Functions, startFunctions } from '../http/functions';

let functions: Functions;
beforeAll(async () => {
  functions = await startFunctions();
  await functions.giveTokens();
}, 20_000);
afterAll(() => functions.stop());

const ROOT = join(__dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The commands of README's shell blocks, a continued line in one piece. */
const COMMANDS = [...README.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
  block.replaceAll(/\\\n\s*/g, ' ').split('\n'),
);
const CURLS = COMMANDS.filter((command) => /^curl \S*\/newsroom\//.test(command));

/** The words of a command; within double quotation marks a variable is the token. */
const words = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) =>
    (single ?? double ?? bare ?? '').replace('$BULLETIN_TOKEN', 'token-of-everybody'),
  );

test('README shows how to upload', () => {
  expect(CURLS.length).toBeGreaterThanOrEqual(2);
});

test.each(CURLS)('%s', async (command) => {
  const [, address = '', ...options] = words(command);
  const valuesOf = (name: string) => options.filter((_, i) => options[i - 1] === name);
  const headers = valuesOf('-H').map((header) => header.split(/:\s*/, 2) as [string, string]);
  const [data = ''] = valuesOf('-d');
  const body = data.startsWith('@') ? readFileSync(join(ROOT, data.slice(1)), 'utf8') : data;
  const answer = await functions.publish({
    method: valuesOf('-X')[0] ?? 'POST',
    path: address.replace(/^(?:http:\/\/localhost:3000|\$URL)/, ''),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  });
  expect(answer.text).not.toMatch(/"errors"/);
  expect(Math.floor(answer.status / 100)).toBe(2);
});
