import { cutWithEllipsis } from '../../lambdas/news/values/cut-at-word';
import type { Finding } from './rule';

export type Kind = 'RSS' | 'Atom' | 'JSON Feed';

/** A file of an item: an enclosure in RSS and Atom, an attachment in JSON Feed. */
export interface File {
  readonly url: string;
  readonly type: string;
}

/** An item, in the same form for every format. Missing fields are empty. */
export interface Item {
  readonly id: string;
  /** Empty for a title in HTML. */
  readonly title: string;
  readonly links: readonly string[];
  readonly html: readonly string[];
  /** Addresses of pictures that stand outside of the HTML. */
  readonly pictures: readonly string[];
  /** Of publication, as it is written. */
  readonly date: string;
  readonly files: readonly File[];
}

/** A feed, in the same form for every format. Missing fields are empty. */
export interface Feed {
  readonly kind: Kind;
  /** The address that the feed names as its own. */
  readonly self: string;
  /** All addresses of the feed itself. */
  readonly links: readonly string[];
  /** All dates, as they are written. */
  readonly dates: readonly string[];
  readonly items: readonly Item[];
  /** The link to older items: `prev-archive` (RFC 5005) or `next_url`. */
  readonly older: string;
  /** Whether the feed is marked as an archive document (RFC 5005 §4). */
  readonly isArchive: boolean;
  /** Whether the feed is marked as complete (RFC 5005 §2). */
  readonly isComplete: boolean;
  /** Whether an archive document links to the current feed. */
  readonly namesCurrent: boolean;
  /** Of the rules of its format. */
  readonly findings: readonly Finding[];
}

/** A short label for an item: the first name that is not empty. */
export const labelOf = (...names: readonly unknown[]): string =>
  cutWithEllipsis(String(names.find((name) => name !== undefined && name !== '') ?? '(no name)'), 80);
