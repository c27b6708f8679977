import * as z from 'zod/mini';
import type { FeedName } from '../../news/feed/feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Item, keyOf, readItem, toItem, UnreadableItem } from './item';
import { documentEndKey, entryKeyParts, type Key, tombstoneKeyParts, withdrawnKey } from './keys';
import { documentSchema, readDocument, toDocument } from './story-items';

/** An entry of a feed, as its item holds it. */
export interface StoredEntry {
  readonly entry: FeedEntry;
  /** The instant in its key. */
  readonly at: Instant;
  /** The `rev` of the feed's head since this entry was written. */
  readonly rev: number;
}

/** A tombstone of a feed, with the `rev` of the feed's head since it was written. */
export interface StoredTombstone {
  readonly tombstone: Tombstone;
  readonly rev: number;
}

export interface Entries {
  readonly entries: readonly StoredEntry[];
  /** The items that this release cannot read. */
  readonly unreadable: readonly UnreadableItem[];
}

const EntryItem = z.object({ ...documentSchema, whole: z.boolean(), rev: z.number() });
const TombstoneItem = z.object({
  guid: z.string(),
  publishedAt: z.string(),
  withdrawnAt: z.string(),
  note: z.optional(z.string()),
  revision: z.number(),
  rev: z.number(),
});

/** `rev` is the one of the feed's head after the edit: a page cannot be older than its newest entry. */
export const entryItem = (key: Key, { whole, ...story }: FeedEntry, rev: number): Item =>
  toItem(key, { ...toDocument(story), whole, rev });

/** Entries in the order of their items. An unreadable item is left out and listed; it never hides the others. */
export function readEntries(items: readonly Item[]): Entries {
  const entries: StoredEntry[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const item of items) {
    try {
      const { whole, rev, ...document } = readItem(item, EntryItem);
      entries.push({ entry: { ...readDocument(item, document), whole }, at: entryKeyParts(keyOf(item).sk).at, rev });
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      unreadable.push(error);
    }
  }
  return { entries, unreadable };
}

/** A withdrawn story as the newsroom lists it. It has no body: the item of the story has it. */
export const withdrawnItem = (story: Story): Item =>
  entryItem(withdrawnKey(story.publishedAt, story.id), { ...story, body: '', whole: false }, story.revision);

/** `rev` is the one of the feed's head after the edit. The key holds id and end. */
export const tombstoneItem = (key: Key, { id: _id, until: _until, ...attributes }: Tombstone, rev: number): Item =>
  toItem(key, { ...attributes, rev });

export function readTombstone(item: Item): StoredTombstone {
  const { rev, guid, publishedAt, revision, withdrawnAt, note } = readItem(item, TombstoneItem);
  const { at: until, id } = tombstoneKeyParts(keyOf(item).sk);
  return {
    tombstone: { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) },
    rev,
  };
}

/** Marks that an archive document of a feed ends there, because it was full before its month was over. */
export const documentEndItem = (feed: FeedName, at: Instant): Item => toItem(documentEndKey(feed, at), {});
