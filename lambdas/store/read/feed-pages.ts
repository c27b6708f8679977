import type { FeedHead } from '../../news/feed/feed-head';
import { MAX_LATE_CHANGES } from '../../news/feed/late-change';
import { earliest } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf } from '../table/item';
import {
  aboveEntriesAt,
  BELOW_LATE_CHANGES,
  entryKey,
  entryKeyParts,
  feedPartition,
  tombstonesEndedBy,
} from '../table/keys';
import type { Query } from '../table/query-all';
import { breakingNews, breakingPage } from './breaking-pages';
import { keysBetween, newestBelow } from './key-ranges';
import {
  hasLateChangesOrTombstones,
  lateChangesAndTombstones,
  MAX_TOMBSTONES,
  NO_LATE_CHANGES_OR_TOMBSTONES,
} from './late-changes-and-tombstones';
import { type KeyRange, matchesHead } from './matches-head';
import type { FeedPage, NewsPage, PageRequest } from './page';

/** The pages of feeds, as readers may see them. */
export const feedPages = (query: Query) => ({
  /** The newest published stories of a feed, below `after`. An `after` that lies ahead shows no embargoed story. */
  page: (head: FeedHead, request: PageRequest): Promise<FeedPage> => feedPage(query, head, request),

  /** The newest stories of a feed, its late changes and its tombstones. One query, or two. */
  async news(head: FeedHead, request: Omit<PageRequest, 'after'>): Promise<NewsPage> {
    const { now } = request;
    if (!hasLateChangesOrTombstones(head, now)) {
      const page = await feedPage(query, head, request);
      return { ...page, lateChangesAndTombstones: NO_LATE_CHANGES_OR_TOMBSTONES };
    }
    if (head.name === 'breaking') return breakingNews(query, head, request);
    const isListed = head.momentsUntil === undefined && (head.tombstonesUntil ?? '') <= now;
    return isListed ? newsInOneQuery(query, head, request) : newsInTwoQueries(query, head, request);
  },
});

const feedPage = (query: Query, head: FeedHead, request: PageRequest): Promise<FeedPage> =>
  head.name === 'breaking' ? breakingPage(query, head, request) : latestPage(query, head, request);

/** The newest published stories of any feed but `breaking`. One query. */
export async function latestPage(query: Query, head: FeedHead, { now, limit, after }: PageRequest): Promise<FeedPage> {
  const bound = earliest(aboveEntriesAt(now), after && entryKey(head.name, after.at, after.id).sk);
  const { Items = [], LastEvaluatedKey } = await newestBelow(query, feedPartition(head.name), bound, limit);
  return pageOf(head, Items, { from: LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : '', below: bound });
}

function pageOf(head: FeedHead, items: readonly Item[], range: KeyRange): FeedPage {
  const read = readEntries(items);
  return {
    entries: read.entries.map(({ entry }) => entry),
    unreadable: read.unreadable,
    last: range.from === '' ? undefined : entryKeyParts(range.from),
    matchesHead: matchesHead(head, read, range),
  };
}

/**
 * The newest stories with the late changes and tombstones, whose keys are above the head and the embargoed stories. One
 * query; a second one where a megabyte does not hold everything.
 */
async function newsInOneQuery(query: Query, head: FeedHead, { now, limit }: PageRequest): Promise<NewsPage> {
  const feed = feedPartition(head.name);
  const coming = head.moments.filter(({ at }) => at > now).length;
  const above = head.lateChanges.length + head.tombstones.length + 1 + coming;
  const { Items = [], LastEvaluatedKey } = await newestBelow(query, feed, tombstonesEndedBy(now), above + limit);
  const published = Items.filter((item) => keyOf(item).sk < aboveEntriesAt(now));
  const items = published.slice(0, limit);
  let last = LastEvaluatedKey ?? (items.length < published.length ? items.at(-1) : undefined);
  if (LastEvaluatedKey && items.length < limit) {
    const bound = earliest(aboveEntriesAt(now), keyOf(LastEvaluatedKey).sk);
    const rest = await newestBelow(query, feed, bound, limit - items.length);
    items.push(...(rest.Items ?? []));
    last = rest.LastEvaluatedKey;
  }
  const page = pageOf(head, items, { from: last ? keyOf(items.at(-1) ?? last).sk : '', below: aboveEntriesAt(now) });
  return { ...page, lateChangesAndTombstones: lateChangesAndTombstones(Items, head, now) };
}

/** The same page in two queries at once, where the head does not list all embargoes or tombstones. */
async function newsInTwoQueries(query: Query, head: FeedHead, request: PageRequest): Promise<NewsPage> {
  const range = keysBetween(feedPartition(head.name), BELOW_LATE_CHANGES, tombstonesEndedBy(request.now));
  const [page, { Items = [], LastEvaluatedKey }] = await Promise.all([
    latestPage(query, head, request),
    query({ ...range, Limit: MAX_LATE_CHANGES + MAX_TOMBSTONES }),
  ]);
  const isCut = LastEvaluatedKey !== undefined;
  return { ...page, lateChangesAndTombstones: lateChangesAndTombstones(Items, head, request.now, isCut) };
}
