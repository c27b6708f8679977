import * as z from 'zod/mini';
import type { ImportTimes } from '../../news/feed/feed-edit';
import { type Excerpt, parseUnlistedFields } from '../../news/story/feed-entry';
import { parseStory, type Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Item, itemBytes, keyOf, readItem, toItem, UnreadableItem } from './item';
import { excerptKey, guidKey, idInStoryPartition, revisionKey, storyKey } from './keys';

/** A revision in a story's history. */
export interface StoredRevision {
  readonly story: Story;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string;
  /** SHA-256 of the upload. */
  readonly request?: string;
  /** The warnings of the answer, as JSON. */
  readonly warnings?: string;
  /** Only of a revision that was made elsewhere: when it was made and stored, and the name of the token that imported it. */
  readonly imported?: ImportTimes & { readonly by: string };
}

/** A story as its items hold it; `story` is the JSON of every field but the body. */
const documentSchema = { story: z.string(), body: z.string() };
const StoryItem = z.object(documentSchema);
type StoryItem = z.infer<typeof StoryItem>;
const RevisionItem = z.object({
  ...documentSchema,
  at: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
  request: z.optional(z.string()),
  warnings: z.optional(z.string()),
  imported: z.optional(z.object({ storedAt: z.string(), by: z.string(), originalAt: z.string() })),
});
const ExcerptItem = z.object({
  revision: z.number(),
  body: z.string(),
  whole: z.boolean(),
  /** The fields that entries of the story lack, as JSON. */
  unlisted: z.optional(z.string()),
});
const GuidItem = z.object({ id: z.string() });

// One JSON text holds a story: no request asks DynamoDB for a single field, and one text is parsed faster than nested attributes.
// The body stands beside it as it is: JSON escapes quotation marks, and 350 KB of them would exceed DynamoDB's 400 KB an item.
const toDocument = ({ body, ...story }: Story): StoryItem => ({ story: JSON.stringify(story), body });

const readDocument = (item: Item, { story, body }: StoryItem): Story =>
  readJson(item, story, (fields: object) => parseStory({ ...fields, body }));

/** Throws UnreadableItem where a text of `item` is not JSON, or `parse` refuses its value. */
export function readJson<T>(item: Item, text: string, parse: (value: object) => T): T {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    throw new UnreadableItem(keyOf(item), error instanceof Error ? error.message : String(error));
  }
}

export const storyItem = (story: Story): Item => toItem(storyKey(story.id), toDocument(story));
/** Bytes of a story's item. */
export const storyBytes = (story: Story): number => itemBytes(storyItem(story));
export const readStory = (item: Item): Story => readDocument(item, readItem(item, StoryItem));

export const revisionItem = ({ story, ...record }: StoredRevision): Item =>
  toItem(revisionKey(story.id, story.revision), { ...toDocument(story), ...record });
export function readRevision(item: Item): StoredRevision {
  const { story, body, ...record } = readItem(item, RevisionItem);
  return { story: readDocument(item, { story, body }), ...record };
}

/** The excerpt of a story, once for all its feeds. */
export const excerptItem = ({ id, unlisted, ...excerpt }: Excerpt): Item =>
  toItem(excerptKey(id), {
    ...excerpt,
    unlisted: Object.keys(unlisted).length > 0 ? JSON.stringify(unlisted) : undefined,
  });
export function readExcerpt(item: Item): Excerpt {
  const { unlisted = '{}', ...excerpt } = readItem(item, ExcerptItem);
  return {
    id: idInStoryPartition(keyOf(item).pk),
    ...excerpt,
    unlisted: readJson(item, unlisted, parseUnlistedFields),
  };
}

/** Names the story that owns a guid. */
export const guidItem = ({ guid, id }: Pick<Story, 'guid' | 'id'>): Item => toItem(guidKey(guid), { id });
export const readGuid = (item: Item): string => readItem(item, GuidItem).id;
