import { lastUpdate, type Story } from '../story/story';
import { type Instant, plusSeconds } from '../values/instant';
import { type FeedName, feedsOf } from './feed';
import { isInFeed, isInFeedBetween } from './feed-place';
import { COMMIT_MARGIN } from './head';
import { hasTombstoneIn, isSameWithdrawal, tombstoneFeeds } from './tombstone';

/** One edit: a story before and after it. */
export interface Edit {
  readonly before?: Story;
  readonly after: Story;
  readonly now: Instant;
  /** Only of a revision that was made elsewhere. */
  readonly imported?: ImportTimes;
}

/** When an imported revision was made and stored. */
export interface ImportTimes {
  /** By the clock of its origin. `now` of the edit is this moment, or a later one if this newsroom had passed it. */
  readonly originalAt: Instant;
  /** Long after `now`. What readers may see by this moment they see as soon as the edit is stored. */
  readonly storedAt: Instant;
}

/** By when readers may see an edit. A commit may take a while, and a clock has no place in a DynamoDB condition. */
export const visibleBy = ({ now, imported }: Pick<Edit, 'now' | 'imported'>): Instant =>
  plusSeconds(imported?.storedAt ?? now, COMMIT_MARGIN);

/** Every feed that has or had an entry or a tombstone of the story. */
export const feedsAffectedBy = ({ before, after }: Pick<Edit, 'before' | 'after'>): Set<FeedName> =>
  new Set([after, before].flatMap((story) => (story ? [...feedsOf(story).keys(), ...tombstoneFeeds(story)] : [])));

/** Whether readers of a feed see an edit, now or by the time its transaction is committed. */
export function isVisibleIn(feed: FeedName, edit: Edit): boolean {
  const { before, after, now } = edit;
  if (isSameWithdrawal(before, after)) return false;
  const until = visibleBy(edit);
  return [before, after].some((story) => isInFeedBetween(feed, story, now, until) || hasTombstoneIn(feed, story, now));
}

/** When an edit last changed what readers of the feed see; undefined where they see nothing of it. */
export function visibleChangeAt(feed: FeedName, { before, after, now }: Edit): Instant | undefined {
  if (isInFeed(feed, after, now)) return lastUpdate(after);
  if (isInFeed(feed, before, now)) return now;
  const hasTombstone = [before, after].some((story) => hasTombstoneIn(feed, story, now));
  return hasTombstone && !isSameWithdrawal(before, after) ? now : undefined;
}
