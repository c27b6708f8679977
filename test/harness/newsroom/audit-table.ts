import type { ListedMoment, ListedWrite } from '../../../lambdas/news/changes/change-list';
import type { FeedName } from '../../../lambdas/news/feed/feed';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import type { Excerpt } from '../../../lambdas/news/story/feed-entry';
import type { Story } from '../../../lambdas/news/story/story';
import { readChange, readMomentChange } from '../../../lambdas/store/table/change-items';
import {
  readEntries,
  readTombstone,
  type StoredEntry,
  type StoredTombstone,
} from '../../../lambdas/store/table/entry-items';
import { type FormerUrlClaim, readFormerUrlClaim } from '../../../lambdas/store/table/former-url-items';
import {
  type RegisteredFeed,
  type RegisterHead,
  readFeedHead,
  readRegisteredFeed,
  readRegisterHead,
  readStoryHead,
  type StoryHead,
} from '../../../lambdas/store/table/head-items';
import { type Item, keyOf } from '../../../lambdas/store/table/item';
import {
  CHANGES_PARTITION,
  feedOfRow,
  isDocumentEndKey,
  isLateChangeKey,
  isTombstoneKey,
  MOMENT_CHANGES_PARTITION,
  SITEMAP_PARTITION,
  WITHDRAWN_PARTITION,
} from '../../../lambdas/store/table/keys';
import { type Receipt, readReceipt } from '../../../lambdas/store/table/receipt-items';
import { readSitemapPart, type SitemapPart } from '../../../lambdas/store/table/sitemap-items';
import {
  readExcerpt,
  readGuid,
  readRevision,
  readStory,
  type StoredRevision,
} from '../../../lambdas/store/table/story-items';

/** The items of one story. */
export interface StoredStory {
  head?: StoryHead;
  story?: Story;
  excerpt?: Excerpt;
  readonly revisions: Map<number, StoredRevision>;
}

/** The items of one feed. */
export interface StoredFeed {
  head?: FeedHead;
  readonly entries: Map<string, StoredEntry>;
  readonly lateChanges: Map<string, StoredEntry>;
  readonly tombstones: Map<string, StoredTombstone>;
  /** How many archive documents were closed before their month was over: each was a write of the head. */
  closed: number;
}

export const noFeedItems = (): StoredFeed => ({
  entries: new Map(),
  lateChanges: new Map(),
  tombstones: new Map(),
  closed: 0,
});

/** A table with its items by kind. */
export interface StoredTable {
  readonly stories: Map<string, StoredStory>;
  readonly feeds: Map<FeedName, StoredFeed>;
  readonly register: { head?: RegisterHead; readonly feeds: Map<FeedName, RegisteredFeed> };
  readonly receipts: Map<string, Receipt>;
  /** The closed parts of the sitemap, by sort key. */
  readonly sitemap: Map<string, SitemapPart>;
  /** The newsroom's list of withdrawn stories, by sort key. */
  readonly withdrawn: Map<string, StoredEntry>;
  /** The list of changes, in any order; and its coming moments, by sort key. */
  readonly writes: ListedWrite[];
  readonly moments: Map<string, ListedMoment>;
  /** The id of the story that each guid leads to, by partition. */
  readonly guids: Map<string, string>;
  /** The claims of former addresses, by partition. */
  readonly formerUrls: Map<string, FormerUrlClaim>;
}

/** Reads every item. An item that cannot be read is a fault. */
export function sortItems(items: readonly Item[], faults: string[]): StoredTable {
  const table: StoredTable = {
    stories: new Map(),
    feeds: new Map(),
    register: { feeds: new Map() },
    receipts: new Map(),
    sitemap: new Map(),
    withdrawn: new Map(),
    writes: [],
    moments: new Map(),
    guids: new Map(),
    formerUrls: new Map(),
  };
  for (const item of items) {
    const { pk, sk } = keyOf(item);
    if (item.format?.N !== '1') faults.push(`${pk} / ${sk}: its format is ${JSON.stringify(item.format)}`);
    try {
      addItem(item, table, faults);
    } catch (error) {
      faults.push(`${pk} / ${sk}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return table;
}

function addItem(item: Item, table: StoredTable, faults: string[]): void {
  const { stories, feeds, register, receipts, writes, moments } = table;
  const { pk, sk } = keyOf(item);
  const [kind, ...rest] = pk.split('#');
  const name = rest.join('#');
  if (kind === 'STORY') {
    const stored: StoredStory = stories.get(name) ?? { revisions: new Map() };
    stories.set(name, stored);
    const number = /^REV#(\d{6})$/.exec(sk)?.[1];
    if (sk === 'HEAD') stored.head = readStoryHead(name, item);
    else if (sk === 'STORY') stored.story = readStory(item);
    else if (sk === 'EXCERPT') stored.excerpt = readExcerpt(item);
    else if (number !== undefined) stored.revisions.set(Number(number), readRevision(item));
    else faults.push(`${pk} / ${sk}: nobody knows such an item`);
  } else if (kind === 'FEED') {
    const feed = name as FeedName;
    const stored = feeds.get(feed) ?? noFeedItems();
    feeds.set(feed, stored);
    if (sk === 'HEAD') stored.head = readFeedHead(feed, item);
    else if (isDocumentEndKey(sk)) stored.closed += 1;
    else if (isTombstoneKey(sk)) stored.tombstones.set(sk, readTombstone(item));
    else addEntry(item, isLateChangeKey(sk) ? stored.lateChanges : stored.entries, faults);
  } else if (pk === 'FEEDS') {
    if (sk === 'HEAD') register.head = readRegisterHead(item);
    else register.feeds.set(feedOfRow(sk), readRegisteredFeed(item));
  } else if (kind === 'UPLOAD') receipts.set(pk, readReceipt(item));
  else if (pk === SITEMAP_PARTITION) table.sitemap.set(sk, readSitemapPart(item));
  else if (pk === WITHDRAWN_PARTITION) addEntry(item, table.withdrawn, faults);
  else if (pk === CHANGES_PARTITION) writes.push(readChange(item));
  else if (pk === MOMENT_CHANGES_PARTITION) moments.set(sk, readMomentChange(item));
  else if (kind === 'GUID') table.guids.set(pk, readGuid(item));
  else if (kind === 'URL') table.formerUrls.set(pk, readFormerUrlClaim(item));
  else if (kind !== 'TOKEN' && kind !== 'TOKENS') faults.push(`${pk} / ${sk}: nobody knows such an item`);
}

function addEntry(item: Item, among: Map<string, StoredEntry>, faults: string[]): void {
  const { entries, unreadable } = readEntries([item]);
  for (const entry of entries) among.set(keyOf(item).sk, entry);
  for (const { message } of unreadable) faults.push(message);
}
