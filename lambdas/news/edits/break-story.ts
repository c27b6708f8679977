import { withFormerFeeds } from '../feed/former-feeds';
import { isBreaking, status } from '../story/status';
import type { Story } from '../story/story';
import type { Instant } from '../values/instant';

/** The next revision of a story with a breaking flag, until a moment or until an editor clears it (null). */
export function breakStory(story: Story, until: Instant | null, now: Instant): Story | 'withdrawn' {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  return { ...story, breakingUntil: until, revision: story.revision + 1 };
}

/** The next revision of a story without its breaking flag. */
export function clearBreaking(story: Story, now: Instant): Story | 'withdrawn' {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  const { breakingUntil: _flag, ...rest } = story;
  return withFormerFeeds(story, { ...rest, revision: story.revision + 1 }, now);
}

/** The end of a breaking flag; undefined if it has passed, so that the next revision does not carry an old flag. */
export const unlessOver = (breakingUntil: Story['breakingUntil'], now: Instant): Story['breakingUntil'] =>
  isBreaking({ breakingUntil, publishedAt: now }, now) ? breakingUntil : undefined;
