import { type Problem, problem, TITLES } from '../http/problem';
import { arraySchema, objectSchema, type Schema, schemaRef } from './json-schema';
import { type Headers, headerRefs, PAGE_HEADERS } from './response-headers';

export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

/** What a response has in OpenAPI. */
export interface ResponseObject {
  readonly description: string;
  readonly headers?: Headers;
  readonly content?: Content;
  readonly links?: Readonly<Record<string, object>>;
}

export const PROBLEM_SCHEMA: Schema = objectSchema(
  {
    status: { type: 'integer', enum: Object.keys(TITLES).map(Number) },
    title: { type: 'string' },
    detail: { type: 'string', description: 'what happened, and what to do about it' },
    errors: arraySchema(schemaRef('Remark'), { description: 'each field that is wrong' }),
  },
  ['status', 'title', 'detail'],
);

const JSON_PROBLEM = 'application/problem+json';

const exampleOf = ({ status, title, detail, errors }: Problem) => ({
  status,
  title,
  detail,
  ...(errors && { errors }),
});

/** What a refusal of that status says besides (RFC 9110 §11.6.1, §15.5.16, §10.2.3). */
const BESIDES: Readonly<Record<number, Headers>> = {
  401: headerRefs({ 'WWW-Authenticate': 'Authenticate' }),
  403: headerRefs({ 'WWW-Authenticate': 'Authenticate' }),
  415: headerRefs({ Accept: 'Accept', 'Accept-Encoding': 'AcceptEncoding' }),
  503: headerRefs({ 'Retry-After': 'RetryAfter' }),
};

/** A refusal, with an example of what it says; `page` where people are told on one. */
export function problemResponse(
  said: Problem,
  { description, headers, page }: { description: string; headers: Headers; page?: boolean },
): ResponseObject {
  return {
    description,
    headers: { ...headers, ...BESIDES[said.status], ...(page && PAGE_HEADERS) },
    content: page
      ? { 'text/html': { schema: { type: 'string' } } }
      : { [JSON_PROBLEM]: { schema: schemaRef('Problem'), example: exampleOf(said) } },
  };
}

export const MISDIRECTED = problem(421, 'This is not the public address of the publication: ask there.');
export const UNAVAILABLE = problem(
  503,
  'The stories cannot be reached for the moment. Try again in 2 seconds (request 7b1f…).',
);
