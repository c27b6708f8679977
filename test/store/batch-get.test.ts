import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { getAll } from '../../lambdas/store/table/batch-get';
import { toItem, toKey } from '../../lambdas/store/table/item';
import { storyKey } from '../../lambdas/store/table/keys';
import { StoreUnavailable } from '../../lambdas/store/table/transaction';
import { mockTable } from './mock-table';

const { table, dynamodb } = mockTable();
beforeEach(() => dynamodb.reset());

const keys = (count: number) => Array.from({ length: count }, (_, i) => storyKey(`story-${i}`));
const item = (key = storyKey('story-0')) => toItem(key, {});
const requests = () =>
  dynamodb.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems?.bulletin);

test('each request has a hundred keys at most', async () => {
  dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: [item()] } });
  expect(await getAll(table, keys(201))).toEqual([item(), item(), item()]);
  expect(requests().map((request) => request?.Keys?.length)).toEqual([100, 100, 1]);
  dynamodb.reset();
  expect(await getAll(table, [])).toEqual([]);
  expect(requests()).toEqual([]);
});

test('reads are strongly consistent unless the caller asks for less', async () => {
  dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: [] } });
  await getAll(table, keys(1));
  await getAll(table, keys(1), { consistent: true });
  await getAll(table, keys(1), { consistent: false });
  expect(requests().map((request) => request?.ConsistentRead)).toEqual([true, true, false]);
});

test('keys that DynamoDB leaves are asked for again, with the same consistency', async () => {
  const [first, second] = keys(2) as [ReturnType<typeof storyKey>, ReturnType<typeof storyKey>];
  const left = { Keys: [toKey(second)], ConsistentRead: false };
  dynamodb
    .on(BatchGetItemCommand)
    .resolvesOnce({ Responses: { bulletin: [item(first)] }, UnprocessedKeys: { bulletin: left } })
    .resolves({ Responses: { bulletin: [item(second)] } });
  expect(await getAll(table, [first, second], { consistent: false })).toEqual([item(first), item(second)]);
  expect(requests()[1]).toEqual(left);
});

test('a DynamoDB that stays too busy is an error after five requests', async () => {
  const left = { bulletin: { Keys: [toKey(storyKey('story-0'))], ConsistentRead: true } };
  dynamodb.on(BatchGetItemCommand).resolves({ Responses: {}, UnprocessedKeys: left });
  await expect(getAll(table, keys(1))).rejects.toThrow(StoreUnavailable);
  expect(requests()).toHaveLength(5);
});
