import { canonicalPath, canonicalTarget } from '../one-address';
import { API, NEWSROOM, PUBLIC_ADDRESSES } from '../routes';

/** Addresses below these first steps are ours, or are kept for us. */
const RESERVED = new Set([NEWSROOM, '/desk', '/hub', '/media', API, '/archive', '/stories', '/.well-known']);

/** WordPress names a story by its number until it has a path: `/?p=123`. */
const SHORT_LINK = /^(?:.*&)?p=(\d{1,20})(?:&.*)?$/;

/** The former address that a short link means; undefined for a value that no short link has. */
export const shortLinkOf = (p: string): string | undefined => (/^\d{1,20}$/.test(p) ? `/?p=${p}` : undefined);

/** A former address in its one spelling, or why an address cannot be one. */
export type FormerUrlOutcome =
  | { readonly address: string }
  | { readonly refused: 'encoding' | 'own address' | 'query' };

/**
 * The one spelling of a former address: a path in NFC, percent-encoded, without a slash at its end; or `/?p=` and a number.
 * `query` has no `?`.
 */
export function formerUrlOf(path: string, query: string): FormerUrlOutcome {
  const canonical = composedPath(path);
  if (canonical === undefined) return { refused: 'encoding' };
  if (canonical === '/') {
    const [, number] = SHORT_LINK.exec(query) ?? [];
    return number === undefined ? { refused: 'own address' } : { address: `/?p=${number}` };
  }
  if (isReserved(canonical)) return { refused: 'own address' };
  // The CDN drops a query that no route reads.
  return query === '' ? { address: canonical } : { refused: 'query' };
}

/** The former address that a request for a path may mean; undefined where no story can have it. */
export function formerUrlOfRequest(path: string): string | undefined {
  const former = formerUrlOf(path, '');
  return 'address' in former ? former.address : undefined;
}

const isReserved = (path: string): boolean =>
  RESERVED.has(`/${path.split('/')[1]}`) || canonicalTarget(PUBLIC_ADDRESSES, path, '').isKnown;

/** The one spelling of a path, in NFC: browsers on a Mac send the names of files decomposed. */
function composedPath(path: string): string | undefined {
  const canonical = canonicalPath(path);
  if (canonical === undefined) return undefined;
  return canonical
    .split('/')
    .map((step) => encodeURIComponent(decodeURIComponent(step).normalize('NFC')))
    .join('/');
}
