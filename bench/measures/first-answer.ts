import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import type { Story } from '../../lambdas/news/story/story';
import { BROTLI_QUALITY } from '../../lambdas/serving/encode-document';
import type { Table } from '../../lambdas/store/table/table';
import { functionUrl } from '../../test/harness/http/events';
import { bundlePlain, interleaveStarts, runStart, type Starts } from '../cold-start/starts';
import { compressPlainFeed, readPlainNews, renderPlainFeed } from '../first-answer/plain-feed';
import { editsOf } from '../harness/change';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { type Ask, environmentOf, expectStatus, HOST, loadRead, type Place } from '../harness/functions';
import { hold, type Measure, ms, type Row, ratioRow } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { interleave, median, ratioOf, type Times } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const YARDSTICK = `one bare GetItem, a Query of 51 entries, a BatchGetItem of 50 excerpts, \`feed\` alone on 50 stories, brotli ${BROTLI_QUALITY}`;

const FORMATS = [
  ['/rss.xml', 'rss2'],
  ['/atom.xml', 'atom1'],
] as const;

const BROTLI = { 'accept-encoding': 'br', 'if-none-match': '"of before"' };

/** The first answer after an edit of one story of 50, with bodies of 3.5 KB: in a warm process, and in a new one. */
export const firstAnswer: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('first-answer');
  // The feed has older stories, as any feed of a newsroom does.
  const stories = newestStories(60);
  await upload(table, stories);
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  await holdRequests(bundles.read, place, table, stories);
  const rows = [
    ...(await inWarmProcess(await loadRead(bundles.read, place), table, stories, quick)),
    ...inNewProcess(bundles.read, place, quick),
  ];
  await bench.stop();
  return { rows };
};

/** After one edit a process that has the other excerpts reads one. */
async function holdRequests(bundle: string, place: Place, table: Table, [, second]: readonly Story[]): Promise<void> {
  const relay = await startRelay(place.endpoint);
  const ask = await loadRead(bundle, { ...place, endpoint: relay.endpoint });
  await expectStatus(200, ask({ path: '/rss.xml' }));
  if (second) await editsOf(table, second)();
  relay.forget();
  await expectStatus(200, ask({ path: '/rss.xml' }));
  hold('requests of a first answer', relay.counted.requests, { GetItem: 1, Query: 1, BatchGetItem: 1 });
  await relay.stop();
}

async function inWarmProcess(ask: Ask, table: Table, stories: readonly Story[], quick: boolean): Promise<Row[]> {
  const [newest] = stories;
  if (!newest) throw new Error('there is no story');
  const edit = editsOf(table, newest);
  const newestFifty = stories.slice(0, 50);
  const rounds = quick ? { rounds: 2, perRound: 2, warmUp: 1 } : { rounds: 31, perRound: 10, warmUp: 6 };
  const rows: Row[] = [];
  for (const [path, format] of FORMATS) {
    const bare = async () => {
      await readPlainNews(table.client, table.name);
      return compressPlainFeed(renderPlainFeed(newestFifty, format), BROTLI_QUALITY);
    };
    const [yardstick, ours] = (await interleave(
      [
        { name: 'bare', prepare: edit, once: bare },
        { name: path, prepare: edit, once: () => expectStatus(200, ask({ path, headers: BROTLI })) },
      ],
      rounds,
    )) as [Times, Times];
    rows.push(
      ratioRow({
        what: `first answer after one edit, 50 stories, warm process, ${path}, brotli`,
        yardstick: YARDSTICK,
        ratio: ratioOf(ours, yardstick),
        goal: { atMost: 0.8 },
        figures: `${ms(median(ours.milliseconds))} to ${ms(median(yardstick.milliseconds))}`,
      }),
    );
  }
  return rows;
}

function inNewProcess(bundle: string, place: Place, quick: boolean): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-first-'));
  try {
    const plain = bundlePlain(join(__dirname, '../first-answer/plain-function.ts'), folder, 'plain-function');
    const env = { ...environmentOf(place), BENCH_QUALITY: String(BROTLI_QUALITY) };
    return FORMATS.map(([path, format]) => {
      const event = functionUrl({ path, headers: { [VIEWER_HOST]: HOST, ...BROTLI } });
      const [yardstick, ours] = interleaveStarts(quick ? 3 : 31, [
        () => runStart(plain, event, { ...env, BENCH_FORMAT: format }),
        () => runStart(bundle, event, env),
      ]) as [Starts, Starts];
      for (const { statusCode } of [...yardstick, ...ours]) hold('the status of a first answer', statusCode, 200);
      const middle = (starts: Starts) => median(starts.map(({ all }) => all));
      const ofWhichImport = (starts: Starts) => ms(median(starts.map(({ load }) => load)));
      return ratioRow({
        what: `first answer of a new process, import included, 50 stories, ${path}, brotli`,
        yardstick: `a new process: ${YARDSTICK}`,
        ratio: median(ours.map(({ all }, n) => all / (yardstick[n]?.all ?? Number.NaN))),
        goal: { atMost: 1.25 },
        figures: `${ms(middle(ours))} to ${ms(middle(yardstick))}, of which the import ${ofWhichImport(ours)} to ${ofWhichImport(yardstick)}`,
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
