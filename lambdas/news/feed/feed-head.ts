import { type Instant, latest } from '../values/instant';
import type { Archive } from './archive';
import type { BreakingPeriod } from './breaking-periods';
import type { Closing } from './closing';
import type { Feed } from './feed';
import type { FlagCount } from './flag-count';
import { type Head, momentsAround } from './head';
import type { LateChange } from './late-change';
import type { Sitemap } from './sitemap';
import type { TombstoneEnds } from './tombstone';
import type { TouchedEntry } from './touched-entries';

/** The small item before a feed. A poll of an unchanged feed reads this and nothing else. */
export interface FeedHead extends Feed, Head, TombstoneEnds {
  /** The publication of its first story. Until then the feed does not exist for readers. */
  readonly openedAt: Instant;
  /** Its last closing, if it was ever closed. */
  readonly closing?: Closing;
  /** The newest significant change of a story here, or the last time that a story left or a tombstone changed. It never goes back. */
  readonly updated: Instant;
  /** The entries that the last edits touched, newest first. A page without them is half of a transaction. */
  readonly touched: readonly TouchedEntry[];
  /** When its breaking stories break, the last end first. */
  readonly breaking: readonly BreakingPeriod[];
  /** The changes that its documents show though their stories may be older than the newest. */
  readonly lateChanges: readonly LateChange[];
  /** `breaking` has none: its stories are in the archives of their other feeds. */
  readonly archive?: Archive;
  /** Only of `breaking`. */
  readonly flags?: FlagCount;
  /** Only of `all`, whose head every write moves: the last write in the list of changes. */
  readonly changes?: LastChange;
  /** Only of `all`. */
  readonly sitemap?: Sitemap;
}

export interface LastChange {
  readonly sequenceNumber: number;
  readonly at: Instant;
}

/** When a feed was last updated by edits, by ends of tombstones and, in `breaking`, by ends of flags. */
export function feedUpdatedAt(head: FeedHead, now: Instant): Instant {
  const ended = head.tombstones.filter((at) => at <= now);
  // The head knows nothing of an unlisted tombstone, not even whether its story came back: its end is a moment.
  const byClock =
    head.name === 'breaking' || head.tombstonesUntil !== undefined ? momentsAround(head, now)?.passed : undefined;
  return latest(head.updated, byClock, ...ended);
}

/** Whether one of the feed's stories breaks now. */
export const hasBreaking = ({ breaking }: FeedHead, now: Instant): boolean =>
  breaking.some(({ from, until }) => from <= now && now < until);
