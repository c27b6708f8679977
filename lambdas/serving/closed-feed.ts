import { type Gone, LIFETIME, type Moved } from '../http/representation';
import { closingAt } from '../news/feed/closing';
import type { FeedName } from '../news/feed/feed';
import type { FeedHead } from '../news/feed/feed-head';
import { NOTHING_YET } from '../news/feed/head';
import type { Instant } from '../news/values/instant';
import { lifetimes } from './lifetimes';

/**
 * The answer for a closed feed: gone, or a redirect to the same document of the feed that it moved to. It may open again, so
 * no cache keeps the redirect longer than news. Undefined for an open feed. `addressIn` gives the address of the document in
 * another feed, if that has one.
 */
export function answerForClosedFeed(
  { closing }: Pick<FeedHead, 'closing'>,
  now: Instant,
  addressIn: (feed: FeedName) => string | undefined,
): Gone | Moved | undefined {
  const closed = closingAt({ closing }, now);
  if (!closed) return undefined;
  const movedTo = closed.movedTo && addressIn(closed.movedTo);
  if (movedTo === undefined) return { gone: 'feed' };
  const opening = closed.until === undefined ? [] : [{ at: closed.until, idHash: '' }];
  const head = { ...NOTHING_YET, writeCount: 0, moments: opening };
  return { movedTo, lifetimes: lifetimes(head, now, LIFETIME) };
}
