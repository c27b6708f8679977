import { precondition } from './conditional';
import { codingFor } from './content-coding';
import type { Lifetimes, Redirect, Rendered, Representation } from './representation';

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
  if (outcome !== 'go on') {
    // A 412 is about the copy of one client. In a shared cache, every client would get it.
    const headers = { ...PUBLIC_HEADERS, ...cacheHeaders(outcome === 304 ? found : undefined) };
    return new Response(null, { status: outcome, headers });
  }
  const rendered = await found.rendered();
  const coding = codingFor(request.headers.get('accept-encoding'));
  const bytes = await rendered.bytes(coding);
  const headers = new Headers({
    ...PUBLIC_HEADERS,
    'content-type': found.mediaType,
    'content-length': String(bytes.byteLength),
    ...cacheHeaders(rendered.kept),
    ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
  });
  if (found.links.length > 0) headers.set('link', found.links.join(', '));
  return new Response(bytes, { headers });
}

/** A temporary redirect (RFC 9110 §15.4.3). */
export const redirect = ({ location, lifetimes }: Redirect): Response =>
  new Response(null, {
    status: 302,
    headers: { ...PUBLIC_HEADERS, location, 'cache-control': cacheControl(lifetimes), 'content-length': '0' },
  });

/** RFC 9110 §15.4.5: a 304 has the same validators and lifetimes as the 200. `no-store` for an answer that nobody may keep. */
function cacheHeaders(kept: Rendered['kept']): Record<string, string> {
  if (!kept) return { 'cache-control': 'no-store' };
  const { etag, lastModified } = kept.validators;
  const headers: Record<string, string> = { etag, 'cache-control': cacheControl(kept.lifetimes) };
  if (lastModified !== undefined) headers['last-modified'] = new Date(lastModified).toUTCString();
  return headers;
}

export const cacheControl = ({ maxAge, sMaxAge, staleWhileRevalidate, staleIfError }: Lifetimes): string =>
  `public, max-age=${maxAge}, s-maxage=${sMaxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;
