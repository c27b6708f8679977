import { GetItemCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import type { Head } from '../../news/feed/head';
import { MAX_REVISIONS } from '../../news/limits';
import type { Story } from '../../news/story/story';
import { epoch, type Instant } from '../../news/values/instant';
import { readEntries } from '../table/entry-items';
import {
  type RegisteredFeed,
  type RegisterHead,
  readFeedHead,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
} from '../table/head-items';
import { type Item, keyOf, toKey } from '../table/item';
import {
  ABOVE_ENTRIES,
  aboveEntriesAt,
  aboveKey,
  entryKey,
  entryKeyParts,
  feedHeadKey,
  feedPartition,
  type Key,
  registerHeadKey,
  revisionKey,
  storyHeadKey,
  storyKey,
  WITHDRAWN_PARTITION,
} from '../table/keys';
import { type Receipt, readReceipt } from '../table/receipt-items';
import { readRevision, readStory, type StoredRevision } from '../table/story-items';
import type { Table } from '../table/table';
import { archivePages } from './archive-pages';
import { changeList } from './change-pages';
import { withMomentsFrom, withOpeningsFrom } from './coming-moments';
import { type EntryPosition, type FeedPage, feedPages, type PageRequest } from './feed-pages';
import { feedMonths } from './months';
import { readRegisteredFeeds } from './read-register';

/** A stretch of a story's history. */
export interface Revisions {
  readonly revisions: readonly StoredRevision[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** `consistent` costs twice the read units and sees every write that was answered. */
export interface Consistency {
  readonly consistent: boolean;
}

export type Reader = ReturnType<typeof createReader>;

/** The reading half of the store, by access patterns. Each method is one request to DynamoDB unless it says more. */
export function createReader(table: Table) {
  async function get(key: Key, { consistent }: Consistency): Promise<Item | undefined> {
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: toKey(key), ConsistentRead: consistent }),
    );
    return Item;
  }

  /** Strongly consistent: an answer is kept for as long as its version stands, so it must not rest on a late replica. */
  const query = (input: Omit<QueryCommandInput, 'TableName'>) =>
    table.client.send(new QueryCommand({ TableName: table.name, ConsistentRead: true, ...input }));

  const newestIn = (partition: string, bound: string, limit: number) =>
    query({
      KeyConditionExpression: 'pk = :partition AND sk < :bound',
      ExpressionAttributeValues: { ':partition': { S: partition }, ':bound': { S: bound } },
      ScanIndexForward: false,
      Limit: limit,
    });
  const needs = { query, newestIn };

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
    async register(head: RegisterHead, now: Instant): Promise<{ feeds: RegisteredFeed[]; matchesHead: boolean }> {
      const feeds = await readRegisteredFeeds(table);
      const rev = Math.max(0, ...feeds.map((feed) => feed.rev));
      return {
        feeds: feeds.filter(({ openedAt }) => openedAt <= now),
        matchesHead: feeds.length === head.feeds && rev === head.rev,
      };
    },

    ...feedPages(needs),
    ...feedMonths(needs),
    ...archivePages(needs),
    ...changeList({ query, get: (key) => get(key, { consistent: true }) }),

    /**
     * The id of the published story before or after a place in a feed that is ordered by publication; undefined where
     * there is none.
     */
    async neighbour(
      feed: FeedName,
      { at, id }: EntryPosition,
      direction: 'previous' | 'next',
      now: Instant,
    ): Promise<string | undefined> {
      const { sk } = entryKey(feed, at, id);
      const until = aboveEntriesAt(now);
      if (direction === 'previous') {
        const [bound = until] = [sk, until].sort();
        const { Items = [] } = await newestIn(feedPartition(feed), bound, 1);
        return Items[0] && entryKeyParts(keyOf(Items[0]).sk).id;
      }
      // DynamoDB refuses a BETWEEN that is upside down.
      if (sk > until) return undefined;
      const { Items = [] } = await query({
        KeyConditionExpression: 'pk = :feed AND sk BETWEEN :above AND :until',
        ExpressionAttributeValues: {
          ':feed': { S: feedPartition(feed) },
          ':above': { S: aboveKey(sk) },
          ':until': { S: until },
        },
        Limit: 1,
      });
      return Items[0] && entryKeyParts(keyOf(Items[0]).sk).id;
    },

    /** Every story, embargoed and withdrawn ones too, newest first: for the newsroom only. Two queries. */
    async everyStory({ limit, after }: Omit<PageRequest, 'now'>): Promise<Pick<FeedPage, 'entries' | 'last'>> {
      const bound = after ? entryKey('all', after.at, after.id).sk : ABOVE_ENTRIES;
      const answers = await Promise.all([
        newestIn(feedPartition('all'), bound, limit),
        newestIn(WITHDRAWN_PARTITION, bound, limit),
      ]);
      // A megabyte may end one answer above where the other goes on: a page reaches no further than both of them.
      const ends = answers.flatMap(({ LastEvaluatedKey }) => (LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : []));
      const items = answers
        .flatMap(({ Items = [] }) => Items)
        .filter((item) => ends.every((end) => byKey(keyOf(item).sk, end) >= 0))
        .sort((a, b) => byKey(keyOf(b).sk, keyOf(a).sk));
      const page = items.slice(0, limit);
      const last = page.at(-1);
      const isCut = items.length > limit || ends.length > 0;
      return {
        entries: readEntries(page).entries.map(({ entry }) => entry),
        ...(isCut && last && { last: entryKeyParts(keyOf(last).sk) }),
      };
    },

    /** A story's history, newest first, below revision `before` where that is given. `limit` is 1 to 100. */
    async revisions(
      id: string,
      { limit, before = MAX_REVISIONS + 1 }: { limit: number; before?: number },
    ): Promise<Revisions> {
      const revisions: StoredRevision[] = [];
      // Nothing lies below the first, and DynamoDB refuses to look there.
      if (before <= 1) return { revisions, more: false };
      let last: Item | undefined;
      do {
        // A revision may have 400 KB and a request brings a megabyte.
        const { Items = [], LastEvaluatedKey } = await query({
          KeyConditionExpression: 'pk = :story AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':story': { S: storyKey(id).pk },
            ':first': { S: revisionKey(id, 1).sk },
            ':last': { S: revisionKey(id, before - 1).sk },
          },
          ScanIndexForward: false,
          Limit: limit - revisions.length,
          ...(last && { ExclusiveStartKey: last }),
        });
        revisions.push(...Items.map(readRevision));
        last = LastEvaluatedKey;
      } while (last && revisions.length < limit);
      return { revisions, more: (revisions.at(-1)?.story.revision ?? 1) > 1 };
    },

    /** The head, with its moments listed anew (see `withMomentsFrom`) where the clock has passed those it lists. */
    momentsFrom: async (now: Instant, head: FeedHead): Promise<FeedHead> =>
      isPast(head, now) ? withMomentsFrom(now, head, query) : head,

    /** The same for the register. */
    openingsFrom: async (now: Instant, head: RegisterHead): Promise<RegisterHead> =>
      isPast(head, now) ? withOpeningsFrom(now, head, await readRegisteredFeeds(table)) : head,
  };
}

/** The order of DynamoDB's sort keys: of their bytes in UTF-8, which is not the order of strings here. */
const byKey = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const isPast = ({ momentsUntil }: Head, now: Instant): boolean => momentsUntil !== undefined && momentsUntil <= now;
