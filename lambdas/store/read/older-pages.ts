import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import { earliest, type Instant } from '../../news/values/instant';
import type { Period } from '../../news/values/period';
import { readEntries } from '../table/entry-items';
import { keyOf } from '../table/item';
import { aboveEntriesAt, entryKey, entryKeyParts, feedPartition } from '../table/keys';
import type { Query } from '../table/query-all';
import { breakingPage } from './breaking-pages';
import { latestPage } from './feed-pages';
import { keysBetween } from './key-ranges';
import { matchesHead } from './matches-head';
import type { EntryPosition, FeedPage, OlderPage, PageRequest } from './page';

/** The newest stories of a period that readers may see. */
export interface StoriesOfPeriod {
  readonly period: Period;
  readonly entries: readonly FeedEntry[];
}

/** Some periods with stories, in the given order. */
export interface StoriesOfPeriods extends Pick<FeedPage, 'unreadable' | 'matchesHead'> {
  readonly periods: readonly StoriesOfPeriod[];
}

/** The older stories of feeds, as readers may see them. */
export const olderPages = (query: Query) => ({
  /**
   * The stories of a feed below `after`, with the begin of the newer page. Both pages show one story less than `limit`, which
   * is the one that tells whether there are more. Two queries at once; of `breaking` one.
   */
  async olderPage(head: FeedHead, request: PageRequest & { after: EntryPosition }): Promise<OlderPage> {
    if (head.name === 'breaking') return breakingPage(query, head, request);
    const { now, limit, after } = request;
    const from = entryKey(head.name, after.at, after.id).sk;
    const [page, above] = await Promise.all([
      latestPage(query, head, request),
      storiesOf(query, head, { from, below: aboveEntriesAt(now), limit, isAscending: true }),
    ]);
    const matchesHead = page.matchesHead && above.matchesHead;
    return { ...page, matchesHead, newer: above.positions[limit - 1], hasNewer: above.positions.length > 0 };
  },

  /** When the oldest story of a feed was published, of those from one moment to another. One small query. */
  async firstStory(
    head: FeedHead,
    from: Instant,
    until: Instant,
  ): Promise<{ at?: Instant } & Pick<FeedPage, 'matchesHead'>> {
    const range = { from, below: aboveEntriesAt(until), limit: 1, isAscending: true };
    const { positions, matchesHead } = await storiesOf(query, head, range);
    return { at: positions[0]?.at, matchesHead };
  },

  /** When the newest story of a feed was published, of those until a moment. One small query. */
  async lastStory(head: FeedHead, until: Instant): Promise<{ at?: Instant } & Pick<FeedPage, 'matchesHead'>> {
    const { positions, matchesHead } = await storiesOf(query, head, {
      from: '',
      below: aboveEntriesAt(until),
      limit: 1,
    });
    return { at: positions[0]?.at, matchesHead };
  },

  /**
   * The newest stories of each period that has some now, at most `limit` of each. One query for each period, all at once: of
   * one story it costs one read unit, of three at most two.
   */
  async storiesOfPeriods(
    head: FeedHead,
    periods: readonly Period[],
    { now, limit }: Pick<PageRequest, 'now' | 'limit'>,
  ): Promise<StoriesOfPeriods> {
    const found = await Promise.all(
      periods.map(async (period) => {
        const below = aboveEntriesAt(earliest(period.end, now));
        return { period, ...(await storiesOf(query, head, { from: period.begin, below, limit })) };
      }),
    );
    return {
      periods: found.filter(({ positions }) => positions.length > 0),
      unreadable: found.flatMap(({ unreadable }) => unreadable),
      matchesHead: found.every((one) => one.matchesHead),
    };
  },
});

interface StoryRange {
  /** The keys of the stories: `from` ≤ sk < `below`. */
  readonly from: string;
  readonly below: string;
  readonly limit: number;
  /** Whether the oldest stories come first, not the newest. */
  readonly isAscending?: boolean;
}

interface StoriesInRange extends Pick<FeedPage, 'entries' | 'unreadable' | 'matchesHead'> {
  /** Unreadable entries have a position too. */
  readonly positions: readonly EntryPosition[];
}

const NO_STORIES: StoriesInRange = { entries: [], unreadable: [], positions: [], matchesHead: true };

/** The first stories of a range, from either end. One query. No key of an entry is equal to `below`. */
async function storiesOf(
  query: Query,
  head: FeedHead,
  { from, below, limit, isAscending = false }: StoryRange,
): Promise<StoriesInRange> {
  // A cursor may lie ahead.
  if (from >= below) return NO_STORIES;
  const range = keysBetween(feedPartition(head.name), from || '0', below);
  const { Items = [] } = await query({ ...range, ScanIndexForward: isAscending, Limit: limit });
  const read = readEntries(Items);
  const last = Items.length === limit ? Items.at(-1) : undefined;
  const edge = last && keyOf(last).sk;
  const covered = isAscending ? { from, below: edge ?? below } : { from: edge ?? from, below };
  return {
    entries: read.entries.map(({ entry }) => entry),
    unreadable: read.unreadable,
    positions: Items.map((item) => entryKeyParts(keyOf(item).sk)),
    matchesHead: matchesHead(head, read, covered),
  };
}
