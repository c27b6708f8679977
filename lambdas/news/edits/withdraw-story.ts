import { withFormerFeeds } from '../feed/former-feeds';
import type { Story } from '../story/story';
import { type Instant, latest, plusSeconds } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { unlessOver } from './break-story';

/** Why a story is withdrawn: a reason for the newsroom, and a note for readers. */
export interface Withdrawal {
  readonly reason: string;
  readonly note?: string;
}

/**
 * The next revision of a story, withdrawn, with tombstones in its feeds for `tombstoneSeconds`. If the story is withdrawn
 * already, this replaces the reason and the note, and the times stay.
 */
export function withdrawStory(
  story: Story,
  { reason, note }: Withdrawal,
  { now, tombstoneSeconds }: { now: Instant; tombstoneSeconds: number },
): Story {
  const { at, until } = story.withdrawal ?? { at: now, until: plusSeconds(now, tombstoneSeconds) };
  return { ...story, withdrawal: omitUndefined({ at, until, reason, note }), revision: story.revision + 1 };
}

/**
 * The next revision of a withdrawn story, as it was before. It is dated after its tombstone: a reader drops an entry that
 * has a tombstone, unless the entry was updated later (RFC 6721 §3).
 */
export function reinstateStory(story: Story, now: Instant): Story | 'not withdrawn' {
  const { withdrawal, ...rest } = story;
  if (!withdrawal) return 'not withdrawn';
  const updatedAt = latest(now, plusSeconds(withdrawal.at, 1));
  const after = omitUndefined({
    ...rest,
    breakingUntil: unlessOver(story.breakingUntil, now),
    updatedAt: story.publishedAt > now ? story.publishedAt : updatedAt,
    revision: story.revision + 1,
  });
  return withFormerFeeds(story, after, now);
}
