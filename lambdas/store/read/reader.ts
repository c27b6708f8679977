import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import type { Instant } from '../../news/values/instant';
import { getAll } from '../table/batch-get';
import { readFeedHead } from '../table/head-items';
import { keyOf } from '../table/item';
import { feedHeadKey, keyText } from '../table/keys';
import { queryOn } from '../table/query-all';
import type { Table } from '../table/table';
import { archivePages } from './archive-pages';
import { changeList } from './change-pages';
import { isPastMoments, withMomentsFrom } from './coming-moments';
import { feedPages } from './feed-pages';
import { type Consistency, getItem } from './get-item';
import { neighbour } from './neighbour';
import { newsroomList } from './newsroom-list';
import { olderPages } from './older-pages';
import type { PageRequest } from './page';
import { registerReads } from './read-register';
import { sitemapReads } from './sitemap-parts';
import { storyReads } from './story-reads';

export type Reader = ReturnType<typeof createReader>;

/** The reading half of the store, by access patterns. Each method is one request to DynamoDB unless it says more. */
export function createReader(table: Table) {
  // Strongly consistent: an answer is cached for as long as its version stands, so it must not rest on a late replica.
  const query = queryOn(table);

  return {
    ...storyReads(table),
    ...registerReads(table),
    ...feedPages(query),
    ...olderPages(query),
    ...sitemapReads(query),
    ...archivePages(query),
    ...changeList({ query, getAll: (keys) => getAll(table, keys, { consistent: false }) }),

    async feedHead(feed: FeedName, how: Consistency): Promise<FeedHead | undefined> {
      const item = await getItem(table, feedHeadKey(feed), how);
      return item && readFeedHead(feed, item);
    },

    /** The heads that exist of some feeds, eventually consistent: one request for each hundred. */
    async feedHeads(feeds: readonly FeedName[]): Promise<Map<FeedName, FeedHead>> {
      const names = new Map(feeds.map((feed) => [keyText(feedHeadKey(feed)), feed]));
      const items = await getAll(table, feeds.map(feedHeadKey), { consistent: false });
      return new Map(
        items.map((item) => {
          const feed = names.get(keyText(keyOf(item))) as FeedName;
          return [feed, readFeedHead(feed, item)];
        }),
      );
    },

    /** The head, with its moments listed again where the clock has passed the listed ones: six small queries at once, at most. */
    momentsFrom: async (now: Instant, head: FeedHead): Promise<FeedHead> =>
      isPastMoments(head, now) ? withMomentsFrom(now, head, query) : head,

    neighbour: neighbour(query),

    everyStory: (request: Omit<PageRequest, 'now'>) => newsroomList(query, request),
  };
}
