import { precondition } from './conditional';
import { codingFor } from './content-coding';
import { MOVED_HEADERS } from './one-address';
import type { Lifetimes, Moved, Redirect, Rendered, Representation } from './representation';

/** On every public answer. `*`: feeds are for every reader, also in a browser, and need no credentials. */
export const PUBLIC_HEADERS: Readonly<Record<string, string>> = {
  vary: 'Accept-Encoding',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link, Retry-After',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/** Answers a GET or HEAD with the document at its address, or with 304 or 412 as the preconditions of the request demand. */
export async function respond(request: Request, found: Representation): Promise<Response> {
  const outcome = precondition(request.headers, found.validators);
  if (outcome === 304) return new Response(null, { status: 304, headers: notModifiedHeaders(found) });
  if (outcome === 412) {
    // A 412 is about the copy of one client. In a shared cache, every client would get it.
    return new Response(null, { status: 412, headers: { ...PUBLIC_HEADERS, 'cache-control': 'no-store' } });
  }
  const rendered = await found.rendered();
  const content = await encodeContent(request, found.mediaType, rendered);
  const headers = new Headers({ ...PUBLIC_HEADERS, ...content.headers, ...cacheHeaders(rendered.kept) });
  if (found.links.length > 0) headers.set('link', found.links.join(', '));
  return new Response(content.bytes, { headers });
}

/** A document in the coding that a request asks for, with the headers that describe it. */
export async function encodeContent(request: Request, mediaType: string, document: Pick<Rendered, 'bytes'>) {
  const coding = codingFor(request.headers.get('accept-encoding'));
  const bytes = await document.bytes(coding);
  const headers: Record<string, string> = { 'content-type': mediaType, 'content-length': String(bytes.byteLength) };
  if (coding !== 'identity') headers['content-encoding'] = coding;
  return { bytes, headers };
}

/** A temporary redirect (RFC 9110 §15.4.3). */
export const redirect = ({ location, lifetimes }: Redirect): Response =>
  new Response(null, {
    status: 302,
    headers: { ...PUBLIC_HEADERS, location, 'cache-control': cacheControl(lifetimes), 'content-length': '0' },
  });

/** A permanent redirect (RFC 9110 §15.4.2). */
export function redirectPermanently({ movedTo, lifetimes }: Moved): Response {
  const caching: Record<string, string> = lifetimes ? { 'cache-control': cacheControl(lifetimes) } : {};
  const headers = { ...MOVED_HEADERS, ...caching, location: movedTo, 'content-length': '0' };
  return new Response(null, { status: 301, headers });
}

/**
 * RFC 9110 §15.4.5: Cache-Control, ETag and Vary of the 200, and no other metadata, because the ETag identifies the copy. For
 * scripts of other origins, the two headers without which a browser hides the answer and its ETag (Fetch, CORS).
 */
const notModifiedHeaders = ({ validators, lifetimes }: Representation): Record<string, string> => ({
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
  'cache-control': cacheControl(lifetimes),
  etag: validators.etag,
  vary: 'Accept-Encoding',
});

/** The validators and lifetimes of a 200. `no-store` for an answer that nobody may keep. */
function cacheHeaders(kept: Rendered['kept']): Record<string, string> {
  if (!kept) return { 'cache-control': 'no-store' };
  const { etag, lastModified } = kept.validators;
  const headers: Record<string, string> = { etag, 'cache-control': cacheControl(kept.lifetimes) };
  if (lastModified !== undefined) headers['last-modified'] = new Date(lastModified).toUTCString();
  return headers;
}

export const cacheControl = ({ maxAge, sMaxAge, staleWhileRevalidate, staleIfError }: Lifetimes): string =>
  `public, max-age=${maxAge}, s-maxage=${sMaxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;
