import type { FeedFile } from '../formats/addresses';
import { formatCursor, parseCursor as placeMeant } from '../http/cursor';
import { lastDocumentEnd, monthBegin, monthEnd } from '../news/feed/archive';
import type { FeedHead } from '../news/feed/feed-head';
import type { FeedEntry } from '../news/story/feed-entry';
import { type Instant, instant } from '../news/values/instant';
import type { ArchiveSpan } from '../store/read/archive-pages';
import type { EntryPosition } from '../store/read/page';

/** What a stretch of a feed's history is called in an address: `20260331T235959Z`, or a cursor. */
export const documentName = (stretch: ArchiveSpan): string =>
  'until' in stretch ? stretch.until.replace(/[-:]/g, '') : formatCursor(stretch.below);

/** The stretch that a name means; undefined for what is none. */
export function parseDocumentName(name: string): ArchiveSpan | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name);
  if (!parts) {
    const below = placeMeant(name);
    // One stretch has one name.
    return below && formatCursor(below) === name ? { below } : undefined;
  }
  const [year, month, day, hour, minute, second] = parts.slice(1);
  const until = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const date = new Date(until);
  // No story is older than 1900 (newsroom/upload/moment.ts).
  return !Number.isNaN(date.getTime()) && instant(date) === until && until >= '1900' ? { until } : undefined;
}

/**
 * Where a feed's history goes on below a place, that of the last of its newest stories, whose first was published at
 * `newest`; `next` is the story below, where it is known. The clock has no say: a month that ends changes no document.
 */
export type OlderLink = (
  head: FeedHead,
  below: EntryPosition,
  next: FeedEntry | undefined,
  newest: Instant,
) => ArchiveSpan | undefined;

/** The place of a story in its feed. */
export const entryPosition = ({ publishedAt: at, id }: FeedEntry): EntryPosition => ({ at, id });

/** RSS and Atom go on in the last closed document: it may repeat some of the newest stories, and leaves none out. */
const inDocument: OlderLink = ({ name, archive }, below, next, newest) => {
  if (name === 'breaking') return undefined;
  // So many were published by the clock alone that no write has closed a document yet.
  if (!next || next.publishedAt > lastDocumentEnd(archive, newest)) return { below };
  const full = archive?.closedUntil;
  const isFull = full !== undefined && next.publishedAt <= full && monthBegin(full) === monthBegin(next.publishedAt);
  return { until: isFull ? full : monthEnd(next.publishedAt) };
};

/** JSON Feed goes on after its last item, and repeats none. */
const afterLast: OlderLink = ({ name }, below) => (name === 'breaking' ? undefined : { below });

/** A podcast is its newest episodes. */
export const noOlderLink: OlderLink = () => undefined;

export const olderLinkFor = {
  'rss.xml': inDocument,
  'atom.xml': inDocument,
  'feed.json': afterLast,
} as const satisfies Record<FeedFile, OlderLink>;
