import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import { makeExcerpt } from '../../news/story/make-excerpt';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import type { Story } from '../../news/story/story';
import { type Instant, latest } from '../../news/values/instant';
import { sha256 } from '../../news/values/sha256';
import { readChange, readMomentChange } from '../table/change-items';
import { readEntries, readTombstone } from '../table/entry-items';
import { readFormerUrlClaim } from '../table/former-url-items';
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
  excerptKey,
  instantOfDocumentEnd,
  isDocumentEndKey,
  isTombstoneKey,
  type Key,
  MOMENT_CHANGES_PARTITION,
  numberOfChange,
  SITEMAP_PARTITION,
  WITHDRAWN_PARTITION,
} from '../table/keys';
import { type Receipt, readReceipt } from '../table/receipt-items';
import { readSitemapPart, type SitemapPart } from '../table/sitemap-items';
import { readExcerpt, readGuid, readRevision, readStory, type StoredRevision, storyBytes } from '../table/story-items';
import type { Table } from '../table/table';
import { type ListedToken, readListedToken, readToken, type StoredToken } from '../table/token-items';

/** A story as one item has it, without its texts: all texts of a table may need more memory than a machine has. */
export interface ScannedText {
  /** Its body and summary are empty. */
  readonly story: Story;
  /** The hash of the whole story. */
  readonly hash: string;
  /** The hash of its feed entry. */
  readonly entryHash: string;
  /** The hash of its excerpt. */
  readonly excerptHash: string;
  /** Bytes of its item as a current story. */
  readonly bytes: number;
}

export interface ScannedRevision extends ScannedText, Pick<StoredRevision, 'at' | 'request' | 'imported'> {}

/** The items of one story. */
export interface ScannedStory {
  head?: StoryHead;
  story?: ScannedText;
  /** The hash of the excerpt; empty where it cannot be read. */
  excerptHash?: string;
  readonly revisions: Map<number, ScannedRevision>;
}

/** An entry, a late change or a tombstone of a feed. */
export interface ScannedFeedItem {
  readonly sk: string;
  /** The hash of its content; undefined where the item cannot be read. */
  readonly hash?: string;
  readonly writeCount: number;
}

export interface ScannedFeed {
  head?: FeedHead;
  /** Whether there is a head, readable or not. */
  hasHead?: true;
  readonly items: ScannedFeedItem[];
  /** The end of its last archive document that was full. */
  documentEnd?: Instant;
}

/** A table without its texts. An item that cannot be read and can be rebuilt counts as missing. */
export interface TableScan {
  readonly stories: Map<string, ScannedStory>;
  readonly feeds: Map<FeedName, ScannedFeed>;
  /** The closed parts of the sitemap, by sort key; undefined where one cannot be read. */
  readonly sitemap: Map<string, SitemapPart | undefined>;
  readonly register: { head?: RegisterHead; hasHead?: true; readonly rows: Map<FeedName, RegisteredFeed> };
  /** The revision of each story in the newsroom's list of withdrawn stories, by sort key; 0 where it cannot be read. */
  readonly withdrawn: Map<string, number>;
  readonly changes: {
    /** By number; undefined where a write cannot be read. */
    readonly writes: Map<number, ListedWrite | undefined>;
    /** By sort key. */
    readonly moments: Map<string, ListedMoment | undefined>;
  };
  readonly receipts: { readonly key: Key; readonly receipt?: Receipt }[];
  /** The id of the story that each guid leads to, by partition; undefined where it cannot be read. */
  readonly guids: Map<string, string | undefined>;
  /** The id of the story that claims each former address, by partition; undefined where it cannot be read. */
  readonly formerUrls: Map<string, string | undefined>;
  /** By the SHA-256 of the token. */
  readonly tokens: Map<string, StoredToken>;
  /** By the name in the list. */
  readonly listedTokens: Map<string, ListedToken | undefined>;
}

/**
 * Reads the whole table, strongly consistent. It is a Scan, which no function may do: an operator runs it, and only a Scan
 * finds items that no head names. Throws UnreadableItem for an item of a newer release and for a revision that cannot be
 * read.
 */
export async function scanTable({ client, name }: Table, onPage: (items: number) => void): Promise<TableScan> {
  const scan: TableScan = {
    stories: new Map(),
    feeds: new Map(),
    sitemap: new Map(),
    register: { rows: new Map() },
    withdrawn: new Map(),
    changes: { writes: new Map(), moments: new Map() },
    receipts: [],
    guids: new Map(),
    formerUrls: new Map(),
    tokens: new Map(),
    listedTokens: new Map(),
  };
  let items = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    for (const item of Items) addItem(item, scan);
    items += Items.length;
    onPage(items);
  }
  return scan;
}

