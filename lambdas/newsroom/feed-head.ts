import type { Feed, FeedName } from './feed';
import { feedsOf } from './feed';
import { COMMIT_MARGIN, type Head, nameHash, turned } from './head';
import { type Instant, latest, plusSeconds } from './instant';
import { isBreaking, momentsOf, type Story, updatedAt } from './story';

/** A moment that never comes, in the one form of an instant. */
export const NEVER: Instant = '9999-12-31T23:59:59Z';

/** The small item before a feed: a poll of an unchanged feed reads this and nothing else. */
export interface FeedHead extends Feed, Head {
  /** The publication of its first story. Until then the feed is not to be found. */
  readonly openedAt: Instant;
  /** The newest significant change that was seen here, or the last time a story left; it never goes back. */
  readonly updated: Instant;
  /** The entries that the last changes touched, newest first: a page that does not show them is half of a transaction. */
  readonly touched: readonly Touched[];
  /** When its breaking stories break, the longest first. */
  readonly breaking: readonly Break[];
}

export interface Touched {
  /** The instant in the entry's key. */
  readonly at: Instant;
  /** `nameHash` of the story's id. */
  readonly of: string;
  /** The story's revision; 0 where the entry went away. */
  readonly revision: number;
}

export interface Break {
  readonly from: Instant;
  readonly until: Instant;
  readonly of: string;
}

/** How many entries and breaks a head lists. */
const TOUCHED = 4;
const BREAKS = 4;

/** The instant that orders a story within a feed: its publication, and in `breaking` the end of its flag. */
export const placeIn = (feed: FeedName, story: Story): Instant =>
  feed === 'breaking' ? (story.breakingUntil ?? NEVER) : story.publishedAt;

/** Whether readers find the story in a feed at a moment. */
export function isIn(feed: FeedName, story: Story | undefined, at: Instant): story is Story {
  if (!story || story.publishedAt > at || !feedsOf(story).has(feed)) return false;
  return feed !== 'breaking' || isBreaking(story, at);
}

/** Whether readers find the story in a feed at any second from `from` to `to`. */
const isInBetween = (feed: FeedName, story: Story | undefined, from: Instant, to: Instant): boolean =>
  story !== undefined &&
  story.publishedAt <= to &&
  feedsOf(story).has(feed) &&
  (feed !== 'breaking' || isBreaking(story, from));

/** One edit: a story before and after it. */
export interface Edit {
  readonly before?: Story;
  readonly after: Story;
  readonly now: Instant;
}

/** What a feed's head cannot know of itself. */
export interface Circumstances {
  readonly feed: Feed;
  /** The soonest publication to come among the feed's other stories; needed only while the feed has not opened. */
  readonly nextPublication?: Instant;
  /** A fresh random id. */
  readonly version: string;
}

/** The head of a feed after an edit of a story that is or was in it. */
export function feedHeadAfter(
  seen: FeedHead | undefined,
  { before, after, now }: Edit,
  { feed, nextPublication, version }: Circumstances,
): FeedHead {
  const of = nameHash(after.id);
  const belongs = feedsOf(after).has(feed.name);
  // Readers subscribe to breaking news before any breaks: that feed opens with the first story of all.
  const opens = belongs || (feed.name === 'breaking' && !after.withdrawal);
  // A clock has no place in a condition: what is published within a minute may be public before this is committed.
  const isSeen = [before, after].some((story) => isInBetween(feed.name, story, now, plusSeconds(now, COMMIT_MARGIN)));
  const openedAt = seen && seen.openedAt <= now ? seen.openedAt : opening(opens ? after : undefined, nextPublication);
  return {
    name: feed.name,
    title: feed.title,
    guid: feed.guid,
    openedAt,
    // Until a feed has opened nobody was told when it was updated.
    updated:
      latest(seen && seen.openedAt <= now ? seen.updated : undefined, change(feed.name, { before, after, now })) ??
      openedAt,
    ...turned(seen, { now, seen: isSeen, of, moments: belongs ? momentsOf(after) : [], version }),
    touched: touchedBy(seen, feed.name, { before, after, now }, isSeen),
    breaking: breaks(seen, belongs ? after : undefined, of, now),
  };
}

const opening = (story: Story | undefined, nextPublication: Instant | undefined): Instant =>
  [story?.publishedAt, nextPublication].filter((at) => at !== undefined).sort()[0] ?? NEVER;

/** When a reader of the feed was last concerned by an edit; undefined when none was. */
export function change(feed: FeedName, { before, after, now }: Edit): Instant | undefined {
  if (isIn(feed, after, now)) return updatedAt(after);
  return isIn(feed, before, now) ? now : undefined;
}

function touchedBy(seen: FeedHead | undefined, feed: FeedName, { before, after }: Edit, isSeen: boolean): Touched[] {
  const of = nameHash(after.id);
  const now = feedsOf(after).has(feed) ? [{ at: placeIn(feed, after), of, revision: after.revision }] : [];
  const was = before && feedsOf(before).has(feed) ? [{ at: placeIn(feed, before), of, revision: 0 }] : [];
  const listed = seen?.touched ?? [];
  const touched = [...now, ...was, ...listed];
  return (
    touched
      .filter((entry, i) => touched.findIndex((other) => isSamePlace(other, entry)) === i)
      // What readers do not see needs no place in the list; what stands there already has to be right when they do.
      .filter((entry) => isSeen || listed.some((other) => isSamePlace(other, entry)))
      .slice(0, TOUCHED)
  );
}

const isSamePlace = (a: Touched, b: Touched): boolean => a.at === b.at && a.of === b.of;

function breaks(seen: FeedHead | undefined, story: Story | undefined, of: string, now: Instant): Break[] {
  const others = (seen?.breaking ?? []).filter((other) => other.of !== of && other.until > now);
  return longestFirst([...breaksOf(story ? [story] : [], now), ...others]);
}

/** When some stories of a feed break, as its head lists it. */
export const breaksOf = (stories: readonly Story[], now: Instant): Break[] =>
  longestFirst(
    stories
      .filter((story) => isBreaking(story, now))
      .map(({ id, publishedAt, breakingUntil }) => ({
        from: publishedAt,
        until: breakingUntil ?? NEVER,
        of: nameHash(id),
      })),
  );

const longestFirst = (breaks: readonly Break[]): Break[] =>
  [...breaks].sort((a, b) => (a.until < b.until ? 1 : -1)).slice(0, BREAKS);

/** Whether one of the feed's stories breaks now. */
export const holdsBreaking = ({ breaking }: FeedHead, now: Instant): boolean =>
  breaking.some(({ from, until }) => from <= now && now < until);
