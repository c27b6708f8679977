import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import { nameHash } from '../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { createReader } from '../../lambdas/store/read/reader';
import { entryItem, tombstoneItem } from '../../lambdas/store/table/entry-items';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey, lateChangeKey, tombstoneKey } from '../../lambdas/store/table/keys';
import { aStory } from '../news/sample-story';
import { aHead, mockTable, NOON } from './mock-table';

const { table, dynamodb } = mockTable();
const reads = createReader(table);
beforeEach(() => dynamodb.reset());

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const UNTIL = noon(3_600);
const BEFORE = noon(-3_600);

const tombstone = (id: string, revision: number, writeCount: number, until = UNTIL): Item => {
  const tombstone = { id, guid: `urn:uuid:${id}`, publishedAt: BEFORE, withdrawnAt: noon(-60), until, revision };
  return tombstoneItem(tombstoneKey('all', until, id), tombstone, writeCount);
};
const lateChange = (place: number, id: string, revision: number, writeCount: number): Item =>
  entryItem(lateChangeKey('all', place), makeFeedEntry(aStory({ id, revision, publishedAt: BEFORE })), writeCount);
const touches = (id: string, revision: number, at = UNTIL) => [
  { at, idHash: nameHash(id), revision, tombstone: true as const },
];
const late = (id: string, revision: number, at = noon(-60)) => ({ idHash: nameHash(id), revision, at });

/** The content of a feed's documents, with that head and these items in the table, the highest key first. */
async function news(head: Partial<FeedHead>, ...items: Item[]) {
  const Items = [...items].sort((a, b) => (`${a.sk?.S}` < `${b.sk?.S}` ? 1 : -1));
  dynamodb.on(QueryCommand).resolves({ Items });
  return reads.news(aHead(head), { now: NOON, limit: 50 });
}
const matchesHead = async (head: Partial<FeedHead>, ...items: Item[]) => {
  const page = await news(head, ...items);
  return page.matchesHead && page.lateChangesAndTombstones.matchesHead;
};

test('a feed without late changes and tombstones is one query of its stories', async () => {
  await news({});
  // Tombstones that have ended and free places do not count.
  await news({ tombstones: [NOON], tombstonesUntil: NOON, lateChanges: [{ idHash: '', revision: 0, at: NOON }] });
  await news({ lateChanges: [late('a', 1, noon(-31 * 86_400))] });
  const bounds = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExpressionAttributeValues);
  expect(bounds.map((values) => values?.[':bound']?.S)).toEqual([`${NOON}$`, `${NOON}$`, `${NOON}$`]);
});

describe('a feed does not match its head', () => {
  const head = { tombstones: [UNTIL] };

  test('when a touched tombstone is missing, or has an older revision', async () => {
    expect(await matchesHead({ ...head, touched: touches('a', 2) }, tombstone('a', 2, 7))).toBe(true);
    expect(await matchesHead({ ...head, touched: touches('a', 2) })).toBe(false);
    expect(await matchesHead({ ...head, touched: touches('a', 3) }, tombstone('a', 2, 6))).toBe(false);
    expect(await matchesHead({ ...head, touched: touches('a', 2) }, tombstone('b', 2, 6))).toBe(false);
  });

  test('when a removed tombstone is still there', async () => {
    expect(await matchesHead({ ...head, touched: touches('a', 0) })).toBe(true);
    expect(await matchesHead({ ...head, touched: touches('a', 0) }, tombstone('a', 2, 6))).toBe(false);
  });

  test('when a late change or tombstone is newer than the head', async () => {
    expect(await matchesHead(head, tombstone('a', 2, 8))).toBe(false);
    expect(await matchesHead({ lateChanges: [late('a', 1)] }, lateChange(0, 'a', 1, 8))).toBe(false);
    expect(await matchesHead({ lateChanges: [late('a', 1)] }, lateChange(0, 'a', 1, 7))).toBe(true);
  });

  test('when a late change is missing, is of another story, or has another revision', async () => {
    const lateChanges = [late('a', 2), late('b', 1)];
    const [a, b] = [lateChange(0, 'a', 2, 7), lateChange(1, 'b', 1, 6)];
    expect(await matchesHead({ lateChanges }, a, b)).toBe(true);
    expect(await matchesHead({ lateChanges }, a)).toBe(false);
    expect(await matchesHead({ lateChanges }, lateChange(0, 'a', 1, 5), b)).toBe(false);
    expect(await matchesHead({ lateChanges }, lateChange(0, 'c', 2, 7), b)).toBe(false);
    expect(await matchesHead({ lateChanges }, lateChange(1, 'a', 2, 7), lateChange(0, 'b', 1, 6))).toBe(false);
  });

  test('when it still has the entry of a withdrawn story', async () => {
    const moved = [...touches('a', 2), { at: BEFORE, idHash: nameHash('a'), revision: 0 }];
    const entry = entryItem(entryKey('all', BEFORE, 'a'), makeFeedEntry(aStory({ id: 'a', publishedAt: BEFORE })), 6);
    expect(await matchesHead({ ...head, touched: moved }, tombstone('a', 2, 7), entry)).toBe(false);
    expect(await matchesHead({ ...head, touched: moved }, tombstone('a', 2, 7))).toBe(true);
  });

  test('but matches when the touched tombstone has ended, or the late change is over', async () => {
    expect(await matchesHead({ ...head, touched: touches('a', 2, NOON) })).toBe(true);
    expect(await matchesHead({ ...head, lateChanges: [late('a', 2, noon(-40 * 86_400))] })).toBe(true);
    const free = { idHash: '', revision: 0, at: NOON };
    expect(await matchesHead({ lateChanges: [free, late('b', 1)] }, lateChange(1, 'b', 1, 6))).toBe(true);
  });
});

