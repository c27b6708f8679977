import { createHash } from 'node:crypto';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import type { Story } from '../../news/story/story';
import { type Instant, latest } from '../../news/values/instant';
import { readChange, readMomentChange } from '../table/change-items';
import { readEntries, readTombstone } from '../table/entry-items';
import {
  type RegisteredFeed,
  type RegisterHead,
  readFeedHead,
  readRegisteredFeed,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
} from '../table/head-items';
import { FORMAT, type Item, keyOf, UnreadableItem } from '../table/item';
import {
  CHANGES_PARTITION,
  instantOfDocumentEnd,
  isDocumentEndKey,
  isTombstoneKey,
  type Key,
  MOMENT_CHANGES_PARTITION,
  numberOfChange,
  WITHDRAWN_PARTITION,
} from '../table/keys';
import { type Receipt, readReceipt } from '../table/receipt-items';
import { type ImportRecord, readGuid, readRevision, readStory } from '../table/story-items';
import type { Table } from '../table/table';
import { type ListedToken, readListedToken, readToken, type StoredToken } from '../table/token-items';

/** A story as one item has it, without its texts: a table may hold more than a machine's memory. */
export interface ScannedItem {
  /** Its body and summary are empty. */
  readonly story: Story;
  /** SHA-256 of the whole of it, and of what a feed carries of it. */
  readonly digest: string;
  readonly entryDigest: string;
}

export interface ScannedRevision extends ScannedItem {
  readonly at: Instant;
  readonly request?: string;
  readonly imported?: ImportRecord;
}

/** What is stored of one story. */
export interface ScannedStory {
  head?: StoryHead;
  story?: ScannedItem;
  readonly revisions: Map<number, ScannedRevision>;
}

export interface ScannedEntry {
  readonly sk: string;
  /** SHA-256 of what it carries; left out where it cannot be read. */
  readonly digest?: string;
  readonly rev: number;
}

export interface ScannedFeed {
  head?: FeedHead;
  /** Whether there is a head, readable or not. */
  hasHead?: true;
  readonly entries: ScannedEntry[];
  /** The end of its last archive document that was full. */
  fullUntil?: Instant;
}

/** What is stored in a table, without the texts. What can be rebuilt and cannot be read is left out. */
export interface TableScan {
  readonly stories: Map<string, ScannedStory>;
  readonly feeds: Map<FeedName, ScannedFeed>;
  readonly register: { head?: RegisterHead; hasHead?: true; readonly rows: Map<FeedName, RegisteredFeed> };
  /** The sort keys of the newsroom's list of withdrawn stories, and which revision each shows; 0 where it cannot be read. */
  readonly withdrawn: Map<string, number>;
  /** The list of changes, by number, undefined where it cannot be read; and by sort key what it says of coming moments. */
  readonly changes: {
    readonly writes: Map<number, ListedWrite | undefined>;
    readonly said: Map<string, ListedMoment | undefined>;
  };
  readonly receipts: { readonly key: Key; readonly receipt?: Receipt }[];
  /** Whose each guid is said to be, by partition; undefined where it cannot be read. */
  readonly guids: Map<string, string | undefined>;
  /** By SHA-256, and as they are listed. */
  readonly tokens: Map<string, StoredToken>;
  readonly listedTokens: Map<string, ListedToken | undefined>;
}

/**
 * Walks the whole table, strongly consistent. A Scan, which no function may do: this is an operator's maintenance, and
 * only a walk finds what no head tells of. Throws where an item is of a newer release, or a revision cannot be read.
 */
export async function scanTable({ client, name }: Table, onPage: (items: number) => void): Promise<TableScan> {
  const survey: TableScan = {
    stories: new Map(),
    feeds: new Map(),
    register: { rows: new Map() },
    withdrawn: new Map(),
    changes: { writes: new Map(), said: new Map() },
    receipts: [],
    guids: new Map(),
    tokens: new Map(),
    listedTokens: new Map(),
  };
  let items = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    for (const item of Items) add(item, survey);
    items += Items.length;
    onPage(items);
  }
  return survey;
}

