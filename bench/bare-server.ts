// Run as a program: a server of bare node:http that does one SDK GetItem for each request and sends the answer in argv[2], a JSON file. It
// prints its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { toKey } from '../lambdas/store/table/item';
import { feedHeadKey } from '../lambdas/store/table/keys';
import { plainClient } from './harness/engine-table';

const [, , file = '', endpoint = '', TableName = ''] = process.argv;
const { status, headers, body } = JSON.parse(readFileSync(file, 'utf8'));
const bytes = Buffer.from(body, 'base64');
const client = plainClient(endpoint);
const get = new GetItemCommand({ TableName, Key: toKey(feedHeadKey('all')) });

const server = createServer(async (_, response) => {
  await client.send(get);
  response.writeHead(status, headers).end(bytes);
}).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${address !== null && typeof address === 'object' ? address.port : ''}\n`);
});
