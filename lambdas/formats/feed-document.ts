import type { Feed } from '../news/feed/feed';
import type { Tombstone } from '../news/feed/tombstone';
import type { FeedStory } from '../news/story/feed-entry';
import type { Instant } from '../news/values/instant';

/** The publisher, as every document names it. The settings give it. */
export interface Publication {
  /** The public address, without a slash at its end: `https://news.example`. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** The line that names the owner of the rights. */
  readonly copyright?: string;
  /** The address of the license. */
  readonly license?: string;
  /** Seconds that a reader may keep a feed. RSS `ttl` is made from it. */
  readonly lifetime: number;
}

/** A feed at a moment. It is all that a renderer sees, so the same state at the same moment gives the same bytes. */
export interface FeedDocument {
  readonly feed: Feed;
  /** Newest first, without embargoed and withdrawn stories; then older stories with a recent change. */
  readonly entries: readonly FeedStory[];
  /** The withdrawn stories, the last withdrawal first. */
  readonly tombstones: readonly Tombstone[];
  /** The last significant change: Atom `updated` and RSS `lastBuildDate`. */
  readonly updated: Instant;
  /** Decides which stories are breaking. */
  readonly now: Instant;
  /** The name of the next older archive document, in the same format. */
  readonly older?: string;
  /** Set if this document is a part of the history. */
  readonly archive?: ArchivePlace;
}

/** The names of an archive document and of the next newer one, as in their addresses (RFC 5005 §4). */
export interface ArchivePlace {
  readonly self: string;
  readonly newer?: string;
}
