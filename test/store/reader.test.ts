import { GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { nameHash } from '../../lambdas/news/feed/head';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import type { RegisterRequest } from '../../lambdas/store/read/read-register';
import { createReader } from '../../lambdas/store/read/reader';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { feedHeadItem, feedRegistrationItem, type RegisterHead } from '../../lambdas/store/table/head-items';
import { type Item, toKey } from '../../lambdas/store/table/item';
import { entryKey, receiptKey, registerKey } from '../../lambdas/store/table/keys';
import { storyItem } from '../../lambdas/store/table/story-items';
import { touchRows } from '../../lambdas/store/table/touched-rows';
import { aStory } from '../news/sample-story';
import { aHead, mockTable, NOON } from './mock-table';

const { table, dynamodb } = mockTable();
const reads = createReader(table);
beforeEach(() => dynamodb.reset());
afterEach(() => expect(dynamodb.commandCalls(ScanCommand)).toHaveLength(0));

const sentGet = () => dynamodb.commandCalls(GetItemCommand).map(({ args }) => args[0].input);
const sentQuery = () => dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);

test.each([true, false])('the head of a feed is one read of one key, consistent: %s', async (consistent) => {
  dynamodb.on(GetItemCommand).resolves({ Item: feedHeadItem(aHead()) });
  expect(await reads.feedHead('all', { consistent })).toEqual(aHead());
  expect(sentGet()).toEqual([
    { TableName: 'bulletin', Key: { pk: { S: 'FEED#all' }, sk: { S: 'HEAD' } }, ConsistentRead: consistent },
  ]);
  expect(dynamodb.calls()).toHaveLength(1);
});

test('heads of stories and of the register are read with the asked consistency', async () => {
  dynamodb.on(GetItemCommand).resolves({});
  expect(await reads.storyHead('a', { consistent: false })).toBeUndefined();
  expect(await reads.registerHead({ consistent: false })).toBeUndefined();
  expect(sentGet()).toMatchObject([
    { Key: { pk: { S: 'STORY#a' }, sk: { S: 'HEAD' } }, ConsistentRead: false },
    { Key: { pk: { S: 'FEEDS' }, sk: { S: 'HEAD' } }, ConsistentRead: false },
  ]);
});

test('every read that an answer or a decision rests on is strongly consistent', async () => {
  dynamodb.on(GetItemCommand).resolves({});
  dynamodb.on(QueryCommand).resolves({});
  await reads.story('a');
  await reads.revision('a', 12);
  await reads.receipt(receiptKey('t', 'k'), NOON);
  await reads.page(aHead(), { now: NOON, limit: 50 });
  await reads.page(aHead({ name: 'breaking' }), { now: NOON, limit: 50 });
  await reads.everyStory({ limit: 5 });
  expect(sentGet().map(({ Key }) => [Key?.pk?.S, Key?.sk?.S])).toEqual([
    ['STORY#a', 'STORY'],
    ['STORY#a', 'REV#000012'],
    ['UPLOAD#t#k', 'UPLOAD'],
  ]);
  for (const input of [...sentGet(), ...sentQuery()]) expect(input.ConsistentRead).toBe(true);
});

test('a page is one query that begins now, or below an earlier cursor', async () => {
  dynamodb.on(QueryCommand).resolves({});
  await reads.page(aHead(), { now: NOON, limit: 50 });
  await reads.page(aHead(), { now: NOON, limit: 3, after: { at: '2026-01-01T00:00:00Z', id: 'x' } });
  await reads.page(aHead(), { now: NOON, limit: 3, after: { at: '2027-01-01T00:00:00Z', id: 'x' } });
  expect(sentQuery().map((input) => [input.Limit, input.ExpressionAttributeValues?.[':bound']?.S])).toEqual([
    [50, `${NOON}$`],
    [3, '2026-01-01T00:00:00Z#x'],
    [3, `${NOON}$`],
  ]);
  expect(sentQuery()[0]).toMatchObject({
    KeyConditionExpression: 'pk = :partition AND sk < :bound',
    ExpressionAttributeValues: { ':partition': { S: 'FEED#all' } },
    ScanIndexForward: false,
  });
});

