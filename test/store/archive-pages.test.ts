import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { STORIES_PER_DOCUMENT } from '../../lambdas/news/feed/archive';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { type ArchiveSpan, archivePages } from '../../lambdas/store/read/archive-pages';
import { documentEndItem } from '../../lambdas/store/table/entry-items';
import { type Query, queryOn } from '../../lambdas/store/table/query-all';
import { tableForTests } from '../harness/engine';
import { aStory } from '../news/sample-story';
import { aHead } from './mock-table';
import { putEntries } from './sample-newsroom';

const table = tableForTests();
const BEGIN = '2026-11-01T00:00:00Z';
const NOW = '2026-12-24T12:00:00Z';
const hour = (n: number): Instant => plusSeconds(BEGIN, 3_600 * n);

/** Puts stories into a new feed, each at an hour of November, and the ends of documents. */
async function feedWith(name: FeedName, hours: readonly number[], ends: readonly Instant[]): Promise<FeedName> {
  await putEntries(
    table,
    name,
    hours.map((n) => aStory({ id: `n${n}`, publishedAt: hour(n) })),
  );
  for (let i = 0; i < ends.length; i += 25) {
    const requests = ends.slice(i, i + 25).map((at) => ({ PutRequest: { Item: documentEndItem(name, at) } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  }
  return name;
}

/** Reads a page, and counts its queries and its round trips: waves of queries that are under way at once. */
async function readPage(name: FeedName, span: ArchiveSpan) {
  let [queries, roundTrips, underWay] = [0, 0, 0];
  const query: Query = async (input) => {
    if (underWay === 0) roundTrips += 1;
    underWay += 1;
    queries += 1;
    try {
      return await queryOn(table)(input);
    } finally {
      underWay -= 1;
    }
  };
  table.forget();
  const page = await archivePages(query).archive(aHead({ name }), span, NOW);
  return { ...page, ids: page?.entries.map(({ id }) => id), isThere: page !== undefined, queries, roundTrips };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const idsDown = (from: number, to: number) =>
  numbers(from, to)
    .map((n) => `n${n}`)
    .reverse();
const NOVEMBER_ENDS = '2026-11-30T23:59:59Z';

describe('a feed of 130 stories, two documents of which are full', () => {
  const name = 'section#full';
  beforeAll(() => feedWith(name, numbers(0, 130), [hour(49), hour(99)]));

  test.each<[string, ArchiveSpan, object]>([
    [
      'the newest closed document',
      { until: NOVEMBER_ENDS },
      { ids: idsDown(100, 130), older: { until: hour(99) }, newer: undefined },
    ],
    [
      'the document between',
      { until: hour(99) },
      { ids: idsDown(50, 100), older: { until: hour(49) }, newer: { until: NOVEMBER_ENDS } },
    ],
    ['the oldest document', { until: hour(49) }, { ids: idsDown(0, 50), older: undefined, newer: { until: hour(99) } }],
  ])('%s is read in one round trip of four queries', async (_, span, expected) => {
    const page = await readPage(name, span);
    expect(page).toMatchObject({ ...expected, matchesHead: true, queries: 4, roundTrips: 1 });
    // 51 entries of half a KB, and three small queries.
    expect(table.traffic.capacity).toBeLessThanOrEqual(16);
  });

  test('a page below a story is read in one round trip of two queries', async () => {
    const page = await readPage(name, { below: { at: hour(120), id: 'n120' } });
    expect(page).toMatchObject({ ids: idsDown(100, 120), older: { until: hour(99) }, queries: 2, roundTrips: 1 });
    const last = await readPage(name, { below: { at: hour(20), id: 'n20' } });
    expect(last).toMatchObject({ ids: idsDown(0, 20), older: undefined, roundTrips: 1 });
    const none = await readPage(name, { below: { at: hour(0), id: 'n0' } });
    expect(none).toMatchObject({ ids: [], isThere: true, roundTrips: 1 });
  });

  test('a cursor from far ahead begins with the newest story', async () => {
    const page = await readPage(name, { below: { at: '9998-12-31T23:59:59Z', id: 'a' } });
    expect(page).toMatchObject({ ids: idsDown(100, 130), older: { until: hour(99) }, roundTrips: 1 });
  });

  test.each([hour(98), hour(100), '2026-12-31T23:59:59Z', '9999-12-31T23:59:59Z'])(
    'there is no document that ends at %s',
    async (until) => {
      expect((await readPage(name, { until })).isThere).toBe(false);
    },
  );
});

describe('a document with more stories than a page has', () => {
  const name = 'section#long';
  beforeAll(() => feedWith(name, numbers(0, 120), []));

  test('goes on below its fiftieth story', async () => {
    const first = await readPage(name, { until: NOVEMBER_ENDS });
    expect(first).toMatchObject({ ids: idsDown(70, 120), older: { below: { at: hour(70), id: 'n70' } } });
    expect(first.entries).toHaveLength(STORIES_PER_DOCUMENT);
    const second = await readPage(name, first.older as ArchiveSpan);
    expect(second).toMatchObject({ ids: idsDown(20, 70), older: { below: { at: hour(20), id: 'n20' } } });
    const third = await readPage(name, second.older as ArchiveSpan);
    expect(third).toMatchObject({ ids: idsDown(0, 20), older: undefined });
  });
});

describe('a feed whose documents were emptied', () => {
  const name = 'section#emptied';
  // A story, 45 documents without one, three stories, 25 documents without one, two stories.
  beforeAll(() =>
    feedWith(
      name,
      [0, 50, 51, 52, 90, 91],
      [...numbers(2, 47), 52, ...numbers(54, 79), 91].map((n) => hour(n)),
    ),
  );

  test('has neighbours in a second round trip', async () => {
    const newest = await readPage(name, { until: hour(91) });
    expect(newest).toMatchObject({ ids: ['n91', 'n90'], older: { until: hour(52) }, newer: undefined, roundTrips: 2 });
    const middle = await readPage(name, { until: hour(52) });
    expect(middle).toMatchObject({ ids: ['n52', 'n51', 'n50'], older: { until: hour(2) }, newer: { until: hour(91) } });
    expect(middle.roundTrips).toBe(2);
    const oldest = await readPage(name, { until: hour(2) });
    expect(oldest).toMatchObject({ ids: ['n0'], older: undefined, newer: { until: hour(52) }, roundTrips: 2 });
  });

  test('goes on by a cursor where the next document is far away', async () => {
    const page = await readPage(name, { below: { at: hour(90), id: 'n90' } });
    expect(page).toMatchObject({
      ids: ['n52', 'n51', 'n50'],
      roundTrips: 2,
      older: { below: { at: hour(50), id: 'n50' } },
    });
    const next = await readPage(name, page.older as ArchiveSpan);
    expect(next).toMatchObject({ ids: ['n0'], older: undefined, roundTrips: 2 });
  });
});
