import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance } from '../../harness/newsroom/chance';
import { end, killLeftOvers, type Serving, START, serving } from '../../harness/server-process';
import { runCommand } from '../command';
import { crawl } from './crawl';

jest.setTimeout(120_000);

const URL = 'https://news.example';
const TOKEN = 'a-token';
const DAY = 86_400_000;

let folder: string;
let now = Date.parse('2026-09-20T08:00:00Z');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  pass(0);
});
afterAll(() => {
  killLeftOvers();
  rmSync(folder, { recursive: true });
});

const moment = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
function pass(milliseconds: number): void {
  now += milliseconds;
  writeFileSync(join(folder, 'clock'), moment(now));
}

/** Starts a server on an empty table. */
const startServer = (): Promise<Serving> =>
  serving(START, {
    ...{ BULLETIN_URL: URL, BULLETIN_TOKEN: TOKEN, BULLETIN_SEED: 'no', BULLETIN_CLOCK: join(folder, 'clock') },
  });
const run = ({ address }: Serving, ...args: string[]) =>
  runCommand([...args, '--url', address], { env: { BULLETIN_TOKEN: TOKEN }, cwd: folder });
const ask = ({ address }: Serving, method: string, path: string, body?: object) =>
  fetch(`${address}/newsroom/stories${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'if-match': '*', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

/** Plays two months of a newsroom: uploads, embargoes, flags, corrections, moves, withdrawals and reinstatements. */
async function fillNewsroom(server: Serving): Promise<void> {
  const { pick, number, is } = chance(3);
  for (let n = 0; n < 110; n++) {
    pass(pick([0, 60_000, 5_400_000, 40_000_000]));
    const filed = { section: pick(['World', 'Local']), tags: [pick(['Sea', 'Rain'])], authors: [{ name: 'Ann Li' }] };
    const story = { headline: `Headline ${n}`, body: `<p>Text ${n}.</p>`, ...filed };
    if (n < 60 || is(0.5)) {
      const publishedAt = moment(now + pick([0, 0, 0, 30_000_000, -3 * DAY, -40 * DAY]));
      const flag = n % 9 === 0 ? { breaking: true, breakingUntil: pick([null, moment(now + 60 * DAY)]) } : {};
      const audio = n % 7 === 0 ? { audio: { url: `https://a.example/${n}.mp3`, type: 'audio/mpeg', length: 9 } } : {};
      expect(
        (await ask(server, 'POST', '', { id: `story-${n}`, publishedAt, ...story, ...flag, ...audio })).status,
      ).toBe(201);
      continue;
    }
    const id = `/story-${number(0, 59)}`;
    await pick([
      () => ask(server, 'PUT', id, { ...story, correction: { note: `Corrected ${n}.` } }),
      () => ask(server, 'PUT', id, story),
      () => ask(server, 'PUT', `${id}/withdrawal`, { reason: 'Wrong.', note: 'Sorry.' }),
      () => ask(server, 'DELETE', `${id}/withdrawal`),
      () => ask(server, 'PUT', `${id}/breaking`, { for: 'PT2H' }),
      () => ask(server, 'DELETE', `${id}/breaking`),
    ])();
  }
}

/** Closes three feeds that had a story: one is gone, one moved, and one has a story under embargo. */
async function closeFeeds(server: Serving): Promise<void> {
  const story = { headline: 'Filed wrongly', body: '<p>Moved.</p>' };
  const tags = ['Syira', 'Gone', 'Later'];
  await ask(server, 'POST', '', { id: 'filed', ...story, tags });
  pass(60_000);
  await ask(server, 'PUT', '/filed', { ...story, tags: ['Sea'] });
  pass(60_000);
  for (const args of [['/tags/syira', '--moved-to', '/tags/sea'], ['tag', 'Gone'], ['/tags/later']])
    expect((await run(server, 'feeds', 'close', ...args)).code).toBe(0);
  pass(60_000);
  const publishedAt = moment(now + DAY);
  expect((await ask(server, 'POST', '', { id: 'later', ...story, tags: ['Later'], publishedAt })).status).toBe(201);
}

