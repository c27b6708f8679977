import { monthBegin, monthEnd } from '../../news/feed/archive';
import type { FeedName } from '../../news/feed/feed';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { keyOf } from '../table/item';
import { documentEndKey, instantOfDocumentEnd } from '../table/keys';
import type { Query } from '../table/query-all';

export type DocumentEnds = ReturnType<typeof documentEnds>;

/** Where the archive documents of a feed end: with every month, and where one was full before. Each is one small query. */
export function documentEnds(query: Query, feed: FeedName) {
  /** The first or the last end of a full document from one second to another. */
  async function full(which: 'first' | 'last', from: Instant, to: Instant): Promise<Instant | undefined> {
    if (from > to) return undefined;
    const { pk, sk } = documentEndKey(feed, from);
    const { Items: [item] = [] } = await query({
      KeyConditionExpression: 'pk = :feed AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':feed': { S: pk }, ':from': { S: sk }, ':to': { S: documentEndKey(feed, to).sk } },
      ScanIndexForward: which === 'first',
      Limit: 1,
    });
    return item && instantOfDocumentEnd(keyOf(item).sk);
  }

  return {
    /** The end of the document, closed or not, that holds the stories of a second. */
    endOf: async (at: Instant): Promise<Instant> => (await full('first', at, monthEnd(at))) ?? monthEnd(at),

    /** The end of the document below that one. */
    async endBelow(at: Instant): Promise<Instant> {
      const begin = monthBegin(at);
      return (await full('last', begin, plusSeconds(at, -1))) ?? plusSeconds(begin, -1);
    },

    /** Whether a document ends there and is closed. */
    isClosed: async (at: Instant, now: Instant): Promise<boolean> =>
      at < now && (at === monthEnd(at) || (await full('first', at, at)) !== undefined),
  };
}