describe('a free place for late changes', () => {
  test('does not show the story that was in it', async () => {
    const lateChanges = [{ idHash: '', revision: 0, at: NOON }, late('b', 1), late('c', 1, noon(-40 * 86_400))];
    const items = [lateChange(0, 'a', 1, 5), lateChange(1, 'b', 1, 6), lateChange(2, 'c', 1, 4)];
    const { lateChangesAndTombstones } = await news({ lateChanges }, ...items);
    expect(lateChangesAndTombstones.lateChanges.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a feed with more tombstones than its head lists', () => {
  const head = { tombstones: [UNTIL], tombstonesUntil: noon(9_000) };
  const part = (...Items: Item[]) => {
    const LastEvaluatedKey = { pk: { S: 'FEED#all' }, sk: Items.at(-1)?.sk ?? { S: '' } };
    dynamodb.on(QueryCommand, { ScanIndexForward: false }).resolves({ Items: [] });
    dynamodb.on(QueryCommand, { Limit: 120 }).resolves({ Items, LastEvaluatedKey });
  };

  test('misses a touched tombstone only if all of them were read', async () => {
    expect(await matchesHead({ ...head, touched: touches('a', 2) })).toBe(false);
    dynamodb.reset();
    part(tombstone('b', 2, 6));
    const { lateChangesAndTombstones, matchesHead: page } = await reads.news(
      aHead({ ...head, touched: touches('a', 2) }),
      {
        now: NOON,
        limit: 50,
      },
    );
    expect([
      page,
      lateChangesAndTombstones.matchesHead,
      lateChangesAndTombstones.tombstones.map(({ id }) => id),
    ]).toEqual([true, true, ['b']]);
  });
});

describe('an unreadable late change or tombstone', () => {
  test('is left out and reported with its key; the others are there, and the feed matches its head', async () => {
    const spoilt = { format: { N: '2' } };
    const { lateChangesAndTombstones, matchesHead } = await news(
      { tombstones: [UNTIL], touched: touches('a', 2), lateChanges: [late('c', 1), late('d', 1)] },
      { ...tombstone('a', 2, 7), ...spoilt },
      tombstone('b', 2, 6),
      { ...lateChange(0, 'c', 1, 7), ...spoilt },
      lateChange(1, 'd', 1, 6),
    );
    expect([matchesHead, lateChangesAndTombstones.matchesHead]).toEqual([true, true]);
    expect(lateChangesAndTombstones.tombstones.map(({ id }) => id)).toEqual(['b']);
    expect(lateChangesAndTombstones.lateChanges.map(({ id }) => id)).toEqual(['d']);
    expect(lateChangesAndTombstones.unreadable.map(({ key }) => key.sk)).toEqual([
      'LATE#00',
      tombstoneKey('all', UNTIL, 'a').sk,
    ]);
  });
});

test('breaking news that does not match its head is found too', async () => {
  const breaking = (head: Partial<FeedHead>, ...Items: Item[]) => {
    dynamodb.on(QueryCommand).resolves({ Items });
    return reads.news(aHead({ name: 'breaking', tombstones: [UNTIL], ...head }), { now: NOON, limit: 50 });
  };
  const there = await breaking({ touched: touches('a', 2) }, tombstone('a', 2, 7));
  expect([
    there.lateChangesAndTombstones.matchesHead,
    there.lateChangesAndTombstones.tombstones.length,
    there.entries,
  ]).toEqual([true, 1, []]);
  expect((await breaking({ touched: touches('a', 2) })).lateChangesAndTombstones.matchesHead).toBe(false);
});
