import { excerpt } from './excerpt';
import { ENTRY_BYTES, EXCERPT_BYTES, type FeedEntry } from './feed-entry';
import type { Story } from './story';

const bytes = (entry: FeedEntry): number => Buffer.byteLength(JSON.stringify(entry));

/**
 * What a feed carries of a story: its body, or the beginning of it, in at most EXCERPT_BYTES, and less where the entry as
 * JSON would be over ENTRY_BYTES. An entry over that has no body, and its other fields are all near their limits.
 */
export function makeFeedEntry({ left: _left, ...story }: Story): FeedEntry {
  let room = EXCERPT_BYTES;
  let entry: FeedEntry = { ...story, ...excerpt(story.body, room) };
  // JSON escapes quotation marks, so a body may have to give way more than once; each time by a byte at least.
  while (bytes(entry) > ENTRY_BYTES && entry.body !== '') {
    room = Math.min(room, Buffer.byteLength(entry.body)) - (bytes(entry) - ENTRY_BYTES);
    entry = { ...story, ...excerpt(story.body, room) };
  }
  return entry;
}
