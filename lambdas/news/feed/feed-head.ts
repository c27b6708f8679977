import { isBreaking, momentsOf, type Story, updatedAt } from '../story/story';
import { type Instant, latest, plusSeconds } from '../values/instant';
import { type Archive, archiveAfter } from './archive';
import type { Feed, FeedName } from './feed';
import { feedsOf } from './feed';
import { advanceHead, COMMIT_MARGIN, type Head, momentsAround, nameHash } from './head';
import { isLateChange, type LateChange, lateChangesAfter } from './late-change';
import { hasTombstoneIn, isSameWithdrawal, type TombstoneEnds, tombstoneEndsAfter, tombstoneFeeds } from './tombstone';

/** A moment that never comes, in the one form of an instant. */
export const NEVER: Instant = '9999-12-31T23:59:59Z';

/** The small item before a feed: a poll of an unchanged feed reads this and nothing else. */
export interface FeedHead extends Feed, Head, TombstoneEnds {
  /** The publication of its first story. Until then the feed is not to be found. */
  readonly openedAt: Instant;
  /** The newest significant change that was seen here, or the last time that a story left or a tombstone changed; it never goes back. */
  readonly updated: Instant;
  /** The entries that the last changes touched, newest first: a page that does not show them is half of a transaction. */
  readonly touched: readonly TouchedEntry[];
  /** When its breaking stories break, the longest first. */
  readonly breaking: readonly BreakingPeriod[];
  /** The changes that readers are told of though their stories may be older than the newest. */
  readonly lateChanges: readonly LateChange[];
  /** Left out of a head that release 0.1.0 wrote. */
  readonly archive?: Archive;
  /** Of the head of `all`, which every write moves: the last one in the list of changes. */
  readonly changes?: LastChange;
}

export interface LastChange {
  readonly n: number;
  readonly at: Instant;
}

export interface TouchedEntry {
  /** The instant in the entry's key. */
  readonly at: Instant;
  /** `nameHash` of the story's id. */
  readonly of: string;
  /** The story's revision; 0 where the entry went away. */
  readonly revision: number;
  /** Whether it is a tombstone, whose instant is its end. */
  readonly tombstone?: true;
}

export interface BreakingPeriod {
  readonly from: Instant;
  readonly until: Instant;
  readonly of: string;
}

/** How many entries and breaks a head lists. */
const TOUCHED = 4;
const BREAKS = 4;

/** The instant that orders a story within a feed: its publication, and in `breaking` the end of its flag. */
export const entryInstant = (feed: FeedName, story: Story): Instant =>
  feed === 'breaking' ? (story.breakingUntil ?? NEVER) : story.publishedAt;

/** Whether readers find the story in a feed at a moment. */
export function isInFeed(feed: FeedName, story: Story | undefined, at: Instant): story is Story {
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
  /** Of a revision that was made elsewhere. */
  readonly imported?: ImportTimes;
}

/** When a revision was made that is brought here from elsewhere. */
export interface ImportTimes {
  /** By the clock there. `now` is the same moment, or a later one where this newsroom has been past it already. */
  readonly madeAt: Instant;
  /** When it is stored here, long after `now`: what its readers will see by then they see as soon as it is there. */
  readonly storedAt: Instant;
}

/** By when readers may see an edit that is being stored. A clock has no place in a condition: a commit may take a while. */
export const visibleBy = ({ now, imported }: Pick<Edit, 'now' | 'imported'>): Instant =>
  plusSeconds(imported?.storedAt ?? now, COMMIT_MARGIN);

/** Every feed that a story was in or will be in, or that tells or told of its withdrawal. */
export const feedsAffectedBy = ({ before, after }: Pick<Edit, 'before' | 'after'>): Set<FeedName> =>
  new Set([after, before].flatMap((story) => (story ? [...feedsOf(story).keys(), ...tombstoneFeeds(story)] : [])));

