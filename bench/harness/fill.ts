import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { type FeedName, feedsOf } from '../../lambdas/news/feed/feed';
import { entryInstant } from '../../lambdas/news/feed/feed-place';
import { makeExcerpt, makeFeedEntry } from '../../lambdas/news/story/feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { randomIds } from '../../lambdas/runtime/ids';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { storyHeadItem } from '../../lambdas/store/table/head-items';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey } from '../../lambdas/store/table/keys';
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
 * which say nothing of stories so old. `onProgress` gets the number of stored ones.
 */
export async function putOlder(table: Table, count: number, story: (n: number) => Story): Promise<void> {
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
}

function itemsOf(story: Story): Item[] {
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
