import {
  BatchGetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { feedHeadItem, registerHeadItem } from '../../../lambdas/store/table/head-items';
import { receiptKey } from '../../../lambdas/store/table/keys';
import { StoreUnavailable } from '../../../lambdas/store/table/transaction';
import { MAX_TARGETS } from '../../../lambdas/store/write/closing-decision';
import { MAX_ATTEMPTS, MAX_WAIT_MS } from '../../../lambdas/store/write/writer-needs';
import { aHead, mockTable, NOON } from '../mock-table';
import { newsroom } from '../sample-newsroom';

const { table, dynamodb } = mockTable();
let room: ReturnType<typeof newsroom>;

const name = 'tag#syira';
const movedTo = 'tag#syria';
/** No story since the last archive document, so that only the query tells of stories. */
const archive = { version: 'v7', changedAt: NOON, open: { from: '2026-10-31T23:59:59Z', stories: 0 } };
const register = registerHeadItem({ writeCount: 3, version: 'v3', changedAt: NOON, moments: [], touched: [] });
const headItem = (head: Partial<FeedHead> = {}) => feedHeadItem(aHead({ name, title: 'Syira', archive, ...head }));
const targetItem = (head: Partial<FeedHead> = {}) => feedHeadItem(aHead({ name: movedTo, title: 'Syria', ...head }));
const store = (...items: ReturnType<typeof headItem>[]) =>
  dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: items } });
const entry = (at: string) => ({ pk: { S: `FEED#${name}` }, sk: { S: `${at}#story` } });
const receipt = { key: receiptKey('token', 'key'), request: 'hash' };
const cancellation = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const transactions = () => dynamodb.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(QueryCommand).resolves({ Items: [] });
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  room = newsroom(table);
});

test('a closing reads heads strongly consistent and at once, counts stories by one small query, and is one transaction', async () => {
  store(headItem(), register, targetItem());
  expect(await room.writer.closeFeed({ name, movedTo, receipt })).toMatchObject({ feed: { name } });
  expect(dynamodb.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input)).toEqual([
    {
      RequestItems: {
        bulletin: {
          ConsistentRead: true,
          Keys: [
            { pk: { S: 'FEED#tag#syira' }, sk: { S: 'HEAD' } },
            { pk: { S: 'FEEDS' }, sk: { S: 'HEAD' } },
            { pk: { S: 'FEED#tag#syria' }, sk: { S: 'HEAD' } },
          ],
        },
      },
    },
  ]);
  expect(dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input)).toMatchObject([
    { ConsistentRead: true, ProjectionExpression: 'pk, sk', Limit: 101 },
  ]);
  const [transaction, ...others] = transactions();
  expect(others).toEqual([]);
  const puts = (transaction?.TransactItems ?? []).map(({ Put }) => ({
    key: `${Put?.Item?.pk?.S} ${Put?.Item?.sk?.S}`,
    condition: Put?.ConditionExpression,
    previous: Put?.ExpressionAttributeValues?.[':previous']?.N,
    writeCount: Put?.Item?.writeCount?.N,
  }));
  expect(puts).toEqual([
    {
      key: 'UPLOAD#token#key UPLOAD',
      condition: 'attribute_not_exists(pk) OR expires <= :now',
      previous: undefined,
      writeCount: undefined,
    },
    { key: 'FEED#tag#syira HEAD', condition: 'writeCount = :previous', previous: '7', writeCount: '8' },
    { key: 'FEEDS 4#tag#syira', condition: undefined, previous: undefined, writeCount: '4' },
    { key: 'FEEDS HEAD', condition: 'writeCount = :previous', previous: '3', writeCount: '4' },
    // The target as it is: it must not close meanwhile.
    { key: 'FEED#tag#syria HEAD', condition: 'writeCount = :previous', previous: '7', writeCount: '7' },
  ]);
  expect(transaction?.TransactItems?.at(-1)?.Put?.Item).toEqual(targetItem());
  expect(transaction?.TransactItems?.[1]?.Put?.Item?.closing).toEqual({
    M: { at: { S: NOON }, movedTo: { S: movedTo } },
  });
});

test('all stories are never closed, so their busy head is not written', async () => {
  store(headItem(), register, feedHeadItem(aHead()));
  await room.writer.closeFeed({ name, movedTo: 'all' });
  expect(transactions()[0]?.TransactItems).toHaveLength(3);
});

test('a condition that does not hold is decided anew: a story that came meanwhile is met', async () => {
  store(headItem(), register);
  dynamodb
    .on(TransactWriteItemsCommand)
    .rejectsOnce(cancellation('ConditionalCheckFailed', 'None', 'None'))
    .resolves({});
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({ Items: [] })
    .resolves({ Items: [entry('2026-11-22T11:00:00Z')] });
  expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'holds stories', stories: 1, more: false });
  expect(transactions()).toHaveLength(1);
  expect(room.waits).toHaveLength(1);
});

