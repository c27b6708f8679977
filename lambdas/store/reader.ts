import { GetItemCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../newsroom/feed';
import type { FeedEntry } from '../newsroom/feed-entry';
import type { FeedHead } from '../newsroom/feed-head';
import type { Head } from '../newsroom/head';
import { epoch, type Instant } from '../newsroom/instant';
import type { Story } from '../newsroom/story';
import {
  type Item,
  keyOf,
  type Receipt,
  type RegisteredFeed,
  type RegisterHead,
  readEntries,
  readFeedHead,
  readReceipt,
  readRegisterHead,
  readRevision,
  readStory,
  readStoryHead,
  type StoredRevision,
  type StoryHead,
  toKey,
  type UnreadableItem,
} from './items';
import {
  entryKey,
  feedHeadKey,
  feedPartition,
  type Key,
  LAST,
  partsOfEntry,
  registerHeadKey,
  revisionKey,
  storyHeadKey,
  storyKey,
  through,
} from './keys';
import { withMomentsFrom, withOpeningsFrom } from './moments';
import { registeredFeeds } from './register';
import { isSettled } from './settled';
import type { Table } from './table';

/** A stretch of a feed, newest first. */
export interface Page {
  readonly entries: readonly FeedEntry[];
  /** Entries that this release cannot read, left out. */
  readonly unreadable: readonly UnreadableItem[];
  /** The last entry of the page, where the feed may go on after it. */
  readonly last?: After;
  /** Whether this is what the head tells of, and not half of a transaction. */
  readonly settled: boolean;
}

/** A place in a feed: the key of the last entry that was shown. */
export interface After {
  readonly at: Instant;
  readonly id: string;
}

export interface PageRequest {
  readonly now: Instant;
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: After;
}

/** `consistent` costs twice the read units and sees every write that was answered. */
export interface Consistency {
  readonly consistent: boolean;
}

export type Reader = ReturnType<typeof reader>;

/** The reading half of the store, by access patterns. Each method is one request to DynamoDB unless it says more. */
export function reader(table: Table) {
  async function get(key: Key, { consistent }: Consistency): Promise<Item | undefined> {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: toKey(key), ConsistentRead: consistent }),
    );
    return Item;
  }

  /** Strongly consistent: an answer is kept for as long as its version stands, so it must not rest on a late replica. */
  const query = (input: Omit<QueryCommandInput, 'TableName'>) =>
    table.client.send(new QueryCommand({ TableName: table.name, ConsistentRead: true, ...input }));

  const newestBelow = (feed: FeedName, bound: string, limit: number) =>
    query({
      KeyConditionExpression: 'pk = :feed AND sk < :bound',
      ExpressionAttributeValues: { ':feed': { S: feedPartition(feed) }, ':bound': { S: bound } },
      ScanIndexForward: false,
      Limit: limit,
    });

  async function latestPage(head: FeedHead, { now, limit, after }: PageRequest): Promise<Page> {
    const bound = [through(now), ...(after ? [entryKey(head.name, after.at, after.id).sk] : [])].sort()[0] as string;
    const { Items = [], LastEvaluatedKey } = await newestBelow(head.name, bound, limit);
    const read = readEntries(Items);
    const from = LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : '';
    return {
      entries: read.entries.map(({ entry }) => entry),
      unreadable: read.unreadable,
      ...(LastEvaluatedKey && { last: partsOfEntry(keyOf(LastEvaluatedKey).sk) }),
      settled: isSettled(head, read, { from, below: bound }),
    };
  }

  /**
   * Entries of `breaking` are in the order of their ends, so that ended ones are not walked: all others are read, a
   * megabyte a request, then put in order.
   */
  async function breakingPage(head: FeedHead, { now, limit, after }: PageRequest): Promise<Page> {
    const from = through(now);
    const items: Item[] = [];
    let last: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :now AND :last',
        ExpressionAttributeValues: {
          ':feed': { S: feedPartition('breaking') },
          ':now': { S: from },
          ':last': { S: LAST },
        },
        ScanIndexForward: false,
        ...(last && { ExclusiveStartKey: last }),
      });
      items.push(...Items);
      last = LastEvaluatedKey;
    } while (last);
    const read = readEntries(items);
    const published = read.entries
      .map(({ entry }) => entry)
      .filter((entry) => entry.publishedAt <= now && (!after || place(entry) < `${after.at}#${after.id}`))
      .sort((a, b) => (place(a) < place(b) ? 1 : -1));
    const entries = published.slice(0, limit);
    const lowest = entries.at(-1);
    return {
      entries,
      unreadable: read.unreadable,
      ...(lowest && published.length > limit && { last: { at: lowest.publishedAt, id: lowest.id } }),
      settled: isSettled(head, read, { from, below: LAST }),
    };
  }

  return {
    async feedHead(feed: FeedName, how: Consistency): Promise<FeedHead | undefined> {
      const item = await get(feedHeadKey(feed), how);
      return item && readFeedHead(feed, item);
    },

    async storyHead(id: string, how: Consistency): Promise<StoryHead | undefined> {
      const item = await get(storyHeadKey(id), how);
      return item && readStoryHead(id, item);
    },

    /** The current revision, whole, whatever its status; strongly consistent. */
    async story(id: string): Promise<Story | undefined> {
      const item = await get(storyKey(id), { consistent: true });
      return item && readStory(item);
    },

    /** One revision in a story's history. */
    async revision(id: string, revision: number): Promise<StoredRevision | undefined> {
      const item = await get(revisionKey(id, revision), { consistent: true });
      return item && readRevision(item);
    },

    /** What was answered to an upload, for as long as that is kept. */
    async receipt(key: Key, now: Instant): Promise<Receipt | undefined> {
      const item = await get(key, { consistent: true });
      const receipt = item && readReceipt(item);
      return receipt && receipt.expires > epoch(now) / 1000 ? receipt : undefined;
    },

    async registerHead(how: Consistency): Promise<RegisterHead | undefined> {
      const item = await get(registerHeadKey, how);
      return item && readRegisterHead(item);
    },

    /** The feeds that have had a published story by now, in the order of their names. */
    async register(head: RegisterHead, now: Instant): Promise<{ feeds: RegisteredFeed[]; settled: boolean }> {
      const feeds = await registeredFeeds(table);
      const rev = Math.max(0, ...feeds.map((feed) => feed.rev));
      return {
        feeds: feeds.filter(({ openedAt }) => openedAt <= now),
        settled: feeds.length === head.feeds && rev === head.rev,
      };
    },

    /**
     * The newest published stories of a feed, below `after` where that is given; an `after` that lies ahead shows no
     * embargoed story.
     */
    page: (head: FeedHead, request: PageRequest): Promise<Page> =>
      head.name === 'breaking' ? breakingPage(head, request) : latestPage(head, request),

    /** Every story but the withdrawn, embargoed ones too, newest first: for the newsroom only. */
    async everyStory({ limit, after }: Omit<PageRequest, 'now'>): Promise<Pick<Page, 'entries' | 'last'>> {
      const bound = after ? entryKey('all', after.at, after.id).sk : LAST;
      const { Items = [], LastEvaluatedKey } = await newestBelow('all', bound, limit);
      return {
        entries: readEntries(Items).entries.map(({ entry }) => entry),
        ...(LastEvaluatedKey && { last: partsOfEntry(keyOf(LastEvaluatedKey).sk) }),
      };
    },

    /** The head, with its moments listed anew (see `withMomentsFrom`) where the clock has passed those it lists. */
    momentsFrom: async (now: Instant, head: FeedHead): Promise<FeedHead> =>
      isPast(head, now) ? withMomentsFrom(now, head, query) : head,

    /** The same for the register. */
    openingsFrom: async (now: Instant, head: RegisterHead): Promise<RegisterHead> =>
      isPast(head, now) ? withOpeningsFrom(now, head, await registeredFeeds(table)) : head,
  };
}

const isPast = ({ momentsUntil }: Head, now: Instant): boolean => momentsUntil !== undefined && momentsUntil <= now;

const place = ({ publishedAt, id }: FeedEntry): string => `${publishedAt}#${id}`;
