import { createRequire } from 'node:module';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Handler } from '../../lambdas/http/lambda';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { context, type EventShape, functionUrl, httpApi, type Sent } from '../../test/harness/http/events';
import { ACCOUNT } from './engine-table';

/** The host that a reader asked, as CloudFront passes it on. */
export const HOST = 'd111111abcdef8.cloudfront.net';

const require = createRequire(__filename);

/** Answers a request. */
export type Ask = (sent: Sent) => Promise<APIGatewayProxyStructuredResultV2>;

export interface Place {
  readonly endpoint: string;
  readonly table: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Lambda's environment, with an engine and a table. */
export const environmentOf = ({ endpoint, table, environment }: Place): Record<string, string> => ({
  ...environment,
  ...ACCOUNT,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_LAMBDA_FUNCTION_NAME: 'bulletin',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  BULLETIN_TABLE: table,
});

/**
 * Loads a bundle anew, as a Lambda process does: its memory is its own. It has answered one request when this
 * settles, for the SDK reads the environment with its first one.
 */
async function loadFunction(file: string, place: Place, shape: EventShape, first: Sent): Promise<Ask> {
  Object.assign(process.env, environmentOf(place));
  delete require.cache[require.resolve(file)];
  const { handler }: { handler: Handler } = require(file);
  let requests = 0;
  const ask: Ask = (sent) =>
    handler(shape({ ...sent, headers: { [VIEWER_HOST]: HOST, ...sent.headers } }), context(`request-${++requests}`));
  await ask(first);
  return ask;
}

export const loadRead = (file: string, place: Place): Promise<Ask> =>
  loadFunction(file, place, functionUrl, { path: '/health' });

export const loadPublish = (file: string, place: Place): Promise<Ask> =>
  loadFunction(file, place, httpApi, { path: '/newsroom/stories', headers: { authorization: 'Bearer nobody' } });

/** The bytes of an answer as they travel, and as a reader has them. */
export function bytesOf({ body = '', isBase64Encoded, headers }: APIGatewayProxyStructuredResultV2) {
  const sent = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const coding = headers?.['content-encoding'];
  const text = coding === 'br' ? brotliDecompressSync(sent) : coding === 'gzip' ? gunzipSync(sent) : sent;
  return { sent, text };
}

/** Asks and gives the answer if its status is the one expected; throws if not. */
export async function expectStatus(status: number, answer: ReturnType<Ask>): Promise<Awaited<ReturnType<Ask>>> {
  const answered = await answer;
  if (answered.statusCode !== status)
    throw new Error(`answered ${answered.statusCode}, not ${status}: ${answered.body}`);
  return answered;
}
