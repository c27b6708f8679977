import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Env, Hono } from 'hono';

/** Answers events of payload format 2.0, which an HTTP API and a function URL send. */
export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The app as a Lambda function. Hono's own adapter encodes base64 one character at a time (docs/decisions/0014). */
export function lambdaHandler<E extends Env>(app: Hono<E>): Handler {
  return async (event, lambdaContext) => {
    const target = targetIn(event);
    const request = requestIn(event, target);
    return request
      ? resultOf(await app.fetch(request, { lambdaContext, target }))
      : { statusCode: 400, body: 'Bad Request' };
  };
}

/** Undefined for an event that no Web request can express: a method like TRACE, a header with a control character. */
function requestIn(event: APIGatewayProxyEventV2, target: string): Request | undefined {
  const { requestContext, cookies, body, isBase64Encoded } = event;
  const { method } = requestContext.http;
  const url = `https://${requestContext.domainName}${target}`;
  const headers: Record<string, string> = {};
  if (cookies) headers.cookie = cookies.join('; ');
  for (const [name, value] of Object.entries(event.headers)) if (value) headers[name.toLowerCase()] = toAscii(value);
  // RFC 9110 §9.3.1: content has no meaning in a GET or HEAD, and a Web request refuses it.
  const hasContent = Boolean(body) && !/^(?:GET|HEAD)$/.test(method);
  const content = hasContent ? Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8') : undefined;
  try {
    return new Request(url, { method, headers, body: content });
  } catch {
    return undefined;
  }
}

/** Web headers refuse characters beyond Latin-1, and our headers use only ASCII. */
const toAscii = (value: string): string => (/^[ -~\t]*$/.test(value) ? value : encodeURIComponent(value));

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const { status: statusCode, headers: fields } = response;
  const headers = Object.fromEntries(fields);
  if (response.body === null) return { statusCode, headers, body: '', isBase64Encoded: false };
  const bytes = Buffer.from(await response.arrayBuffer());
  const isBase64Encoded = !isText(fields);
  return { statusCode, headers, body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

const isText = (headers: Headers): boolean =>
  !headers.has('content-encoding') && /^text\/|[/+](?:json|xml)\b/.test(headers.get('content-type') ?? '');

/** Path and query as the client sent them. A Web request resolves `..` in a path, so the app needs both. */
const targetIn = (event: APIGatewayProxyEventV2): string =>
  pathAsSent(event) + (event.rawQueryString && `?${event.rawQueryString}`);

/** The path as the client sent it. A function URL passes it on unchanged; an HTTP API decodes it, so it is encoded again. */
export function pathAsSent({ rawPath, requestContext }: APIGatewayProxyEventV2): string {
  // Nothing promises that a function URL never decodes. A decoded letter would redirect to itself for ever.
  if (/\.lambda-url\./.test(requestContext.domainName))
    return rawPath.replace(/\P{ASCII}+/gu, (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')));
  return encodeURI(rawPath.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
}
