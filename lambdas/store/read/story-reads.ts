import { MAX_REVISIONS } from '../../news/limits';
import type { Excerpt } from '../../news/story/feed-entry';
import type { Story } from '../../news/story/story';
import { epoch, type Instant } from '../../news/values/instant';
import { getAll } from '../table/batch-get';
import { readFormerUrlClaim } from '../table/former-url-items';
import { readStoryHead, type StoryHead } from '../table/head-items';
import { type Item, itemBytes, keyOf, readUnits, UnreadableItem } from '../table/item';
import { excerptKey, formerUrlKey, type Key, revisionKey, storyHeadKey, storyKey } from '../table/keys';
import { queryAll, queryOn } from '../table/query-all';
import { type Receipt, readReceipt } from '../table/receipt-items';
import { readExcerpt, readRevision, readStory, type StoredRevision } from '../table/story-items';
import type { Table } from '../table/table';
import type { ReadStory } from './change-stories';
import { type Consistency, getItem } from './get-item';
import { keysBetween } from './key-ranges';

/** Some revisions of a story, newest first. */
export interface Revisions {
  readonly revisions: readonly StoredRevision[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** The excerpts of some stories. */
export interface FoundExcerpts {
  readonly excerpts: readonly Excerpt[];
  /** The items that this release cannot read. */
  readonly unreadable: readonly UnreadableItem[];
}

function readExcerptIfPossible(item: Item): Excerpt | UnreadableItem {
  try {
    return readExcerpt(item);
  } catch (error) {
    if (error instanceof UnreadableItem) return error;
    throw error;
  }
}

/** The reads of one story. */
export const storyReads = (table: Table) => ({
  async storyHead(id: string, how: Consistency): Promise<StoryHead | undefined> {
    const item = await getItem(table, storyHeadKey(id), how);
    return item && readStoryHead(id, item);
  },

  /** The current revision, whole, whatever its status; strongly consistent. */
  async story(id: string): Promise<Story | undefined> {
    const item = await getItem(table, storyKey(id));
    return item && readStory(item);
  },

  /** The excerpts that exist of some stories, in any order. One request for each 100 of them, all at once. */
  async excerpts(ids: readonly string[], how: Consistency): Promise<FoundExcerpts> {
    const items = await getAll(table, ids.map(excerptKey), how);
    const results = items.map(readExcerptIfPossible);
    return {
      excerpts: results.flatMap((result) => (result instanceof UnreadableItem ? [] : [result])),
      unreadable: results.filter((result) => result instanceof UnreadableItem),
    };
  },

  /** The current revisions of some stories, one for each id. A BatchGetItem for each hundred. */
  async stories(ids: readonly string[], how: Consistency): Promise<ReadStory[]> {
    const items = await getAll(table, ids.map(storyKey), how);
    const byPartition = new Map(items.map((item) => [keyOf(item).pk, item]));
    return ids.map((id) => {
      const item = byPartition.get(storyKey(id).pk);
      return { story: item && readStory(item), units: readUnits(item ? itemBytes(item) : 0, how) };
    });
  },

  /** One revision in a story's history; strongly consistent. */
  async revision(id: string, revision: number): Promise<StoredRevision | undefined> {
    const item = await getItem(table, revisionKey(id, revision));
    return item && readRevision(item);
  },

  /** A story's history, newest first, below revision `before`. `limit` is 1 to 100. A request for each megabyte. */
  async revisions(
    id: string,
    { limit, before = MAX_REVISIONS + 1 }: { limit: number; before?: number },
  ): Promise<Revisions> {
    if (before <= 1) return { revisions: [], more: false };
    const [first, last] = [revisionKey(id, 1), revisionKey(id, before - 1)];
    const input = { ...keysBetween(first.pk, first.sk, last.sk), ScanIndexForward: false };
    const revisions = (await queryAll(queryOn(table), input, limit)).map(readRevision);
    return { revisions, more: (revisions.at(-1)?.story.revision ?? 1) > 1 };
  },

  /** The id of the story that claims a former address, eventually consistent. */
  async storyOfFormerUrl(address: string): Promise<string | undefined> {
    const item = await getItem(table, formerUrlKey(address), { consistent: false });
    return item && readFormerUrlClaim(item).id;
  },

  /** The receipt of an upload; undefined once it has expired. */
  async receipt(key: Key, now: Instant): Promise<Receipt | undefined> {
    const item = await getItem(table, key);
    const receipt = item && readReceipt(item);
    return receipt && receipt.expires > epoch(now) / 1000 ? receipt : undefined;
  },
});
