import { STORIES_PER_DOCUMENT } from '../../news/feed/archive';
import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf, type UnreadableItem } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKey, entryKeyParts, feedPartition } from '../table/keys';
import { documentEnds } from './document-ends';
import type { EntryPosition, PageNeeds } from './feed-pages';
import { matchesHead } from './matches-head';

/**
 * A stretch of a feed's history: a closed archive document, by its end; or what follows a story, down to the end of the
 * document below.
 */
export type ArchiveSpan = { readonly until: Instant } | { readonly below: EntryPosition };

/** The stories of a stretch, newest first. */
export interface ArchivePage {
  readonly entries: readonly FeedEntry[];
  readonly unreadable: readonly UnreadableItem[];
  readonly matchesHead: boolean;
  /** What is older, where there is anything. */
  readonly older?: ArchiveSpan;
  /** The closed document that follows, where there is one. */
  readonly newer?: ArchiveSpan;
}

/** How many stories one page carries: a document that very many were dated back into goes on in another. */
export const MAX_ARCHIVE_ENTRIES = 5 * STORIES_PER_DOCUMENT;

/** The history of feeds, in pages. */
export function archivePages({ query, newestIn }: PageNeeds) {
  /** Entries of a feed down to the end of the document below, one more than a page carries if there are so many. */
  async function entriesBetween(feed: string, floor: Instant, top: string, limit: number): Promise<Item[]> {
    const items: Item[] = [];
    let last: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :floor AND :top',
        ExpressionAttributeValues: { ':feed': { S: feed }, ':floor': { S: aboveEntriesAt(floor) }, ':top': { S: top } },
        ScanIndexForward: false,
        Limit: limit - items.length,
        ...(last && { ExclusiveStartKey: last }),
      });
      items.push(...Items);
      last = LastEvaluatedKey;
    } while (last && items.length < limit);
    return items;
  }

  async function storyBelow(feed: string, bound: string): Promise<EntryPosition | undefined> {
    const { Items: [item] = [] } = await newestIn(feed, bound, 1);
    return item && entryKeyParts(keyOf(item).sk);
  }

  async function storyAbove(feed: string, at: Instant, now: Instant): Promise<EntryPosition | undefined> {
    if (at >= now) return undefined;
    const { Items: [item] = [] } = await query({
      KeyConditionExpression: 'pk = :feed AND sk BETWEEN :at AND :now',
      ExpressionAttributeValues: {
        ':feed': { S: feed },
        ':at': { S: aboveEntriesAt(at) },
        ':now': { S: aboveEntriesAt(now) },
      },
      Limit: 1,
    });
    return item && entryKeyParts(keyOf(item).sk);
  }

  return {
    /**
     * A page of a feed's history as readers may see it; undefined where there is no such document. Five or six small
     * queries, and one, for a very long page more, of its stories.
     */
    async archive(head: FeedHead, stretch: ArchiveSpan, now: Instant): Promise<ArchivePage | undefined> {
      const feed = feedPartition(head.name);
      const ends = documentEnds(query, head.name);
      const isDocument = 'until' in stretch;
      if (isDocument && !(await ends.isClosed(stretch.until, now))) return undefined;
      const shown = isDocument ? undefined : entryKey(head.name, stretch.below.at, stretch.below.id).sk;
      const top = [shown ?? ABOVE_ENTRIES, aboveEntriesAt(isDocument ? stretch.until : now)].sort()[0] as string;
      const first = isDocument ? { at: stretch.until } : await storyBelow(feed, top);
      if (!first) return { entries: [], unreadable: [], matchesHead: true };

      const floor = await ends.endBelow(first.at);
      const found = await entriesBetween(feed, floor, top, MAX_ARCHIVE_ENTRIES + 2);
      const items = found.filter((item) => keyOf(item).sk !== shown);
      const page = items.slice(0, MAX_ARCHIVE_ENTRIES);
      const last = page.at(-1);
      const isCut = last !== undefined && items.length > MAX_ARCHIVE_ENTRIES;
      const [next, follows] = await Promise.all([
        isCut ? undefined : storyBelow(feed, aboveEntriesAt(floor)),
        isDocument ? storyAbove(feed, stretch.until, now) : undefined,
      ]);
      const newer = follows && (await ends.endOf(follows.at));
      const read = readEntries(page);
      return {
        entries: read.entries.map(({ entry }) => entry),
        unreadable: read.unreadable,
        matchesHead: matchesHead(head, read, { from: isCut ? keyOf(last).sk : aboveEntriesAt(floor), below: top }),
        ...(isCut && { older: { below: entryKeyParts(keyOf(last).sk) } }),
        ...(next && { older: { until: await ends.endOf(next.at) } }),
        ...(newer !== undefined && newer < now && { newer: { until: newer } }),
      };
    },
  };
}
