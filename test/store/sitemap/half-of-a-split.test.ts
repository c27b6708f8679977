import './small-sitemap-parts';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { FIRST_PART, type Sitemap } from '../../../lambdas/news/feed/sitemap';
import type { Story } from '../../../lambdas/news/story/story';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { toKey } from '../../../lambdas/store/table/item';
import { sitemapPartKey } from '../../../lambdas/store/table/keys';
import { sitemapPartItem } from '../../../lambdas/store/table/sitemap-items';
import { tableForTests } from '../../harness/engine';
import { aStory, NOON } from '../../news/sample-story';
import { newsroom } from '../sample-newsroom';

const table = tableForTests();
const room = newsroom(table);
let head: FeedHead & { readonly sitemap: Sitemap };

/** What a read gives while it does not see the item of a part. */
async function withoutPart<T>(begin: Sitemap['from'], read: () => Promise<T>): Promise<T> {
  const { name: TableName, client } = table;
  await client.send(new DeleteItemCommand({ TableName, Key: toKey(sitemapPartKey(begin)) }));
  const found = await read();
  await client.send(
    new PutItemCommand({ TableName, Item: sitemapPartItem({ begin, stories: 20, writeCount: head.writeCount }) }),
  );
  return found;
}

const range = { oldest: '1900-01-01T00:00:00Z', listedFrom: '1900-01-01T00:00:00Z' };
const partsOf = () => room.reader.sitemapParts(head, room.now);
const partAt = (begin: Sitemap['from']) => room.reader.sitemapPart(head, begin, { now: room.now, ...range });

beforeAll(async () => {
  for (let i = 0; i < 25; i++) {
    room.pass(60);
    await room.upload(aStory({ id: `s-${i}`, publishedAt: room.now }));
  }
  head = (await room.head('all')) as typeof head;
});

test('a list of parts without the part that was closed last is half of a transaction', async () => {
  expect(head.sitemap.touched).toEqual([FIRST_PART]);
  expect((await partsOf()).matchesHead).toBe(true);
  expect((await withoutPart(FIRST_PART, partsOf)).matchesHead).toBe(false);
});

test('so is the part itself, and nothing says that it is gone', async () => {
  expect(await withoutPart(FIRST_PART, () => partAt(FIRST_PART))).toEqual({
    entries: [],
    unreadable: [],
    matchesHead: false,
  });
  expect(await partAt({ at: plusSeconds(NOON, 1), id: '' })).toBeUndefined();
});

test('a part that hides the upper half of a split is half of a transaction', async () => {
  await room.upload(aStory({ id: 'back', publishedAt: plusSeconds(NOON, 61) }));
  // Both halves together are no more than a part may hold, so the number of stories gives nothing away.
  for (const id of ['s-2', 's-3', 's-4']) await room.withdraw((await room.reader.story(id)) as Story);
  head = (await room.head('all')) as typeof head;
  const [lower, upper] = head.sitemap.touched ?? [];
  if (!lower || !upper) throw new Error('no part was split');
  expect((await partAt(lower))?.matchesHead).toBe(true);
  expect((await withoutPart(upper, () => partAt(lower)))?.matchesHead).toBe(false);
  expect((await withoutPart(upper, partsOf)).matchesHead).toBe(false);
});