test('a used receipt is a repeat', async () => {
  store(headItem(), register);
  dynamodb.on(TransactWriteItemsCommand).rejects(cancellation('ConditionalCheckFailed', 'None', 'None', 'None'));
  expect(await room.writer.closeFeed({ name, receipt })).toEqual({ refused: 'repeated' });
});

test('a transaction without an answer is sent again as it is', async () => {
  store(headItem(), register);
  dynamodb.on(TransactWriteItemsCommand).rejectsOnce(new Error('socket hang up')).resolves({});
  expect(await room.writer.closeFeed({ name })).toMatchObject({ feed: { name } });
  const [first, again, ...others] = transactions();
  expect([again, others]).toEqual([first, []]);
});

test('where other writers are always faster, nothing is stored, after a bounded number of attempts', async () => {
  store(headItem(), register);
  dynamodb.on(TransactWriteItemsCommand).rejects(cancellation('TransactionConflict', 'None', 'None'));
  await expect(room.writer.closeFeed({ name })).rejects.toThrow(StoreUnavailable);
  expect(transactions()).toHaveLength(MAX_ATTEMPTS);
  expect(Math.max(...room.waits)).toBeLessThanOrEqual(MAX_WAIT_MS);
});

test.each([
  [100, false],
  [101, true],
])('%d stories are more than a hundred: %s', async (length, more) => {
  store(headItem(), register);
  const Items = Array.from({ length }, () => entry('2026-11-22T11:00:00Z'));
  dynamodb.on(QueryCommand).resolves({ Items });
  expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'holds stories', stories: 100, more });
});

describe('an import follows the feeds that its target moved to', () => {
  const nameOf = (i: number) => `tag#t${i}` as const;
  /** Feeds each moved to the next, and the last open. */
  const storeWay = (length: number) => {
    const way = Array.from({ length }, (_, i) => {
      const closing = i < length - 1 ? { at: NOON, movedTo: nameOf(i + 1) } : undefined;
      return feedHeadItem(aHead({ name: nameOf(i), closing }));
    });
    dynamodb.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
      const wanted = RequestItems.bulletin.Keys.map(({ pk }: { pk: { S: string } }) => pk.S);
      return { Responses: { bulletin: [headItem(), register, ...way].filter(({ pk }) => wanted.includes(pk?.S)) } };
    });
  };
  const close = () => room.writer.closeFeed({ name, movedTo: nameOf(0), importedAt: NOON });

  test('and each must stay as it is meanwhile', async () => {
    storeWay(3);
    expect(await close()).toMatchObject({ feed: { closing: { movedTo: nameOf(0) } } });
    expect(dynamodb.commandCalls(BatchGetItemCommand)).toHaveLength(3);
    const puts = transactions()[0]
      ?.TransactItems?.slice(3)
      .map(({ Put }) => [Put?.Item?.pk?.S, Put?.ConditionExpression]);
    expect(puts).toEqual([0, 1, 2].map((i) => [`FEED#${nameOf(i)}`, 'writeCount = :previous']));
  });

  test.each([
    [MAX_TARGETS, true],
    [MAX_TARGETS + 1, false],
  ])('of %d: %s', async (length, isClosed) => {
    storeWay(length);
    const outcome = await close();
    if (isClosed) expect(outcome).toMatchObject({ feed: { name } });
    else expect(outcome).toEqual({ refused: 'target without end' });
    expect(dynamodb.commandCalls(BatchGetItemCommand).length).toBeLessThanOrEqual(1 + MAX_TARGETS);
  });
});

describe('a query that shows half of a transaction hides no story:', () => {
  test.each([
    ['the head lists the entry that it touched', { touched: [{ at: NOON, idHash: 'aaaaaaaa', revision: 1 }] }],
    ['the head counts a story under embargo', { archive: { ...archive, open: { ...archive.open, stories: 1 } } }],
  ])('%s', async (_, head) => {
    store(headItem(head), register);
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'holds stories', stories: 1, more: false });
  });

  test('a removed entry and a tombstone are none', async () => {
    const touched = [
      { at: NOON, idHash: 'aaaaaaaa', revision: 0 },
      { at: NOON, idHash: 'bbbbbbbb', revision: 2, tombstone: true as const },
    ];
    store(headItem({ touched }), register);
    expect(await room.writer.closeFeed({ name })).toMatchObject({ feed: { name } });
  });
});

test.each([
  ['a listed tombstone', { tombstones: ['2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z'] }],
  ['an unlisted tombstone', { tombstonesUntil: '2026-11-23T00:00:00Z' }],
])('%s that has not ended keeps a feed open', async (_, head) => {
  store(headItem(head), register);
  expect(await room.writer.closeFeed({ name })).toEqual({
    refused: 'announces a withdrawal',
    until: '2026-11-23T00:00:00Z',
  });
  expect(transactions()).toEqual([]);
});
