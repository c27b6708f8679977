import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Sitemap } from '../../../lambdas/news/feed/sitemap';
import { feedHeadItem } from '../../../lambdas/store/table/head-items';
import { sitemapPartItem } from '../../../lambdas/store/table/sitemap-items';
import { aStory } from '../../news/sample-story';
import { aHead, mockTable, NOON } from '../mock-table';
import { newsroom } from '../sample-newsroom';

const { table, dynamodb } = mockTable();
let room: ReturnType<typeof newsroom>;
const sitemap: Sitemap = { version: 'v1', changedAt: NOON, from: { at: '2026-11-22T11:30:00Z', id: '' }, stories: 9 };
const story = aStory({ publishedAt: '2026-11-22T11:00:00Z' });
const part = { begin: { at: '2026-11-20T00:00:00Z', id: '' }, stories: 400, writeCount: 5 };
const failure = { message: 'no', $metadata: {} };

beforeEach(() => {
  dynamodb.reset();
  room = newsroom(table);
  const changes = { sequenceNumber: 7, at: NOON };
  const heads = [
    feedHeadItem(aHead({ changes, sitemap })),
    ...(['breaking', 'language#en'] as const).map((name) => feedHeadItem(aHead({ name }))),
  ];
  dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: heads } });
  dynamodb.on(QueryCommand).resolves({ Items: [sitemapPartItem(part)] });
  dynamodb.on(UpdateItemCommand).resolves({});
  dynamodb.on(TransactWriteItemsCommand).resolves({});
});

const updates = () => dynamodb.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input);
const transactions = () => dynamodb.commandCalls(TransactWriteItemsCommand).length;

test('a story is counted in its closed part before its transaction, if there is room', async () => {
  await room.upload(story);
  const [query] = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(query).toMatchObject({
    ConsistentRead: true,
    Limit: 1,
    ScanIndexForward: false,
    ExpressionAttributeValues: { ':pk': { S: 'SITEMAP' }, ':to': { S: `${story.publishedAt}#${story.id}` } },
  });
  expect(updates()).toEqual([
    {
      TableName: 'bulletin',
      Key: { pk: { S: 'SITEMAP' }, sk: { S: '2026-11-20T00:00:00Z#' } },
      UpdateExpression: 'ADD stories :more',
      ConditionExpression: 'stories <= :room',
      ExpressionAttributeValues: { ':more': { N: '1' }, ':room': { N: '499' } },
    },
  ]);
  expect(transactions()).toBe(1);
});

test('an edit that is planned again is counted once', async () => {
  const busy = new TransactionCanceledException({ ...failure, CancellationReasons: [{ Code: 'TransactionConflict' }] });
  dynamodb.on(TransactWriteItemsCommand).rejectsOnce(busy).resolves({});
  await room.upload(story);
  expect([updates().length, transactions()]).toEqual([1, 2]);
});

test('an edit that is planned again after a split is counted again', async () => {
  const busy = new TransactionCanceledException({ ...failure, CancellationReasons: [{ Code: 'TransactionConflict' }] });
  dynamodb.on(TransactWriteItemsCommand).rejectsOnce(busy).resolves({});
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({ Items: [sitemapPartItem(part)] })
    .resolves({ Items: [sitemapPartItem({ ...part, writeCount: 6 })] });
  await room.upload(story);
  expect([updates().length, transactions()]).toEqual([2, 2]);
});

test('a part that is being split is waited for', async () => {
  dynamodb.on(UpdateItemCommand).rejectsOnce(new TransactionConflictException(failure)).resolves({});
  await room.upload(story);
  expect(room.waits).toHaveLength(1);
  expect([updates().length, transactions()]).toEqual([2, 1]);
});

test('a part that another writer has split meanwhile is not split again', async () => {
  dynamodb.on(UpdateItemCommand).rejectsOnce(new ConditionalCheckFailedException(failure)).resolves({});
  await room.upload(story);
  expect([updates().length, transactions()]).toEqual([2, 1]);
});

test('any other fault of the store is the fault of the edit', async () => {
  dynamodb.on(UpdateItemCommand).rejects(new Error('gone'));
  await expect(room.upload(story)).rejects.toThrow('gone');
  expect(transactions()).toBe(0);
});
