import { ENTRY_BYTES, EXCERPT_BYTES } from '../limits';
import { excerpt } from './excerpt';
import type { Story } from './story';

/** A story as a feed shows it: its body may be an excerpt. */
export interface FeedEntry extends Story {
  /** False for an excerpt: the feed then links to the whole story. */
  readonly whole: boolean;
}

const bytesOf = (entry: FeedEntry): number => Buffer.byteLength(JSON.stringify(entry));

/**
 * The entry of a story in feeds. It carries at most EXCERPT_BYTES of the body, and less if the entry as JSON would be over
 * ENTRY_BYTES. If the other fields alone are over ENTRY_BYTES, the entry has no body and is larger.
 */
export function makeFeedEntry({ formerFeeds: _left, ...story }: Story): FeedEntry {
  let maxBytes = EXCERPT_BYTES;
  let entry: FeedEntry = { ...story, ...excerpt(story.body, maxBytes) };
  // JSON escapes quotation marks, so one cut may not be enough. Each round cuts at least one byte more.
  while (bytesOf(entry) > ENTRY_BYTES && entry.body !== '') {
    maxBytes = Math.min(maxBytes, Buffer.byteLength(entry.body)) - (bytesOf(entry) - ENTRY_BYTES);
    entry = { ...story, ...excerpt(story.body, maxBytes) };
  }
  return entry;
}
