import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import {
  type Block,
  blocksIn,
  bulletinWords,
  commandsIn,
  type Kind,
  kindOf,
  missingFrom,
  PAGES,
  ROOT,
  rowsOf,
  section,
  textOf,
  wordsIn,
} from './blocks';
import { START_SCRIPT, type System, startSystem, TOKEN } from './system';

jest.setTimeout(60_000);

const SEED = readFileSync(join(ROOT, 'bin/seed/kerry-fears-fallout-from-fighting-in-syrian-town.json'), 'utf8');
const BLOCKS = PAGES.flatMap((page) => blocksIn(page, textOf(page)));

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.functions.newsroom('POST', '/stories', { body: SEED });
  const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 1 };
  await system.functions.upload({ headline: 'Heard', body: 'Heard.', authors: [{ name: 'Ann Li' }], audio });
  for (const { marker, text } of BLOCKS.filter((block) => kindOf(block) === 'file')) system.write(marker, text);
});
afterAll(() => system?.stop());

/** The last answer to a curl, for the `json answer` block below it. */
let answered: { readonly page: string; readonly text: string } | undefined;

/** Runs a command of the docs. Throws for one that it does not know. */
async function run(page: string, command: string): Promise<void> {
  const words = wordsIn(command, { BULLETIN_TOKEN: TOKEN });
  const typed = bulletinWords(words);
  if (typed !== undefined) {
    await system.bulletin(typed);
  } else if (words[0] === 'curl') {
    const answer = await system.curl(words.slice(1));
    expect(answer.text).not.toMatch(/"errors"/);
    expect(Math.floor(answer.status / 100)).toBe(2);
    answered = { page, text: answer.text };
  } else {
    for (const part of command.split(' && ')) lookUp(part);
  }
}

/** Finds a command that is a suite or a server of its own: running it here would take minutes. */
function lookUp(command: string): void {
  const script = /^npm (?:run )?([\w-]+)$/.exec(command)?.[1];
  if (script === 'install' || script === 'ci') return;
  const installed = /^npm install --global (\S+)$/.exec(command)?.[1];
  if (installed !== undefined) expect(installed).toBe(packageJson.name);
  else if (script !== undefined) expect(Object.keys(packageJson.scripts)).toContain(script);
  else if (/^\.ci\/[\w-]+$/.test(command)) accessSync(join(ROOT, command), constants.X_OK);
  else throw new Error(`no runner for: ${command}`);
}

const TESTS: Readonly<Record<Kind, (block: Block) => Promise<void>>> = {
  async run({ page, text }) {
    for (const command of commandsIn(text)) await run(page, command);
  },
  async elsewhere({ page, text }) {
    // An upload to $URL is an upload: both functions take it here, too.
    for (const command of commandsIn(text)) if (/^curl \$URL\//.test(command)) await run(page, command);
  },
  // It was written before the commands that read it ran.
  async file({ marker, text }) {
    const uses = BLOCKS.filter((block) => block.language === 'sh' && block.text.includes(marker.split('/')[0] ?? ''));
    expect(uses).not.toHaveLength(0);
    expect(text.trim()).not.toBe('');
  },
  async story({ text }) {
    await system.functions.upload(JSON.parse(text));
  },
  async import({ text }) {
    const answer = await system.functions.newsroom('POST', '/imports', { body: text });
    const { results } = answer.json<{ results: { outcome: string }[] }>();
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'stored'));
    expect(results).not.toHaveLength(0);
  },
  async answer({ page, text }) {
    expect(answered?.page).toBe(page);
    expect(missingFrom(JSON.parse(answered?.text ?? ''), JSON.parse(text))).toEqual([]);
  },
  async 'read by another test'() {},
};

test('there are examples', () => {
  const kinds = BLOCKS.map(kindOf);
  for (const kind of ['run', 'elsewhere', 'file', 'story', 'import', 'answer']) expect(kinds).toContain(kind);
  expect(BLOCKS.length).toBeGreaterThanOrEqual(40);
});

test('npm start is the server that the examples run on', () => {
  expect(packageJson.scripts.start.split(' ')).toEqual(['node', ...START_SCRIPT.slice(1)]);
});

test.each(BLOCKS.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', async (_, block) => {
  const kind = kindOf(block);
  if (!kind) throw new Error(`this block has neither a runner nor a marker: ${block.language} ${block.marker}`);
  await TESTS[kind](block);
});

describe('every address that README and docs/reading.md name', () => {
  /** Examples for the addresses that README leaves open. */
  const OPEN: Readonly<Record<string, string>> = {
    '/tags/syria/…': '/tags/syria/atom.xml',
    '/authors/…': '/authors/ann-li/rss.xml',
    '/languages/en/…': '/languages/en/feed.json',
    '/sitemap-20261122T200000Z.xml': '/sitemap-19000101T000000Z.xml',
  };
  const { id }: { id: string } = JSON.parse(SEED);
  const spellings = section('docs/reading.md', 'Addresses');
  const named = [textOf('README.md'), textOf('docs/reading.md').replace(spellings, '')].flatMap((text) =>
    [...text.matchAll(/`(\/(?!newsroom)[^`\s]*)`/g)].map(([, address = '']) => OPEN[address] ?? address),
  );
  const addresses = [...new Set(named.map((address) => address.replace('{id}', id)))];

  test('there are enough', () => {
    expect(addresses.length).toBeGreaterThanOrEqual(30);
  });

  test.each(addresses)('%s', async (path) => {
    const { status } = await system.functions.read({ path });
    expect(status).toBe(/\/(?:previous|next)$/.test(path) ? 302 : 200);
  });

  const redirects = rowsOf(spellings).flatMap(([sent = '', address = '']) =>
    [...sent.matchAll(/`([^`]+)`/g)].map(([, spelling = '']) => [spelling, address.replaceAll('`', '')] as const),
  );

  test('there are enough spellings', () => {
    expect(redirects.length).toBeGreaterThanOrEqual(8);
  });

  test.each(redirects)('%s redirects to %s', async (spelling, address) => {
    const [path = '', query = ''] = spelling.split('?');
    const { status, headers } = await system.functions.read({ path, query });
    const { pathname, search } = new URL(headers.location ?? '', 'https://news.example');
    expect([status, pathname + search]).toEqual([301, address]);
  });
});

test('the story file of docs/editors.md is stored as it says', async () => {
  const { text } = BLOCKS.find(({ marker }) => marker === 'flood.md') as Block;
  system.write('flood-again.md', text.replace('# Flood', '# Flood again'));
  const [line] = (await system.bulletin(['publish', 'flood-again.md', '--json'])).split('\n');
  expect(JSON.parse(line ?? '')).toMatchObject({
    story: {
      headline: 'Flood again reaches the market',
      section: 'Local',
      tags: ['Rivers'],
      authors: [{ name: 'Ann Li' }],
      body: expect.stringContaining('<strong>high</strong>'),
    },
  });
});
