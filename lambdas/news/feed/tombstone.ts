import type { Story } from '../story/story';
import { epoch, type Instant, latest } from '../values/instant';
import { type FeedName, feedsIgnoringWithdrawal } from './feed';

/** The entry of a withdrawn story in its feeds: not a word of its text. */
export interface Tombstone extends Pick<Story, 'id' | 'guid' | 'publishedAt' | 'revision'> {
  readonly withdrawnAt: Instant;
  /** When feeds drop it. */
  readonly until: Instant;
  /** The publisher's public words about the withdrawal. */
  readonly note?: string;
}

/** A story withdrawn before its publication date never appears and leaves no tombstone. */
export function tombstoneOf({ id, guid, publishedAt, revision, withdrawal }: Story): Tombstone | undefined {
  if (!withdrawal?.until || publishedAt > withdrawal.at) return undefined;
  const { at: withdrawnAt, until, note } = withdrawal;
  return { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) };
}

/**
 * The feeds that show the tombstone of a story: the feeds that it was in, and its former feeds. A former feed counts if the
 * story left it no longer before the withdrawal than the tombstone stays. A story leaves `breaking` at the end of its flag.
 */
export function tombstoneFeeds(story: Story | undefined): Set<FeedName> {
  const tombstone = story && tombstoneOf(story);
  if (!tombstone) return new Set();
  const { withdrawnAt, until } = tombstone;
  const shownFor = epoch(until) - epoch(withdrawnAt);
  const isRecent = (at: Instant) => epoch(withdrawnAt) - epoch(at) < shownFor;
  const { publishedAt, breakingUntil } = story;
  const broke = !breakingUntil || (breakingUntil > publishedAt && isRecent(breakingUntil));
  const feeds = [...feedsIgnoringWithdrawal(story).keys()].filter((feed) => feed !== 'breaking' || broke);
  const former = (story.formerFeeds ?? []).filter(({ at }) => isRecent(at)).map(({ feed }) => feed as FeedName);
  return new Set([...feeds, ...former]);
}

/** Whether a feed shows the tombstone of a story at a moment. */
export const hasTombstoneIn = (feed: FeedName, story: Story | undefined, at: Instant): story is Story =>
  story?.withdrawal?.until !== undefined && at < story.withdrawal.until && tombstoneFeeds(story).has(feed);

/** Whether a withdrawn story is withdrawn again with the same note. Readers see no change: the reason is the newsroom's own. */
export const isSameWithdrawal = (before: Story | undefined, after: Story): boolean =>
  before?.withdrawal !== undefined &&
  after.withdrawal !== undefined &&
  before.withdrawal.note === after.withdrawal.note;

/** When the tombstones of a feed end. */
export interface TombstoneEnds {
  /** The soonest first. An end that passed since the last write is still there. */
  readonly tombstones: readonly Instant[];
  /** When the last one ends, where a head lists not all of them. */
  readonly tombstonesUntil?: Instant;
}

/** How many ends a head lists. */
export const MAX_LISTED_TOMBSTONES = 24;

/** The ends after an edit of a story. `was` and `is` are the ends of its tombstone before and after. */
export function tombstoneEndsAfter(
  { tombstones, tombstonesUntil }: TombstoneEnds,
  { was, is, now }: { was?: Instant; is?: Instant; now: Instant },
): TombstoneEnds {
  const coming = tombstones.filter((at) => at > now);
  const taken = was === undefined ? -1 : coming.indexOf(was);
  const all = [...coming.filter((_, i) => i !== taken), ...(is !== undefined && is > now ? [is] : [])].sort();
  const last = latest(tombstonesUntil, all.length > MAX_LISTED_TOMBSTONES ? all.at(-1) : undefined);
  return {
    tombstones: all.slice(0, MAX_LISTED_TOMBSTONES),
    tombstonesUntil: last !== undefined && last > now ? last : undefined,
  };
}
