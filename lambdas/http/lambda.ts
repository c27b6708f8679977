import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Env, Hono } from 'hono';

/** Answers events of payload format 2.0: those of an HTTP API and of a function URL, which have one shape. */
export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The app as a Lambda function. Not by hono's adapter: that one makes base64 a character at a time, which for a compressed
 * feed of 75 KB takes longer than reading its head (docs/decisions: what a poll does without).
 */
export function lambdaHandler<E extends Env>(app: Hono<E>): Handler {
  return async (event, lambdaContext) => {
    const request = requestIn(event);
    return request ? resultOf(await app.fetch(request, { lambdaContext })) : { statusCode: 400, body: 'Bad Request' };
  };
}

/** Undefined for what Web requests cannot be: a method like TRACE, a header with a control character. */
function requestIn(event: APIGatewayProxyEventV2): Request | undefined {
  const { rawQueryString, requestContext, cookies, body, isBase64Encoded } = event;
  const { method } = requestContext.http;
  const url = `https://${requestContext.domainName}${pathAsSent(event)}${rawQueryString && `?${rawQueryString}`}`;
  const headers: Record<string, string> = {};
  if (cookies) headers.cookie = cookies.join('; ');
  for (const [name, value] of Object.entries(event.headers)) if (value) headers[name.toLowerCase()] = latin(value);
  // RFC 9110 §9.3.1: content has no meaning in a GET or HEAD, and Web requests cannot hold it.
  const content = body && !/^(?:GET|HEAD)$/.test(method) && Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  try {
    return new Request(url, { method, headers, ...(content && { body: content }) });
  } catch {
    return undefined;
  }
}

/** Web headers take no characters beyond Latin-1, and none of ours means anything beyond ASCII. */
const latin = (value: string): string => (/^[ -~\t]*$/.test(value) ? value : encodeURIComponent(value));

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

/** A function URL gives `rawPath` as it was sent, an HTTP API decodes it: there a `%` is a character like any other. */
export function pathAsSent({ rawPath, requestContext }: APIGatewayProxyEventV2): string {
  if (/\.lambda-url\./.test(requestContext.domainName)) return rawPath;
  return encodeURI(rawPath.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
}
