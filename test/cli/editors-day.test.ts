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

/** The headlines in every public feed, by the path of the feed. */
async function publicFeeds(): Promise<Record<string, string[]>> {
  const { text } = await read('/feeds.opml?all');
  const paths = [...text.matchAll(/xmlUrl="[^"]*?(\/[^"]*)rss\.xml"/g)].map(([, path = '']) => new URL(path, 'http://x').pathname);
  const feeds: Record<string, string[]> = {};
  for (const path of paths) feeds[path] = JSON.parse((await read(`${path}feed.json`)).text).items.map(({ title }: { title: string }) => title);
  return feeds;
}

test('prints', async () => {
  expect(await type('login ADDRESS', `${token}\r`)).toMatchObject({ code: 0 });
  write('river.md', '---\nlayout: post\ntitle: River peaks at dawn\ndate: 2026-11-20 09:00\ncategory: Local\ntags: Rivers, Floods\nauthor: Ann Li\n---\nIt was **high**.\n');
  write('council.txt', 'Council meets\nBy Ben Ode\n\nIt met for an hour.\n');
  write('market.html', '<!doctype html><title>Site</title><nav>Menu</nav><article><h1>Market reopens</h1><p>Stalls are back.</p></article>');
  write('storm.json', JSON.stringify({ title: 'Storm comes', content: 'It is near.', category: 'Local', keywords: 'Storms, Rivers', byline: 'Ann Li' }));
  write('bridge.md', '# Bridge opens early\n\nIt was ready.\n');
  console.log(await type('whoami'));
  console.log(await type('publish river.md council.txt market.html storm.json bridge.md'));
  console.log(await publicFeeds());
  console.log(await type('correct storm-comes --note "It is not so near."'));
  write('bridge.md', '# Bridge opens early\n\nIt was ready a week early.\n');
  console.log(await type('publish bridge.md'));
  console.log(await type('publish bridge.md', 'y\r'));
  const embargo = new Date(start + 86_400_000).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).slice(0, 16);
  write('report.md', `---\nembargo: ${embargo}\nsection: Local\n---\n# Report on floods\n\nAll of it.\n`);
  console.log(await type('publish report.md'));
  console.log(await type('list --status scheduled'));
  console.log(await publicFeeds());
  console.log(await type('break river-peaks-at-dawn --for 2 hours'));
  console.log(await publicFeeds());
  console.log(await type('unbreak river-peaks-at-dawn'));
  console.log(await type('withdraw council-meets --reason "not so" --dry-run'));
  console.log(await type('withdraw council-meets --reason "not so" --note "We could not confirm it."'));
  console.log(await publicFeeds());
  console.log(await type('publish river.md council.txt market.html storm.json bridge.md report.md'));
  setClock(start + 2 * 86_400_000);
  console.log(await publicFeeds());
});
