import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Handler } from '../../lambdas/http/lambda';
import type { Table } from '../../lambdas/store/table/table';
import { storeToken } from '../../lambdas/store/tokens';
import { context, functionUrl, type Sent as Request } from '../harness/http/events';
import type { Answer, Bulletin, Settings } from './bulletin';
import { ADDRESS } from './newsroom/newsroom';
import { iso, type Seconds, START } from './newsroom/time';

const TOKEN = 'token-of-the-editor';

/** Bulletin by the handlers that Lambda calls, each loaded anew as in a process of its own, on a table of one history. */
export async function functionsBulletin(table: Table, endpoint: string, { withdrawnFor }: Settings): Promise<Bulletin> {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-model-'));
  const clock = join(folder, 'clock');
  const at = (now: Seconds) => writeFileSync(clock, iso(now));
  at(START);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    BULLETIN_TABLE: table.name,
    BULLETIN_URL: ADDRESS,
    BULLETIN_CLOCK: clock,
    BULLETIN_WITHDRAWN_FOR: withdrawnFor,
  });
  await storeToken(table, TOKEN, {
    name: 'editor',
    scopes: ['read', 'write', 'break', 'withdraw'],
    created: iso(START),
  });
  // They log each request.
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const processes: [Handler, Handler] = [load('read'), load('read')];
  const publish = load('publish');
  return {
    at,
    get: (process, path, headers = {}) => ask(processes[process], { ...split(path), headers }),
    newsroom: (method, path, { body, headers = {} } = {}) =>
      ask(publish, {
        method,
        ...split(`/newsroom${path}`),
        headers: { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    restart() {
      processes[1] = load('read');
    },
    async end() {
      written.mockRestore();
      rmSync(folder, { recursive: true });
      await table.client.send(new DeleteTableCommand({ TableName: table.name }));
    },
  };
}

function load(name: 'read' | 'publish'): Handler {
  let loaded: { handler: Handler } | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual(`../../lambdas/${name}`);
  });
  if (!loaded) throw new Error(`${name} was not loaded`);
  return loaded.handler;
}

function split(address: string): { path: string; query: string } {
  const [path = '', query = ''] = address.split('?');
  return { path, query };
}

async function ask(handler: Handler, request: Request): Promise<Answer> {
  const result: APIGatewayProxyStructuredResultV2 = await handler(functionUrl(request), context('request'));
  const { statusCode = 0, headers = {}, body = '', isBase64Encoded } = result;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    text: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString(),
  };
}