/** What a feed's head cannot know of itself. */
export interface FeedHeadContext {
  readonly feed: Feed;
  /** The soonest publication to come among the feed's other stories; needed only while the feed has not opened. */
  readonly nextPublication?: Instant;
  /** A fresh random id. */
  readonly version: string;
  /** How many entries that were touched in the same transaction the head that was seen names. */
  readonly touchedInBatch?: number;
}

/** The head of a feed after an edit of a story that is or was in it, or whose withdrawal it tells. */
export function feedHeadAfter(
  seen: FeedHead | undefined,
  edit: Edit,
  { feed, nextPublication, version, touchedInBatch = 0 }: FeedHeadContext,
): FeedHead {
  const { before, after, now, imported } = edit;
  const of = nameHash(after.id);
  const belongs = feedsOf(after).has(feed.name);
  // Readers subscribe to breaking news before any breaks: that feed opens with the first story of all.
  const opens = belongs || (feed.name === 'breaking' && !after.withdrawal);
  const isSeen =
    !isSameWithdrawal(before, after) &&
    [before, after].some(
      (story) => isInBetween(feed.name, story, now, visibleBy(edit)) || hasTombstoneIn(feed.name, story, now),
    );
  const wasOpen = seen !== undefined && seen.openedAt <= now;
  const openedAt = wasOpen ? seen.openedAt : opening(opens ? after : undefined, nextPublication);
  const [was, is] = [endOf(feed.name, before), endOf(feed.name, after)];
  const moments = belongs ? momentsOf(after) : is === undefined ? [] : [is];
  const turn = advanceHead(seen, {
    now,
    isVisible: isSeen,
    of,
    moments,
    version,
    ...(imported && { storedAt: imported.storedAt }),
  });
  return {
    name: feed.name,
    title: feed.title,
    guid: feed.guid,
    openedAt,
    // Until a feed has opened nobody was told when it was updated.
    updated: latest(wasOpen ? feedUpdatedAt(seen, now) : undefined, visibleChangeAt(feed.name, edit)) ?? openedAt,
    ...turn,
    touched: touchedBy(seen, feed.name, edit, { isSeen, touchedInBatch }),
    breaking: breaks(seen, belongs ? after : undefined, of, now),
    ...tombstoneEndsAfter(seen ?? { tombstones: [] }, { was, is, now }),
    // What broke once is told in the archives of the other feeds.
    ...(feed.name !== 'breaking' && {
      archive: archiveAfter(seen && (seen.archive ?? archiveWithoutCount(seen)), {
        ...(before && feedsOf(before).has(feed.name) && { previousAt: before.publishedAt }),
        ...(belongs && { nextAt: after.publishedAt }),
        now,
        isVisible: isSeen,
        version,
        changedAt: turn.changedAt,
      }),
    }),
    lateChanges: isSeen ? lateChanges(wasOpen ? seen : undefined, feed.name, edit) : (seen?.lateChanges ?? []),
  };
}

/** The archive of a feed whose head knows nothing of it. */
export const archiveWithoutCount = ({ version, changedAt }: Pick<FeedHead, 'version' | 'changedAt'>): Archive => ({
  version,
  changedAt,
});

const opening = (story: Story | undefined, nextPublication: Instant | undefined): Instant =>
  [story?.publishedAt, nextPublication].filter((at) => at !== undefined).sort()[0] ?? NEVER;

/** When a feed ceases to tell that a story was withdrawn; undefined where it does not tell of it. */
const endOf = (feed: FeedName, story: Story | undefined): Instant | undefined =>
  tombstoneFeeds(story).has(feed) ? story?.withdrawal?.until : undefined;

/** When a reader of the feed was last concerned by an edit; undefined when none was. */
export function visibleChangeAt(feed: FeedName, { before, after, now }: Edit): Instant | undefined {
  if (isInFeed(feed, after, now)) return updatedAt(after);
  if (isInFeed(feed, before, now)) return now;
  const isTold = [before, after].some((story) => hasTombstoneIn(feed, story, now));
  return isTold && !isSameWithdrawal(before, after) ? now : undefined;
}

