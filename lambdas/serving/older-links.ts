import type { FeedFile } from '../formats/addresses';
import { formatCursor, parseCursor } from '../http/cursor';
import { lastDocumentEnd, monthBegin, monthEnd } from '../news/feed/archive';
import type { FeedHead } from '../news/feed/feed-head';
import type { FeedEntry } from '../news/story/feed-entry';
import type { Instant } from '../news/values/instant';
import { isInHistory } from '../news/values/period';
import type { ArchiveSpan } from '../store/read/archive-pages';
import type { EntryPosition } from '../store/read/page';

/** The name of an archive document in its address: `20260331T235959Z`, or a cursor. */
export const documentName = (span: ArchiveSpan): string =>
  'until' in span ? span.until.replace(/[-:]/g, '') : formatCursor(span.below);

/** The part of the history that a name means; undefined for an invalid name. */
export function parseDocumentName(name: string): ArchiveSpan | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name);
  if (!parts) {
    const below = parseCursor(name);
    // A document has one name, and a cursor may have other spellings.
    return below && formatCursor(below) === name && isInHistory(below.at) ? { below } : undefined;
  }
  const [year, month, day, hour, minute, second] = parts.slice(1);
  const until = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return isInHistory(until) ? { until } : undefined;
}

/**
 * The older document after the newest stories of a feed. `below` is the position of the last of them, `newest` is the time
 * of the first, and `next` is the story after them, if it is known. The clock has no part: the end of a month changes no
 * document.
 */
export type OlderLink = (
  head: FeedHead,
  below: EntryPosition,
  next: FeedEntry | undefined,
  newest: Instant,
) => ArchiveSpan | undefined;

/** The position of a story in its feed. */
export const entryPosition = ({ publishedAt: at, id }: FeedEntry): EntryPosition => ({ at, id });

/** RSS and Atom link to the last closed document. It may repeat some of the newest stories, and skips none. */
const closedDocument: OlderLink = ({ name, archive }, below, next, newest) => {
  if (name === 'breaking') return undefined;
  // The clock published so many stories that no write has closed a document yet.
  if (!next || next.publishedAt > lastDocumentEnd(archive, newest)) return { below };
  const full = archive?.closedUntil;
  const isFull = full !== undefined && next.publishedAt <= full && monthBegin(full) === monthBegin(next.publishedAt);
  return { until: isFull ? full : monthEnd(next.publishedAt) };
};

/** JSON Feed continues after its last item, and repeats none. */
const afterLastItem: OlderLink = ({ name }, below) => (name === 'breaking' ? undefined : { below });

/** A podcast has only its newest episodes. */
export const noOlderLink: OlderLink = () => undefined;

export const olderLinkFor = {
  'rss.xml': closedDocument,
  'atom.xml': closedDocument,
  'feed.json': afterLastItem,
} as const satisfies Record<FeedFile, OlderLink>;
