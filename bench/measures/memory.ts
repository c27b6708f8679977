import { instant } from '../../lambdas/news/values/instant';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { expectStatus, loadRead } from '../harness/functions';
import { hold, type Measure } from '../harness/measure';
import { storyBefore } from '../harness/stories';

/** The memory that a process may keep: 64 MB of documents and 16 MB of pieces (`MAX_BYTES` in `serving/`), and heads, addresses, code. */
const BOUND = 96;

/** Bytes of each story: three documents each are then half again as much as is kept. */
const BODY = 15_000;

const PASSES = 10;

/** A process that was asked for 1,000 different feeds, ten times each. */
export const memory: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('memory');
  const now = instant(Date.now() - 3_600_000);
  const feeds = quick ? 50 : 1_000;
  await upload(
    table,
    Array.from({ length: feeds }, (_, n) => storyBefore(now, n, { bytes: BODY, section: `Section ${n}` })),
  );
  const ask = await loadRead(bundles.read, {
    endpoint: bench.engine.endpoint,
    table: table.name,
    environment: bundles.environment,
  });
  const path = (n: number, file: string) => ({
    path: `/sections/section-${n}/${file}`,
    headers: { 'accept-encoding': 'br' },
  });
  const start = megabytesHeld();
  const grown: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    for (let n = 0; n < feeds; n++) {
      for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
        await expectStatus(200, ask(path(n, file)));
      }
    }
    grown.push(megabytesHeld() - start);
  }
  await bench.stop();
  const most = Math.max(...grown);
  hold('memory stays within its bound', most <= BOUND, true);
  return {
    rows: [
      {
        what: `memory after ${feeds.toLocaleString('en')} different feeds in three formats, ${PASSES} times each (heap and buffers, collected)`,
        yardstick: 'the start of the process',
        measured: `${most.toFixed(0)} MB more at most`,
        goal: { words: `at most ${BOUND} MB`, reached: most <= BOUND },
        figures: `by pass ${grown.map((megabytes) => megabytes.toFixed(0)).join(', ')} MB. Bound: 64 MB of documents, 16 MB of pieces and 5,000 heads; the documents not asked for longest go first`,
      },
    ],
  };
};

/** Megabytes that this process holds once it has collected its garbage. */
function megabytesHeld(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
