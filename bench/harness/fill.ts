import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { type FeedName, feedsOf } from '../../lambdas/news/feed/feed';
import { entryInstant } from '../../lambdas/news/feed/feed-place';
import { FIRST_PART } from '../../lambdas/news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../lambdas/news/limits';
import { makeExcerpt } from '../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { randomIds } from '../../lambdas/runtime/ids';
import { createReader } from '../../lambdas/store/read/reader';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { feedHeadItem, storyHeadItem } from '../../lambdas/store/table/head-items';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey } from '../../lambdas/store/table/keys';
import { type SitemapPart, sitemapPartItem } from '../../lambdas/store/table/sitemap-items';
import { excerptItem, revisionItem, storyItem } from '../../lambdas/store/table/story-items';
import type { Table } from '../../lambdas/store/table/table';
import { createWriter } from '../../lambdas/store/write/writer';

/** Stores stories as an upload does, each in one transaction, oldest first. */
export async function upload(table: Table, stories: readonly Story[]): Promise<void> {
  let now: Instant = '';
  const stores = createWriter({ table, clock: () => now, ids: randomIds, wait, random: Math.random });
  for (const story of [...stories].reverse()) {
    now = plusSeconds(story.publishedAt, 1);
    const outcome = await stores.create(story, { by: 'bench' });
    if (outcome !== 'stored') throw new Error(`${story.id} was not stored: ${outcome}`);
  }
}

/**
 * Puts stories under a newsroom that has newer ones: every item that an upload of theirs left, but for the heads of feeds,
 * which say nothing of stories so old. `story` gives the newest first. `itemsOf` gives the items of one story.
 */
export async function putOlder(
  table: Table,
  count: number,
  story: (n: number) => Story,
  itemsOf = everyItemOf,
): Promise<void> {
  const AT_ONCE = 8;
  let n = 0;
  const worker = async () => {
    while (n < count) {
      const some = Array.from({ length: Math.min(4, count - n) }, () => story(n++));
      const items = some.flatMap(itemsOf);
      for (let from = 0; from < items.length; from += 25) await putAll(table, items.slice(from, from + 25));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await closeSitemapParts(table, count, story);
}

/** Puts the closed parts of the sitemap that hold older stories, and their end into the head of `all`. */
async function closeSitemapParts(table: Table, count: number, story: (n: number) => Story): Promise<void> {
  if (count === 0) return;
  const head = await createReader(table).feedHead('all', { consistent: true });
  if (!head?.sitemap) throw new Error('there is no newer story');
  const parts: SitemapPart[] = [];
  for (let left = count; left > 0; left -= MAX_SITEMAP_STORIES) {
    const begin = left === count ? FIRST_PART : { at: story(left - 1).publishedAt, id: '' };
    parts.push({ begin, stories: Math.min(left, MAX_SITEMAP_STORIES), writeCount: head.writeCount });
  }
  const from = { at: plusSeconds(story(0).publishedAt, 1), id: '' };
  const items = [...parts.map(sitemapPartItem), feedHeadItem({ ...head, sitemap: { ...head.sitemap, from } })];
  for (let i = 0; i < items.length; i += 25) await putAll(table, items.slice(i, i + 25));
}

function everyItemOf(story: Story): Item[] {
  const { id, publishedAt } = story;
  const head = { id, publishedAt, writeCount: 1, version: randomIds.version(), changedAt: publishedAt, moments: [] };
  const entry = makeFeedEntry(story);
  const entryIn = (feed: FeedName) => entryItem(entryKey(feed, entryInstant(feed, story), id), entry, 1);
  return [
    storyHeadItem({ ...head, breakingUntil: undefined }),
    storyItem(story),
    revisionItem({ story, at: publishedAt, by: 'bench' }),
    excerptItem(makeExcerpt(story)),
    ...[...feedsOf(story).keys()].map(entryIn),
  ];
}

/** BatchWriteItem takes 25 items, and may leave some for another request ("BatchWriteItem", UnprocessedItems). */
export async function putAll({ client, name }: Table, items: readonly Item[]): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: left } }));
    left = (UnprocessedItems?.[name] ?? []) as typeof left;
  }
}
