import * as z from 'zod/mini';
import { parseFields, STORY_FIELDS, type Story } from './story';

/** A story as feed documents show it: its body may be an excerpt. */
export interface FeedStory extends Story {
  /** False for an excerpt: the feed then links to the whole story. */
  readonly whole: boolean;
}

const { body: _body, formerFeeds: _formerFeeds, formerUrls: _formerUrls, ...listedFields } = STORY_FIELDS;

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

/** The story as feed documents show it. The excerpt is of the same revision as the entry. */
export function feedStoryOf(
  { shortened: _, canonicalOmitted: __, ...entry }: FeedEntry,
  { body, whole, unlisted }: Omit<Excerpt, 'id'>,
): FeedStory {
  // Only the guid may be missing in an entry, and the excerpt has it then.
  return { ...entry, ...unlisted, body, whole } as FeedStory;
}
