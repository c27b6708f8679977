import { urlIn } from '../../../../lambdas/news/values/uri';
import { splitCredentials } from '../feed-document';
import type { ForeignFeed } from '../foreign-feed';

/** The document with the items before those of another one. */
export interface OlderAddress {
  /** Without a user name and password. */
  readonly url: string;
  /** The Authorization header that a user name and password in the link make. */
  readonly authorization?: string;
  /** Whether no document names it: it may be past the oldest items. */
  readonly isGuess: boolean;
}

/**
 * The address of the next older document, which the feed names, or which WordPress has at `?paged=2`. Undefined at the end.
 * `documents` is the number of documents that were read.
 */
export function olderAddress(
  { older, items, isWordPress }: ForeignFeed,
  address: string | undefined,
  documents: number,
): OlderAddress | undefined {
  const url = older === undefined ? undefined : urlIn(older, address);
  if (url) {
    if (!/^https?:$/.test(url.protocol)) return undefined;
    const { address: plain, authorization } = splitCredentials(url.href);
    return { url: plain, authorization, isGuess: false };
  }
  const paged = isWordPress && items.length > 0 && address !== undefined ? urlIn(address) : undefined;
  if (!paged) return undefined;
  paged.searchParams.set('paged', String(documents + 1));
  return { url: paged.href, isGuess: true };
}

/** The host and port of an address, without `www.`; undefined for text that is no address. */
export const siteOf = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : urlIn(address)?.host.replace(/^www\./, '');
