import { monthBegin, monthEnd } from '../../news/feed/archive';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import { earliest, type Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { aboveEntriesAt, feedPartition } from '../table/keys';
import { type Query, queryAll } from '../table/query-all';
import { entryBelow, firstEntry, keysBetween } from './key-ranges';
import { matchesHead } from './matches-head';
import type { FeedPage } from './page';

/** The stories of a month, newest first, without their bodies. */
export interface MonthPage extends Pick<FeedPage, 'unreadable' | 'matchesHead'> {
  readonly entries: readonly FeedEntry[];
}

/** A month is read in eight parts at once, which begin on these days. */
const PART_DAYS = ['01', '05', '09', '13', '17', '21', '25', '29'];

/** The feeds by the months in which their stories were published. */
export const feedMonths = (query: Query) => ({
  /** The beginnings of a feed's earlier months with stories, the last first: a query for each month and year. */
  async monthsBefore(name: FeedName, now: Instant): Promise<Instant[]> {
    const feed = feedPartition(name);
    const bound = monthBegin(now);
    const oldest = await firstEntry(query, feed, '0', bound);
    if (!oldest) return [];
    const [first, last] = [yearOf(oldest.at), yearOf(now)];
    const years = Array.from({ length: last - first + 1 }, (_, i) => last - i);
    return (await Promise.all(years.map((year) => monthsIn(query, feed, year, bound)))).flat();
  },

  /** The published stories of a month, by its beginning: eight queries at once, a request for each megabyte. */
  async month(head: FeedHead, begin: Instant, now: Instant): Promise<MonthPage> {
    const feed = feedPartition(head.name);
    const below = aboveEntriesAt(earliest(monthEnd(begin), now));
    const edges = [...PART_DAYS.map((day) => begin.slice(0, 8) + day).filter((edge) => edge < below), below];
    const parts = edges.slice(1).map((to, i) => entriesWithoutBody(query, feed, edges[i] as string, to));
    const items = (await Promise.all(parts)).reverse().flat();
    const read = readEntries(items);
    return {
      entries: read.entries.map(({ entry }) => entry),
      unreadable: read.unreadable,
      matchesHead: matchesHead(head, read, { from: begin, below }),
    };
  },
});

/** The months of one year that have stories below a bound, the last first: a small query for each. */
async function monthsIn(query: Query, feed: string, year: number, bound: string): Promise<Instant[]> {
  const begin = yearBegin(year);
  const months: Instant[] = [];
  let below = earliest(bound, yearBegin(year + 1));
  for (;;) {
    const found = await entryBelow(query, feed, below);
    if (!found || found.at < begin) return months;
    below = monthBegin(found.at);
    months.push(below);
  }
}

/** The body is the largest part of an entry. */
const entriesWithoutBody = (query: Query, feed: string, from: string, to: string) =>
  queryAll(query, {
    ...keysBetween(feed, from, to),
    ProjectionExpression: 'pk, sk, #format, story, writeCount',
    ExpressionAttributeNames: { '#format': 'format' },
    ScanIndexForward: false,
  });

const yearOf = (at: Instant): number => Number(at.slice(0, 4));
const yearBegin = (year: number): Instant => `${String(year).padStart(4, '0')}-01-01T00:00:00Z`;
