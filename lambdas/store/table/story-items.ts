import * as z from 'zod/mini';
import type { ImportTimes } from '../../news/feed/feed-edit';
import { parseStory, type Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Item, itemBytes, keyOf, readItem, toItem, UnreadableItem } from './item';
import { guidKey, revisionKey, storyKey } from './keys';

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
export const documentSchema = { story: z.string(), body: z.string() };
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
const GuidItem = z.object({ id: z.string() });

// One JSON text holds a story: no request asks DynamoDB for a single field, and one text is parsed faster than nested attributes.
// The body stands beside it as it is: JSON escapes quotation marks, and 350 KB of them would exceed DynamoDB's 400 KB an item.
export const toDocument = ({ body, ...story }: Story): StoryItem => ({ story: JSON.stringify(story), body });

/** Throws UnreadableItem where the document of `item` is no story. */
export function readDocument(item: Item, { story, body }: StoryItem): Story {
  try {
    return parseStory({ ...JSON.parse(story), body });
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

/** Names the story that owns a guid. */
export const guidItem = ({ guid, id }: Pick<Story, 'guid' | 'id'>): Item => toItem(guidKey(guid), { id });
export const readGuid = (item: Item): string => readItem(item, GuidItem).id;
