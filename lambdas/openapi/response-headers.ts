import type { Schema } from './json-schema';

interface Header {
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: string;
}

const text: Schema = { type: 'string' };
const sometimes = (description: string, example?: string): Header => ({
  description,
  schema: text,
  ...(example !== undefined && { example }),
});
const always = (description: string, schema: Schema = text): Header => ({ description, required: true, schema });

/** What answers say of themselves, as it stands under `components.headers`. */
export const HEADER_DEFINITIONS = {
  CacheControl: always('for how long it may be kept, and by whom'),
  NoStore: always('it may not be kept', { const: 'no-store' }),
  ETag: sometimes('names this state of the document', 'W/"7Qm0xJ3vFz2k.0.rss.sXb1TqNw"'),
  RevisionETag: always('the revision, in quotation marks: what If-Match takes', {
    type: 'string',
    pattern: '^"[0-9]+"$',
  }),
  ETagUnlessTried: sometimes('the revision, in quotation marks; left out of the answer to a dry run', '"1"'),
  LastModified: sometimes('left out while its second is not over'),
  Link: sometimes('the document itself, the page that it is of, its feeds, or this description (RFC 8288, RFC 8631)'),
  ContentEncoding: sometimes('br or gzip; left out of what is not compressed'),
  Vary: always('Accept-Encoding'),
  AllowOrigin: always('any page may read it', { const: '*' }),
  ExposeHeaders: always('what scripts of other pages may read of it'),
  NoSniff: always('the media type is as it says', { const: 'nosniff' }),
  ReferrerPolicy: always('how much of its address other sites are told'),
  ContentSecurityPolicy: always('what its page may load'),
  Location: always('where it is'),
  Allow: always('the methods that this address answers'),
  AllowMethods: always('the same, for pages of other origins (Fetch)'),
  AllowHeaders: always('what scripts of other pages may send'),
  MaxAge: always('for how many seconds a browser need not ask again', { type: 'string', pattern: '^[0-9]+$' }),
  RetryAfter: always('seconds', { type: 'string', pattern: '^[0-9]+$' }),
  Authenticate: always('what would open the door (RFC 6750)'),
  Accept: sometimes('the media type to send instead'),
  AcceptEncoding: sometimes('the content coding to send instead (RFC 9110 §15.5.16)'),
} as const satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADER_DEFINITIONS;
export type Headers = Readonly<Record<string, { readonly $ref: string }>>;

const header = (name: HeaderName) => ({ $ref: `#/components/headers/${name}` });

/** Headers of an answer: what each field is called, and what is said of it. */
export const headerRefs = (fields: Readonly<Record<string, HeaderName>>): Headers =>
  Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, header(name)]));

export const PUBLIC_RESPONSE_HEADERS = headerRefs({
  'Cache-Control': 'CacheControl',
  Vary: 'Vary',
  'Access-Control-Allow-Origin': 'AllowOrigin',
  'Access-Control-Expose-Headers': 'ExposeHeaders',
  'X-Content-Type-Options': 'NoSniff',
  'Referrer-Policy': 'ReferrerPolicy',
});
export const PAGE_HEADERS = headerRefs({ 'Content-Security-Policy': 'ContentSecurityPolicy' });
export const PREFLIGHT_HEADERS = headerRefs({
  Allow: 'Allow',
  'Access-Control-Allow-Methods': 'AllowMethods',
  'Access-Control-Allow-Headers': 'AllowHeaders',
  'Access-Control-Max-Age': 'MaxAge',
});
export const NEWSROOM_HEADERS = headerRefs({ 'Cache-Control': 'NoStore' });
/** Of a refusal, besides. */
export const NEWSROOM_REFUSAL_HEADERS = { ...NEWSROOM_HEADERS, ...headerRefs({ 'X-Content-Type-Options': 'NoSniff' }) };
