import { monthBegin, monthEnd } from '../../news/feed/archive';
import type { FeedName } from '../../news/feed/feed';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { keyOf } from '../table/item';
import { documentEndKey, instantOfDocumentEnd } from '../table/keys';
import type { Query } from '../table/query-all';
import { keysBetween } from './key-ranges';

/** The ends of a feed's archive documents: of every month, and of each document that was full before. One small query each. */
export function documentEnds(query: Query, feed: FeedName) {
  /** The first or the last end of a full document from one second to another. */
  async function fullDocumentEnd(which: 'first' | 'last', from: Instant, to: Instant): Promise<Instant | undefined> {
    if (from > to) return undefined;
    const { pk, sk } = documentEndKey(feed, from);
    const range = keysBetween(pk, sk, documentEndKey(feed, to).sk);
    const { Items: [item] = [] } = await query({ ...range, ScanIndexForward: which === 'first', Limit: 1 });
    return item && instantOfDocumentEnd(keyOf(item).sk);
  }

  return {
    /** The end of the document, closed or not, that holds the stories of a second. */
    endOf: async (at: Instant): Promise<Instant> => (await fullDocumentEnd('first', at, monthEnd(at))) ?? monthEnd(at),

    /** The end of the document below the document that ends at `at`. */
    async endBelow(at: Instant): Promise<Instant> {
      const begin = monthBegin(at);
      return (await fullDocumentEnd('last', begin, plusSeconds(at, -1))) ?? plusSeconds(begin, -1);
    },

    /** Whether a document ends at `at` and is closed. */
    isClosed: async (at: Instant, now: Instant): Promise<boolean> =>
      at < now && (at === monthEnd(at) || (await fullDocumentEnd('first', at, at)) !== undefined),
  };
}
