import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import type { UnreadableItem } from '../table/item';
import type { LateChangesAndTombstones } from './late-changes-and-tombstones';

/** Some entries of a feed, newest first. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Entries that this release cannot read. They are not in `entries`. */
  readonly unreadable: readonly UnreadableItem[];
  /** The last entry of the page, where the feed may have more. */
  readonly last?: EntryPosition;
  /** Whether the page shows the whole of the transaction that wrote the head. */
  readonly matchesHead: boolean;
}

/** A page of older stories. */
export interface OlderPage extends FeedPage {
  /** The position below which the next newer page begins; undefined where that is the first page. */
  readonly newer?: EntryPosition;
  /** Whether the feed has a story above this page. */
  readonly hasNewer: boolean;
}

/** The content of a feed's documents. */
export interface NewsPage extends FeedPage {
  readonly lateChangesAndTombstones: LateChangesAndTombstones;
}

/** A position in a feed: the publication and the id of the last entry that was shown. */
export interface EntryPosition {
  readonly at: Instant;
  readonly id: string;
}

export interface PageRequest {
  readonly now: Instant;
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: EntryPosition;
}
