import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordsIn } from '../docs/blocks';
import { type CommandResult, runCommand } from './command';
import { fakeTerminal } from './fake-terminal';
import { type CommandHelp, readHelpTexts } from './help-texts';
import { useLocalNewsroom } from './local-newsroom';

// An editor has the address of a publication, a token, files and `--help`. After each step the public feeds hold what the
// editor meant, and nothing else.

jest.setTimeout(60_000);

const clock = join(mkdtempSync(join(tmpdir(), 'bulletin-clock-')), 'now');
const start = Date.now();
const setClock = (moment: number): void => writeFileSync(clock, new Date(moment).toISOString());
setClock(start);

const newsroom = useLocalNewsroom({ BULLETIN_SEED: 'no', BULLETIN_TIME_ZONE: 'Europe/Berlin', BULLETIN_CLOCK: clock });
const { write } = newsroom;

let help: readonly CommandHelp[];
let token: string;
beforeAll(async () => {
  help = await readHelpTexts();
  const { out } = await newsroom.run('token create ann --scope read,write,break,withdraw --json');
  ({ token } = JSON.parse(out));
});
afterAll(() => rmSync(join(clock, '..'), { recursive: true }));

/** Types a command, and the keys that answer its questions. Throws for a command or an option that no help names. */
function type(line: string, keys?: string): Promise<CommandResult> {
  const words = wordsIn(line.replace('ADDRESS', newsroom.server.address), {});
  const [command = '', ...rest] = words;
  const own = help.find(({ text }) => new RegExp(`^Usage: bulletin (?:\\w+\\|)*${command}\\b`).test(text));
  if (!own) throw new Error(`no help names ${command}`);
  const unknown = rest.filter((word) => word.startsWith('-') && !new RegExp(`^ {2}.*${word}[ ,]`, 'm').test(own.text));
  if (unknown.length > 0) throw new Error(`bulletin ${own.name} --help does not name ${unknown.join(', ')}`);
  return runCommand(words, {
    env: { XDG_CONFIG_HOME: join(newsroom.folder, 'settings'), BULLETIN_DATA: join(newsroom.folder, 'none') },
    cwd: newsroom.folder,
    input: keys === undefined ? undefined : fakeTerminal(keys),
  });
}

const read = async (path: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(newsroom.server.address + path);
  return { status: answer.status, text: await answer.text() };
};

interface FeedItem {
  readonly url: string;
  readonly title: string;
}
const itemsOf = async (feed: string): Promise<FeedItem[]> => JSON.parse((await read(`${feed}feed.json`)).text).items;

/** The headlines in every public feed, by the path of the feed. */
async function publicFeeds(): Promise<Record<string, string[]>> {
  const { text } = await read('/feeds.opml?all');
  const paths = [...text.matchAll(/xmlUrl="http:\/\/[^/]+([^"]*)rss\.xml"/g)].map(([, path = '']) => path);
  const headlines = async (path: string) => (await itemsOf(path)).map(({ title }) => title);
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await headlines(path)])));
}

/** What readers get of each story: its item in the feed of all stories, and its page. */
async function publicStories(): Promise<Map<string, string>> {
  const items = await itemsOf('/');
  const texts = items.map(async (item) => {
    const { status, text } = await read(new URL(item.url).pathname);
    return [item.title, JSON.stringify([item, status, text.match(/<article[\s\S]*<\/article>/)?.[0]])] as const;
  });
  return new Map(await Promise.all(texts));
}

/** Runs a step of the day. Gives the headlines of the stories that changed for readers. */
async function changedBy(step: () => Promise<void>): Promise<string[]> {
  const before = await publicStories();
  await step();
  const after = await publicStories();
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((title) => before.get(title) !== after.get(title))
    .sort();
}