test('a stored story is read whole', async () => {
  dynamodb.on(GetItemCommand).resolves({ Item: storyItem(aStory({ body: '<p>"…"</p>' })) });
  expect(await reads.story('quiet-day')).toEqual(aStory({ body: '<p>"…"</p>' }));
});

describe('a page does not match its head', () => {
  const at = '2026-11-22T11:00:00Z';
  const entry = (story: Story, writeCount: number) =>
    entryItem(entryKey('all', story.publishedAt, story.id), makeFeedEntry(story), writeCount);
  const touched = (id: string, revision: number, when = at) => [{ at: when, idHash: nameHash(id), revision }];
  const page = async (head: Parameters<typeof aHead>[0], ...entries: ReturnType<typeof entry>[]) => {
    dynamodb.on(QueryCommand).resolves({ Items: entries });
    return (await reads.page(aHead(head), { now: NOON, limit: 50 })).matchesHead;
  };

  test('when it has an older revision than the head lists, or lacks a new entry', async () => {
    const head = { touched: touched('a', 2) };
    expect(await page(head, entry(aStory({ id: 'a', revision: 2 }), 7))).toBe(true);
    expect(await page(head, entry(aStory({ id: 'a', revision: 1 }), 6))).toBe(false);
    expect(await page(head)).toBe(false);
  });

  test('when it has an entry that the head lists as removed', async () => {
    expect(await page({ touched: touched('a', 0) }, entry(aStory({ id: 'a' }), 6))).toBe(false);
    expect(await page({ touched: touched('a', 0) })).toBe(true);
  });

  test('when it has an entry that is newer than the head', async () => {
    expect(await page({ writeCount: 7 }, entry(aStory({ id: 'a' }), 8))).toBe(false);
    expect(await page({ writeCount: 8 }, entry(aStory({ id: 'a' }), 8))).toBe(true);
  });

  test('but matches when the touched entries lie outside of it', async () => {
    dynamodb.on(QueryCommand).resolves({
      Items: [entry(aStory({ id: 'b' }), 1)],
      LastEvaluatedKey: { pk: { S: 'FEED#all' }, sk: { S: `${at}#b` } },
    });
    const matchesHead = async (when: string, after?: { at: string; id: string }) =>
      (await reads.page(aHead({ touched: touched('a', 2, when) }), { now: NOON, limit: 1, ...(after && { after }) }))
        .matchesHead;
    expect(await matchesHead('2026-11-22T10:59:59Z')).toBe(true);
    expect(await matchesHead('2026-11-22T12:00:01Z')).toBe(true);
    expect(await matchesHead('2026-11-22T11:00:01Z')).toBe(false);
    const itself = aHead({ touched: touched('b', 2) });
    expect((await reads.page(itself, { now: NOON, limit: 1 })).matchesHead).toBe(false);
    expect(await matchesHead(NOON)).toBe(false);
    expect(await matchesHead('2026-11-22T11:00:01Z', { at: '2026-11-22T11:00:01Z', id: 'c' })).toBe(true);
    expect(await matchesHead('2026-11-22T11:00:02Z', { at: '2026-11-22T11:00:01Z', id: 'c' })).toBe(true);
  });

  test('of breaking news either, when a touched entry is missing whose flag has not ended', async () => {
    const breaking = async (until: string, ...entries: ReturnType<typeof entry>[]) => {
      dynamodb.on(QueryCommand).resolves({ Items: entries });
      const head = aHead({ name: 'breaking', touched: touched('a', 1, until) });
      return (await reads.page(head, { now: NOON, limit: 50 })).matchesHead;
    };
    const flagged = aStory({ id: 'a', breakingUntil: '2026-11-22T12:00:01Z' });
    const item = entryItem(entryKey('breaking', '2026-11-22T12:00:01Z', 'a'), makeFeedEntry(flagged), 7);
    expect(await breaking('2026-11-22T12:00:01Z')).toBe(false);
    expect(await breaking('2026-11-22T12:00:01Z', item)).toBe(true);
    expect(await breaking(NOON)).toBe(true);
  });
});

