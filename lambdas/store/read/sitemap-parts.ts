import type { FeedHead } from '../../news/feed/feed-head';
import { FIRST_PART, isBelow, type Sitemap, type SitemapPlace } from '../../news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../news/limits';
import type { FeedEntry } from '../../news/story/feed-entry';
import { compareBytes } from '../../news/values/compare-bytes';
import { earliest, type Instant, latest } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { keyOf } from '../table/item';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  entryKey,
  feedPartition,
  SITEMAP_PARTITION,
  sitemapPartKey,
} from '../table/keys';
import { type Query, queryAll } from '../table/query-all';
import { readSitemapPart, type SitemapPart } from '../table/sitemap-items';
import { entryBelow, keysBetween } from './key-ranges';
import { matchesHead } from './matches-head';
import type { FeedPage } from './page';

/** The head of `all`, with its sitemap. */
export interface SitemapHead extends FeedHead {
  readonly sitemap: Sitemap;
}

/** Where parts of the sitemap begin, newest first. */
export interface SitemapParts extends Pick<FeedPage, 'matchesHead'> {
  readonly begins: readonly SitemapPlace[];
}

/** The stories of a part, newest first. */
export interface SitemapPage extends Pick<FeedPage, 'unreadable' | 'matchesHead'> {
  readonly entries: readonly FeedEntry[];
}

const ALL = feedPartition('all');

/** The sitemap of all stories, by its parts. */
export const sitemapReads = (query: Query) => ({
  /**
   * Every part from the first to the one with the newest published story. One query, which reads 60 bytes a part. While the last
   * part begins in the future, one small query more.
   */
  async sitemapParts({ sitemap, writeCount }: SitemapHead, now: Instant): Promise<SitemapParts> {
    const { from, touched = [] } = sitemap;
    const hasBegun = from.at <= now;
    // A part that begins in the future is listed with its first story: its begin alone is no moment of the head.
    const last = hasBegun ? from : ((await entryBelow(query, ALL, aboveEntriesAt(now))) ?? FIRST_PART);
    const range = keysBetween(SITEMAP_PARTITION, sitemapPartKey(FIRST_PART).sk, sitemapPartKey(last).sk);
    const parts = (await queryAll(query, { ...range, ScanIndexForward: false })).map(readSitemapPart);
    const closed = parts.map(({ begin }) => begin).filter((begin) => !hasBegun || !isSamePlace(begin, from));
    const isShown = (begin: SitemapPlace) => isBelow(last, begin) || closed.some((one) => isSamePlace(one, begin));
    return {
      begins: hasBegun ? [from, ...closed] : closed,
      matchesHead: parts.every((part) => part.writeCount <= writeCount) && touched.every(isShown),
    };
  },

  /**
   * The published stories of a part, of those from `oldest` on. Undefined for no part, and for one that lies before `listedFrom`
   * or in the future. One query, and before it a small one for the end of a closed part.
   */
  async sitemapPart(
    head: SitemapHead,
    begin: SitemapPlace,
    { now, oldest, listedFrom }: { now: Instant; oldest: Instant; listedFrom: Instant },
  ): Promise<SitemapPage | undefined> {
    const { touched = [] } = head.sitemap;
    const part = await sitemapPartAt(query, head.sitemap, begin);
    // The last split put this part, and the store does not show it yet.
    if (!part && touched.some((one) => isSamePlace(one, begin)))
      return { entries: [], unreadable: [], matchesHead: false };
    if (!part) return undefined;
    const hidesPart = touched.some((one) => isBelow(begin, one) && compareBytes(sitemapPartKey(one).sk, part.end) < 0);
    const isWhole = !hidesPart && part.writeCount <= head.writeCount;
    const first = entryKey('all', begin.at, begin.id).sk;
    const below = earliest(part.end, aboveEntriesAt(now));
    if (compareBytes(latest(first, listedFrom), below) >= 0) return undefined;
    const from = latest(first, oldest);
    // The index names a part for the rest of a day after its last story has left by age.
    if (compareBytes(from, below) >= 0) return { entries: [], unreadable: [], matchesHead: isWhole };
    const range = { ...keysBetween(ALL, from, below), ScanIndexForward: false };
    // The end of a part may be the key of the story above it.
    const items = (await queryAll(query, range, MAX_SITEMAP_STORIES + 1)).filter((item) => keyOf(item).sk !== below);
    const read = readEntries(items.slice(0, MAX_SITEMAP_STORIES));
    return {
      entries: read.entries.map(({ entry }) => entry),
      unreadable: read.unreadable,
      matchesHead: isWhole && matchesHead(head, read, { from, below }),
    };
  },
});

/** The part that begins at a place, and the sort key that its stories are below. One small query, for the last part none. */
export async function sitemapPartAt(
  query: Query,
  { from, stories }: Sitemap,
  begin: SitemapPlace,
): Promise<(SitemapPart & { readonly end: string }) | undefined> {
  if (isSamePlace(begin, from)) return { begin, stories, writeCount: 0, end: ABOVE_ENTRIES };
  const range = keysBetween(SITEMAP_PARTITION, sitemapPartKey(begin).sk, sitemapPartKey(from).sk);
  const { Items = [] } = await query({ ...range, Limit: 2 });
  const [part, next] = Items.map(readSitemapPart);
  if (!part || !isSamePlace(part.begin, begin)) return undefined;
  return {
    ...part,
    writeCount: Math.max(part.writeCount, next?.writeCount ?? 0),
    end: sitemapPartKey(next?.begin ?? from).sk,
  };
}

/** The closed part that a place lies in; undefined in a damaged table. One small query. */
export async function sitemapPartAround(query: Query, place: SitemapPlace): Promise<SitemapPart | undefined> {
  const range = keysBetween(SITEMAP_PARTITION, sitemapPartKey(FIRST_PART).sk, sitemapPartKey(place).sk);
  const { Items: [item] = [] } = await query({ ...range, ScanIndexForward: false, Limit: 1 });
  return item && readSitemapPart(item);
}

const isSamePlace = (one: SitemapPlace, other: SitemapPlace): boolean => one.at === other.at && one.id === other.id;
