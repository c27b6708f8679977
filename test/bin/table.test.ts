import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ensureTable } from '../../bin/local/table';
import { tableForTests } from '../harness/engine';

const table = tableForTests();

test('the local table has the keys of the deployed one, and no stream', async () => {
  const config = table.client.config;
  const { hostname, port, protocol } = (await config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  await ensureTable('local');
  const { Table } = await table.client.send(new DescribeTableCommand({ TableName: 'local' }));
  expect(Table?.KeySchema).toEqual([
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ]);
  expect(Table?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
});
