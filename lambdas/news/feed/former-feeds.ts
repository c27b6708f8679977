import type { Story } from '../story/story';
import type { Instant } from '../values/instant';
import { type FeedName, feedsIgnoringWithdrawal } from './feed';

/** How many feeds a story remembers that it left: with those that it may be in, what one transaction can tell of a withdrawal. */
export const MAX_FORMER_FEEDS = 14;

/** `after`, with the feeds that readers found the story in and that it leaves by this edit, so that a withdrawal reaches them too. */
export function withFormerFeeds(before: Story, after: Story, now: Instant): Story {
  const stays = feedsIgnoringWithdrawal(after);
  // From one that was withdrawn readers saw it go then.
  const until = before.withdrawal?.at ?? now;
  const leaves = [...feedsIgnoringWithdrawal(before).keys()]
    .map((feed) => ({ feed, at: feed === 'breaking' ? flagEnd(before, until) : until }))
    .filter(({ feed, at }) => !stays.has(feed) && before.publishedAt <= at);
  const long = (before.left ?? []).filter(
    ({ feed }) => !stays.has(feed as FeedName) && !leaves.some((other) => other.feed === feed),
  );
  const left = [...leaves, ...long].slice(0, MAX_FORMER_FEEDS);
  const { left: _before, ...story } = after;
  return left.length > 0 ? { ...story, left } : story;
}

/** A flag may have ended by the clock, before the edit that drops it. */
const flagEnd = ({ breakingUntil }: Story, now: Instant): Instant =>
  breakingUntil && breakingUntil < now ? breakingUntil : now;
