import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

/** One line a request: never a token, a body, a query or a header. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, not the path: a path may hold a headline under embargo. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly bytes: number;
  /** What went wrong, where the answer is a 5xx. */
  readonly error?: unknown;
}

export type LogRequest = (line: RequestLine) => void;

const requestIds = new WeakMap<Request, string>();

/** Lambda's id of the request, or one made here where no Lambda runs. */
export function requestId(c: Context): string {
  const given: unknown = c.env?.lambdaContext?.awsRequestId ?? requestIds.get(c.req.raw);
  if (typeof given === 'string') return given;
  const made = randomUUID();
  requestIds.set(c.req.raw, made);
  return made;
}

/** Tells of every request, once it is answered. */
export const requestLog =
  (log: LogRequest): MiddlewareHandler =>
  async (c, next) => {
    const started = performance.now();
    await next();
    const length = c.res.headers.get('content-length');
    log({
      requestId: requestId(c),
      method: c.req.method,
      // Without the pattern of a parameter, which is for the router.
      route: routePath(c, -1).replace(/\{[^}]*\}/g, ''),
      status: c.res.status,
      milliseconds: Math.round((performance.now() - started) * 10) / 10,
      bytes: c.res.body === null ? 0 : length === null ? await bytesOf(c.res) : Number(length),
      ...(c.res.status >= 500 && { error: c.error }),
    });
  };

const bytesOf = async (response: Response): Promise<number> => (await response.clone().arrayBuffer()).byteLength;
