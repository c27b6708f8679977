import type { WatchedFeed } from '../../lambdas/watch/watched-feeds';
import type { Finding } from './rule';

export type Kind = WatchedFeed['kind'];

/** A file that belongs to an item: RSS calls it enclosure, JSON Feed attachment. */
export interface File {
  readonly url: string;
  readonly type: string;
}

/** What the formats have alike of an item; what it lacks is empty. */
export interface Item {
  readonly id: string;
  /** Where it is plain text. */
  readonly title: string;
  readonly links: readonly string[];
  readonly html: readonly string[];
  readonly files: readonly File[];
}

/** What the formats have alike of a feed; what it lacks is empty. */
export interface Feed {
  readonly kind: Kind;
  /** What it says its own address is. */
  readonly self: string;
  /** Every address of the feed itself. */
  readonly links: readonly string[];
  /** Every date in it, as it is written. */
  readonly dates: readonly string[];
  readonly items: readonly Item[];
  /** What leads to older items: `prev-archive` (RFC 5005), `next_url`. */
  readonly older: string;
  /** Whether it says that it is a part of a history, and not the feed itself. */
  readonly isArchive: boolean;
  /** Whether it says that it holds everything there is (RFC 5005 §2). */
  readonly isComplete: boolean;
  /** Whether it leads from a part of a history to the feed itself. */
  readonly namesCurrent: boolean;
  /** Whether its own format's rules are kept. */
  readonly findings: readonly Finding[];
}

/** What an item is known by in what is told of it, short. */
export const labelOf = (...names: readonly unknown[]): string =>
  String(names.find((name) => name !== undefined && name !== '') ?? 'one without a name').slice(0, 80);
