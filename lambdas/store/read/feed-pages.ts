import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { MAX_LATE_CHANGES } from '../../news/feed/late-change';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf, type UnreadableItem } from '../table/item';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  BELOW_LATE_CHANGES,
  entryKey,
  entryKeyParts,
  feedPartition,
  tombstonesEndedBy,
} from '../table/keys';
import type { Query } from '../table/query-all';
import {
  hasLateChangesOrTombstones,
  type LateChangesAndTombstones,
  lateChangesAndTombstones,
  MAX_TOMBSTONES,
  NO_LATE_CHANGES_OR_TOMBSTONES,
} from './late-changes-and-tombstones';
import { type KeyRange, matchesHead } from './matches-head';

/** A stretch of a feed, newest first. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Entries that this release cannot read, left out. */
  readonly unreadable: readonly UnreadableItem[];
  /** The last entry of the page, where the feed may go on after it. */
  readonly last?: EntryPosition;
  /** Whether this is what the head tells of, and not half of a transaction. */
  readonly matchesHead: boolean;
}

/** What a feed's documents carry: its newest stories, and what those do not tell. */
export interface NewsPage extends FeedPage {
  readonly lateChangesAndTombstones: LateChangesAndTombstones;
}

/** A place in a feed: the key of the last entry that was shown. */
export interface EntryPosition {
  readonly at: Instant;
  readonly id: string;
}

export interface PageRequest {
  readonly now: Instant;
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: EntryPosition;
}

/** What pages are read with. */
export interface PageNeeds {
  readonly query: Query;
  /** The newest items of a partition whose sort keys lie below a bound. */
  readonly newestIn: (partition: string, bound: string, limit: number) => Promise<QueryCommandOutput>;
}

