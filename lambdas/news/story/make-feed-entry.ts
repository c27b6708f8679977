import { feedsOf } from '../feed/feed';
import { ENTRY_BYTES } from '../limits';
import { cutAtWord } from '../values/cut-at-word';
import type { FeedEntry } from './feed-entry';
import type { Story } from './story';

// Apart from feed-entry.ts: only the publish function makes entries.

/** Characters of the guids that Bulletin makes. */
const OWN_GUID_LENGTH = 'urn:uuid:00000000-0000-0000-0000-000000000000'.length;

/** How an entry that is too large gets smaller. Each step takes one more thing away, until the entry fits. */
const SHORTENING: readonly ((entry: FeedEntry, story: Story, maxBytes: number) => Partial<FeedEntry>)[] = [
  ({ image }) => ({ image: image && { ...image, alt: undefined } }),
  () => ({ correction: undefined }),
  ({ authors }) => ({ authors: authors.map(({ name }) => ({ name })) }),
  ({ guid }) => ({ guid: guid !== undefined && guid.length > OWN_GUID_LENGTH ? undefined : guid }),
  ({ image }) => ({ image: image && { ...image, credit: undefined } }),
  () => ({ image: undefined }),
  () => ({ audio: undefined }),
  cutSummary,
  ({ canonicalUrl }) => (canonicalUrl === undefined ? {} : { canonicalUrl: undefined, canonicalOmitted: true }),
  cutSummary,
  () => ({ tags: [] }),
  () => ({ authors: [] }),
  () => ({ section: undefined }),
];

/**
 * A story as lists show it. What does not fit into ENTRY_BYTES is left to the excerpt: first texts that lists do not show,
 * then media, then the end of the summary. Id, headline, language, dates and the breaking flag always stay.
 */
export function makeFeedEntry({ body: _, formerFeeds: __, formerUrls: ___, ...story }: Story): FeedEntry {
  const maxBytes = ENTRY_BYTES - keyBytes({ ...story, body: '' });
  let entry: FeedEntry = story;
  for (const shorten of SHORTENING) {
    if (jsonBytes(entry) <= maxBytes) return entry;
    entry = { ...entry, shortened: true, ...shorten(entry, { ...story, body: '' }, maxBytes) };
  }
  return entry;
}

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Bytes of the largest key that an entry has in a feed, with the names and the numbers of its attributes. */
function keyBytes(story: Story): number {
  const names = [...feedsOf(story).keys()].map((name) => Buffer.byteLength(name));
  const instant = story.publishedAt.length;
  return 'FEED#'.length + Math.max(0, ...names) + instant + '#'.length + Buffer.byteLength(story.id) + ATTRIBUTE_BYTES;
}

/** `pk`, `sk`, `story`, `format` with a digit, and `writeCount` with at most 16 digits ("Item sizes and formats"). */
const ATTRIBUTE_BYTES = 2 + 2 + 5 + (6 + 2) + (10 + 9);

/** As much of the summary as fits, cut after a word. */
function cutSummary(entry: FeedEntry, { summary }: Story, maxBytes: number): Partial<FeedEntry> {
  const free = maxBytes - jsonBytes({ ...entry, summary: '' });
  return { summary: cutAtWord(summary, free, (piece) => jsonBytes(piece) - '""'.length) };
}
