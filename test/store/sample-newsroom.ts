import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { breakStory, clearBreaking } from '../../lambdas/news/edits/break-story';
import { reinstateStory, withdrawStory } from '../../lambdas/news/edits/withdraw-story';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { entryInstant } from '../../lambdas/news/feed/feed-place';
import { withFormerFeeds } from '../../lambdas/news/feed/former-feeds';
import { makeExcerpt } from '../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import type { PageRequest } from '../../lambdas/store/read/page';
import { createReader, type Reader } from '../../lambdas/store/read/reader';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { entryKey } from '../../lambdas/store/table/keys';
import { excerptItem } from '../../lambdas/store/table/story-items';
import type { Table } from '../../lambdas/store/table/table';
import type { EditRecord, Ids } from '../../lambdas/store/write/edit-context';
import { createWriter, type Writer } from '../../lambdas/store/write/writer';
import { NOON, nextOf } from '../news/sample-story';

let count = 0;

/** Seconds that tombstones last: 30 days. */
const TOMBSTONE_SECONDS = 30 * 86_400;

/** Ids that count. A transaction's id has the name of its table: many tables share one engine. */
export function countingIds(tableName: string): Ids {
  const next = () => String(++count);
  return {
    version: () => `v${next().padStart(11, '0')}`,
    guid: () => `urn:uuid:00000000-0000-4000-8000-${next().padStart(12, '0')}`,
    transaction: () => `${tableName}-${next()}`,
  };
}

/** Reader and writer of one table, by a clock that stands still until it is set. */
export function newsroom(table: Table) {
  let now = NOON;
  const waits: number[] = [];
  const writes = createWriter({
    table,
    clock: () => now,
    ids: countingIds(table.name),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
  });
  const reads = createReader(table);

  return {
    reader: reads,
    writer: writes,
    waits,
    get now() {
      return now;
    },
    at(moment: Instant) {
      now = moment;
    },
    pass(seconds: number) {
      now = plusSeconds(now, seconds);
    },
    ...editing(writes, () => now),
    ...reading(reads, () => now),
  };
}

/** The edits of a newsroom at a moment. */
function editing(writes: Writer, at: () => Instant) {
  async function revise(story: Story, after: Story): Promise<Story> {
    const outcome = await writes.revise(story, after, { by: 'ann' });
    if (outcome !== 'stored') throw new Error(`${story.id} was not stored: ${outcome}`);
    return after;
  }

  return {
    /** Stores a new story. */
    async upload(story: Story, record: Partial<EditRecord> = {}): Promise<Story> {
      const outcome = await writes.create(story, { by: 'ann', ...record });
      if (outcome !== 'stored') throw new Error(`${story.id} was not stored: ${outcome}`);
      return story;
    },

    /** Stores the next revision of a story. */
    edit: (story: Story, fields: Partial<Story>): Promise<Story> =>
      revise(story, withFormerFeeds(story, nextOf(story, fields), at())),

    /** Sets a story's flag, or clears it. */
    async flag(story: Story, until: Instant | null | undefined): Promise<Story> {
      const after = until === undefined ? clearBreaking(story, at()) : breakStory(story, until, at());
      if (typeof after === 'string') throw new Error(after);
      return revise(story, after);
    },

    /** Withdraws a story; its tombstones last `tombstoneSeconds`. */
    withdraw: (
      story: Story,
      {
        note,
        reason = 'wrong',
        tombstoneSeconds = TOMBSTONE_SECONDS,
      }: { note?: string; reason?: string; tombstoneSeconds?: number } = {},
    ): Promise<Story> =>
      revise(
        story,
        withdrawStory(story, { reason, ...(note !== undefined && { note }) }, { now: at(), tombstoneSeconds }),
      ),

    async reinstate(story: Story): Promise<Story> {
      const after = reinstateStory(story, at());
      if (typeof after === 'string') throw new Error(after);
      return revise(story, after);
    },
  };
}

/** The feeds of a newsroom as readers see them at a moment. */
function reading(reads: Reader, at: () => Instant) {
  return {
    head: (feed: FeedName) => reads.feedHead(feed, { consistent: true }),

    /** A page of a feed that has a head. */
    async page(feed: FeedName, request: Partial<PageRequest> = {}) {
      const head = await reads.feedHead(feed, { consistent: true });
      if (!head) throw new Error(`there is no feed ${feed}`);
      return reads.page(head, { now: at(), limit: 50, ...request });
    },

    /** The content of a feed's documents now. */
    async news(feed: FeedName, limit = 50) {
      const head = await reads.feedHead(feed, { consistent: true });
      if (!head) throw new Error(`there is no feed ${feed}`);
      const { entries, lateChangesAndTombstones, matchesHead } = await reads.news(head, { now: at(), limit });
      return {
        ids: entries.map(({ id }) => id),
        late: lateChangesAndTombstones.lateChanges.map(({ id }) => id),
        withdrawn: lateChangesAndTombstones.tombstones.map(({ id }) => id),
        tombstones: lateChangesAndTombstones.tombstones,
        entries,
        lateChangesAndTombstones,
        matchesHead: matchesHead && lateChangesAndTombstones.matchesHead,
      };
    },

    /** The ids of a feed's stories as readers find them now; undefined where to them there is no such feed. */
    async ids(feed: FeedName): Promise<string[] | undefined> {
      const head = await reads.feedHead(feed, { consistent: true });
      if (!head || head.openedAt > at()) return undefined;
      const { entries, matchesHead } = await reads.page(head, { now: at(), limit: 50 });
      expect(matchesHead).toBe(true);
      return entries.map(({ id }) => id);
    },

    /** The names of the feeds that readers see now. */
    async register(): Promise<string[]> {
      const head = await reads.registerHead({ consistent: true });
      if (!head) return [];
      const { feeds, matchesHead } = await reads.register(head, { now: at(), limit: 500 });
      expect(matchesHead).toBe(true);
      return feeds.map(({ name }) => name);
    },
  };
}

/** Puts stories into a feed with their excerpts, without their heads, histories and other feeds: fast, where only their number matters. */
export async function putEntries(table: Table, feed: FeedName, stories: readonly Story[]): Promise<void> {
  const put = async (some: readonly Story[]) => {
    const requests = some
      .flatMap((story) => [
        entryItem(entryKey(feed, entryInstant(feed, story), story.id), makeFeedEntry(story), 1),
        excerptItem(makeExcerpt(story)),
      ])
      .map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  };
  for (let i = 0; i < stories.length; i += 48) {
    await Promise.all(
      [0, 12, 24, 36]
        .map((j) => stories.slice(i + j, i + j + 12))
        .filter(({ length }) => length)
        .map(put),
    );
  }
}
