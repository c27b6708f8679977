import { type Instant, instant } from '../../lambdas/news/values/instant';
import type { Table } from '../../lambdas/store/table/table';
import type { Sent } from '../../test/harness/http/events';
import { change, changeStory } from '../harness/change';
import { startBench } from '../harness/engine-table';
import { putOlder, upload } from '../harness/fill';
import { type Ask, expectStatus, loadRead } from '../harness/functions';
import { hold, type Measure, ms, type Row, ratioRow, round, type Setting } from '../harness/measure';
import { type Counted, type Relay, startRelay } from '../harness/relay';
import { type Contender, interleave, median, type Rounds, ratioOf, type Times } from '../harness/rounds';
import { sitemapPaths } from '../harness/sitemap-paths';
import { storyBefore } from '../harness/stories';

/** Every route whose cost must not grow, and the edit that makes its answer new. */
const ROUTES: readonly (readonly [path: string, change: Change])[] = [
  ['/', (table) => change(table)],
  ['/rss.xml', (table) => change(table)],
  ['/atom.xml', (table) => change(table)],
  ['/feed.json', (table) => change(table)],
  ['/breaking/rss.xml', (table) => change(table, 'breaking')],
  ['/breaking', (table) => change(table, 'breaking')],
  ['/sections/world/rss.xml', (table) => change(table, 'section#world')],
  ['/tags/syria/atom.xml', (table) => change(table, 'tag#syria')],
  ['/authors/ann-byline/feed.json', (table) => change(table, 'author#ann-byline')],
  ['/languages/en/rss.xml', (table) => change(table, 'language#en')],
  ['/sections/world', (table) => change(table, 'section#world')],
  ['/api/stories?limit=50', (table) => change(table)],
  ['/api/stories?limit=50&section=world', (table) => change(table, 'section#world')],
  ['/api/stories?limit=50&before=CURSOR', (table) => change(table)],
  ['/stories/story-7', (table) => changeStory(table, 'story-7')],
  ['/api/stories/story-7', (table) => changeStory(table, 'story-7')],
];

/** Routes whose cost must not grow with the stored stories. The newest part of the sitemap has 100 stories in each newsroom. */
const SITEMAP_ROUTES: typeof ROUTES = [
  ['/sitemap.xml', (table) => change(table)],
  ['NEWEST_SITEMAP_PART', (table) => change(table)],
];

const BROTLI = { 'accept-encoding': 'br' };

/** How many stories each newsroom has that differ from the other in their number only. */
const NEWEST = 100;

/** As stories grow: the same read units and, within a fifth, the same time. */
export const stories: Measure = (setting) => {
  const now = instant(Date.now() - 3_600_000);
  const sizes = setting.quick ? [NEWEST, 1_000] : [NEWEST, 10_000, ...(setting.large ? [200_000] : [])];
  return grown(setting, 'stored stories', sizes, [...ROUTES, ...SITEMAP_ROUTES], async (table, size) => {
    await upload(table, newestOf(now));
    // Short ones: entries under the newest are never read, and 200,000 of them have to fit this machine.
    await putOlder(table, size - NEWEST, (n) => storyBefore(now, NEWEST + n, { bytes: 300 }));
  });
};

/** As feeds grow: the same. */
export const feeds: Measure = (setting) => {
  const now = instant(Date.now() - 3_600_000);
  return grown(setting, 'sections', [1, setting.quick ? 50 : 1_000], ROUTES, async (table, size) => {
    const more = Array.from({ length: size - 1 }, (_, n) =>
      storyBefore(now, NEWEST + n, { bytes: 300, section: `Section ${n}` }),
    );
    await upload(table, [...newestOf(now), ...more]);
  });
};

const newestOf = (now: Instant) => Array.from({ length: NEWEST }, (_, n) => storyBefore(now, n));

/** The same requests to newsrooms of several sizes: read units have to be equal, times are compared with the smallest. */
async function grown(
  { bundles, quick }: Setting,
  what: string,
  sizes: readonly number[],
  routes: typeof ROUTES,
  fill: (table: Table, size: number) => Promise<void>,
) {
  const bench = await startBench();
  const relay = await startRelay(bench.engine.endpoint);
  const newsrooms: Newsroom[] = [];
  for (const size of sizes) {
    const table = await bench.table(`size-${size}`);
    await fill(table, size);
    const place = { table: table.name, environment: bundles.environment };
    newsrooms.push({
      size,
      table,
      ask: await loadRead(bundles.read, { ...place, endpoint: bench.engine.endpoint }),
      askThroughRelay: await loadRead(bundles.read, { ...place, endpoint: relay.endpoint }),
    });
  }

  const found: Grown[] = [];
  for (const [route, change] of routes) {
    const costs = await countCosts(newsrooms, relay, route, change);
    const name = `${route} with ${sizes.join(', ')} ${what}`;
    hold(name, costs, Array(costs.length).fill(costs[0]));
    hold(`the cost of ${route} unchanged`, costs[0]?.unchanged, { requests: { GetItem: 1 }, units: 0.5 });
    for (const kind of KINDS) found.push(...(await compareTimes(newsrooms, route, change, kind, quick)));
  }
  await relay.stop();
  await bench.stop();
  return { rows: KINDS.flatMap((kind) => sizes.slice(1).map((size) => rowOf(found, kind, String(size), what))) };
}

