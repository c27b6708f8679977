import type { FeedDocument } from '../formats/feed-document';
import type { OlderPages } from '../formats/html/older-pages-links';
import { formatCursor, type StoryPosition } from '../http/cursor';
import { STORIES_PER_DOCUMENT } from '../news/feed/archive';
import { type FeedHead, feedUpdatedAt } from '../news/feed/feed-head';
import type { FeedEntry } from '../news/story/feed-entry';
import { lastUpdate } from '../news/story/story';
import { type Instant, latest } from '../news/values/instant';
import type { FeedPage, OlderPage, PageRequest } from '../store/read/page';
import { documentName, entryPosition, type OlderLink } from './older-links';
import type { ServingContext } from './serving-context';

/** How many stories a feed and the front page have. */
export const NEWEST_STORIES = STORIES_PER_DOCUMENT;

type ReadNeeds = Pick<ServingContext, 'reader' | 'report'>;

/** A page of a feed. Reports the entries that this release cannot read, in the words of `place`. */
export async function readPage(
  { reader, report }: ReadNeeds,
  head: FeedHead,
  request: PageRequest,
  place = 'a feed',
): Promise<FeedPage> {
  const page = await reader.page(head, request);
  for (const error of page.unreadable) report(`a story was left out of ${place}`, error);
  return page;
}

/** A page of stories for people. */
interface PageForPeople {
  readonly entries: readonly FeedEntry[];
  /** When the next story was published, where the page ends because it is older than `from`. */
  readonly below?: Instant;
  /** Whether there is a story above the page. */
  readonly hasNewer: boolean;
  readonly matchesHead: boolean;
  readonly place: OlderPages;
}

/**
 * The newest stories of a feed, or the stories before a position, with the cursors of the pages around it. `now` may be the
 * end of a day, and `from` its begin.
 */
export async function readPageForPeople(
  { reader, report }: ReadNeeds,
  head: FeedHead,
  { now, before, from = '', length = NEWEST_STORIES }: PageForPeopleRequest,
): Promise<PageForPeople> {
  // The extra story shows whether there is a next page. A query that stops early has a next page too.
  const request = { now, limit: length + 1 };
  const page: FeedPage & Partial<OlderPage> = before
    ? await reader.olderPage(head, { ...request, after: before })
    : await reader.page(head, request);
  for (const error of page.unreadable) report('a story was left out of a page', error);
  const inRange = page.entries.filter(({ publishedAt }) => publishedAt >= from);
  const entries = inRange.slice(0, length);
  const last = entries.at(-1);
  const end = inRange.length > length && last ? entryPosition(last) : page.last;
  return {
    entries,
    below: page.entries[inRange.length]?.publishedAt,
    hasNewer: page.hasNewer ?? false,
    matchesHead: page.matchesHead,
    place: {
      older: end && end.at >= from ? formatCursor(end) : undefined,
      newer: page.newer && formatCursor(page.newer),
      isOlder: before !== undefined,
    },
  };
}

interface PageForPeopleRequest {
  readonly now: Instant;
  readonly before: StoryPosition | undefined;
  readonly from?: Instant;
  readonly length?: number;
}

/** The content of a feed document: the newest stories, late changes, tombstones, and the link to older stories. */
export async function readNews(
  { reader, excerpts, report }: ReadNeeds & Pick<ServingContext, 'excerpts'>,
  head: FeedHead,
  now: Instant,
  olderLink: OlderLink,
): Promise<{ document: FeedDocument; matchesHead: boolean }> {
  // The extra story decides where the older stories are.
  const page = await reader.news(head, { now, limit: NEWEST_STORIES + 1 });
  const { unreadable, lateChangesAndTombstones, matchesHead } = page;
  const { lateChanges, tombstones } = lateChangesAndTombstones;
  const newest = page.entries.slice(0, NEWEST_STORIES);
  const newestIds = new Set(newest.map(({ id }) => id));
  const listed = [...newest, ...lateChanges.filter(({ id }) => !newestIds.has(id))];
  const { entries, ...excerpted } = await excerpts.addExcerpts(listed);
  for (const error of [...unreadable, ...lateChangesAndTombstones.unreadable, ...excerpted.unreadable])
    report('a story was left out of a feed', error);
  const [lowest, next] = [newest.at(-1), page.entries[NEWEST_STORIES]];
  const below = (next || page.last) && (lowest ? entryPosition(lowest) : page.last);
  const older = below && olderLink(head, below, next, newest[0]?.publishedAt ?? below.at);
  const updated = feedUpdated(head, listed, now);
  const document = { feed: head, entries, tombstones, updated, now, older: older && documentName(older) };
  return { document, matchesHead: matchesHead && lateChangesAndTombstones.matchesHead && excerpted.matchesHead };
}

/**
 * RFC 4287 §4.2.15: the last significant change, never an earlier time than before and never "now". It may be a change of
 * an entry, of a former entry or of a tombstone, or in `breaking` the end of a flag.
 */
const feedUpdated = (head: FeedHead, entries: readonly FeedEntry[], now: Instant): Instant =>
  latest(head.openedAt, feedUpdatedAt(head, now), ...entries.map(lastUpdate)) as Instant;