describe('the register', () => {
  const row = (name: FeedName, writeCount: number, openedAt = NOON) =>
    feedRegistrationItem({ name, title: '', guid: 'urn:uuid:1', openedAt, writeCount });
  const headAfter = (writeCount: number, ...names: FeedName[]): RegisterHead => {
    const { version, changedAt } = aHead();
    return { version, changedAt, moments: [], writeCount, touched: touchRows([], names, 0) };
  };
  const read = (head: RegisterHead, request: Partial<RegisterRequest> = {}) =>
    reads.register(head, { now: NOON, limit: 2, ...request });

  test('matches its head when it shows the touched rows and nothing newer', async () => {
    const head = headAfter(4, 'all', 'breaking');
    const matches = async (...Items: Item[]) => {
      dynamodb.on(QueryCommand).resolves({ Items });
      return (await read(head)).matchesHead;
    };
    expect(await matches(row('all', 3), row('breaking', 4))).toBe(true);
    expect(await matches(row('all', 3))).toBe(false);
    expect(await matches(row('breaking', 4))).toBe(false);
    expect(await matches(row('all', 3), row('breaking', 3))).toBe(false);
    expect(await matches(row('all', 3), row('breaking', 4), row('section#world', 5))).toBe(false);
  });

  test('matches its head whatever lies outside of the page', async () => {
    const LastEvaluatedKey = registerKey('section#f');
    const full = [row('section#b', 3), row('section#d', 9), row('section#f', 8)];
    dynamodb.on(QueryCommand).resolves({ Items: full, LastEvaluatedKey: toKey(LastEvaluatedKey) });
    const matches = async (...names: FeedName[]) =>
      (await read(headAfter(9, ...names, 'section#d'), { after: 'section#a' })).matchesHead;
    expect(await matches()).toBe(true);
    expect(await matches('all')).toBe(true);
    expect(await matches('section#g')).toBe(true);
    expect(await matches('tag#c')).toBe(true);
    expect(await matches('section#f')).toBe(true);
    expect(await matches('section#c', 'section#e')).toBe(false);
  });

  test('asks for one feed more than the page has, and for a few that have not opened', async () => {
    dynamodb.on(QueryCommand).resolves({ Items: [] });
    await read(headAfter(0), { after: 'language#en', limit: 500 });
    expect(sentQuery()[0]).toMatchObject({
      Limit: 551,
      ExpressionAttributeValues: { ':from': { S: '2#language#en!' }, ':to': { S: '9' } },
    });
  });

  test('goes on until the page is full of open feeds, in two requests at most', async () => {
    const NEXT_DAY = '2026-11-23T12:00:00Z';
    const LastEvaluatedKey = toKey(registerKey('section#a'));
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [row('all', 1), row('section#a', 2, NEXT_DAY)], LastEvaluatedKey })
      .resolvesOnce({ Items: [row('section#b', 3, NEXT_DAY)], LastEvaluatedKey: toKey(registerKey('section#b')) });
    const { feeds, last } = await read(headAfter(3));
    expect(feeds.map(({ name }) => name)).toEqual(['all']);
    // The cursor never names a feed that has not opened.
    expect(last).toBe('all');
    expect(sentQuery()[1]?.ExclusiveStartKey).toEqual(LastEvaluatedKey);
    expect(sentQuery()).toHaveLength(2);
  });

  test('has a next page where one more feed is open', async () => {
    const pageOf = async (...names: FeedName[]) => {
      dynamodb.on(QueryCommand).resolves({ Items: names.map((name, i) => row(name, i + 1)) });
      const { feeds, last } = await read(headAfter(9));
      return [feeds.map(({ name }) => name), last];
    };
    expect(await pageOf('all', 'breaking')).toEqual([['all', 'breaking'], undefined]);
    expect(await pageOf('all', 'breaking', 'tag#c')).toEqual([['all', 'breaking'], 'breaking']);
  });
});
