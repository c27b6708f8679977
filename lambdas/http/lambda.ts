import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Env, Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';

/** Answers events of payload format 2.0: those of an HTTP API and of a function URL, which have one shape. */
export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The app as a Lambda function. */
export function lambdaHandler<E extends Env>(app: Hono<E>): Handler {
  const answer = handle(app);
  return async (event, context) => {
    // RFC 9110 §9.3.1: content has no meaning in a GET or HEAD. Web requests cannot hold it; hono would answer 400.
    const isRead = /^(?:GET|HEAD)$/.test(event.requestContext.http.method);
    const asSent: APIGatewayProxyEventV2 = {
      ...event,
      rawPath: pathAsSent(event),
      ...(isRead && { body: undefined }),
    };
    // hono knows these events and their answers by types of its own.
    const answered: unknown = await answer(asSent as unknown as LambdaEvent, context as unknown as LambdaContext);
    return answered as APIGatewayProxyStructuredResultV2;
  };
}

/** A function URL gives `rawPath` as it was sent, an HTTP API decodes it: there a `%` is a character like any other. */
function pathAsSent({ rawPath, requestContext }: APIGatewayProxyEventV2): string {
  if (/\.lambda-url\./.test(requestContext.domainName)) return rawPath;
  return encodeURI(rawPath.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
}
