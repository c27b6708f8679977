import type { Schema } from './json-schema';

interface Header {
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: string;
}

const text: Schema = { type: 'string' };
const optional = (description: string, example?: string): Header => ({ description, schema: text, example });
const always = (description: string, schema: Schema = text): Header => ({ description, required: true, schema });

/** Every response header, under `components.headers`. */
export const HEADER_DEFINITIONS = {
  CacheControl: always('How long, and by whom, the answer may be kept.'),
  NoStore: always('The answer may not be kept.', { const: 'no-store' }),
  ETag: optional('The tag of this state of the document.', 'W/"7Qm0xJ3vFz2k.0.rss.sXb1TqNw"'),
  RevisionETag: always('The revision in quotation marks, for If-Match.', { type: 'string', pattern: '^"[0-9]+"$' }),
  ETagUnlessDryRun: optional('The revision in quotation marks. The answer to a dry run has none.', '"1"'),
  IdempotencyReplayed: {
    description: 'The request was answered before. It changed nothing now, and this is its first answer.',
    schema: { const: 'true' },
    example: 'true',
  },
  LastModified: optional('The last change. Left out until that second is over.'),
  Link: optional(
    'Links to the document itself, its page, its feeds, its license, or this description (RFC 8288, RFC 8631).',
  ),
  ContentEncoding: optional('br or gzip. Left out of an answer that is not compressed.'),
  Vary: always('Accept-Encoding, and Sec-Fetch-Dest where a browser that opens the address gets a page.'),
  AllowOrigin: always('Scripts of every origin may read the answer.', { const: '*' }),
  ExposeHeaders: always('The headers that scripts of other origins may read.'),
  NoSniff: always('Browsers must trust the media type.', { const: 'nosniff' }),
  ReferrerPolicy: always('The part of this address that browsers send to other sites.'),
  ContentSecurityPolicy: always('The resources that the page may load.'),
  ContentSecurityPolicyOfPage: optional('The resources that a page may load. Other documents have none.'),
  Location: always('The address of the story.'),
  OneAddress: always('The one address of the document.'),
  Allow: always('The methods of this address.'),
  AllowMethods: always('The methods of this address for scripts of other origins (Fetch).'),
  AllowHeaders: always('The headers that scripts of other origins may send.'),
  MaxAge: always('Seconds for which a browser may keep this answer.', { type: 'string', pattern: '^[0-9]+$' }),
  RetryAfter: always('Seconds to wait before the next try.', { type: 'string', pattern: '^[0-9]+$' }),
  Authenticate: always('The missing token or scope (RFC 6750).'),
  Accept: optional('The media type to send instead.'),
  AcceptEncoding: optional('The content coding to send instead (RFC 9110 §15.5.16).'),
} as const satisfies Record<string, Header>;

type HeaderName = keyof typeof HEADER_DEFINITIONS;
export type Headers = Readonly<Record<string, { readonly $ref: string }>>;

/** The headers of a response: field name to component name. */
export const headerRefs = (fields: Readonly<Record<string, HeaderName>>): Headers =>
  Object.fromEntries(Object.entries(fields).map(([field, name]) => [field, { $ref: `#/components/headers/${name}` }]));

export const PUBLIC_RESPONSE_HEADERS = headerRefs({
  'Cache-Control': 'CacheControl',
  Vary: 'Vary',
  'Access-Control-Allow-Origin': 'AllowOrigin',
  'Access-Control-Expose-Headers': 'ExposeHeaders',
  'X-Content-Type-Options': 'NoSniff',
  'Referrer-Policy': 'ReferrerPolicy',
});
/** Of a 304 (RFC 9110 §15.4.5), and of a script that asks from another origin. */
export const NOT_MODIFIED_HEADERS = headerRefs({
  'Cache-Control': 'CacheControl',
  ETag: 'ETag',
  Vary: 'Vary',
  'Access-Control-Allow-Origin': 'AllowOrigin',
  'Access-Control-Expose-Headers': 'ExposeHeaders',
});
export const MOVED_RESPONSE_HEADERS = headerRefs({
  Location: 'OneAddress',
  'Cache-Control': 'CacheControl',
  'Access-Control-Allow-Origin': 'AllowOrigin',
});
export const PAGE_HEADERS = headerRefs({ 'Content-Security-Policy': 'ContentSecurityPolicy' });
/** Of an answer that is a page for a browser that opens the address, and another document for software. */
export const PAGE_IN_BROWSER_HEADERS = headerRefs({ 'Content-Security-Policy': 'ContentSecurityPolicyOfPage' });
export const PREFLIGHT_HEADERS = headerRefs({
  Allow: 'Allow',
  'Access-Control-Allow-Methods': 'AllowMethods',
  'Access-Control-Allow-Headers': 'AllowHeaders',
  'Access-Control-Max-Age': 'MaxAge',
});
export const NEWSROOM_HEADERS = headerRefs({ 'Cache-Control': 'NoStore' });
export const NEWSROOM_REFUSAL_HEADERS = { ...NEWSROOM_HEADERS, ...headerRefs({ 'X-Content-Type-Options': 'NoSniff' }) };
