import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BatchGetItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../../lambdas/news/feed/feed';
import { createReader } from '../../../lambdas/store/read/reader';
import { feedHeadItem, feedRegistrationItem } from '../../../lambdas/store/table/head-items';
import { aHead, mockTable, NOON } from '../mock-table';

const { table, dynamodb } = mockTable();
const reads = createReader(table);
beforeEach(() => dynamodb.reset());

const row = (name: FeedName) => ({ name, title: name, guid: `urn:uuid:${name}`, openedAt: NOON, writeCount: 1 });

test('the feeds beside a feed are two queries of fifty rows of its kind, eventually consistent', async () => {
  dynamodb.on(QueryCommand).callsFake(({ ScanIndexForward }) => ({
    Items: (ScanIndexForward === false ? ['section#b', 'section#a'] : ['section#d']).map((name) =>
      feedRegistrationItem(row(name as FeedName)),
    ),
    LastEvaluatedKey: { pk: { S: 'FEEDS' }, sk: { S: '1#section#d' } },
  }));
  expect(await reads.feedsBeside('section#c')).toEqual([row('section#b'), row('section#a'), row('section#d')]);
  const calls = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(calls).toHaveLength(2);
  expect(dynamodb.calls()).toHaveLength(2);
  const [below, above] = calls;
  for (const input of calls) {
    expect(input).toMatchObject({ TableName: 'bulletin', Limit: 50 });
    expect(input.ConsistentRead).toBeUndefined();
  }
  expect(below).toMatchObject({
    ScanIndexForward: false,
    ExpressionAttributeValues: { ':pk': { S: 'FEEDS' }, ':from': { S: '1#section#' }, ':to': { S: '1#section#c' } },
  });
  expect(above).toMatchObject({
    ExpressionAttributeValues: { ':pk': { S: 'FEEDS' }, ':from': { S: '1#section#c!' }, ':to': { S: '1#section$' } },
  });
  expect(above?.ScanIndexForward).toBeUndefined();
});

test.each(['all', 'breaking', 'audio'] as const)('beside %s there is none, and no request', async (feed) => {
  expect(await reads.feedsBeside(feed)).toEqual([]);
  expect(dynamodb.calls()).toHaveLength(0);
});

test('a register that does not answer is given up after half a second', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const began = performance.now();
  await expect(createReader({ client, name: 'bulletin' }).feedsBeside('tag#a')).rejects.toThrow(/abort/i);
  expect(performance.now() - began).toBeLessThan(5_000);
  client.destroy();
  server.closeAllConnections();
  server.close();
});

test('heads of feeds are one request, eventually consistent, in a map of the heads that exist', async () => {
  dynamodb
    .on(BatchGetItemCommand)
    .resolves({ Responses: { bulletin: [feedHeadItem(aHead({ name: 'tag#a' })), feedHeadItem(aHead())] } });
  expect(await reads.feedHeads(['all', 'tag#a', 'tag#b'])).toEqual(
    new Map([
      ['tag#a', aHead({ name: 'tag#a' })],
      ['all', aHead()],
    ]),
  );
  expect(dynamodb.calls().map(({ args }) => args[0].input)).toEqual([
    {
      RequestItems: {
        bulletin: {
          Keys: ['all', 'tag#a', 'tag#b'].map((name) => ({ pk: { S: `FEED#${name}` }, sk: { S: 'HEAD' } })),
          ConsistentRead: false,
        },
      },
    },
  ]);
});
