import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

/** A request, as a client sends it. The path is percent-encoded, and the query has no `?`. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** AWS passes on a string as text, and bytes in base64. */
  readonly body?: string | Uint8Array;
}

/** Makes the event of payload format 2.0 that carries a request to a function. */
export type EventShape = (sent: Sent) => APIGatewayProxyEventV2;

/** The event of a function URL, which passes the path on unchanged. */
export const functionUrl: EventShape = (sent) =>
  event(sent, { rawPath: sent.path, domainName: 'abcdefghij.lambda-url.eu-west-1.on.aws' });

/** The event of an HTTP API, which decodes the path. */
export const httpApi: EventShape = (sent) =>
  event(sent, { rawPath: decodePath(sent.path), domainName: 'abcdefghij.execute-api.eu-west-1.amazonaws.com' });

export const SHAPES: readonly (readonly [name: string, shape: EventShape])[] = [
  ['a function URL', functionUrl],
  ['an HTTP API', httpApi],
];

export const context = (awsRequestId: string): Context => ({ awsRequestId }) as Context;

function event(
  { method = 'GET', query = '', headers = {}, cookies, body }: Sent,
  { rawPath, domainName }: { rawPath: string; domainName: string },
): APIGatewayProxyEventV2 {
  const isText = typeof body === 'string';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query,
    headers: { host: domainName, 'x-forwarded-proto': 'https', ...headers },
    ...(cookies && { cookies: [...cookies] }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abcdefghij',
      domainName,
      domainPrefix: 'abcdefghij',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'reader/1.0' },
      requestId: 'of-the-gateway',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:20:00:00 +0000',
      timeEpoch: 1_795_377_600_000,
    },
    ...(body !== undefined && { body: isText ? body : Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined && !isText,
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
