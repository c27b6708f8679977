import { monthBegin, monthEnd } from '../../news/feed/archive';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf } from '../table/item';
import { aboveEntriesAt, entryKeyParts, feedPartition } from '../table/keys';
import type { FeedPage, PageNeeds } from './feed-pages';
import { matchesHead } from './matches-head';

/** The stories of a month, newest first, without their bodies. */
export interface MonthPage extends Pick<FeedPage, 'unreadable' | 'matchesHead'> {
  readonly entries: readonly Omit<FeedEntry, 'body'>[];
}

/** Days at which a month is cut into what is read side by side. */
const CUTS = ['01', '05', '09', '13', '17', '21', '25', '29'];

/** The feeds by the months in which their stories were published. */
export function feedMonths({ query, newestIn }: PageNeeds) {
  async function edgeOf(feed: FeedName, which: 'first' | 'last', bound: string): Promise<Instant | undefined> {
    const partition = feedPartition(feed);
    const { Items: [item] = [] } =
      which === 'last'
        ? await newestIn(partition, bound, 1)
        : await query({
            KeyConditionExpression: 'pk = :feed AND sk < :bound',
            ExpressionAttributeValues: { ':feed': { S: partition }, ':bound': { S: bound } },
            Limit: 1,
          });
    return item && entryKeyParts(keyOf(item).sk).at;
  }

  /** The months of one year that have stories below a bound, the last first: a small query for each. */
  async function monthsIn(feed: FeedName, year: number, bound: string): Promise<Instant[]> {
    const begin = yearBegin(year);
    const months: Instant[] = [];
    let below = [bound, yearBegin(year + 1)].sort()[0] as string;
    for (;;) {
      const at = await edgeOf(feed, 'last', below);
      if (at === undefined || at < begin) return months;
      below = monthBegin(at);
      months.push(below);
    }
  }

  async function itemsBetween(feed: FeedName, from: string, to: string): Promise<Item[]> {
    const items: Item[] = [];
    let last: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':feed': { S: feedPartition(feed) }, ':from': { S: from }, ':to': { S: to } },
        ProjectionExpression: 'pk, sk, #format, story, whole, rev',
        ExpressionAttributeNames: { '#format': 'format' },
        ScanIndexForward: false,
        ...(last && { ExclusiveStartKey: last }),
      });
      items.push(...Items);
      last = LastEvaluatedKey;
    } while (last);
    return items;
  }

  return {
    /**
     * The beginnings of the months before this one in which a feed has stories, the last first: a small query for each
     * month and each year, the years side by side.
     */
    async monthsBefore(feed: FeedName, now: Instant): Promise<Instant[]> {
      const bound = monthBegin(now);
      const oldest = await edgeOf(feed, 'first', bound);
      if (oldest === undefined) return [];
      const [first, last] = [yearOf(oldest), yearOf(now)];
      const years = Array.from({ length: last - first + 1 }, (_, i) => last - i);
      return (await Promise.all(years.map((year) => monthsIn(feed, year, bound)))).flat();
    },

    /** The published stories of a month, by its beginning: queries of a megabyte, eight side by side. */
    async month(head: FeedHead, begin: Instant, now: Instant): Promise<MonthPage> {
      const below = aboveEntriesAt([monthEnd(begin), now].sort()[0] as Instant);
      const edges = [...CUTS.map((day) => begin.slice(0, 8) + day).filter((edge) => edge < below), below];
      const stretches = edges.slice(1).map((to, i) => itemsBetween(head.name, edges[i] as string, to));
      const items = (await Promise.all(stretches)).reverse().flat();
      // A body is what makes an entry large, and nobody asked for it.
      const read = readEntries(items.map((item) => ({ ...item, body: { S: '' } })));
      return {
        entries: read.entries.map(({ entry: { body: _, ...entry } }) => entry),
        unreadable: read.unreadable,
        matchesHead: matchesHead(head, read, { from: begin, below }),
      };
    },
  };
}

const yearOf = (at: Instant): number => Number(at.slice(0, 4));
const yearBegin = (year: number): Instant => `${String(year).padStart(4, '0')}-01-01T00:00:00Z`;
