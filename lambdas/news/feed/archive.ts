import { type Instant, instant, latest, plusSeconds } from '../values/instant';

/**
 * What the archive documents of a feed need of its head (RFC 5005 §4). One ends with each month (UTC), and one wherever a
 * month had FULL stories; `closedUntil` is the last such end.
 */
export interface Archive {
  /** A random id, new whenever one of them changes. */
  readonly version: string;
  /** From when that is. */
  readonly changedAt: Instant;
  readonly closedUntil?: Instant;
  /** What follows it; left out where nobody has counted. */
  readonly open?: OpenStories;
}

/** The stories of a feed after the end of its last archive document, embargoed ones too. */
export interface OpenStories {
  readonly from: Instant;
  readonly stories: number;
  /** Whether there are more than were counted. */
  readonly more?: true;
  /** Whether more of them are published than a document carries. */
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

/** The end of the last closed archive document there may be; all later stories are in the feed's own documents. */
export const lastDocumentEnd = (archive: Pick<Archive, 'closedUntil'> | undefined, now: Instant): Instant =>
  latest(archive?.closedUntil, plusSeconds(monthBegin(now), -1)) as Instant;

/** An edit, as the archive of a feed sees it: where the story stood in the feed, and where it stands. */
export interface ArchiveMove {
  readonly previousAt?: Instant;
  readonly nextAt?: Instant;
  readonly now: Instant;
  /** Whether readers see it. */
  readonly isVisible: boolean;
  /** What an archive that changes is known by from now on. */
  readonly version: string;
  readonly changedAt: Instant;
}

/** The archive of a feed after an edit. */
export function archiveAfter(before: Archive | undefined, edit: ArchiveMove): Archive {
  const { previousAt, nextAt, now, isVisible, version, changedAt } = edit;
  const end = lastDocumentEnd(before, now);
  const open = before ? before.open : { from: end, stories: 0 };
  const isKnown = open?.from === end;
  // Where more are open than a document carries, or nobody knows how many, readers find the rest in one that has not closed yet.
  const isArchived = [previousAt, nextAt].some((at) => at !== undefined && (at <= end || !isKnown || open.overflows));
  const { open: _counted, ...kept } = before && !(isVisible && isArchived) ? before : { ...before, version, changedAt };
  return { ...kept, ...(isKnown && { open: openAfter(open, edit) }) };
}

function openAfter({ from, stories, ...more }: OpenStories, { previousAt, nextAt }: ArchiveMove): OpenStories {
  const isOpen = (at: Instant | undefined) => (at !== undefined && at > from ? 1 : 0);
  return { from, stories: stories + isOpen(nextAt) - isOpen(previousAt), ...more };
}
