import type { Feed } from '../news/feed/feed';
import type { Tombstone } from '../news/feed/tombstone';
import type { FeedEntry } from '../news/story/feed-entry';
import type { Instant } from '../news/values/instant';

/** What every document says of its publisher. It comes from the settings. */
export interface Publication {
  /** The public address, without a slash at its end: `https://news.example`. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** Seconds that a reader may keep a feed: RSS `ttl` is made of it. */
  readonly lifetime: number;
}

/** A feed at a moment: all that a renderer may look at, so that the same state at the same moment gives the same bytes. */
export interface FeedDocument {
  readonly feed: Feed;
  /** Newest first, none of them under embargo or withdrawn; then those that were changed lately and are older. */
  readonly entries: readonly FeedEntry[];
  /** The stories that were withdrawn, the last first. */
  readonly tombstones: readonly Tombstone[];
  /** When the feed last changed in a way that matters to readers: Atom's `updated` and RSS's `lastBuildDate`. */
  readonly updated: Instant;
  /** The clock, for what is breaking now. */
  readonly now: Instant;
  /** Where the feed's history goes on, in the same format; left out where this is all of it. */
  readonly older?: string;
  /** Where this document is a part of that history. */
  readonly archive?: ArchivePlace;
}

/** An archive document among its neighbours (RFC 5005 §4). Each is its name in an address. */
export interface ArchivePlace {
  readonly self: string;
  readonly newer?: string;
}