function addItem(item: Item, scan: TableScan): void {
  const { pk, sk } = keyOf(item);
  const separator = pk.indexOf('#');
  const [kind, name] = separator < 0 ? [pk, ''] : [pk.slice(0, separator), pk.slice(separator + 1)];
  const add = ADD[kind];
  // Only another release knows this kind of item.
  if (!add) return;
  if (!(Number(item.format?.N) <= FORMAT))
    throw new UnreadableItem({ pk, sk }, 'a newer release wrote it: repair the table with that release');
  add(scan, name, sk, item);
}

/** Adds one item to a scan; `name` is the rest of its partition key. */
type Add = (scan: TableScan, name: string, sk: string, item: Item) => void;

const ADD: Readonly<Record<string, Add>> = {
  STORY({ stories }, id, sk, item) {
    const scanned: ScannedStory = stories.get(id) ?? { revisions: new Map() };
    stories.set(id, scanned);
    if (sk === 'HEAD') scanned.head = ifReadable((head) => readStoryHead(id, head), item);
    else if (sk === 'STORY') scanned.story = ifReadable((whole) => withoutTexts(readStory(whole)), item);
    else if (sk === excerptKey(id).sk)
      scanned.excerptHash = ifReadable((excerpt) => hashOfContent(readExcerpt(excerpt)), item) ?? '';
    else if (sk.startsWith('REV#')) {
      const { story, at, request, imported } = readRevision(item);
      scanned.revisions.set(story.revision, { ...withoutTexts(story), at, request, imported });
    }
  },

  FEED({ feeds }, feed, sk, item) {
    const name = feed as FeedName;
    const scanned: ScannedFeed = feeds.get(name) ?? { items: [] };
    feeds.set(name, scanned);
    if (sk === 'HEAD')
      Object.assign(scanned, { head: ifReadable((head) => readFeedHead(name, head), item), hasHead: true });
    else if (isDocumentEndKey(sk)) scanned.documentEnd = latest(instantOfDocumentEnd(sk), scanned.documentEnd);
    else scanned.items.push({ sk, hash: hashOf(sk, item), writeCount: Number(item.writeCount?.N ?? 0) });
  },

  FEEDS({ register }, _, sk, item) {
    if (sk === 'HEAD') Object.assign(register, { head: ifReadable(readRegisterHead, item), hasHead: true });
    else {
      const row = ifReadable(readRegisteredFeed, item);
      if (row) register.rows.set(row.name, row);
    }
  },
  [SITEMAP_PARTITION]: ({ sitemap }, _, sk, item) => sitemap.set(sk, ifReadable(readSitemapPart, item)),
  [WITHDRAWN_PARTITION]: ({ withdrawn }, _, sk, item) =>
    withdrawn.set(sk, readEntries([item]).entries[0]?.entry.revision ?? 0),
  [CHANGES_PARTITION]: ({ changes }, _, sk, item) =>
    changes.writes.set(numberOfChange(sk), ifReadable(readChange, item)),
  [MOMENT_CHANGES_PARTITION]: ({ changes }, _, sk, item) => changes.moments.set(sk, ifReadable(readMomentChange, item)),
  UPLOAD: ({ receipts }, _, __, item) => receipts.push({ key: keyOf(item), receipt: ifReadable(readReceipt, item) }),
  GUID: ({ guids }, _, __, item) => guids.set(keyOf(item).pk, ifReadable(readGuid, item)),
  URL: ({ formerUrls }, _, __, item) => formerUrls.set(keyOf(item).pk, ifReadable(readFormerUrlClaim, item)?.id),
  TOKEN: ({ tokens }, hash, _, item) => tokens.set(hash, readToken(item)),
  TOKENS: ({ listedTokens }, _, sk, item) => listedTokens.set(sk, ifReadable(readListedToken, item)),
};

function hashOf(sk: string, item: Item): string | undefined {
  const content = isTombstoneKey(sk)
    ? ifReadable(readTombstone, item)?.tombstone
    : readEntries([item]).entries[0]?.entry;
  return content && hashOfContent(content);
}

const withoutTexts = (story: Story): ScannedText => ({
  story: { ...story, body: '', summary: '' },
  hash: hashOfContent(story),
  entryHash: hashOfContent(makeFeedEntry(story)),
  excerptHash: hashOfContent(makeExcerpt(story)),
  bytes: storyBytes(story),
});

/** A hash of a story, an entry or a tombstone. The schemas put the fields of both sides of a comparison in one order. */
export const hashOfContent = (value: object): string => sha256(JSON.stringify(value));

/** What `read` gives; undefined for an item that cannot be read. */
function ifReadable<T>(read: (item: Item) => T, item: Item): T | undefined {
  try {
    return read(item);
  } catch (error) {
    if (error instanceof UnreadableItem) return undefined;
    throw error;
  }
}
