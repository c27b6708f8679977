import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, feedPartition, tombstonesEndedBy } from '../table/keys';
import { type Query, queryAll } from '../table/query-all';
import { keysBetween } from './key-ranges';
import { lateChangesAndTombstones } from './late-changes-and-tombstones';
import { matchesHead } from './matches-head';
import type { FeedPage, NewsPage, PageRequest } from './page';

/** A page of breaking news. It reads every flag that has not ended: one request for each megabyte. */
export const breakingPage = async (query: Query, head: FeedHead, request: PageRequest): Promise<FeedPage> =>
  pageOf(head, await itemsBelow(query, request.now, ABOVE_ENTRIES), request);

/** A page of breaking news with its tombstones, which the same query brings. */
export async function breakingNews(query: Query, head: FeedHead, request: PageRequest): Promise<NewsPage> {
  const { now } = request;
  const items = await itemsBelow(query, now, tombstonesEndedBy(now));
  return {
    ...pageOf(head, items, request),
    lateChangesAndTombstones: lateChangesAndTombstones(items, head, now),
  };
}

/** The key of an entry begins with the end of its flag, so a query leaves out the ended ones. */
const itemsBelow = (query: Query, now: Instant, top: string): Promise<Item[]> =>
  queryAll(query, { ...keysBetween(feedPartition('breaking'), aboveEntriesAt(now), top), ScanIndexForward: false });

/** The entries come in the order of their ends; a page is in the order of publication. */
function pageOf(head: FeedHead, items: readonly Item[], { now, limit, after }: PageRequest): FeedPage {
  const read = readEntries(items.filter((item) => keyOf(item).sk < ABOVE_ENTRIES));
  const published = read.entries
    .map(({ entry }) => entry)
    .filter((entry) => entry.publishedAt <= now && (!after || position(entry) < `${after.at}#${after.id}`))
    .sort((a, b) => (position(a) < position(b) ? 1 : -1));
  const entries = published.slice(0, limit);
  const last = entries.at(-1);
  return {
    entries,
    unreadable: read.unreadable,
    last: last && published.length > limit ? { at: last.publishedAt, id: last.id } : undefined,
    matchesHead: matchesHead(head, read, { from: aboveEntriesAt(now), below: ABOVE_ENTRIES }),
  };
}

const position = ({ publishedAt, id }: FeedEntry): string => `${publishedAt}#${id}`;
