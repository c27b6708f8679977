import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { findToken, storeToken } from '../../lambdas/store/tokens';
import { tableForTests } from '../harness/engine';
import { NOON } from '../news/sample-story';

const table = tableForTests();
const may = { name: 'Wire desk', scopes: ['write', 'break'], created: NOON };
const HASH = '3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0';

test('an empty table accepts no token', async () => {
  expect(await findToken(table, 'token')).toBeUndefined();
});

test('a token is found by its exact text only', async () => {
  await storeToken(table, 'token', may);
  expect(await findToken(table, 'token')).toMatchObject(may);
  for (const other of ['Token', 'token ', 'toke', '', HASH]) expect(await findToken(table, other)).toBeUndefined();
});

test('the table has the SHA-256 of a token, and the token nowhere', async () => {
  await storeToken(table, 'token', may);
  expect((await findToken(table, 'token'))?.token).toBe(HASH);
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `TOKEN#${HASH}` } },
    }),
  );
  expect(Items).toEqual([
    {
      pk: { S: `TOKEN#${HASH}` },
      sk: { S: 'TOKEN' },
      format: { N: '1' },
      name: { S: 'Wire desk' },
      scopes: { L: [{ S: 'write' }, { S: 'break' }] },
      created: { S: NOON },
    },
  ]);
});

test('the scopes of a token are the ones stored last', async () => {
  await storeToken(table, 'changed', may);
  await storeToken(table, 'changed', { ...may, scopes: ['read'] });
  expect(await findToken(table, 'changed')).toMatchObject({ scopes: ['read'] });
});