/** When a feed was last updated, as far as edits and the ends of tombstones and, in `breaking`, of flags go. */
export function feedUpdatedAt(head: FeedHead, now: Instant): Instant {
  const ended = head.tombstones.filter((at) => at <= now);
  // Of those that are not listed nothing is known here, not even whether they were taken back: moments tell of their ends.
  const byClock =
    head.name === 'breaking' || head.tombstonesUntil !== undefined ? momentsAround(head, now)?.passed : undefined;
  return latest(head.updated, byClock, ...ended) as Instant;
}

/** The story that opens a feed is no late change of it. */
function lateChanges(seen: FeedHead | undefined, feed: FeedName, edit: Edit): LateChange[] {
  const { before, after, now } = edit;
  return lateChangesAfter(seen?.lateChanges ?? [], {
    of: nameHash(after.id),
    revision: after.revision,
    now,
    // What breaks is told of until it ends, however old it is.
    isIn: feed !== 'breaking' && isInFeed(feed, after, now),
    isLate: seen !== undefined && isLateChange(edit, !isInFeed(feed, before, now)),
  });
}

function touchedBy(
  seen: FeedHead | undefined,
  feed: FeedName,
  { before, after }: Edit,
  { isSeen, touchedInBatch }: { isSeen: boolean; touchedInBatch: number },
): TouchedEntry[] {
  const listed = seen?.touched ?? [];
  const gone = before ? placesOf(feed, before).map((place) => ({ ...place, revision: 0 })) : [];
  const touched = [...placesOf(feed, after), ...gone, ...listed];
  return (
    touched
      .filter((entry, i) => touched.findIndex((other) => isSamePlace(other, entry)) === i)
      // What readers do not see needs no place in the list; what stands there already has to be right when they do.
      .filter((entry) => isSeen || listed.some((other) => isSamePlace(other, entry)))
      // All of one transaction are named: a query may see any part of it.
      .slice(0, Math.max(TOUCHED, touchedInBatch + 2))
  );
}

/** Where a feed has something of a story: its entry, or its tombstone. */
function placesOf(feed: FeedName, story: Story): TouchedEntry[] {
  const place = { of: nameHash(story.id), revision: story.revision };
  if (feedsOf(story).has(feed)) return [{ at: entryInstant(feed, story), ...place }];
  const end = endOf(feed, story);
  return end === undefined ? [] : [{ at: end, ...place, tombstone: true }];
}

const isSamePlace = (a: TouchedEntry, b: TouchedEntry): boolean =>
  a.at === b.at && a.of === b.of && a.tombstone === b.tombstone;

function breaks(seen: FeedHead | undefined, story: Story | undefined, of: string, now: Instant): BreakingPeriod[] {
  const others = (seen?.breaking ?? []).filter((other) => other.of !== of && other.until > now);
  return longestFirst([...breakingPeriods(story ? [story] : [], now), ...others]);
}

/** When some stories of a feed break, as its head lists it. */
export const breakingPeriods = (stories: readonly Story[], now: Instant): BreakingPeriod[] =>
  longestFirst(
    stories
      .filter((story) => isBreaking(story, now))
      .map(({ id, publishedAt, breakingUntil }) => ({
        from: publishedAt,
        until: breakingUntil ?? NEVER,
        of: nameHash(id),
      })),
  );

const longestFirst = (breaks: readonly BreakingPeriod[]): BreakingPeriod[] =>
  [...breaks].sort((a, b) => (a.until < b.until ? 1 : -1)).slice(0, BREAKS);

/** Whether one of the feed's stories breaks now. */
export const hasBreaking = ({ breaking }: FeedHead, now: Instant): boolean =>
  breaking.some(({ from, until }) => from <= now && now < until);
