import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarkdownStory } from '../../bin/cli/story-file/markdown';
import { type Functions, startFunctions } from '../harness/http/functions';

let functions: Functions;
beforeAll(async () => {
  functions = await startFunctions();
  await functions.giveTokens();
}, 20_000);
afterAll(() => functions.stop());

const ROOT = join(__dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SEED: { id: string } = JSON.parse(
  readFileSync(join(ROOT, 'bin/seed/kerry-fears-fallout-from-fighting-in-syrian-town.json'), 'utf8'),
);

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

/** What stands for the addresses that README leaves open. */
const OPEN: Readonly<Record<string, string>> = {
  '/tags/…': '/tags/qusair',
  '/tags/syria/…': '/tags/syria/atom.xml',
  '/authors/…': '/authors/ann-li',
  '/languages/…': '/languages/en',
  '/languages/en/…': '/languages/en/feed.json',
};
const ADDRESSES = [...README.matchAll(/`(\/(?!newsroom)[^`\s]*)`/g)]
  .map(([, address = '']) => OPEN[address] ?? address)
  .map((address) => address.replace('{id}', SEED.id));

describe('once the seed story breaks and another can be heard,', () => {
  beforeAll(async () => {
    // Unless a command above has done it.
    await functions.newsroom('POST', '/stories', { body: SEED });
    const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 1 };
    await functions.upload({ headline: 'Heard', body: 'Heard.', authors: [{ name: 'Ann Li' }], audio });
  });

  test('README names enough addresses', () => {
    expect(ADDRESSES.length).toBeGreaterThanOrEqual(25);
  });

  test.each([...new Set(ADDRESSES)])('%s is there', async (path) => {
    expect(await functions.read({ path })).toMatchObject({ status: 200 });
  });
});

test('the story file that README shows is one', async () => {
  const [, markdown = ''] = /^```md\n(.*?)^```/ms.exec(README) ?? [];
  const stored = await functions.upload(Object(parseMarkdownStory(markdown).value));
  expect(stored.json()).toMatchObject({
    story: { headline: 'River peaks at dawn', section: 'Local', tags: ['Rivers'], authors: [{ name: 'Ann Li' }] },
  });
});
