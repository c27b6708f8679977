import { STORIES_PER_DOCUMENT } from '../../news/feed/archive';
import type { FeedHead } from '../../news/feed/feed-head';
import type { FeedEntry } from '../../news/story/feed-entry';
import { earliest, type Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import { type Item, keyOf, type UnreadableItem } from '../table/item';
import { aboveEntriesAt, entryKey, entryKeyParts, feedPartition } from '../table/keys';
import { type Query, queryAll } from '../table/query-all';
import {
  endBelow,
  endOf,
  type FullDocumentEnds,
  isClosed,
  readEndOf,
  readEndsAround,
  readEndsUpTo,
} from './document-ends';
import { entriesBelow, firstEntry } from './key-ranges';
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
export const MAX_ARCHIVE_ENTRIES = STORIES_PER_DOCUMENT;

/** The history of feeds, in pages. */
export const archivePages = (query: Query) => ({
  /**
   * A page of a feed's history as readers may see it; undefined where there is no such document. One or two round trips of
   * four queries at most: one of 51 entries, the others small.
   */
  archive: (head: FeedHead, span: ArchiveSpan, now: Instant): Promise<ArchivePage | undefined> =>
    'until' in span ? closedDocument(query, head, span.until, now) : pageBelow(query, head, span.below, now),
});

/** A closed document. The second round trip comes only where a neighbour is more than 20 full documents away. */
async function closedDocument(
  query: Query,
  head: FeedHead,
  end: Instant,
  now: Instant,
): Promise<ArchivePage | undefined> {
  if (end >= now) return undefined;
  const top = aboveEntriesAt(end);
  const [ends, items, above] = await Promise.all([
    readEndsAround(query, head.name, end),
    itemsBelow(query, head, top),
    firstEntry(query, feedPartition(head.name), top, aboveEntriesAt(now)),
  ]);
  if (!isClosed(ends, end, now)) return undefined;
  // The ends reach down to `end` and 19 more, or to the oldest: the document below is among them.
  const { below, last: _, ...page } = pageOf(head, items, { top, floor: endBelow(ends, end) ?? ends.from });
  const endAt = (at: Instant | undefined) => at && (endOf(ends, at) ?? readEndOf(query, head.name, at));
  const [olderEnd, newerEnd] = await Promise.all([endAt(below?.at), endAt(above?.at)]);
  return {
    ...page,
    older: page.older ?? (olderEnd ? { until: olderEnd } : undefined),
    newer: newerEnd && newerEnd < now ? { until: newerEnd } : undefined,
  };
}

/** From below a story to the end of the document below. The second round trip comes only after 20 emptied documents. */
async function pageBelow(query: Query, head: FeedHead, { at, id }: EntryPosition, now: Instant): Promise<ArchivePage> {
  const top = earliest(aboveEntriesAt(now), entryKey(head.name, at, id).sk);
  const [near, items] = await Promise.all([
    readEndsUpTo(query, head.name, earliest(now, at)),
    itemsBelow(query, head, top),
  ]);
  const [newest] = items;
  if (!newest) return { entries: [], unreadable: [], matchesHead: true };
  const first = entryKeyParts(keyOf(newest).sk).at;
  const isNear = endBelow(near, first) !== undefined;
  const ends: FullDocumentEnds = isNear ? near : await readEndsUpTo(query, head.name, first);
  const { below, last, ...page } = pageOf(head, items, { top, floor: endBelow(ends, first) ?? ends.from });
  const olderEnd = below && endOf(ends, below.at);
  // A cursor leads over any number of emptied documents.
  const beyond = below && last && { below: last };
  return { ...page, older: page.older ?? (olderEnd ? { until: olderEnd } : beyond) };
}

/** One item more than a page has. It tells whether the document goes on, and else where the next older story is. */
const itemsBelow = (query: Query, { name }: FeedHead, top: string): Promise<Item[]> =>
  queryAll(query, entriesBelow(feedPartition(name), top), MAX_ARCHIVE_ENTRIES + 1);

/** The part of some items that one page shows, above the end of the document below. */
function pageOf(head: FeedHead, items: readonly Item[], { top, floor }: { top: string; floor: Instant }) {
  const bottom = aboveEntriesAt(floor);
  const inDocument = items.filter((item) => keyOf(item).sk > bottom);
  const shown = inDocument.slice(0, MAX_ARCHIVE_ENTRIES);
  const isCut = inDocument.length > shown.length;
  const [last, next] = [shown.at(-1), items[shown.length]];
  const read = readEntries(shown);
  const lastKey = last && keyOf(last).sk;
  return {
    entries: read.entries.map(({ entry }) => entry),
    unreadable: read.unreadable,
    matchesHead: matchesHead(head, read, { from: (isCut && lastKey) || bottom, below: top }),
    older: isCut && lastKey ? { below: entryKeyParts(lastKey) } : undefined,
    last: lastKey === undefined ? undefined : entryKeyParts(lastKey),
    /** The newest story of the documents below. */
    below: !isCut && next ? entryKeyParts(keyOf(next).sk) : undefined,
  };
}
