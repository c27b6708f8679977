import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ensureTable } from '../../../bin/local/table';
import { type Handler, pathAsSent } from '../../../lambdas/http/lambda';
import { VIEWER_HOST } from '../../../lambdas/http/routes';
import type { Instant } from '../../../lambdas/news/values/instant';
import { createDynamoDbClient } from '../../../lambdas/runtime/dynamodb';
import { storeToken } from '../../../lambdas/store/tokens';
import { testEndpoint } from '../engine';
import { differencesFrom } from './check-answers';
import { type Connection, openConnection } from './connection';
import { context, functionUrl, type Sent } from './events';
import { ADDRESS, loadHandlers } from './handlers';

export { ADDRESS };

/** The first moment of the clock. */
export const EIGHT: Instant = '2026-11-22T20:00:00Z';

/** The tokens of `giveTokens`, with their scopes. */
export const TOKENS = {
  'token-of-everybody': ['read', 'write', 'break', 'withdraw'],
  'token-of-a-writer': ['write'],
  'token-of-a-breaker': ['break'],
  'token-of-a-reader': ['read'],
} as const;
export type Token = keyof typeof TOKENS;

/** An answer, as a client decodes and decompresses it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON. */
  json<T = Record<string, unknown>>(): T;
  /** The result that the function returned to AWS. */
  readonly result: APIGatewayProxyStructuredResultV2;
}

export interface Functions {
  readonly read: Asked;
  readonly publish: Asked;
  /** A request to the newsroom side; without a token, one with all scopes. */
  newsroom(method: string, path: string, more?: NewsroomRequest): Promise<Answer>;
  /** Uploads a story and expects it to be new. */
  upload(story: object): Promise<Answer>;
  /** Moves the clock of both functions. */
  at(moment: string): void;
  giveTokens(): Promise<void>;
  /** The log lines of both functions so far. */
  readonly log: readonly string[];
  /** Between the functions and the engine. */
  readonly connection: Connection;
  readonly table: { readonly client: DynamoDBClient; readonly name: string };
  stop(): Promise<void>;
}

type Asked = (sent: Sent, event?: typeof functionUrl) => Promise<Answer>;

export interface NewsroomRequest {
  readonly token?: Token;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. A string or bytes are sent unchanged. */
  readonly body?: unknown;
  readonly event?: typeof functionUrl;
}

/**
 * Both functions for the tests of a file: started before them, and stopped after them. `prepare` runs once before the tests;
 * left out, every token of `TOKENS` is stored.
 */
export function useFunctions(prepare: (functions: Functions) => unknown = ({ giveTokens }) => giveTokens()): Functions {
  const functions = {} as Functions;
  beforeAll(async () => {
    await prepare(Object.assign(functions, await startFunctions()));
  }, 20_000);
  afterAll(() => functions.stop());
  return functions;
}

/** Loads both functions on an empty table, each as Lambda would. One for a test file: they are wired once. */
export async function startFunctions(): Promise<Functions> {
  const connection = await openConnection(testEndpoint());
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  const clock = join(folder, 'clock');
  const at = (moment: string) => writeFileSync(clock, moment);
  at(EIGHT);
  const name = `Bulletin-${randomBytes(6).toString('hex')}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: connection.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  await ensureTable(name);

  const { read, publish, log, stop } = loadHandlers({ table: name, endpoint: connection.endpoint, clock });
  const table = { client: createDynamoDbClient(), name };
  let requests = 0;
  // The CDN sets this header.
  const host = { [VIEWER_HOST]: new URL(ADDRESS).host };
  const askThrough =
    (handler: Handler, side: 'public' | 'newsroom'): Asked =>
    async (sent, event = functionUrl) => {
      const passedOn = event({ ...sent, headers: { ...host, ...sent.headers } });
      const received = answer(await handler(passedOn, context(`request-${++requests}`)));
      const differences = differencesFrom(side, { ...sent, path: pathAsSent(passedOn) }, received);
      if (differences.length > 0)
        throw new Error(`${sent.method ?? 'GET'} ${sent.path} differs from /openapi.json: ${differences.join('; ')}`);
      return received;
    };
  const functions: Functions = {
    read: askThrough(read, 'public'),
    publish: askThrough(publish, 'newsroom'),
    newsroom(method, path, { token = 'token-of-everybody', headers, body, event } = {}) {
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      return functions.publish(
        {
          method,
          path: `/newsroom${path}`,
          headers: { authorization: `Bearer ${token}`, ...type, ...headers },
          body:
            body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
        },
        event,
      );
    },
    async upload(story) {
      const stored = await functions.newsroom('POST', '/stories', { body: story });
      if (stored.status !== 201) throw new Error(stored.text);
      return stored;
    },
    at,
    async giveTokens() {
      for (const [token, scopes] of Object.entries(TOKENS)) {
        await storeToken(table, token, { name: token.replace('token-of-', ''), scopes, created: EIGHT });
      }
    },
    log,
    connection,
    table,
    async stop() {
      await stop();
      connection.is('up');
      await table.client.send(new DeleteTableCommand({ TableName: name }));
      table.client.destroy();
      await connection.close();
      rmSync(folder, { recursive: true });
    },
  };
  return functions;
}

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync };

function answer(result: APIGatewayProxyStructuredResultV2): Answer {
  const { statusCode = 0, body = '', isBase64Encoded } = result;
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const decode = DECODERS[headers['content-encoding'] ?? ''];
  const text = (decode && bytes.length > 0 ? decode(bytes) : bytes).toString();
  return { status: statusCode, headers, text, json: () => JSON.parse(text), result };
}
