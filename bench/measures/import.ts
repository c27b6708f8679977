import { instant } from '../../lambdas/news/values/instant';
import { type Item, keyOf } from '../../lambdas/store/table/item';
import { keyText } from '../../lambdas/store/table/keys';
import { storeToken } from '../../lambdas/store/tokens';
import { everyItem } from '../../test/harness/newsroom/audit';
import { startBench } from '../harness/engine-table';
import { putAll } from '../harness/fill';
import { type Ask, expectStatus, loadPublish } from '../harness/functions';
import { hold, type Measure, ratioRow } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { storyBefore } from '../harness/stories';

/** Stories of one request. */
const REQUEST = 100;
/** Items of one BatchWriteItem. */
const BATCH = 25;

/** Ten thousand stories of 3.5 KB in five feeds, imported by one writer, against bare BatchWriteItem of the items that they became. */
export const imports: Measure = async ({ bundles, quick }) => {
  const count = quick ? 800 : 10_000;
  const perRound = quick ? 200 : 1_000;
  // Until code is compiled and connections are open nothing is timed.
  let isWarm = false;
  const bench = await startBench();
  const [ours, bare] = [await bench.table('import'), await bench.table('bare')];
  await storeToken(ours, 'token', { name: 'editor', scopes: ['write'], created: instant(Date.now()) });
  const relay = await startRelay(bench.engine.endpoint);
  const ask = await loadPublish(bundles.publish, {
    endpoint: relay.endpoint,
    table: ours.name,
    environment: bundles.environment,
  });

  const times = { ours: 0, bare: 0 };
  const knownKeys = new Set<string>();
  let [items, requests] = [0, 0];
  const now = instant(Date.now());
  for (let from = 0; from < count; from += perRound) {
    const stories = Array.from({ length: perRound }, (_, i) => foreign(storyBefore(now, count - from - i)));
    if (!isWarm && from > 0) [isWarm, times.ours, times.bare] = [true, 0, 0];
    relay.forget();
    times.ours += await timeOf(async () => {
      for (let i = 0; i < perRound; i += REQUEST) await bring(ask, stories.slice(i, i + REQUEST));
    });
    requests += Object.values(relay.counted.requests).reduce((sum, n) => sum + n, 0);
    // Both take turns; the other one writes the items that are new in the table since the last round.
    const made = (await everyItem(ours)).filter((item) => isNew(item, knownKeys));
    items += made.length;
    times.bare += await timeOf(async () => {
      for (let i = 0; i < made.length; i += BATCH) await putAll(bare, made.slice(i, i + BATCH));
    });
  }
  await relay.stop();
  await bench.stop();
  hold('items of a story', Math.floor(items / count), 10);
  return {
    rows: [
      ratioRow({
        what: `${count} stories into 5 feeds each, imported by 1 writer, ${REQUEST} in a request`,
        yardstick: `bare BatchWriteItem of the ${items} items that they became, one request after another`,
        ratio: times.bare / times.ours,
        goal: { atLeast: 0.3 },
        figures: `${Math.round((count - perRound) / (times.ours / 1_000))} stories a second; ${requests} requests to DynamoDB`,
      }),
    ],
  };
};

/** Whether an item of a story, not a head that many stories share, was not in the table before. */
function isNew(item: Item, knownKeys: Set<string>): boolean {
  const place = keyText(keyOf(item));
  if (knownKeys.has(place) || place.startsWith('TOKEN')) return false;
  knownKeys.add(place);
  return true;
}

const foreign = ({
  id,
  guid,
  headline,
  summary,
  body,
  section,
  tags,
  authors,
  publishedAt,
}: ReturnType<typeof storyBefore>) => ({
  ...{ id, guid, headline, summary, body, section, tags, authors, publishedAt },
});

async function bring(ask: Ask, stories: readonly object[]): Promise<void> {
  const answer = await expectStatus(
    200,
    ask({
      method: 'POST',
      path: '/newsroom/imports',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: JSON.stringify({ stories }),
    }),
  );
  const { results } = JSON.parse(answer.body ?? '') as { results: { outcome: string }[] };
  hold(
    'stories that were not stored',
    results.filter(({ outcome }) => outcome !== 'stored'),
    [],
  );
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
