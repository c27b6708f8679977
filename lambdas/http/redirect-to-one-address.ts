import type { MiddlewareHandler } from 'hono';
import { canonicalTarget, redirectTarget } from './one-address';
import { problemError } from './problems';
import { redirectPermanently } from './respond';
import { PUBLIC_ADDRESSES } from './routes';

/**
 * Answers another spelling of an address, or a guessed address, by a redirect to the one address, without a read of the
 * store. Throws a 404 where there is no such address. The viewer-request function of the CDN follows the same rule.
 */
export const redirectToOneAddress: MiddlewareHandler = async (c, next) => {
  const { method } = c.req;
  if (method !== 'GET' && method !== 'HEAD') return next();
  const { path, query } = partsOf(targetOf(c.req.raw, c.env));
  const target = canonicalTarget(PUBLIC_ADDRESSES, path, query);
  const movedTo = redirectTarget(method, path, target);
  if (movedTo !== undefined) return redirectPermanently({ movedTo });
  if (target.path !== path) throw problemError('notFound');
  // The router finds the document, or nothing.
  return next();
};

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
