import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { periodAround } from '../../../lambdas/news/values/period';
import { entryItem } from '../../../lambdas/store/table/entry-items';
import { entryKey } from '../../../lambdas/store/table/keys';
import { tableForTests } from '../../harness/engine';
import { aStory, NOON } from '../../news/sample-story';
import { newsroom, putEntries } from '../sample-newsroom';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
let head: FeedHead;
const story = aStory({ id: 'touched', publishedAt: '2026-11-20T08:00:00Z' });
const { pk, sk } = entryKey('all', story.publishedAt, story.id);

beforeAll(async () => {
  room = newsroom(table);
  await room.upload(aStory({ id: 'above', publishedAt: '2026-11-21T08:00:00Z' }));
  await room.upload(aStory({ id: 'below', publishedAt: '2026-11-19T08:00:00Z' }));
  await room.upload(story);
  head = (await room.head('all')) as FeedHead;
});

const put = (writeCount: number) =>
  table.client.send(
    new PutItemCommand({ TableName: table.name, Item: entryItem({ pk, sk }, makeFeedEntry(story), writeCount) }),
  );

/** Whether each read shows the last transaction. The touched story lies in the range of all of them. */
async function allMatch(): Promise<boolean[]> {
  const day = periodAround(story.publishedAt, 'day');
  const answers = await Promise.all([
    room.reader.olderPage(head, { now: NOON, limit: 1, after: { at: '2026-11-20T09:00:00Z', id: 'x' } }),
    room.reader.olderPage(head, { now: NOON, limit: 5, after: { at: '2026-11-19T09:00:00Z', id: 'x' } }),
    room.reader.firstStory(head, day.begin, NOON),
    room.reader.lastStory(head, day.end),
    room.reader.storiesOfPeriods(head, [day], { now: NOON, limit: 1 }),
  ]);
  return answers.map(({ matchesHead }) => matchesHead);
}

test('every read shows whether it saw half of a transaction', async () => {
  expect(await allMatch()).toEqual([true, true, true, true, true]);
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: { pk: { S: pk }, sk: { S: sk } } }));
  expect(await allMatch()).toEqual([false, false, false, false, false]);
  await put(head.writeCount + 1);
  expect(await allMatch()).toEqual([false, false, false, false, false]);
  await put(head.writeCount);
  expect(await allMatch()).toEqual([true, true, true, true, true]);
});

test('a read that does not reach the touched story matches', async () => {
  await put(head.writeCount + 1);
  const below = await room.reader.lastStory(head, '2026-11-19T23:59:59Z');
  expect(below).toEqual({ at: '2026-11-19T08:00:00Z', matchesHead: true });
  const above = await room.reader.firstStory(head, '2026-11-21T00:00:00Z', NOON);
  expect(above).toEqual({ at: '2026-11-21T08:00:00Z', matchesHead: true });
  await put(head.writeCount);
});

test('a range that ends before it begins has no story, and needs no read', async () => {
  table.forget();
  expect(await room.reader.firstStory(head, plusSeconds(NOON, 1), NOON)).toEqual({ at: undefined, matchesHead: true });
  expect(table.traffic.requests).toEqual({});
});

test('the newer page begins below the story that is one page higher', async () => {
  const newerOf = async (limit: number, id: string) => {
    const at = id === 'below' ? '2026-11-19T08:00:00Z' : story.publishedAt;
    return (await room.reader.olderPage(head, { now: NOON, limit, after: { at, id } })).newer?.id;
  };
  expect(await newerOf(2, 'below')).toBe('touched');
  expect(await newerOf(3, 'below')).toBe('above');
  expect(await newerOf(4, 'below')).toBeUndefined();
  expect(await newerOf(2, 'touched')).toBe('above');
});

test('a page says whether a story lies above it', async () => {
  const hasNewer = async (at: string, id: string, now = NOON) =>
    (await room.reader.olderPage(head, { now, limit: 1, after: { at, id } })).hasNewer;
  const above = '2026-11-21T08:00:00Z';
  // The cursor is the last story of the page above.
  expect(await hasNewer(above, 'above')).toBe(true);
  expect(await hasNewer(above, 'abovf')).toBe(false);
  expect(await hasNewer(story.publishedAt, 'touched', '2026-11-20T07:59:59Z')).toBe(false);
});

test('of breaking news the newer page begins likewise, and ended and embargoed flags do not count', async () => {
  const flagged = (i: number) =>
    aStory({ id: `flag-${i}`, publishedAt: plusSeconds(NOON, -i), breakingUntil: plusSeconds(NOON, 100 + (i % 7)) });
  await room.upload(flagged(0));
  await putEntries(table, 'breaking', [
    ...Array.from({ length: 5 }, (_, i) => flagged(i + 1)),
    aStory({ id: 'ended', publishedAt: NOON, breakingUntil: NOON }),
    aStory({ id: 'ahead', publishedAt: plusSeconds(NOON, 1), breakingUntil: null }),
  ]);
  const breaking = (await room.head('breaking')) as FeedHead;
  const after = { at: plusSeconds(NOON, -3), id: 'flag-3' };
  const pageOf = (limit: number) => room.reader.olderPage(breaking, { now: NOON, limit, after });
  const page = await pageOf(3);
  expect(page.entries.map(({ id }) => id)).toEqual(['flag-4', 'flag-5']);
  expect(page.newer?.id).toBe('flag-1');
  expect((await pageOf(4)).newer?.id).toBe('flag-0');
  expect((await pageOf(5)).newer).toBeUndefined();
  expect((await pageOf(5)).hasNewer).toBe(true);
  const top = { now: NOON, limit: 5, after: { at: NOON, id: 'flag-1' } };
  expect((await room.reader.olderPage(breaking, top)).hasNewer).toBe(false);
});
