import { randomUUID } from 'node:crypto';
import type { Story } from '../../lambdas/news/story/story';
import { instant } from '../../lambdas/news/values/instant';
import { storeToken } from '../../lambdas/store/tokens';
import { editsOf } from '../harness/change';
import { startBench } from '../harness/engine-table';
import { putOlder, upload } from '../harness/fill';
import { type Ask, expectStatus, loadPublish, loadRead, type Place } from '../harness/functions';
import { holdAtMost, type Measure, type Row, ratioRow, unitsRow } from '../harness/measure';
import { type Relay, startRelay } from '../harness/relay';
import { sitemapPaths } from '../harness/sitemap-paths';
import { newestStories, storyBefore } from '../harness/stories';

/** Stories that are uploads; the other stories are put under them. */
const UPLOADED = 60;
const STORIES = 1_100;

/** The capacity units of the engine for what readers and editors ask most. Counts, so a busy machine changes nothing. */
export const units: Measure = async ({ bundles }) => {
  const bench = await startBench();
  const table = await bench.table('units');
  const newest = newestStories(UPLOADED);
  await upload(table, newest);
  const now = instant(Date.now() - 3_600_000);
  await putOlder(table, STORIES - UPLOADED, (n) => storyBefore(now, UPLOADED + n, { bytes: 300 }));
  await storeToken(table, 'token', { name: 'editor', scopes: ['write', 'break'], created: now });
  const relay = await startRelay(bench.engine.endpoint);
  const place = { endpoint: relay.endpoint, table: table.name, environment: bundles.environment };
  const rows = [
    ...(await readRows(await loadRead(bundles.read, place), relay, editsOf(table, newest[7] as Story))),
    ...(await writeRows(bundles.publish, place, relay)),
  ];
  await relay.stop();
  await bench.stop();
  return { rows };
};

/** The reads of a process that answered before the edit; of the parts of the sitemap the first reading, for an edit changes few. */
async function readRows(ask: Ask, relay: Relay, edit: () => Promise<void>): Promise<Row[]> {
  const countUnits = async (path: string, query = ''): Promise<number> => {
    relay.forget();
    await expectStatus(200, ask({ path, query }));
    return relay.counted.units;
  };
  const countAfterEdit = async (path: string, query?: string): Promise<number> => {
    await countUnits(path, query);
    await edit();
    return countUnits(path, query);
  };
  const row = (what: string, units: number, atMost: number, before: number) =>
    unitsRow({
      what: `read units of ${what}`,
      yardstick: `${before} units, while entries held bodies (2026-11-26)`,
      units,
      atMost,
      figures: `${STORIES.toLocaleString('en')} stories in 5 feeds each, bodies of 3.5 KB`,
    });
  const parts: number[] = [];
  for (const path of await sitemapPaths(ask)) parts.push(await countUnits(path));
  return [
    row('a feed of 50 stories after one edit, `/rss.xml`', await countAfterEdit('/rss.xml'), 15, 50.5),
    row('the front page after one edit', await countAfterEdit('/'), 17, 52.5),
    row(
      'a list of 100 after one edit, `/api/stories?limit=100`',
      await countAfterEdit('/api/stories', 'limit=100'),
      26,
      101,
    ),
    row(`the dearest of ${parts.length} parts of the sitemap, read for the first time`, Math.max(...parts), 128, 1_002),
  ];
}

async function writeRows(bundle: string, place: Place, relay: Relay): Promise<Row[]> {
  const ask = await loadPublish(bundle, place);
  const small = storyBefore(instant(Date.now()), 5_000);
  const large = storyBefore(instant(Date.now()), 5_001, { bytes: 16 * 1024 });
  // Fifteen feeds: all, audio, a section, a language, three authors, seven tags and breaking.
  const inFifteen = {
    ...large,
    tags: Array.from({ length: 7 }, (_, n) => `Tag ${n}`),
    authors: ['Ann Byline', 'Bob Byline', 'Cy Byline'].map((name) => ({ name })),
    audio: { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 2_671_000 },
    breakingUntil: null,
  };
  const rows: Row[] = [];
  for (const [what, story, before, atMost] of [
    ['5 feeds with a body of 3.5 KB', small, 86, 0.7],
    ['15 feeds with a body of 16 KB', inFifteen, 616, 0.3],
  ] as const) {
    // The first upload may close archive documents and open feeds.
    await send(ask, { ...story, id: `${story.id}-first` });
    relay.forget();
    await send(ask, story);
    const units = relay.unitsBy.get('TransactWriteItems') ?? Number.NaN;
    holdAtMost(`write units of an upload into ${what}`, units, atMost * before);
    rows.push(
      ratioRow({
        what: `write units of an upload into ${what}`,
        yardstick: `${before} units, while entries held bodies (2026-11-26)`,
        ratio: units / before,
        goal: { atMost },
        figures: `${units} units`,
      }),
    );
  }
  return rows;
}

function send(ask: Ask, { id, headline, summary, body, section, tags, authors, audio, breakingUntil }: Story) {
  const breaking = breakingUntil === null ? true : undefined;
  return expectStatus(
    201,
    ask({
      method: 'POST',
      path: '/newsroom/stories',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ id, headline, summary, body, section, tags, authors, audio, breaking }),
    }),
  );
}