const RIVER = 'River peaks at dawn';
const COUNCIL = 'Council meets';
const MARKET = 'Market reopens';
const STORM = 'Storm comes';
const BRIDGE = 'Bridge opens early';
const REPORT = 'Report on floods';
const FIVE = [STORM, MARKET, COUNCIL, BRIDGE, RIVER];

const WITH_FIVE = {
  '/': FIVE,
  '/breaking/': [],
  '/sections/local/': [STORM, RIVER],
  '/languages/en/': FIVE,
  '/authors/ann-li/': [STORM, RIVER],
  '/authors/ben-ode/': [COUNCIL],
  '/tags/floods/': [RIVER],
  '/tags/rivers/': [STORM, RIVER],
  '/tags/storms/': [STORM],
};

const DONE = { code: 0 };
const day = 86_400_000;

test('a command or an option that no help names cannot be typed', () => {
  expect(() => type('remove river-peaks-at-dawn')).toThrow('no help names remove');
  expect(() => type('list --everything')).toThrow('bulletin list --help does not name --everything');
});

test('login, then whoami shows where the day happens', async () => {
  expect(await type('login ADDRESS', `${token}\n`)).toMatchObject(DONE);
  expect((await type('whoami')).out).toMatch(
    /token +ann .*\nscopes +read, write, break, withdraw\ntime zone +Europe\/Berlin\n/,
  );
});

test('five files of five dialects are published at the first try', async () => {
  write(
    'river.md',
    '---\nlayout: post\ntitle: River peaks at dawn\ndate: 2026-11-20 09:00\ncategory: Local\n' +
      'tags: Rivers, Floods\nauthor: Ann Li\n---\nIt was **high**.\n',
  );
  write('council.txt', 'Council meets\nBy Ben Ode\n\nIt met for an hour.\n');
  write(
    'market.html',
    '<!doctype html><title>The Site</title><nav>Menu</nav><article><h1>Market reopens</h1><p>Stalls are back.</p></article>',
  );
  write(
    'storm.json',
    JSON.stringify({
      title: STORM,
      content: 'It is near.',
      category: 'Local',
      keywords: 'Storms, Rivers',
      byline: 'Ann Li',
    }),
  );
  write('bridge.md', '# Bridge opens early\n\nIt was ready.\n');
  expect(await type('publish river.md council.txt market.html storm.json bridge.md')).toMatchObject({
    code: 0,
    err: expect.stringMatching(/\nPublished: 5 of 5\.\n$/),
  });
  expect(await publicFeeds()).toEqual(WITH_FIVE);
  const [river] = (await itemsOf('/tags/floods/')) as unknown as [Record<string, unknown>];
  expect(river).toMatchObject({
    date_published: '2026-11-20T08:00:00Z',
    authors: [{ name: 'Ann Li' }],
    content_html: expect.stringContaining('<strong>high</strong>'),
  });
});

test('the same files again change nothing', async () => {
  const changed = await changedBy(async () => {
    const { code, err } = await type('publish river.md council.txt market.html storm.json bridge.md');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/Published: 0 of 5, nothing new: 5\.\n$/) });
  });
  expect(changed).toEqual([]);
  expect(await publicFeeds()).toEqual(WITH_FIVE);
});

test('a correction changes its story alone', async () => {
  const changed = await changedBy(async () => {
    expect(await type('correct storm-comes --note "It is not so near."')).toMatchObject(DONE);
  });
  expect(changed).toEqual([STORM]);
  expect((await read('/stories/storm-comes')).text).toContain('It is not so near.');
  expect(await publicFeeds()).toEqual(WITH_FIVE);
});

test('a changed file, published again, revises its story after a yes', async () => {
  write('bridge.md', '# Bridge opens early\n\nIt was ready a week early.\n');
  const ignored = await changedBy(async () => {
    expect((await type('publish bridge.md')).code).toBe(1);
    expect((await type('publish bridge.md', 'n\n')).code).toBe(1);
    expect(await type('publish bridge.md --dry-run')).toMatchObject(DONE);
  });
  expect(ignored).toEqual([]);
  const changed = await changedBy(async () => {
    const { code, err } = await type('publish bridge.md', 'y\n');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Revise bridge-opens-early? [y/N] ') });
  });
  expect(changed).toEqual([BRIDGE]);
  expect((await read('/stories/bridge-opens-early')).text).toContain('a week early');
  expect(await publicFeeds()).toEqual(WITH_FIVE);
});

