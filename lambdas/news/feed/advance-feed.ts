import { momentsOf } from '../story/status';
import { earliest, type Instant, latest, NEVER } from '../values/instant';
import { archiveAfter } from './archive';
import { breakingPeriodsAfter } from './breaking-periods';
import { closingAfter, closingAt } from './closing';
import { type Feed, type FeedName, feedsOf, newFeedTitle } from './feed';
import { type Edit, isVisibleIn, visibleChangeAt } from './feed-edit';
import { type FeedHead, feedUpdatedAt, type LastChange } from './feed-head';
import { type FeedPlace, isInFeed, placeIn } from './feed-place';
import { type FlagCount, flagCountAfter } from './flag-count';
import { advanceHead, nameHash } from './head';
import { isLateChange, type LateChange, lateChangesAfter } from './late-change';
import { sitemapAfter } from './sitemap';
import { tombstoneEndsAfter } from './tombstone';
import { entriesTouchedBy } from './touched-entries';

/** What a feed's head cannot know of itself. */
export interface FeedContext {
  readonly name: FeedName;
  /** Makes the guid of a new feed. */
  readonly newGuid: () => string;
  /** A fresh random id. */
  readonly version: string;
  /** The soonest publication to come among the feed's other stories; needed only while the feed is not open. */
  readonly nextPublication?: Instant;
  /** How many of the head's touched entries belong to the transaction of this edit. */
  readonly touchedInBatch?: number;
  /** The write of this edit in the list of changes. */
  readonly lastChange?: LastChange;
}

/** What an edit does to one feed. */
export interface FeedChange {
  readonly previous?: FeedHead;
  readonly head: FeedHead;
  /** Where the feed had an entry or tombstone of the story. */
  readonly from?: FeedPlace;
  /** Where the feed has one now. */
  readonly to?: FeedPlace;
  /** The place of the story among the late changes of the feed. */
  readonly latePlace?: number;
}

/** Advances a feed by an edit of a story that is, was or will be in it, or whose tombstone it has. */
export function advanceFeed(previous: FeedHead | undefined, edit: Edit, context: FeedContext): FeedChange {
  const { before, after, now, imported } = edit;
  const { name, version, touchedInBatch = 0 } = context;
  const from = placeIn(name, before);
  const to = placeIn(name, after);
  const isEntry = to !== undefined && !to.tombstone;
  const isVisible = isVisibleIn(name, edit);
  const wasOpen = previous !== undefined && previous.openedAt <= now;
  const openedAt = wasOpen ? previous.openedAt : openingAfter(edit, context);
  const moments = isEntry ? momentsOf(after) : to ? [to.at] : [];
  const advanced = advanceHead(previous, {
    now,
    storedAt: imported?.storedAt,
    isVisible,
    version,
    moments: new Map([[nameHash(after.id), moments]]),
  });
  const move = {
    previousAt: entryAt(from),
    nextAt: entryAt(to),
    now,
    isVisible,
    version,
    changedAt: advanced.changedAt,
  };
  const head: FeedHead = {
    ...feedAfter(previous, edit, context),
    openedAt,
    closing: previous && closingAfter(previous, isEntry ? after.publishedAt : undefined, context, now),
    // Before it opens a feed has no date that readers know.
    updated: latest(wasOpen ? feedUpdatedAt(previous, now) : undefined, visibleChangeAt(name, edit)) ?? openedAt,
    ...advanced,
    touched: entriesTouchedBy(previous?.touched ?? [], name, edit, { isVisible, touchedInBatch }),
    breaking: breakingPeriodsAfter(previous?.breaking ?? [], { story: after, isInFeed: isEntry, now }),
    ...tombstoneEndsAfter(previous ?? { tombstones: [] }, { was: tombstoneEnd(from), is: tombstoneEnd(to), now }),
    archive: name === 'breaking' ? undefined : archiveAfter(previous?.archive, move),
    flags:
      name === 'breaking' ? flagsAfter(previous, edit, { previousAt: entryAt(from), nextAt: entryAt(to) }) : undefined,
    lateChanges: isVisible ? lateChangesOf(wasOpen ? previous : undefined, name, edit) : (previous?.lateChanges ?? []),
    changes: name === 'all' ? context.lastChange : undefined,
    sitemap: name === 'all' ? sitemapAfter(previous?.sitemap, after.id, move) : undefined,
  };
  const latePlace = head.lateChanges.findIndex(({ idHash }) => idHash === nameHash(after.id));
  return { previous, head, from, to, latePlace: latePlace < 0 ? undefined : latePlace };
}

const tombstoneEnd = (place: FeedPlace | undefined): Instant | undefined => (place?.tombstone ? place.at : undefined);
const entryAt = (place: FeedPlace | undefined): Instant | undefined => (place?.tombstone ? undefined : place?.at);

/** A head without a count stays without one: the next edit that adds a flag counts them. */
function flagsAfter(
  previous: FeedHead | undefined,
  { now, imported }: Edit,
  ends: { previousAt?: Instant; nextAt?: Instant },
): FlagCount | undefined {
  const before = previous ? previous.flags : { from: imported?.storedAt ?? now, flags: 0 };
  return before && flagCountAfter(before, ends);
}

/** Readers subscribe to breaking news before any breaks, so `breaking` opens with the first story of all. */
function openingAfter({ after }: Edit, { name, nextPublication }: FeedContext): Instant {
  const opens = name === 'breaking' ? !after.withdrawal : feedsOf(after).has(name);
  return earliest(opens ? after.publishedAt : undefined, nextPublication) ?? NEVER;
}

/** The first published story names a feed: no spelling of an embargoed story gets out. The guid stays. */
function feedAfter(previous: FeedHead | undefined, { after, now }: Edit, { name, newGuid }: FeedContext): Feed {
  const title = feedsOf(after).get(name);
  const keepsTitle = previous && (previous.openedAt <= now || after.publishedAt > now || title === undefined);
  return {
    name,
    title: keepsTitle ? previous.title : newFeedTitle(name, title ?? ''),
    guid: previous?.guid ?? newGuid(),
  };
}

/** The story that opens a feed, for the first time or again, is no late change of it. */
function lateChangesOf(previous: FeedHead | undefined, feed: FeedName, edit: Edit): LateChange[] {
  const { before, after, now } = edit;
  return lateChangesAfter(previous?.lateChanges ?? [], {
    idHash: nameHash(after.id),
    revision: after.revision,
    now,
    // A breaking story stays in `breaking` until its flag ends, however old it is.
    isIn: feed !== 'breaking' && isInFeed(feed, after, now),
    isLate: previous !== undefined && !closingAt(previous, now) && isLateChange(edit, !isInFeed(feed, before, now)),
  });
}
