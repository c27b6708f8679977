import * as z from 'zod/mini';
import type { FeedName } from '../../news/feed/feed';
import type { Tombstone } from '../../news/feed/tombstone';
import { type FeedEntry, parseFeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { type Item, keyOf, readItem, toItem, UnreadableItem } from './item';
import { documentEndKey, entryKeyParts, type Key, tombstoneKeyParts } from './keys';
import { readJson } from './story-items';

/** An entry of a feed, as its item holds it. */
export interface StoredEntry {
  readonly entry: FeedEntry;
  /** The instant in its key. */
  readonly at: Instant;
  /** The `writeCount` of the feed's head since this entry was written. */
  readonly writeCount: number;
}

/** A tombstone of a feed, with the `writeCount` of the feed's head since it was written. */
export interface StoredTombstone {
  readonly tombstone: Tombstone;
  readonly writeCount: number;
}

export interface Entries {
  readonly entries: readonly StoredEntry[];
  /** The items that this release cannot read. */
  readonly unreadable: readonly UnreadableItem[];
}

/** `story` is the listed story as JSON. */
const EntryItem = z.object({ story: z.string(), writeCount: z.number() });
const TombstoneItem = z.object({
  guid: z.string(),
  publishedAt: z.string(),
  withdrawnAt: z.string(),
  note: z.optional(z.string()),
  revision: z.number(),
  writeCount: z.number(),
});

/** `writeCount` is the one of the feed's head after the edit: a page cannot be older than its newest entry. */
export const entryItem = (key: Key, entry: FeedEntry, writeCount: number): Item =>
  toItem(key, { story: JSON.stringify(entry), writeCount });

/** Characters of JSON whose entries stay in memory: with the objects about 4 MB. The least recently used entries go first. */
const MAX_CHARACTERS = 1_000_000;

/**
 * Entries by their JSON, the least recently used first. After an edit of one story, a process reads the other fifty entries of a
 * feed as they were: it checks none of them again, and gives the same object, by which their rendered pieces are found. So
 * nobody may change an entry. No lru-cache: it weighs 15 KB in the bundles of all functions.
 */
const parsedEntries = new Map<string, FeedEntry>();
let characters = 0;

/** Entries in the order of their items. An unreadable item is left out and listed; it never hides the others. */
export function readEntries(items: readonly Item[]): Entries {
  const entries: StoredEntry[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const item of items) {
    try {
      const { story, writeCount } = readItem(item, EntryItem);
      entries.push({
        entry: parseEntry(item, story),
        at: entryKeyParts(keyOf(item).sk).at,
        writeCount,
      });
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      unreadable.push(error);
    }
  }
  return { entries, unreadable };
}

function parseEntry(item: Item, json: string): FeedEntry {
  const known = parsedEntries.get(json);
  const entry = known ?? readJson(item, json, parseFeedEntry);
  // A Map keeps the order of its keys: the used one becomes the last.
  if (known) parsedEntries.delete(json);
  else characters += json.length;
  parsedEntries.set(json, entry);
  for (const oldest of parsedEntries.keys()) {
    if (characters <= MAX_CHARACTERS) break;
    parsedEntries.delete(oldest);
    characters -= oldest.length;
  }
  return entry;
}

/** `writeCount` is the one of the feed's head after the edit. The key holds id and end. */
export const tombstoneItem = (
  key: Key,
  { id: _id, until: _until, ...attributes }: Tombstone,
  writeCount: number,
): Item => toItem(key, { ...attributes, writeCount });

export function readTombstone(item: Item): StoredTombstone {
  const { writeCount, guid, publishedAt, revision, withdrawnAt, note } = readItem(item, TombstoneItem);
  const { at: until, id } = tombstoneKeyParts(keyOf(item).sk);
  return {
    tombstone: { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) },
    writeCount,
  };
}

/** Marks that an archive document of a feed ends there, because it was full before its month was over. */
export const documentEndItem = (feed: FeedName, at: Instant): Item => toItem(documentEndKey(feed, at), {});
