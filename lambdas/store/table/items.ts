import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead, ImportTimes } from '../../news/feed/feed-head';
import type { Head } from '../../news/feed/head';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { parseStory, type Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import {
  documentEndKey,
  entryKeyParts,
  feedHeadKey,
  guidKey,
  type Key,
  registerHeadKey,
  registerKey,
  revisionKey,
  storyHeadKey,
  storyKey,
  tokenKey,
  tokenListingKey,
  tombstoneKeyParts,
  withdrawnKey,
} from './keys';

export type Item = Record<string, AttributeValue>;

/** The form of the items that this release writes. It reads this one and all before it. */
export const FORMAT = 1;

/** An item in the table that this release cannot read. */
export class UnreadableItem extends Error {
  override name = 'UnreadableItem';
  constructor(
    readonly key: Key,
    why: string,
  ) {
    super(`item ${key.pk} / ${key.sk} cannot be read: ${why}`);
  }
}

/** The small item before a story: what a 304 of its page needs. `rev` is the story's revision. */
export interface StoryHead extends Head, Pick<Story, 'id' | 'publishedAt' | 'breakingUntil'> {
  readonly withdrawnAt?: Instant;
  /** What its publisher says of the withdrawal. */
  readonly note?: string;
}

/** The small item before the register of feeds. */
export interface RegisterHead extends Head {
  /** How many feeds are registered, open or not: a register with another number of them is half of a transaction. */
  readonly feeds: number;
}

/** What `/feeds` and OPML know of a feed. */
export interface RegisteredFeed extends Pick<FeedHead, 'name' | 'title' | 'guid' | 'openedAt'> {
  /** The `rev` that the register's head has since this was written. */
  readonly rev: number;
}

/** A token as it is kept: never itself, only its hash, in the key. */
export interface StoredToken {
  /** Who bears it: the name in every revision that it makes. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: Instant;
}

/** A token in the list of tokens. */
export interface ListedToken extends StoredToken {
  /** SHA-256 of the token. */
  readonly token: string;
}

/** What was answered to an upload with an Idempotency-Key, so that the same one again is answered the same. */
export interface Receipt {
  /** SHA-256 of method, path and body. */
  readonly request: string;
  readonly status: number;
  readonly id: string;
  readonly revision: number;
  /** When it was answered: what the story was then is what the answer says again. */
  readonly at: Instant;
  /** Seconds since 1970. DynamoDB removes it hours later, so it is checked by time. */
  readonly expires: number;
}

/** A revision in a story's history. */
export interface StoredRevision {
  readonly story: Story;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string;
  /** SHA-256 of what was uploaded. */
  readonly request?: string;
  /** What was told of it, as JSON. */
  readonly warnings?: string;
  /** Of one that was made elsewhere. */
  readonly imported?: ImportRecord;
}

/** When a revision was brought here, by the bearer of which token, and when it was made. */
export interface ImportRecord extends ImportTimes {
  readonly by: string;
}

const moments = z.array(z.object({ at: z.string(), of: z.string() }));
const head = {
  rev: z.number(),
  version: z.string(),
  changedAt: z.string(),
  moments,
  momentsUntil: z.optional(z.string()),
};
const RegisterHeadItem = z.object({ ...head, feeds: z.number() });
const StoryHeadItem = z.object({
  ...head,
  publishedAt: z.string(),
  breakingUntil: z.optional(z.nullable(z.string())),
  withdrawnAt: z.optional(z.string()),
  note: z.optional(z.string()),
});
const registered = { title: z.string(), guid: z.string(), openedAt: z.string() };
const RegisteredItem = z.object({ ...registered, rev: z.number() });
const FeedHeadItem = z.object({
  ...head,
  ...registered,
  updated: z.string(),
  touched: z.array(
    z.object({ at: z.string(), of: z.string(), revision: z.number(), tombstone: z.optional(z.literal(true)) }),
  ),
  breaking: z.array(z.object({ from: z.string(), until: z.string(), of: z.string() })),
  // Release 0.1.0 knew none of these.
  tombstones: z._default(z.array(z.string()), []),
  tombstonesUntil: z.optional(z.string()),
  archive: z.optional(
    z.object({
      version: z.string(),
      changedAt: z.string(),
      closedUntil: z.optional(z.string()),
      open: z.optional(
        z.object({
          from: z.string(),
          stories: z.number(),
          more: z.optional(z.literal(true)),
          overflows: z.optional(z.literal(true)),
        }),
      ),
    }),
  ),
  lateChanges: z._default(z.array(z.object({ of: z.string(), revision: z.number(), at: z.string() })), []),
  changes: z.optional(z.object({ n: z.number(), at: z.string() })),
});
const document = { story: z.string(), body: z.string() };
const StoryItem = z.object(document);
const RevisionItem = z.object({
  ...document,
  at: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
  request: z.optional(z.string()),
  warnings: z.optional(z.string()),
  imported: z.optional(z.object({ storedAt: z.string(), by: z.string(), madeAt: z.string() })),
});
const GuidItem = z.object({ id: z.string() });
const stored = { name: z.string(), scopes: z.array(z.string()), created: z.string() };
const TokenItem = z.object(stored);
const TokenListing = z.object({ ...stored, token: z.string() });
const ReceiptItem = z.object({
  request: z.string(),
  status: z.number(),
  id: z.string(),
  revision: z.number(),
  at: z.string(),
  expires: z.number(),
});
const EntryItem = z.object({ ...document, whole: z.boolean(), rev: z.number() });
const TombstoneItem = z.object({
  guid: z.string(),
  publishedAt: z.string(),
  withdrawnAt: z.string(),
  note: z.optional(z.string()),
  revision: z.number(),
  rev: z.number(),
});

export const toKey = (key: Key): Item => marshall(key);

export const toItem = (key: Key, attributes: object): Item =>
  marshall({ ...key, format: FORMAT, ...attributes }, { removeUndefinedValues: true });

export const registerHeadItem = (register: RegisterHead): Item => toItem(registerHeadKey, register);
export const storyHeadItem = ({ id, ...attributes }: StoryHead): Item => toItem(storyHeadKey(id), attributes);
export const feedHeadItem = ({ name, ...attributes }: FeedHead): Item => toItem(feedHeadKey(name), attributes);
export const feedRegistrationItem = ({ name, ...attributes }: RegisteredFeed): Item =>
  toItem(registerKey(name), attributes);

// A story is kept as one JSON text: nothing asks DynamoDB about its fields, and one text is parsed faster than nested attributes.
// The body stands beside it as it is: JSON escapes quotation marks, and 350 KB of them would be over DynamoDB's 400 KB an item.
const asDocument = ({ body, ...story }: Story) => ({ story: JSON.stringify(story), body });
export const storyItem = (story: Story): Item => toItem(storyKey(story.id), asDocument(story));
export const revisionItem = ({ story, ...edited }: StoredRevision): Item =>
  toItem(revisionKey(story.id, story.revision), { ...asDocument(story), ...edited });
export const tokenItem = (sha256: string, token: StoredToken): Item => toItem(tokenKey(sha256), token);
/** Listed under its name; `as` is another name where that one is taken. */
export const tokenListingItem = (token: ListedToken, as: string = token.name): Item =>
  toItem(tokenListingKey(as), token);
export const receiptItem = (key: Key, receipt: Receipt): Item => toItem(key, receipt);
/** `rev` is the one that the feed's head has after the edit: a page cannot be older than its newest entry. */
export function entryItem(key: Key, { whole, ...story }: FeedEntry, rev: number): Item {
  return toItem(key, { ...asDocument(story), whole, rev });
}

/** `rev` is the one that the feed's head has after the edit, here too. */
export const tombstoneItem = (key: Key, { id: _id, until: _until, ...told }: Tombstone, rev: number): Item =>
  toItem(key, { ...told, rev });
export const documentEndItem = (feed: FeedName, at: Instant): Item => toItem(documentEndKey(feed, at), {});
/** Whose a guid is. */
export const guidItem = ({ guid, id }: Pick<Story, 'guid' | 'id'>): Item => toItem(guidKey(guid), { id });
export const readGuid = (item: Item): string => readItem(item, GuidItem).id;
/** A withdrawn story as the newsroom lists it: without its body, which the story has. */
export const withdrawnItem = (story: Story): Item =>
  entryItem(withdrawnKey(story.publishedAt, story.id), { ...story, body: '', whole: false }, story.revision);

export const readRegisterHead = (item: Item): RegisterHead => readItem(item, RegisterHeadItem);
export const readStoryHead = (id: string, item: Item): StoryHead => ({ id, ...readItem(item, StoryHeadItem) });
export const readFeedHead = (name: FeedName, item: Item): FeedHead => ({ name, ...readItem(item, FeedHeadItem) });
export const readRegisteredFeed = (item: Item): RegisteredFeed => ({
  name: keyOf(item).sk as FeedName,
  ...readItem(item, RegisteredItem),
});
export const readToken = (item: Item): StoredToken => readItem(item, TokenItem);
export const readListedToken = (item: Item): ListedToken => readItem(item, TokenListing);
export const readReceipt = (item: Item): Receipt => readItem(item, ReceiptItem);
export const readStory = (item: Item): Story => asStory(item, readItem(item, StoryItem));
export function readRevision(item: Item): StoredRevision {
  const { story, body, ...edited } = readItem(item, RevisionItem);
  return { story: asStory(item, { story, body }), ...edited };
}

/** An entry of a feed, with what its item says besides. */
export interface StoredEntry {
  readonly entry: FeedEntry;
  /** The instant in its key. */
  readonly at: Instant;
  /** The `rev` that the feed's head has since this entry was written. */
  readonly rev: number;
}

/** A tombstone of a feed, with the `rev` that the feed's head has since it was written. */
export interface StoredTombstone {
  readonly tombstone: Tombstone;
  readonly rev: number;
}

export function readTombstone(item: Item): StoredTombstone {
  const { rev, guid, publishedAt, revision, withdrawnAt, note } = readItem(item, TombstoneItem);
  const { at: until, id } = tombstoneKeyParts(keyOf(item).sk);
  const told = { id, guid, publishedAt, revision, withdrawnAt, until, ...(note !== undefined && { note }) };
  return { tombstone: told, rev };
}

export interface Entries {
  readonly entries: readonly StoredEntry[];
  /** Those that this release cannot read. */
  readonly unreadable: readonly UnreadableItem[];
}

/** Entries in the order of their items. One that cannot be read is left out and told, never the others. */
export function readEntries(items: readonly Item[]): Entries {
  const entries: StoredEntry[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const item of items) {
    try {
      const { whole, rev, ...document } = readItem(item, EntryItem);
      entries.push({ entry: { ...asStory(item, document), whole }, at: entryKeyParts(keyOf(item).sk).at, rev });
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      unreadable.push(error);
    }
  }
  return { entries, unreadable };
}

export const keyOf = (item: Item): Key => ({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' });

/** Throws UnreadableItem for one of another form, or of a newer release. */
export function readItem<T>(item: Item, schema: z.ZodMiniType<T>): T {
  // First of all: what a newer release wrote may hold values that this one cannot even take apart.
  const format = item.format?.N;
  if (!(Number(format) <= FORMAT))
    throw new UnreadableItem(keyOf(item), `its format is ${format}, this release reads up to ${FORMAT}`);
  const parsed = schema.safeParse(unmarshall(item));
  if (parsed.success) return parsed.data;
  throw new UnreadableItem(keyOf(item), `wrong in ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}

function asStory(item: Item, { story, body }: { story: string; body: string }): Story {
  try {
    return parseStory({ ...JSON.parse(story), body });
  } catch (error) {
    throw new UnreadableItem(keyOf(item), error instanceof Error ? error.message : String(error));
  }
}
