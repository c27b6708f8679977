import { isBreaking } from '../story/status';
import type { Story } from '../story/story';
import { type Instant, NEVER } from '../values/instant';
import { type FeedName, feedsOf } from './feed';
import { tombstoneFeeds } from './tombstone';

/** Where a feed holds something of a story: its entry, or its tombstone. */
export interface FeedPlace {
  /** The instant in its key: `entryInstant` of an entry, the end of a tombstone. */
  readonly at: Instant;
  readonly tombstone?: true;
}

/** The entry or tombstone of a story in a feed; undefined where the feed has neither. */
export function placeIn(feed: FeedName, story: Story | undefined): FeedPlace | undefined {
  if (!story) return undefined;
  if (feedsOf(story).has(feed)) return { at: entryInstant(feed, story) };
  const end = story.withdrawal?.until;
  return end !== undefined && tombstoneFeeds(story).has(feed) ? { at: end, tombstone: true } : undefined;
}

/** The instant that orders a story within a feed: its publication, and in `breaking` the end of its flag. */
export const entryInstant = (feed: FeedName, story: Story): Instant =>
  feed === 'breaking' ? (story.breakingUntil ?? NEVER) : story.publishedAt;

/** Whether readers find the story in a feed at a moment. */
export const isInFeed = (feed: FeedName, story: Story | undefined, at: Instant): story is Story =>
  isInFeedBetween(feed, story, at, at);

/** Whether readers find the story in a feed at any second from `from` to `to`. */
export const isInFeedBetween = (feed: FeedName, story: Story | undefined, from: Instant, to: Instant): story is Story =>
  story !== undefined &&
  story.publishedAt <= to &&
  feedsOf(story).has(feed) &&
  (feed !== 'breaking' || isBreaking(story, from));
