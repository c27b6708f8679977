import { type Problem, problem, TITLES } from '../http/problem';
import { list, object, ref, type Schema } from './schema';

/** What a response has in OpenAPI. */
export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
}

export const PROBLEM_SCHEMA: Schema = object(
  {
    status: { type: 'integer', enum: Object.keys(TITLES).map(Number) },
    title: { type: 'string' },
    detail: { type: 'string', description: 'what happened, and what to do about it' },
    errors: list(ref('Remark'), { description: 'each field that is wrong' }),
  },
  ['status', 'title', 'detail'],
);

const header = (description: string, more: object = {}, schema: Schema = { type: 'string' }) => ({
  description,
  ...more,
  schema,
});

export const always = { required: true };
export const HEADERS = {
  ETag: header('names this state of the document', { example: 'W/"7Qm0xJ3vFz2k.0.rss.sXb1TqNw"' }),
  RevisionETag: header('the revision, in quotation marks: what If-Match takes', { ...always, example: '"1"' }),
  ETagUnlessTried: header('the revision, in quotation marks; left out of the answer to a dry run'),
  LastModified: header('left out while its second is not over'),
  CacheControl: header('for how long it may be kept, and by whom', always),
  Link: header('the document itself, the page that it is of, or its feeds (RFC 8288)'),
  Vary: header('Accept-Encoding', always),
  Cors: header('*: any page may read it', always),
  Location: header('where it is', always),
  Allow: header('the methods that this address answers', always),
  RetryAfter: header('seconds', always, { type: 'string', pattern: '^[0-9]+$' }),
  Authenticate: header('what would open the door (RFC 6750)', always),
};

export const PUBLIC_HEADERS = {
  'Cache-Control': HEADERS.CacheControl,
  Vary: HEADERS.Vary,
  'Access-Control-Allow-Origin': HEADERS.Cors,
};
export const NEWSROOM_HEADERS = { 'Cache-Control': header('no-store', always, { const: 'no-store' }) };

const JSON_PROBLEM = 'application/problem+json';

const exampleOf = ({ status, title, detail, errors }: Problem) => ({
  status,
  title,
  detail,
  ...(errors && { errors }),
});

/** A refusal, with an example of what it says; `html` where people are told on a page. */
export function refusal(
  said: Problem,
  { description, headers, html }: { description: string; headers?: object; html?: true },
): Answer {
  const { status } = said;
  return {
    description,
    headers: {
      ...headers,
      ...(status === 401 || status === 403 ? { 'WWW-Authenticate': HEADERS.Authenticate } : {}),
      ...(status === 503 && { 'Retry-After': HEADERS.RetryAfter }),
    },
    content: html
      ? { 'text/html': { schema: { type: 'string' } } }
      : { [JSON_PROBLEM]: { schema: ref('Problem'), example: exampleOf(said) } },
  };
}

export const MISDIRECTED = problem(421, 'This is not the public address of the publication: ask there.');
export const UNAVAILABLE = problem(
  503,
  'The stories cannot be reached for the moment. Try again in 2 seconds (request 7b1f…).',
);
