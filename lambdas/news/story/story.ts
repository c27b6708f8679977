import * as z from 'zod/mini';
import { INSTANT, type Instant, latest } from '../values/instant';

/** What a story may hold. Lengths are in characters (UTF-16 code units) unless they say bytes. */
export const LIMITS = {
  id: 128,
  headline: 300,
  summary: 1_000,
  /** Bytes of UTF-8: with everything else a story stays under DynamoDB's 400 KB an item. */
  bodyBytes: 350 * 1024,
  name: 100,
  tags: 8,
  authors: 3,
  url: 2_048,
  note: 1_000,
  /** Of a guid that an import brings. */
  guid: 2_048,
  alt: 1_000,
  credit: 300,
  /** RFC 5321 §4.5.3.1.3, less the angle brackets. */
  email: 254,
  /** RFC 5646 §4.4.1. */
  language: 35,
} as const;

/** Letters (with their marks) or digits of any script, and hyphens. */
export const STORY_ID = /^[\p{L}\p{M}\p{N}-]+$/u;

const when = z.string().check(z.regex(INSTANT));

const Author = z.object({ name: z.string(), email: z.optional(z.string()), url: z.optional(z.string()) });

const Audio = z.object({
  /** Left out where there is nothing to play: the page then says so, and no feed carries an enclosure. */
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
});

/** A story as it is kept: whole, valid, its text safe for every format. */
const Story = z.object({
  id: z.string().check(z.regex(STORY_ID), z.maxLength(LIMITS.id)),
  /** `urn:uuid:…`, or what an import brought. Made once, never derived again. */
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
  /** The first publication; while it lies ahead the story is under embargo. */
  publishedAt: when,
  /** The last significant edit. */
  updatedAt: when,
  revision: z.number().check(z.int(), z.positive()),
  /** Until when the story breaks; null until an editor clears it; left out for a story that does not break. */
  breakingUntil: z.optional(z.nullable(when)),
  audio: z.optional(Audio),
  image: z.optional(Image),
  canonicalUrl: z.optional(z.string()),
  correction: z.optional(z.object({ at: when, note: z.string() })),
  /** `reason` is the newsroom's own, `note` is for readers; `until` is when feeds cease to tell of it. */
  withdrawal: z.optional(
    z.object({ at: when, until: z.optional(when), reason: z.string(), note: z.optional(z.string()) }),
  ),
  /** The feeds that it was in for readers and is in no more, last left first. */
  left: z.optional(z.array(z.object({ feed: z.string(), at: when }))),
});

export type Story = z.infer<typeof Story>;
export type Author = z.infer<typeof Author>;
export type Audio = z.infer<typeof Audio>;
export type Image = z.infer<typeof Image>;

/** Turns what came out of the store into a story. Throws an error that names every field that is wrong. */
export function parseStory(value: unknown): Story {
  const parsed = Story.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'story');
  throw new TypeError(`not a story: ${[...new Set(fields)].join(', ')}`);
}

export type Status = 'scheduled' | 'published' | 'withdrawn';

/** What a story's times say of it; a story's head holds no more than these. */
export type Timed = Pick<Story, 'publishedAt' | 'breakingUntil' | 'withdrawal'>;

/** What the clock makes of a story. */
export const status = (story: Timed, now: Instant): Status =>
  story.withdrawal ? 'withdrawn' : story.publishedAt > now ? 'scheduled' : 'published';

/** Whether the breaking flag is set and has not ended; it ends at the second `breakingUntil`. Says nothing of an embargo. */
export const isBreaking = (story: Timed, now: Instant): boolean =>
  story.breakingUntil !== undefined && (story.breakingUntil === null || now < story.breakingUntil);

/** The moments at which readers see this story change though nobody writes: its publication and the end of its flag. */
export const momentsOf = ({ publishedAt, breakingUntil, withdrawal }: Timed): Instant[] =>
  withdrawal ? [] : [publishedAt, ...(breakingUntil && breakingUntil > publishedAt ? [breakingUntil] : [])];

/** Whether there is sound to play, and not the mention of some alone. */
export const isPlayable = ({ audio }: Pick<Story, 'audio'>): boolean =>
  audio?.url !== undefined && /^audio\//i.test(audio.type ?? '');

/** The later of publication and last significant edit: Atom's `updated` (RFC 4287 §4.2.15). */
export const updatedAt = (story: Pick<Story, 'publishedAt' | 'updatedAt'>): Instant =>
  latest(story.publishedAt, story.updatedAt) as Instant;
