import type { FeedHead } from '../../news/feed/feed-head';
import { MAX_BREAKING_FLAGS } from '../../news/limits';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, feedPartition, tombstonesEndedBy } from '../table/keys';
import { type Query, type QueryInput, queryAll } from '../table/query-all';
import { keysBetween } from './key-ranges';
import { lateChangesAndTombstones, MAX_TOMBSTONES } from './late-changes-and-tombstones';
import { matchesHead } from './matches-head';
import type { NewsPage, OlderPage, PageRequest } from './page';

/** A page of breaking news. It reads every flag that has not ended: MAX_BREAKING_FLAGS at most. */
export const breakingPage = async (query: Query, head: FeedHead, request: PageRequest): Promise<OlderPage> =>
  pageOf(head, await queryAll(query, rangeFrom(request.now, ABOVE_ENTRIES)), request);

/** A page of breaking news with its tombstones, which the same query brings. The tombstones that end last come first. */
export async function breakingNews(query: Query, head: FeedHead, request: PageRequest): Promise<NewsPage> {
  const { now } = request;
  const items = await queryAll(query, rangeFrom(now, tombstonesEndedBy(now)), MAX_ITEMS);
  return {
    ...pageOf(head, items, request),
    lateChangesAndTombstones: lateChangesAndTombstones(items, head, now, items.length === MAX_ITEMS),
  };
}

/** Every flag, the head, which lies above them, and the tombstones above it. */
const MAX_ITEMS = MAX_BREAKING_FLAGS + 1 + MAX_TOMBSTONES;

/** The key of an entry begins with the end of its flag, so a query leaves out the ended ones. */
const rangeFrom = (now: Instant, top: string): QueryInput =>
  keysBetween(feedPartition('breaking'), aboveEntriesAt(now), top);

/** The entries come in the order of their ends; a page is in the order of publication. */
function pageOf(head: FeedHead, items: readonly Item[], { now, limit, after }: PageRequest): OlderPage {
  const read = readEntries(items.filter((item) => keyOf(item).sk < ABOVE_ENTRIES));
  const published = read.entries
    .map(({ entry }) => entry)
    .filter(({ publishedAt }) => publishedAt <= now)
    .sort((a, b) => (position(a) < position(b) ? 1 : -1));
  const isBelow = (entry: FeedEntry) => !after || position(entry) < `${after.at}#${after.id}`;
  const below = published.filter(isBelow);
  const above = published.filter((entry) => !isBelow(entry));
  const entries = below.slice(0, limit);
  const last = entries.at(-1);
  const newer = above.at(-limit);
  return {
    entries,
    unreadable: read.unreadable,
    last: last && below.length > limit ? { at: last.publishedAt, id: last.id } : undefined,
    newer: newer && { at: newer.publishedAt, id: newer.id },
    hasNewer: above.length > 0,
    matchesHead: matchesHead(head, read, { from: aboveEntriesAt(now), below: ABOVE_ENTRIES }),
  };
}

const position = ({ publishedAt, id }: FeedEntry): string => `${publishedAt}#${id}`;
