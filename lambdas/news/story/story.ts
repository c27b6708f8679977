import * as z from 'zod/mini';
import { LIMITS } from '../limits';
import { INSTANT, type Instant, latest } from '../values/instant';
import { STORY_ID } from './story-id';

const instantText = z.string().check(z.regex(INSTANT));

const Author = z.object({ name: z.string(), email: z.optional(z.string()), url: z.optional(z.string()) });

const Audio = z.object({
  /** Absent if there is nothing to play: then the page says so, and no feed has an enclosure. */
  url: z.optional(z.string()),
  /** The media type, `audio/mpeg`. */
  type: z.optional(z.string()),
  /** Bytes. */
  length: z.optional(z.number()),
  /** Seconds. */
  duration: z.optional(z.number()),
});

const Image = z.object({
  url: z.string(),
  /** The media type, `image/jpeg`. */
  type: z.optional(z.string()),
  alt: z.optional(z.string()),
  credit: z.optional(z.string()),
  /** Whole pixels. */
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});

/** The fields of a stored story: valid, their text safe for every format. */
export const STORY_FIELDS = {
  id: z.string().check(z.regex(STORY_ID), z.maxLength(LIMITS.id)),
  /** `urn:uuid:…`, or the guid of an imported story. It never changes. */
  guid: z.string().check(z.minLength(1)),
  headline: z.string().check(z.minLength(1)),
  summary: z.string(),
  /** Sanitised HTML. */
  body: z.string(),
  section: z.optional(z.string()),
  tags: z.array(z.string()),
  authors: z.array(Author),
  /** BCP 47. */
  language: z.string().check(z.minLength(2)),
  /** The first publication. Before it the story is under embargo. */
  publishedAt: instantText,
  /** The last significant edit. */
  updatedAt: instantText,
  revision: z.number().check(z.int(), z.positive()),
  /** The end of the breaking flag; null: until an editor clears it; absent: no flag. */
  breakingUntil: z.optional(z.nullable(instantText)),
  audio: z.optional(Audio),
  image: z.optional(Image),
  canonicalUrl: z.optional(z.string()),
  /** Old addresses on the host of the publication, each a path, or `/?p=` and a number. They redirect to the story's page. */
  formerUrls: z.optional(z.array(z.string())),
  correction: z.optional(z.object({ at: instantText, note: z.string() })),
  /** `reason` is for the newsroom, `note` for readers. At `until` the tombstones in feeds end. */
  withdrawal: z.optional(
    z.object({ at: instantText, until: z.optional(instantText), reason: z.string(), note: z.optional(z.string()) }),
  ),
  /** The feeds in which readers saw the story formerly, the last one first. */
  formerFeeds: z.optional(z.array(z.object({ feed: z.string(), at: instantText }))),
};

const Story = z.object(STORY_FIELDS);

export type Story = z.infer<typeof Story>;
export type Author = z.infer<typeof Author>;
export type Audio = z.infer<typeof Audio>;
export type Image = z.infer<typeof Image>;

/** Reads a story from the store or from an export. Throws a TypeError that names every missing or wrong field. */
export const parseStory = (value: unknown): Story => parseFields(Story, value);

/** Reads a story, or a part of one. Throws a TypeError that names every missing or wrong field. */
export function parseFields<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'all fields');
  throw new TypeError(`not a valid story; missing or wrong: ${[...new Set(fields)].join(', ')}`);
}

/** Whether the story has a sound file to play. */
export const isPlayable = ({ audio }: Pick<Story, 'audio'>): boolean =>
  audio?.url !== undefined && /^audio\//i.test(audio.type ?? '');

/** The publication or the last significant edit, whichever is later: Atom's `updated` (RFC 4287 §4.2.15). */
export const lastUpdate = (story: Pick<Story, 'publishedAt' | 'updatedAt'>): Instant =>
  latest(story.publishedAt, story.updatedAt);
