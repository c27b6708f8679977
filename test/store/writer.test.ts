import {
  BatchGetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import { feedHeadItem, storyHeadItem } from '../../lambdas/store/table/head-items';
import { StoreUnavailable } from '../../lambdas/store/table/transaction';
import { aStory, nextOf } from '../news/sample-story';
import { aHead, mockTable, NOON } from './mock-table';
import { newsroom } from './sample-newsroom';

const { table, dynamodb } = mockTable();
let room: ReturnType<typeof newsroom>;
beforeEach(() => {
  dynamodb.reset();
  room = newsroom(table);
});

const story = aStory();
const headsOf = (head: Partial<FeedHead>) =>
  (['all', 'breaking', 'language#en'] as const).map((name) =>
    feedHeadItem(aHead({ ...head, name, ...(name === 'all' && { changes: { sequenceNumber: 7, at: NOON } }) })),
  );
const answer = (...items: ReturnType<typeof headsOf>) => ({ Responses: { bulletin: items } });
const cancellation = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const inputs = () => dynamodb.commandCalls(TransactWriteItemsCommand).map(({ args }) => args[0].input);
const headPut = (input: ReturnType<typeof inputs>[number] | undefined) =>
  input?.TransactItems?.map(({ Put }) => Put).find(
    (put) => put?.Item?.pk?.S === 'FEED#all' && put.Item.sk?.S === 'HEAD',
  );

test('an edit reads its heads at once and strongly consistent, and writes in one transaction', async () => {
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({ writeCount: 7 })));
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  await room.upload(story);
  expect(dynamodb.calls()).toHaveLength(2);
  const [read] = dynamodb.commandCalls(BatchGetItemCommand);
  const asked = read?.args[0].input.RequestItems?.bulletin;
  expect(asked?.ConsistentRead).toBe(true);
  expect(asked?.Keys?.map(({ pk }) => pk?.S)).toEqual([
    'STORY#quiet-day',
    'FEEDS',
    'FEED#all',
    'FEED#breaking',
    'FEED#language#en',
  ]);
});

test('every head is written over the one that was read, and a new head over none', async () => {
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({ writeCount: 7 })));
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  await room.upload({ ...story, section: 'World' });
  const puts = inputs()[0]?.TransactItems?.map(({ Put }) => Put) ?? [];
  const conditions = puts
    .filter((put) => put?.Item?.sk?.S === 'HEAD')
    .map((put) => [put?.Item?.pk?.S, put?.ConditionExpression, put?.ExpressionAttributeValues?.[':previous']?.N]);
  expect(conditions).toEqual([
    ['STORY#quiet-day', 'attribute_not_exists(pk)', undefined],
    ['FEED#all', 'writeCount = :previous', '7'],
    ['FEED#section#world', 'attribute_not_exists(pk)', undefined],
    ['FEED#language#en', 'writeCount = :previous', '7'],
    ['FEEDS', 'attribute_not_exists(pk)', undefined],
  ]);
  const revision = puts.find((put) => put?.Item?.sk?.S === 'REV#000001');
  expect(revision?.ConditionExpression).toBe('attribute_not_exists(pk)');
});

test('a revision is written over the head of the story that was read', async () => {
  const head = { ...aHead({ writeCount: 1 }), id: story.id, publishedAt: story.publishedAt };
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({}), storyHeadItem(head)));
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  await room.edit(story, {});
  expect(inputs()[0]?.TransactItems?.[0]?.Put).toMatchObject({
    Item: { pk: { S: 'STORY#quiet-day' }, writeCount: { N: '2' } },
    ConditionExpression: 'writeCount = :previous',
    ExpressionAttributeValues: { ':previous': { N: '1' } },
  });
});

test('only the keys that DynamoDB left unprocessed are asked for again', async () => {
  const [all, ...others] = headsOf({ writeCount: 9 });
  const Keys = [{ pk: { S: 'FEED#all' }, sk: { S: 'HEAD' } }];
  dynamodb
    .on(BatchGetItemCommand)
    .resolvesOnce({ ...answer(...others), UnprocessedKeys: { bulletin: { Keys, ConsistentRead: true } } })
    .resolvesOnce(answer(all as NonNullable<typeof all>));
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  await room.upload(story);
  const reads = dynamodb.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems?.bulletin);
  expect(reads[1]).toEqual({ Keys, ConsistentRead: true });
  expect(headPut(inputs()[0])?.ExpressionAttributeValues).toEqual({ ':previous': { N: '9' } });
});