/** The pages of feeds, as readers may see them. */
export function feedPages({ query, newestIn }: PageNeeds) {
  const newestBelow = (feed: FeedName, bound: string, limit: number) => newestIn(feedPartition(feed), bound, limit);

  async function latestPage(head: FeedHead, { now, limit, after }: PageRequest): Promise<FeedPage> {
    const bound = [
      aboveEntriesAt(now),
      ...(after ? [entryKey(head.name, after.at, after.id).sk] : []),
    ].sort()[0] as string;
    const { Items = [], LastEvaluatedKey } = await newestBelow(head.name, bound, limit);
    return pageOf(head, Items, { from: LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : '', below: bound });
  }

  function pageOf(head: FeedHead, items: readonly Item[], stretch: KeyRange): FeedPage {
    const read = readEntries(items);
    return {
      entries: read.entries.map(({ entry }) => entry),
      unreadable: read.unreadable,
      ...(stretch.from !== '' && { last: entryKeyParts(stretch.from) }),
      matchesHead: matchesHead(head, read, stretch),
    };
  }

  /**
   * The newest stories and the notices, which lie above them beyond the head and whatever is under embargo: one query,
   * unless more than the head lists is under embargo or a megabyte does not hold it all; then one more goes on from now.
   */
  async function newsWithNotices(head: FeedHead, { now, limit }: PageRequest): Promise<NewsPage> {
    const coming = head.moments.filter(({ at }) => at > now).length;
    const above = head.lateChanges.length + head.tombstones.length + 1 + coming;
    const { Items = [], LastEvaluatedKey } = await newestBelow(head.name, tombstonesEndedBy(now), above + limit);
    const published = Items.filter((item) => keyOf(item).sk < aboveEntriesAt(now));
    const items = published.slice(0, limit);
    let last = LastEvaluatedKey ?? (items.length < published.length ? items.at(-1) : undefined);
    if (LastEvaluatedKey && items.length < limit) {
      const bound = [aboveEntriesAt(now), keyOf(LastEvaluatedKey).sk].sort()[0] as string;
      const more = await newestBelow(head.name, bound, limit - items.length);
      items.push(...(more.Items ?? []));
      last = more.LastEvaluatedKey;
    }
    const page = pageOf(head, items, { from: last ? keyOf(items.at(-1) ?? last).sk : '', below: aboveEntriesAt(now) });
    return { ...page, lateChangesAndTombstones: lateChangesAndTombstones(Items, head, now) };
  }

  /** The same where the head does not list all tombstones, which then lie between: two queries. */
  async function newsAndNotices(head: FeedHead, request: PageRequest): Promise<NewsPage> {
    const [page, { Items = [], LastEvaluatedKey }] = await Promise.all([
      latestPage(head, request),
      query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :from AND :ended',
        ExpressionAttributeValues: {
          ':feed': { S: feedPartition(head.name) },
          ':from': { S: BELOW_LATE_CHANGES },
          ':ended': { S: tombstonesEndedBy(request.now) },
        },
        Limit: MAX_LATE_CHANGES + MAX_TOMBSTONES,
      }),
    ]);
    return {
      ...page,
      lateChangesAndTombstones: lateChangesAndTombstones(Items, head, request.now, LastEvaluatedKey !== undefined),
    };
  }

  /** Every flag of `breaking` that has not ended, and beyond the head its notices: a megabyte a request. */
  async function unendedItems(now: Instant, below: string): Promise<Item[]> {
    const items: Item[] = [];
    let last: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :now AND :last',
        ExpressionAttributeValues: {
          ':feed': { S: feedPartition('breaking') },
          ':now': { S: aboveEntriesAt(now) },
          ':last': { S: below },
        },
        ScanIndexForward: false,
        ...(last && { ExclusiveStartKey: last }),
      });
      items.push(...Items);
      last = LastEvaluatedKey;
    } while (last);
    return items;
  }

  /** Entries of `breaking` are in the order of their ends, so that ended ones are not walked: all others are put in order. */
  function breakingPage(head: FeedHead, items: readonly Item[], { now, limit, after }: PageRequest): FeedPage {
    const read = readEntries(items.filter((item) => keyOf(item).sk < ABOVE_ENTRIES));
    const published = read.entries
      .map(({ entry }) => entry)
      .filter((entry) => entry.publishedAt <= now && (!after || place(entry) < `${after.at}#${after.id}`))
      .sort((a, b) => (place(a) < place(b) ? 1 : -1));
    const entries = published.slice(0, limit);
    const lowest = entries.at(-1);
    return {
      entries,
      unreadable: read.unreadable,
      ...(lowest && published.length > limit && { last: { at: lowest.publishedAt, id: lowest.id } }),
      matchesHead: matchesHead(head, read, { from: aboveEntriesAt(now), below: ABOVE_ENTRIES }),
    };
  }

  const page = async (head: FeedHead, request: PageRequest): Promise<FeedPage> =>
    head.name === 'breaking'
      ? breakingPage(head, await unendedItems(request.now, ABOVE_ENTRIES), request)
      : latestPage(head, request);

  return {
    /**
     * The newest published stories of a feed, below `after` where that is given; an `after` that lies ahead shows no
     * embargoed story.
     */
    page,

    /** What a feed's documents carry now: its newest stories, the late changes and the tombstones. One query, or two. */
    async news(head: FeedHead, request: Omit<PageRequest, 'after'>): Promise<NewsPage> {
      const { now } = request;
      if (!hasLateChangesOrTombstones(head, now))
        return { ...(await page(head, request)), lateChangesAndTombstones: NO_LATE_CHANGES_OR_TOMBSTONES };
      if (head.name === 'breaking') {
        const items = await unendedItems(now, tombstonesEndedBy(now));
        return {
          ...breakingPage(head, items, request),
          lateChangesAndTombstones: lateChangesAndTombstones(items, head, now),
        };
      }
      return (head.tombstonesUntil ?? '') > now ? newsAndNotices(head, request) : newsWithNotices(head, request);
    },
  };
}

const place = ({ publishedAt, id }: FeedEntry): string => `${publishedAt}#${id}`;