const CLOSED = ['/tags/syira/rss.xml', '/tags/gone/rss.xml', '/tags/later/rss.xml'];
const closedAnswers = ({ address }: Serving) =>
  Promise.all(
    CLOSED.map(async (path) => {
      const { status, headers } = await fetch(address + path, { redirect: 'manual' });
      return [status, headers.get('location')];
    }),
  );

test('an export imported into an empty table gives the same documents, byte for byte', async () => {
  const here = await startServer();
  await fillNewsroom(here);
  await closeFeeds(here);
  pass(3_600_000);
  expect(await run(here, 'export', 'all.ndjson')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Exported: 1\d\d revisions/),
  });
  const before = await crawl(here.address, URL);
  const closed = await closedAnswers(here);
  expect(closed).toEqual([
    [301, `${URL}/tags/sea/rss.xml`],
    [410, null],
    [410, null],
  ]);
  await end(here.child, 'SIGTERM');

  const there = await startServer();
  expect(await run(there, 'import', 'all.ndjson')).toMatchObject({ code: 0, err: '' });
  const after = await crawl(there.address, URL);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [path, text] of before) expect([path, after.get(path)]).toEqual([path, text]);
  expect([...before.keys()].filter((path) => path.includes('/archive/')).length).toBeGreaterThan(10);

  expect(await closedAnswers(there)).toEqual(closed);

  // The history is the same too. The first line differs: it holds the time of the export.
  expect((await run(there, 'export', 'again.ndjson')).code).toBe(0);
  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').slice(1);
  expect(lines('again.ndjson')).toEqual(lines('all.ndjson'));

  expect(await run(there, 'import', 'all.ndjson')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Imported: 0 of/),
  });
  pass(2 * DAY);
  expect((await closedAnswers(there)).map(([status]) => status)).toEqual([301, 410, 200]);
  await end(there.child, 'SIGTERM');
});

test('lost revisions are reported, and the others are imported', async () => {
  const whole = readFileSync(join(folder, 'all.ndjson'), 'utf8').trim().split('\n');
  const storyIn = (line = '') => Object(JSON.parse(line)).revision?.story ?? {};
  const { id } = storyIn(whole.find((line) => storyIn(line).revision === 2));
  const first = whole.findIndex((line) => storyIn(line).id === id);
  const last = JSON.stringify({
    end: { revisions: whole.filter((line) => line.startsWith('{"revision"')).length - 1 },
  });
  writeFileSync(join(folder, 'gap.ndjson'), [...whole.toSpliced(first, 1).slice(0, -1), last].join('\n'));
  const there = await startServer();
  expect(await run(there, 'import', 'gap.ndjson')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/; skipped: 0/),
    err: expect.stringContaining(`${id}, revision 2: the export lacks the revision before it`),
  });
  expect(await run(there, 'export', 'gap-again.ndjson')).toMatchObject({
    code: 0,
    err: `${id}: revision 1 is lost.\n`,
  });
  await end(there.child, 'SIGTERM');
});

test('an incomplete export is imported as far as it goes, with a warning', async () => {
  const whole = readFileSync(join(folder, 'all.ndjson'), 'utf8').trim().split('\n');
  const there = await startServer();
  writeFileSync(join(folder, 'cut.ndjson'), `${whole.slice(0, -1).join('\n')}\n`);
  const { code, err } = await run(there, 'import', 'cut.ndjson');
  expect([code, err]).toEqual([1, expect.stringContaining('cut.ndjson: has no last line of an export')]);
  writeFileSync(join(folder, 'half.ndjson'), whole.slice(0, 40).join('\n').slice(0, -20));
  expect((await run(there, 'import', 'half.ndjson')).err).toMatch(/half\.ndjson:40: is not a line of an export/);
  await end(there.child, 'SIGTERM');
});