test('an embargoed story is nowhere before its time', async () => {
  const embargo = new Date(start + day).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).slice(0, 16);
  write('report.md', `---\nembargo: ${embargo}\nsection: Local\n---\n# Report on floods\n\nAll of it.\n`);
  const changed = await changedBy(async () => {
    const { code, err } = await type('publish report.md');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/in Europe\/Berlin, the time zone/) });
  });
  expect(changed).toEqual([]);
  expect(await publicFeeds()).toEqual(WITH_FIVE);
  expect((await read('/stories/report-on-floods')).status).toBe(404);
  expect((await type('list --status scheduled')).out).toMatch(
    /^ID .*\nreport-on-floods +scheduled +\S+ +Report on floods\n$/,
  );
});

test('a flag puts its story into the breaking feed, and unbreak takes it out', async () => {
  const changed = await changedBy(async () => {
    const { code, out } = await type('break river-peaks-at-dawn --for 2 hours');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('It is in 7 feeds: /, /breaking, ') });
  });
  expect(changed).toEqual([RIVER]);
  expect(await publicFeeds()).toEqual({ ...WITH_FIVE, '/breaking/': [RIVER] });
  expect(await changedBy(async () => expect(await type('unbreak river-peaks-at-dawn')).toMatchObject(DONE))).toEqual([
    RIVER,
  ]);
  expect(await publicFeeds()).toEqual(WITH_FIVE);
});

const WITHOUT_COUNCIL = [STORM, MARKET, BRIDGE, RIVER, 'Withdrawn'];

test('a withdrawal takes its story alone from every feed', async () => {
  const withdrawal = 'withdraw council-meets --reason "the source took it back"';
  expect(await changedBy(async () => expect(await type(`${withdrawal} --dry-run`)).toMatchObject(DONE))).toEqual([]);
  const changed = await changedBy(async () => {
    const { code, out } = await type(`${withdrawal} --note "We could not confirm it."`);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('It leaves 3 feeds: /, /authors/ben-ode, /languages/en.'),
    });
  });
  expect(changed).toEqual([COUNCIL, 'Withdrawn']);
  expect((await read('/stories/council-meets')).status).toBe(410);
  expect(await publicFeeds()).toEqual({
    ...WITH_FIVE,
    '/': WITHOUT_COUNCIL,
    '/languages/en/': WITHOUT_COUNCIL,
    '/authors/ben-ode/': ['Withdrawn'],
  });
});

test('its file, published again, does not bring it back', async () => {
  const changed = await changedBy(async () => {
    const { code, err } = await type('publish council.txt');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('bulletin reinstate council-meets') });
  });
  expect(changed).toEqual([]);
});

test('the embargoed story appears at its time, and nothing else moves', async () => {
  const changed = await changedBy(async () => setClock(start + day));
  expect(changed).toEqual([REPORT]);
  expect(await publicFeeds()).toEqual({
    ...WITH_FIVE,
    '/': [REPORT, ...WITHOUT_COUNCIL],
    '/languages/en/': [REPORT, ...WITHOUT_COUNCIL],
    '/sections/local/': [REPORT, STORM, RIVER],
    '/authors/ben-ode/': ['Withdrawn'],
  });
});

test('logout ends the day: no command finds the publication any more', async () => {
  expect((await type('logout')).out).toMatch(/is removed from this machine\.\n$/);
  expect((await type('withdraw storm-comes --reason "x"')).code).not.toBe(0);
  expect((await read('/stories/storm-comes')).status).toBe(200);
});