function add(item: Item, survey: TableScan): void {
  const { pk, sk } = keyOf(item);
  const separator = pk.indexOf('#');
  const [kind, of] = separator < 0 ? [pk, ''] : [pk.slice(0, separator), pk.slice(separator + 1)];
  const addTo = ADD[kind];
  // Of a kind that only another release knows.
  if (!addTo) return;
  if (!(Number(item.format?.N) <= FORMAT))
    throw new UnreadableItem({ pk, sk }, 'a newer release wrote it: repair the table with that one');
  addTo(survey, of, sk, item);
}

type Add = (survey: TableScan, of: string, sk: string, item: Item) => void;

const ADD: Readonly<Record<string, Add>> = {
  STORY({ stories }, id, sk, item) {
    const seen: ScannedStory = stories.get(id) ?? { revisions: new Map() };
    stories.set(id, seen);
    if (sk === 'HEAD') seen.head = readable(() => readStoryHead(id, item));
    else if (sk === 'STORY') seen.story = readable(() => withoutTexts(readStory(item)));
    else if (sk.startsWith('REV#')) {
      const { story, at, request, imported } = readRevision(item);
      const made = { at, ...(request !== undefined && { request }), ...(imported && { imported }) };
      seen.revisions.set(story.revision, { ...withoutTexts(story), ...made });
    }
  },

  FEED({ feeds }, of, sk, item) {
    const name = of as FeedName;
    const seen: ScannedFeed = feeds.get(name) ?? { entries: [] };
    feeds.set(name, seen);
    if (sk === 'HEAD') Object.assign(seen, { head: readable(() => readFeedHead(name, item)), hasHead: true });
    else if (isDocumentEndKey(sk)) seen.fullUntil = latest(seen.fullUntil, instantOfDocumentEnd(sk)) as Instant;
    else seen.entries.push(entryOf(sk, item));
  },

  FEEDS({ register }, _, sk, item) {
    if (sk === 'HEAD') Object.assign(register, { head: readable(() => readRegisterHead(item)), hasHead: true });
    else {
      const row = readable(() => readRegisteredFeed(item));
      if (row) register.rows.set(row.name, row);
    }
  },

  [WITHDRAWN_PARTITION]({ withdrawn }, _, sk, item) {
    withdrawn.set(sk, readEntries([item]).entries[0]?.entry.revision ?? 0);
  },

  [CHANGES_PARTITION]({ changes }, _, sk, item) {
    changes.writes.set(
      numberOfChange(sk),
      readable(() => readChange(item)),
    );
  },

  [MOMENT_CHANGES_PARTITION]({ changes }, _, sk, item) {
    changes.said.set(
      sk,
      readable(() => readMomentChange(item)),
    );
  },

  UPLOAD({ receipts }, _, __, item) {
    const receipt = readable(() => readReceipt(item));
    receipts.push({ key: keyOf(item), ...(receipt && { receipt }) });
  },

  GUID({ guids }, _, __, item) {
    guids.set(
      keyOf(item).pk,
      readable(() => readGuid(item)),
    );
  },

  TOKEN({ tokens }, sha256, _, item) {
    tokens.set(sha256, readToken(item));
  },

  TOKENS({ listedTokens }, _, sk, item) {
    listedTokens.set(
      sk,
      readable(() => readListedToken(item)),
    );
  },
};

function entryOf(sk: string, item: Item): ScannedEntry {
  if (isTombstoneKey(sk)) {
    const stored = readable(() => readTombstone(item));
    return { sk, rev: Number(item.rev?.N ?? 0), ...(stored && { digest: digestOf(stored.tombstone) }) };
  }
  const [stored] = readEntries([item]).entries;
  if (!stored) return { sk, rev: Number(item.rev?.N ?? 0) };
  return { sk, digest: digestOf(stored.entry), rev: stored.rev };
}

const withoutTexts = (story: Story): ScannedItem => ({
  story: { ...story, body: '', summary: '' },
  digest: digestOf(story),
  entryDigest: digestOf(makeFeedEntry(story)),
});

// Both sides of a comparison come through the same door, which puts their fields in one order.
export const digestOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('base64');

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableItem) return undefined;
    throw error;
  }
}
