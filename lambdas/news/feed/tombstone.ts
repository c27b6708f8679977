import type { Story } from '../story/story';
import { epoch, type Instant } from '../values/instant';
import { type FeedName, feedsIgnoringWithdrawal } from './feed';

/** What feeds tell of a story that was withdrawn: not a word of what it said. */
export interface Tombstone extends Pick<Story, 'id' | 'guid' | 'publishedAt' | 'revision'> {
  readonly withdrawnAt: Instant;
  /** When feeds cease to tell. */
  readonly until: Instant;
  /** What its publisher says of it. */
  readonly note?: string;
}

/** The tombstone of a story; undefined for one that is not withdrawn, or was before readers ever saw it. */
export function tombstoneOf({ id, guid, publishedAt, revision, withdrawal }: Story): Tombstone | undefined {
  if (!withdrawal?.until || publishedAt > withdrawal.at) return undefined;
  const { at: withdrawnAt, until, note } = withdrawal;
  return { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) };
}

/**
 * The feeds that tell of a story's withdrawal: those that it was in, and those that it had left no longer before than
 * they will tell of it, `breaking` at the end of its flag.
 */
export function tombstoneFeeds(story: Story | undefined): Set<FeedName> {
  const tombstone = story && tombstoneOf(story);
  if (!tombstone) return new Set();
  const { withdrawnAt, until } = tombstone;
  const told = epoch(until) - epoch(withdrawnAt);
  const isLate = (at: Instant) => epoch(withdrawnAt) - epoch(at) < told;
  const { publishedAt, breakingUntil } = story;
  const broke = !breakingUntil || (breakingUntil > publishedAt && isLate(breakingUntil));
  const feeds = [...feedsIgnoringWithdrawal(story).keys()].filter((feed) => feed !== 'breaking' || broke);
  const left = (story.left ?? []).filter(({ at }) => isLate(at)).map(({ feed }) => feed as FeedName);
  return new Set([...feeds, ...left]);
}

/** Whether a feed tells of a story's withdrawal at a moment. */
export const hasTombstoneIn = (feed: FeedName, story: Story | undefined, at: Instant): story is Story =>
  story?.withdrawal?.until !== undefined && at < story.withdrawal.until && tombstoneFeeds(story).has(feed);

/** Whether a story that was withdrawn is withdrawn again with the same note: the reason is the newsroom's own, so readers are told nothing new. */
export const isSameWithdrawal = (before: Story | undefined, after: Story): boolean =>
  before?.withdrawal !== undefined &&
  after.withdrawal !== undefined &&
  before.withdrawal.note === after.withdrawal.note;

/** When the tombstones of a feed end. */
export interface TombstoneEnds {
  /** The soonest first, with those that ended since the last write. */
  readonly tombstones: readonly Instant[];
  /** When the last one ends, where there are more than are listed. */
  readonly tombstonesUntil?: Instant;
}

/** How many endings a head lists. */
export const MAX_LISTED_TOMBSTONES = 24;

/** The endings after a story's tombstone was put or taken away; `was` and `is` are when it was to end and will. */
export function tombstoneEndsAfter(
  { tombstones, tombstonesUntil }: TombstoneEnds,
  { was, is, now }: { was?: Instant; is?: Instant; now: Instant },
): TombstoneEnds {
  const coming = tombstones.filter((at) => at > now);
  const taken = was === undefined ? -1 : coming.indexOf(was);
  const all = [...coming.filter((_, i) => i !== taken), ...(is !== undefined && is > now ? [is] : [])].sort();
  const unlisted = [tombstonesUntil, all.length > MAX_LISTED_TOMBSTONES ? all.at(-1) : undefined]
    .filter((at) => at !== undefined && at > now)
    .sort()
    .at(-1);
  return {
    tombstones: all.slice(0, MAX_LISTED_TOMBSTONES),
    ...(unlisted !== undefined && { tombstonesUntil: unlisted }),
  };
}
