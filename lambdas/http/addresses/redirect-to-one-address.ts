import type { Context, MiddlewareHandler } from 'hono';
import { canonicalPath, canonicalTarget, redirectTarget } from '../one-address';
import { redirectPermanently } from '../respond';
import { PUBLIC_ADDRESSES } from '../routes';
import { formerUrlOfRequest } from './former-url';

/**
 * Answers another spelling of an address by a redirect to the one address, without a read of the store. `orElse` answers where
 * there is no such address. The viewer-request function of the CDN follows the same rule.
 */
export const redirectToOneAddress =
  (orElse: (c: Context) => Promise<Response>): MiddlewareHandler =>
  async (c, next) => {
    if (!isRead(c)) return next();
    const { path } = partsOf(targetOf(c.req.raw, c.env));
    // The router finds the document, or nothing.
    if (canonicalPath(path) === path) return next();
    return redirectFrom(c) ?? orElse(c);
  };

const isRead = ({ req: { method } }: Context): boolean => method === 'GET' || method === 'HEAD';

/** The former address that a GET or HEAD may mean; undefined where no story can have it. Its query means nothing. */
export const formerUrlIn = (c: Context): string | undefined =>
  isRead(c) ? formerUrlOfRequest(partsOf(targetOf(c.req.raw, c.env)).path) : undefined;

/** The redirect from another spelling of an address, or from a guessed one; undefined where there is no such address. */
export function redirectFrom(c: Context): Response | undefined {
  const { path, query } = partsOf(targetOf(c.req.raw, c.env));
  const movedTo = redirectTarget(c.req.method, path, canonicalTarget(PUBLIC_ADDRESSES, path, query));
  return movedTo === undefined ? undefined : redirectPermanently({ movedTo });
}

/** Path and query as the client sent them, from the server or Lambda. The URL of a Web request has `..` resolved. */
function targetOf({ url }: Request, env: unknown): string {
  const { target } = Object(env);
  if (typeof target === 'string') return target;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function partsOf(target: string): { path: string; query: string } {
  const end = target.indexOf('?');
  return end === -1 ? { path: target, query: '' } : { path: target.slice(0, end), query: target.slice(end + 1) };
}
