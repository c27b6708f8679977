import { codingFor } from './coding';
import { precondition } from './conditional';
import type { Coding, Lifetimes, Redirect, Representation, Validators } from './representation';

/** On every public answer. `*` because feeds are for every reader, browsers' included, and carry no credentials. */
export const PUBLIC_HEADERS: Readonly<Record<string, string>> = {
  vary: 'Accept-Encoding',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link, Retry-After',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/** Answers a GET or HEAD with what stands at its address, or with 304 or 412 where the request's conditions say so. */
export async function respond(request: Request, found: Representation): Promise<Response> {
  const wanted = precondition(request.headers, found.validators);
  if (wanted !== 'go on') {
    // A 412 speaks of one client's copy: in a shared cache it would become everybody's answer.
    const caching = wanted === 304 ? kept(found.validators, found.lifetimes) : { 'cache-control': 'no-store' };
    const headers = { ...PUBLIC_HEADERS, ...caching };
    return new Response(null, { status: wanted, headers });
  }
  const rendered = await found.rendered();
  const coding = codingFor(request.headers.get('accept-encoding'));
  const bytes = await rendered.bytes(coding);
  const headers = new Headers({
    ...PUBLIC_HEADERS,
    'content-type': found.mediaType,
    'content-length': String(bytes.byteLength),
    ...(rendered.kept ? kept(rendered.kept.validators, rendered.kept.lifetimes) : { 'cache-control': 'no-store' }),
    ...encoded(coding),
  });
  if (found.links.length > 0) headers.set('link', found.links.join(', '));
  return new Response(bytes, { headers });
}

/** Sends who asks on to another address for now (RFC 9110 §15.4.3). */
export const redirect = ({ location, lifetimes }: Redirect): Response =>
  new Response(null, {
    status: 302,
    headers: { ...PUBLIC_HEADERS, location, 'cache-control': cacheControl(lifetimes), 'content-length': '0' },
  });

const encoded = (coding: Coding): Record<string, string> =>
  coding === 'identity' ? {} : { 'content-encoding': coding };

/** RFC 9110 §15.4.5: a 304 carries these as the 200 would. */
function kept({ etag, lastModified }: Validators, lifetimes: Lifetimes): Record<string, string> {
  return {
    etag,
    ...(lastModified !== undefined && { 'last-modified': new Date(lastModified).toUTCString() }),
    'cache-control': cacheControl(lifetimes),
  };
}

export const cacheControl = ({ maxAge, sMaxAge, staleWhileRevalidate, staleIfError }: Lifetimes): string =>
  `public, max-age=${maxAge}, s-maxage=${sMaxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;