test('a head that another writer moved is read again, and the edit planned again with a new token', async () => {
  dynamodb
    .on(BatchGetItemCommand)
    .resolvesOnce(answer(...headsOf({ writeCount: 7 })))
    .resolvesOnce(answer(...headsOf({ writeCount: 8 })));
  dynamodb
    .on(TransactWriteItemsCommand)
    .rejectsOnce(cancellation('None', 'None', 'None', 'None', 'None', 'ConditionalCheckFailed'))
    .resolves({});
  await room.upload(story);
  const [first, second] = inputs();
  expect(headPut(first)?.Item?.writeCount).toEqual({ N: '8' });
  expect(headPut(second)?.Item?.writeCount).toEqual({ N: '9' });
  expect(second?.ClientRequestToken).not.toBe(first?.ClientRequestToken);
});

test('closing archive documents is progress: an edit goes on after any number of them', async () => {
  const archive = { version: 'v7', changedAt: NOON };
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({ archive })));
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  const Items = Array.from({ length: 52 }, (_, i) => ({
    pk: { S: 'FEED#all' },
    sk: { S: `2026-11-22T10:00:${String(i).padStart(2, '0')}Z#story-${i}` },
  }));
  const isFull = () => dynamodb.commandCalls(TransactWriteItemsCommand).length < 40;
  dynamodb.on(QueryCommand).callsFake(() => ({ Items: isFull() ? Items : [] }));
  await room.upload(story);
  expect(inputs()).toHaveLength(41);
});

test('an edit that is planned again sees the moments that have passed meanwhile', async () => {
  dynamodb.on(BatchGetItemCommand).callsFake(() => {
    room.pass(90);
    return answer(...headsOf({}));
  });
  dynamodb.on(TransactWriteItemsCommand).rejectsOnce(cancellation('TransactionConflict')).resolves({});
  await room.upload({ ...story, publishedAt: '2026-11-22T12:02:30Z' });
  expect(inputs().map((input) => headPut(input)?.Item?.version?.S)).toEqual(['v7', expect.stringMatching(/^v0/)]);
});

test('writers that meet wait, longer each time up to a bound, and give up as unavailable', async () => {
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({})));
  dynamodb.on(TransactWriteItemsCommand).rejects(cancellation('TransactionConflict'));
  await expect(room.writer.create(story, { by: 'ann' })).rejects.toThrow(StoreUnavailable);
  // The jitter of these tests is a half.
  expect(room.waits.slice(0, 6)).toEqual([10, 20, 40, 80, 125, 125]);
  expect(Math.max(...room.waits)).toBe(125);
  expect(inputs()).toHaveLength(30);
  expect(new Set(inputs().map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(30);
});

test('a story of another revision conflicts before anything is written', async () => {
  const head = { ...aHead({ writeCount: 3 }), id: story.id, publishedAt: story.publishedAt };
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({}), storyHeadItem(head)));
  expect(await room.writer.create(story, { by: 'ann' })).toBe('conflict');
  expect(await room.writer.revise(story, nextOf(story), { by: 'ann' })).toBe('conflict');
  expect(inputs()).toEqual([]);
});

test('a feed that has not opened is asked for its next publication, by keys alone', async () => {
  dynamodb.on(BatchGetItemCommand).resolves(answer(...headsOf({ openedAt: '2026-11-22T13:00:00Z' })));
  dynamodb.on(QueryCommand).resolves({ Items: [{ pk: { S: 'FEED#all' }, sk: { S: '2026-11-22T13:00:00Z#other' } }] });
  dynamodb.on(TransactWriteItemsCommand).resolves({});
  await room.upload({ ...story, publishedAt: '2026-11-22T14:00:00Z' });
  const queries = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(queries.map((input) => input.ExpressionAttributeValues?.[':pk']?.S)).toEqual([
    'FEED#all',
    'FEED#all',
    'FEED#language#en',
  ]);
  for (const input of queries) {
    expect(input).toMatchObject({ ConsistentRead: true, ProjectionExpression: 'pk, sk', Limit: 2 });
    expect(input.ExpressionAttributeValues?.[':from']?.S).toBe(`${NOON}$`);
  }
  expect(headPut(inputs()[0])?.Item?.openedAt).toEqual({ S: '2026-11-22T13:00:00Z' });
});
