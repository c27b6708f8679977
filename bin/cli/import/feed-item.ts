import type { SkippedEntry } from './import-source';

/** A file of an item: sound, a picture, or a kind that a story cannot hold. */
export interface Attachment {
  readonly url?: string;
  readonly type?: string;
  /** Bytes. */
  readonly length?: number;
  /** Seconds. */
  readonly duration?: number;
  readonly alt?: string;
  readonly credit?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * An item in the same form for every format. Title, body and summary are HTML: a reader escapes plain text (`escapeMarkup`).
 * Nothing is cleaned yet, and addresses may be relative to `base`.
 */
export interface FeedItem {
  /** As readers know it. */
  readonly guid?: string;
  readonly link?: string;
  /** The id that the story shall have. */
  readonly id?: string;
  readonly section?: string;
  /** Addresses that led to the story before, besides `link`. */
  readonly formerUrls?: readonly string[];
  readonly title?: string;
  readonly body?: string;
  readonly summary?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly categories: readonly string[];
  readonly authors: readonly { readonly name?: string; readonly email?: string; readonly url?: string }[];
  readonly attachments: readonly Attachment[];
  readonly language?: string;
  readonly base?: string;
  /** Notes about parts that the reader leaves out. */
  readonly notes?: readonly string[];
  /** When the item with this guid was deleted (RFC 6721 §3). A story that changed later is back. */
  readonly deletedAt?: string;
  /** Why the item is no story. */
  readonly skip?: Omit<SkippedEntry, 'name'>;
}
