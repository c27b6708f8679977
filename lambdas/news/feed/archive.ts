import { type Instant, instant, latest, plusSeconds } from '../values/instant';

/**
 * The part of a feed's head that its archive documents need (RFC 5005 §4). A document ends with each month (UTC), and wherever a
 * month has STORIES_PER_DOCUMENT stories. `closedUntil` is the last end within a month.
 */
export interface Archive {
  /** A random id, new whenever an archive document changes. */
  readonly version: string;
  /** The date of that version. */
  readonly changedAt: Instant;
  readonly closedUntil?: Instant;
  /** The stories that follow; undefined where nobody has counted them. */
  readonly open?: OpenStories;
}

/** The stories of a feed after the end of its last archive document, with embargoed ones. */
export interface OpenStories {
  readonly from: Instant;
  readonly stories: number;
  /** Whether there are more than the count. */
  readonly more?: true;
  /** Whether more stories are published than a document carries. */
  readonly overflows?: true;
}

/** How many stories close an archive document, and how many a feed's own documents carry. */
export const STORIES_PER_DOCUMENT = 50;

const MONTH = 7;
export const monthBegin = (at: Instant): Instant => `${at.slice(0, MONTH)}-01T00:00:00Z`;

/** The last second of a month. */
export function monthEnd(at: Instant): Instant {
  const begin = new Date(monthBegin(at));
  return instant(begin.setUTCMonth(begin.getUTCMonth() + 1) - 1000);
}

/** The latest possible end of a closed archive document. All later stories are in the feed's own documents. */
export const lastDocumentEnd = (archive: Pick<Archive, 'closedUntil'> | undefined, now: Instant): Instant =>
  latest(plusSeconds(monthBegin(now), -1), archive?.closedUntil);

/** An edit, as the archive of a feed and the sitemap see it: the story's instant in the feed before and after. */
export interface ArchiveMove {
  readonly previousAt?: Instant;
  readonly nextAt?: Instant;
  readonly now: Instant;
  /** Whether readers see the edit. */
  readonly isVisible: boolean;
  /** The version and date of an archive or sitemap that changes. */
  readonly version: string;
  readonly changedAt: Instant;
}

/** The archive of a feed after an edit. */
export function archiveAfter(before: Archive | undefined, edit: ArchiveMove): Archive {
  const { previousAt, nextAt, now, isVisible, version, changedAt } = edit;
  const end = lastDocumentEnd(before, now);
  const open = before ? before.open : { from: end, stories: 0 };
  const isKnown = open?.from === end;
  // Readers find open stories that the feed's own documents cannot carry in an archive document that has not closed yet.
  const isArchived = [previousAt, nextAt].some((at) => at !== undefined && (at <= end || !isKnown || open.overflows));
  const { open: _counted, ...kept } = before && !(isVisible && isArchived) ? before : { ...before, version, changedAt };
  return { ...kept, open: isKnown ? openAfter(open, edit) : undefined };
}

function openAfter({ from, stories, ...more }: OpenStories, { previousAt, nextAt }: ArchiveMove): OpenStories {
  const isOpen = (at: Instant | undefined) => (at !== undefined && at > from ? 1 : 0);
  return { from, stories: stories + isOpen(nextAt) - isOpen(previousAt), ...more };
}