interface Newsroom {
  readonly size: number;
  readonly table: Table;
  readonly ask: Ask;
  readonly askThroughRelay: Ask;
}

type Change = (table: Table) => Promise<void>;

/** The cost of the first answer after a change in each newsroom, and of the answer after it. */
async function countCosts(newsrooms: readonly Newsroom[], relay: Relay, route: string, change: Change) {
  const costs: { first: Counted; unchanged: Counted }[] = [];
  for (const { table, askThroughRelay: ask } of newsrooms) {
    const sent = await requestFor(route, ask);
    await expectStatus(200, ask(sent));
    await change(table);
    relay.forget();
    await expectStatus(200, ask(sent));
    const first = structuredClone(relay.counted);
    relay.forget();
    await expectStatus(200, ask(sent));
    costs.push({ first, unchanged: structuredClone(relay.counted) });
  }
  return costs;
}

/** The times of each larger newsroom, with the ratio to the smallest. */
async function compareTimes(
  newsrooms: readonly Newsroom[],
  route: string,
  change: Change,
  kind: Kind,
  quick: boolean,
): Promise<Grown[]> {
  const contenders: Contender[] = [];
  for (const { size, table, ask } of newsrooms) {
    const sent = await requestFor(route, ask);
    await expectStatus(200, ask(sent));
    const prepare = kind === 'first answer after a change' ? () => change(table) : undefined;
    contenders.push({ name: String(size), prepare, once: () => ask(sent) });
  }
  const [smallest, ...others] = await interleave(contenders, roundsOf(kind, quick));
  if (!smallest) return [];
  return others.map((larger) => ({
    kind,
    size: larger.name,
    route,
    ratio: ratioOf(larger, smallest),
    larger,
    smallest,
  }));
}

function rowOf(all: readonly Grown[], kind: Kind, size: string, what: string): Row {
  const some = all.filter((one) => one.kind === kind && one.size === size).sort((a, b) => b.ratio - a.ratio);
  const [slowest] = some;
  if (!slowest) throw new Error(`nothing was measured with ${size} ${what}`);
  const { route, ratio, larger, smallest } = slowest;
  return ratioRow({
    what: `${kind}, ${Number(size).toLocaleString('en')} ${what}: of ${some.length} routes the slowest, \`${route}\``,
    yardstick: `the same with ${smallest.name}`,
    ratio,
    goal: { atMost: 1.2 },
    figures: `${ms(median(larger.milliseconds))} to ${ms(median(smallest.milliseconds))}; the median route ${round(median(some.map((one) => one.ratio)))} times; the same read units on every route`,
  });
}

const KINDS = ['unchanged answer', 'first answer after a change'] as const;
type Kind = (typeof KINDS)[number];

/** How much longer a route takes with more. */
interface Grown {
  readonly kind: Kind;
  readonly size: string;
  readonly route: string;
  readonly ratio: number;
  readonly larger: Times;
  readonly smallest: Times;
}

function roundsOf(kind: Kind, quick: boolean): Rounds {
  if (quick) return { rounds: 2, perRound: 2, warmUp: 1 };
  return kind === 'unchanged answer' ? { rounds: 25, perRound: 10, warmUp: 4 } : { rounds: 25, perRound: 2, warmUp: 4 };
}

/**
 * The request for a route; `CURSOR` in it stands for the cursor of a list's second page, and `NEWEST_SITEMAP_PART` for the part of
 * the sitemap that has the newest stories.
 */
async function requestFor(route: string, ask: Ask): Promise<Sent> {
  if (route === 'NEWEST_SITEMAP_PART') return { path: (await sitemapPaths(ask))[0] ?? '', headers: BROTLI };
  const [path = '', query = ''] = route.split('?');
  const headers = BROTLI;
  if (!query.includes('CURSOR')) return { path, query, headers };
  const { body = '' } = await expectStatus(200, ask({ path, query: 'limit=50' }));
  return { path, query: query.replace('CURSOR', JSON.parse(body).cursor), headers };
}
