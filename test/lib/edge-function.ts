import { createContext, runInContext } from 'node:vm';
import { viewerRequestCode } from '../../lib/edge/viewer-request-code';

/** The code of the viewer-request function. */
export const code = viewerRequestCode();

interface Value {
  value: string;
  multiValue?: { value: string }[];
}

/** A request, as CloudFront gives it to the function and takes it back. */
export interface ViewerRequest {
  method: string;
  uri: string;
  querystring: Record<string, Value> | string;
  headers: Record<string, Value>;
  cookies: Record<string, Value>;
}

/** An answer of the function itself. */
export interface EdgeAnswer {
  statusCode: number;
  statusDescription: string;
  headers: Record<string, Value>;
}

interface Viewed {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Record<string, Value>;
}

/** CloudFront gives the query by name, as it was sent. */
function querystringOf(query: string): Record<string, Value> {
  const querystring: Record<string, Value> = Object.create(null);
  for (const part of query.split('&').filter((text) => text !== '')) {
    const end = part.indexOf('=') === -1 ? part.length : part.indexOf('=');
    const [name, value] = [part.slice(0, end), part.slice(end + 1)];
    const before = querystring[name];
    const values = [...(before?.multiValue ?? (before ? [before] : [])), { value }];
    querystring[name] = values.length > 1 ? { value: `${values[0]?.value}`, multiValue: values } : { value };
  }
  return querystring;
}

/** The request that the function passes on, or its own answer. Headers come in lower case. */
export function runAtEdge(
  uri: string,
  { method = 'GET', query = '', headers = {} }: Viewed = {},
): ViewerRequest | EdgeAnswer {
  const request: ViewerRequest = {
    method,
    uri,
    querystring: querystringOf(query),
    headers: { host: { value: 'd111111abcdef8.cloudfront.net' }, ...headers },
    cookies: {},
  };
  const sandbox = createContext({ event: { version: '1.0', context: { eventType: 'viewer-request' }, request } });
  return runInContext(`${code}; handler(event)`, sandbox);
}

/** The request that the function passes on. Throws for an answer of its own. */
export function passOn(uri: string, query = '', headers: Record<string, Value> = {}): ViewerRequest {
  const passed = runAtEdge(uri, { query, headers });
  if ('statusCode' in passed) throw new Error(`${uri} is redirected to ${passed.headers.location?.value}`);
  return passed;
}
