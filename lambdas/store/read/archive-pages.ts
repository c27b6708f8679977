import { FULL } from '../../news/feed/archive';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { FeedHead } from '../../news/feed/feed-head';
import type { Instant } from '../../news/values/instant';
import { documentEnds } from './document-ends';
import { type Item, keyOf, readEntries, type UnreadableItem } from '../table/items';
import { entryKey, feedPartition, LAST, partsOfEntry, through } from '../table/keys';
import type { After, PageNeeds } from './feed-pages';
import { isSettled } from './matches-head';

/**
 * A stretch of a feed's history: a closed archive document, by its end; or what follows a story, down to the end of the
 * document below.
 */
export type Stretch = { readonly until: Instant } | { readonly below: After };

/** The stories of a stretch, newest first. */
export interface ArchivePage {
  readonly entries: readonly FeedEntry[];
  readonly unreadable: readonly UnreadableItem[];
  readonly settled: boolean;
  /** What is older, where there is anything. */
  readonly older?: Stretch;
  /** The closed document that follows, where there is one. */
  readonly newer?: Stretch;
}

/** How many stories one page carries: a document that very many were dated back into goes on in another. */
export const LONGEST = 5 * FULL;

/** The history of feeds, in pages. */
export function archivePages({ query, newestIn }: PageNeeds) {
  /** Entries of a feed down to the end of the document below, one more than a page carries if there are so many. */
  async function entriesBetween(feed: string, floor: Instant, top: string, limit: number): Promise<Item[]> {
    const items: Item[] = [];
    let last: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :floor AND :top',
        ExpressionAttributeValues: { ':feed': { S: feed }, ':floor': { S: through(floor) }, ':top': { S: top } },
        ScanIndexForward: false,
        Limit: limit - items.length,
        ...(last && { ExclusiveStartKey: last }),
      });
      items.push(...Items);
      last = LastEvaluatedKey;
    } while (last && items.length < limit);
    return items;
  }

  async function storyBelow(feed: string, bound: string): Promise<After | undefined> {
    const { Items: [item] = [] } = await newestIn(feed, bound, 1);
    return item && partsOfEntry(keyOf(item).sk);
  }

  async function storyAbove(feed: string, at: Instant, now: Instant): Promise<After | undefined> {
    if (at >= now) return undefined;
    const { Items: [item] = [] } = await query({
      KeyConditionExpression: 'pk = :feed AND sk BETWEEN :at AND :now',
      ExpressionAttributeValues: { ':feed': { S: feed }, ':at': { S: through(at) }, ':now': { S: through(now) } },
      Limit: 1,
    });
    return item && partsOfEntry(keyOf(item).sk);
  }

  return {
    /**
     * A page of a feed's history as readers may see it; undefined where there is no such document. Five or six small
     * queries, and one, for a very long page more, of its stories.
     */
    async archive(head: FeedHead, stretch: Stretch, now: Instant): Promise<ArchivePage | undefined> {
      const feed = feedPartition(head.name);
      const ends = documentEnds(query, head.name);
      const isDocument = 'until' in stretch;
      if (isDocument && !(await ends.isClosed(stretch.until, now))) return undefined;
      const shown = isDocument ? undefined : entryKey(head.name, stretch.below.at, stretch.below.id).sk;
      const top = [shown ?? LAST, through(isDocument ? stretch.until : now)].sort()[0] as string;
      const first = isDocument ? { at: stretch.until } : await storyBelow(feed, top);
      if (!first) return { entries: [], unreadable: [], settled: true };

      const floor = await ends.endBelow(first.at);
      const found = await entriesBetween(feed, floor, top, LONGEST + 2);
      const items = found.filter((item) => keyOf(item).sk !== shown);
      const page = items.slice(0, LONGEST);
      const last = page.at(-1);
      const isCut = last !== undefined && items.length > LONGEST;
      const [next, follows] = await Promise.all([
        isCut ? undefined : storyBelow(feed, through(floor)),
        isDocument ? storyAbove(feed, stretch.until, now) : undefined,
      ]);
      const newer = follows && (await ends.endOf(follows.at));
      const read = readEntries(page);
      return {
        entries: read.entries.map(({ entry }) => entry),
        unreadable: read.unreadable,
        settled: isSettled(head, read, { from: isCut ? keyOf(last).sk : through(floor), below: top }),
        ...(isCut && { older: { below: partsOfEntry(keyOf(last).sk) } }),
        ...(next && { older: { until: await ends.endOf(next.at) } }),
        ...(newer !== undefined && newer < now && { newer: { until: newer } }),
      };
    },
  };
}
