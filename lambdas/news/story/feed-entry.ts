import * as z from 'zod/mini';
import { feedsOf } from '../feed/feed';
import { ENTRY_BYTES } from '../limits';
import { cutAtWord } from '../values/cut-at-word';
import { parseFields, STORY_FIELDS, type Story } from './story';

/** A story as feed documents show it: its body may be an excerpt. */
export interface FeedStory extends Story {
  /** False for an excerpt: the feed then links to the whole story. */
  readonly whole: boolean;
}

const { body: _body, formerFeeds: _formerFeeds, ...listedFields } = STORY_FIELDS;

const FeedEntry = z.object({
  ...listedFields,
  /** Absent where it is long. */
  guid: z.optional(listedFields.guid),
  /** Whether fields are missing or cut, because the entry would be too large. The excerpt has them whole. */
  shortened: z.optional(z.literal(true)),
  /** Whether the story has a canonical address that does not fit. */
  canonicalOmitted: z.optional(z.literal(true)),
});

/** A story as lists, pages and sitemaps show it: without its body. Its item in a feed has at most ENTRY_BYTES. */
export type FeedEntry = z.infer<typeof FeedEntry>;

/** Reads a listed story from the store. Throws a TypeError that names every missing or wrong field. */
export const parseFeedEntry = (value: unknown): FeedEntry => parseFields(FeedEntry, value);

const UnlistedFields = z.partial(z.object(listedFields));

/** The fields that an entry may show shortened or not at all. */
export const UNLISTED_FIELDS = Object.keys(listedFields) as readonly (keyof Excerpt['unlisted'])[];

/** The part of a story that only feed documents show, at one revision. */
export interface Excerpt extends Pick<FeedStory, 'id' | 'revision' | 'body' | 'whole'> {
  /** The fields that the entry shows shortened or not at all. */
  readonly unlisted: z.infer<typeof UnlistedFields>;
}

/** Reads the fields that an entry lacks. Throws a TypeError that names every wrong field. */
export const parseUnlistedFields = (value: unknown): Excerpt['unlisted'] => parseFields(UnlistedFields, value);

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
export function makeFeedEntry({ body: _, formerFeeds: __, ...story }: Story): FeedEntry {
  const maxBytes = ENTRY_BYTES - keyBytes({ ...story, body: '' });
  let entry: FeedEntry = story;
  for (const shorten of SHORTENING) {
    if (jsonBytes(entry) <= maxBytes) return entry;
    entry = { ...entry, shortened: true, ...shorten(entry, { ...story, body: '' }, maxBytes) };
  }
  return entry;
}

/** The story as feed documents show it. The excerpt is of the same revision as the entry. */
export function feedStoryOf(
  { shortened: _, canonicalOmitted: __, ...entry }: FeedEntry,
  { body, whole, unlisted }: Omit<Excerpt, 'id'>,
): FeedStory {
  // Only the guid may be missing in an entry, and the excerpt has it then.
  return { ...entry, ...unlisted, body, whole } as FeedStory;
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
