import { STORIES_PER_DOCUMENT } from '../../news/feed/archive';
import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import { earliest, type Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { keyOf, type UnreadableItem } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKey, entryKeyParts, feedPartition } from '../table/keys';
import { type Query, queryAll } from '../table/query-all';
import { documentEnds } from './document-ends';
import { entryBelow, firstEntry, keysBetween } from './key-ranges';
import { matchesHead } from './matches-head';
import type { EntryPosition } from './page';

/** A part of a feed's history: a closed archive document, by its end; or from below a story to the end of the document below. */
export type ArchiveSpan = { readonly until: Instant } | { readonly below: EntryPosition };

/** The stories of one part, newest first. */
export interface ArchivePage {
  readonly entries: readonly FeedEntry[];
  readonly unreadable: readonly UnreadableItem[];
  readonly matchesHead: boolean;
  /** The next older part, where there is one. */
  readonly older?: ArchiveSpan;
  /** The closed document that follows, where there is one. */
  readonly newer?: ArchiveSpan;
}

/** How many stories one page has at most: many stories may be dated back into one document. */
export const MAX_ARCHIVE_ENTRIES = 5 * STORIES_PER_DOCUMENT;

/** The history of feeds, in pages. */
export const archivePages = (query: Query) => ({
  /**
   * A page of a feed's history as readers may see it; undefined where there is no such document. Five or six small
   * queries, and one more for the stories of a very long page.
   */
  async archive(head: FeedHead, span: ArchiveSpan, now: Instant): Promise<ArchivePage | undefined> {
    const feed = feedPartition(head.name);
    const ends = documentEnds(query, head.name);
    const end = 'until' in span ? span.until : undefined;
    if (end !== undefined && !(await ends.isClosed(end, now))) return undefined;
    const shown = 'below' in span ? entryKey(head.name, span.below.at, span.below.id).sk : undefined;
    const top = earliest(aboveEntriesAt(end ?? now), shown ?? ABOVE_ENTRIES);
    const first = end ?? (await entryBelow(query, feed, top))?.at;
    if (first === undefined) return { entries: [], unreadable: [], matchesHead: true };

    const floor = aboveEntriesAt(await ends.endBelow(first));
    const range = { ...keysBetween(feed, floor, top), ScanIndexForward: false };
    // One more than the page has, and the story that the previous page ended with.
    const found = await queryAll(query, range, MAX_ARCHIVE_ENTRIES + 2);
    const items = found.filter((item) => keyOf(item).sk !== shown);
    const page = items.slice(0, MAX_ARCHIVE_ENTRIES);
    const last = page.at(-1);
    const cut = last && items.length > MAX_ARCHIVE_ENTRIES ? keyOf(last).sk : undefined;
    const [below, above] = await Promise.all([
      cut === undefined ? entryBelow(query, feed, floor) : undefined,
      end === undefined ? undefined : firstEntry(query, feed, aboveEntriesAt(end), aboveEntriesAt(now)),
    ]);
    const olderEnd = below && (await ends.endOf(below.at));
    const newerEnd = above && (await ends.endOf(above.at));
    const read = readEntries(page);
    return {
      entries: read.entries.map(({ entry }) => entry),
      unreadable: read.unreadable,
      matchesHead: matchesHead(head, read, { from: cut ?? floor, below: top }),
      older: cut ? { below: entryKeyParts(cut) } : olderEnd ? { until: olderEnd } : undefined,
      newer: newerEnd && newerEnd < now ? { until: newerEnd } : undefined,
    };
  },
});
