import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

/** The facts of a newsroom request, for the question who did what. None is a text of a story. */
export interface NewsroomFacts {
  /** The name of the token. */
  readonly token?: string;
  /** The id of the story, also of an unknown one. */
  readonly story?: string;
  /** The first wrong field or parameter of a refused request: a JSON pointer. */
  readonly pointer?: string;
}

/** One log line for each request. It never has a token, a body, a query or a header. */
export interface RequestLine extends NewsroomFacts {
  readonly requestId: string;
  readonly method: string;
  /** The pattern of the route. A path may contain a headline under embargo. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly bytes: number;
  /** The error behind a 5xx. */
  readonly error?: unknown;
}

export type LogRequest = (line: RequestLine) => void;

const requestIds = new WeakMap<Request, string>();

/** Lambda's id of the request; outside Lambda, an id that is made here. */
export function requestId(c: Context): string {
  const known: unknown = c.env?.lambdaContext?.awsRequestId ?? requestIds.get(c.req.raw);
  if (typeof known === 'string') return known;
  const id = randomUUID();
  requestIds.set(c.req.raw, id);
  return id;
}

/** Logs every request after its answer, with the facts that the newsroom side adds. */
export const requestLog =
  (log: LogRequest, factsOf?: (c: Context) => NewsroomFacts): MiddlewareHandler =>
  async (c, next) => {
    const started = performance.now();
    await next();
    const length = c.res.headers.get('content-length');
    const line: RequestLine = {
      requestId: requestId(c),
      method: c.req.method,
      // `:file{(?:rss\\.xml|…)}` becomes `:file`.
      route: routePath(c, -1).replace(/\{[^}]*\}/g, ''),
      status: c.res.status,
      durationMs: Math.round((performance.now() - started) * 10) / 10,
      bytes: c.res.body === null ? 0 : length === null ? await bytesOf(c.res) : Number(length),
      ...factsOf?.(c),
    };
    log(line.status >= 500 ? { ...line, error: c.error } : line);
  };

const bytesOf = async (response: Response): Promise<number> => (await response.clone().arrayBuffer()).byteLength;
