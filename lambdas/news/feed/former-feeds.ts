import type { Story } from '../story/story';
import type { Instant } from '../values/instant';
import { type FeedName, feedsIgnoringWithdrawal } from './feed';

/** How many former feeds a story remembers. A withdrawal puts a tombstone into each of them and into its present feeds, in one transaction. */
export const MAX_FORMER_FEEDS = 14;

/** `after` with the published feeds that the story leaves by this edit, so that a later withdrawal reaches their readers too. */
export function withFormerFeeds(before: Story, after: Story, now: Instant): Story {
  const present = feedsIgnoringWithdrawal(after);
  // Readers saw a withdrawn story go at its withdrawal.
  const until = before.withdrawal?.at ?? now;
  const leaves = [...feedsIgnoringWithdrawal(before).keys()]
    .map((feed) => ({ feed, at: feed === 'breaking' ? flagEnd(before, until) : until }))
    .filter(({ feed, at }) => !present.has(feed) && before.publishedAt <= at);
  const earlier = (before.formerFeeds ?? []).filter(
    ({ feed }) => !present.has(feed as FeedName) && !leaves.some((other) => other.feed === feed),
  );
  const formerFeeds = [...leaves, ...earlier].slice(0, MAX_FORMER_FEEDS);
  const { formerFeeds: _before, ...story } = after;
  return formerFeeds.length > 0 ? { ...story, formerFeeds } : story;
}

/** The clock may have ended a flag before the edit that drops it. */
const flagEnd = ({ breakingUntil }: Story, now: Instant): Instant =>
  breakingUntil && breakingUntil < now ? breakingUntil : now;
