import { putAll, putOlder, upload } from '../../bench/harness/fill';
import { storyBefore } from '../../bench/harness/stories';
import type { FeedName } from '../../lambdas/news/feed/feed';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import { MAX_BREAKING_FLAGS } from '../../lambdas/news/limits';
import { makeExcerpt } from '../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, NEVER, plusSeconds } from '../../lambdas/news/values/instant';
import { MAX_TOMBSTONES } from '../../lambdas/store/read/late-changes-and-tombstones';
import { entryItem, tombstoneItem } from '../../lambdas/store/table/entry-items';
import { feedHeadItem, feedRegistrationItem } from '../../lambdas/store/table/head-items';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey, tombstoneKey } from '../../lambdas/store/table/keys';
import { excerptItem } from '../../lambdas/store/table/story-items';
import type { TestTable } from '../harness/engine';
import { newsroom } from '../store/sample-newsroom';

/** Seconds between two stories, of which a day has 200. */
const SECONDS_BETWEEN = 86_400 / 200;

/** How many of the newest stories are uploads. The others are put under them as items. */
const UPLOADED = 100;

const FEEDS = 2_100;

/** An ordinary story: headline 80, summary 200 characters, three tags, an author, a picture, a sound, a body of 3.5 KB. */
function ordinaryStory(now: Instant, n: number): Story {
  const publishedAt = plusSeconds(now, -SECONDS_BETWEEN * (n + 1));
  // Texts repeat, because they take time to make.
  const story = { ...storyBefore(now, n % 500), id: `story-${n}`, guid: `urn:story-${n}` };
  const text = (start: string, length: number) => start.padEnd(length, ' word').slice(0, length).trimEnd();
  return {
    ...story,
    headline: text(story.headline, 80),
    summary: text(story.summary, 200),
    tags: ['Syria', 'John Kerry', 'Diplomacy'],
    image: { url: 'https://media.example/siege.jpg', type: 'image/jpeg', alt: 'A street in the town', credit: 'AP' },
    audio: { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 2_671_000 },
    publishedAt,
    updatedAt: publishedAt,
  };
}

/** How many stories all feeds hold. The older ones are in `all` alone, whose archive and sitemap reach back to them. */
const IN_ALL_FEEDS = 2_000;

/** The items of an older story that readers of lists and feeds need: the walk asks for no page of it. */
function itemsForFeeds(now: Instant, story: Story): Item[] {
  const isRecent = story.publishedAt > plusSeconds(now, -SECONDS_BETWEEN * IN_ALL_FEEDS);
  const feeds: FeedName[] = isRecent ? ['all', 'audio', 'section#world'] : ['all'];
  const entry = makeFeedEntry(story);
  return [
    excerptItem(makeExcerpt(story)),
    ...feeds.map((feed) => entryItem(entryKey(feed, story.publishedAt, story.id), entry, 1)),
  ];
}

/**
 * Fills a table with so many ordinary stories, 200 a day, and everything else that a reader's request may have to read: the
 * most breaking flags, late changes and withdrawals, embargoes, and more feeds than OPML lists.
 */
export async function fillToBounds(table: TestTable, count: number, now: Instant): Promise<void> {
  await upload(
    table,
    Array.from({ length: UPLOADED }, (_, n) => ordinaryStory(now, n)),
  );
  const older = (n: number) => ordinaryStory(now, UPLOADED + n);
  await putOlder(table, count - UPLOADED, older, (story) => itemsForFeeds(now, story));
  const room = newsroom(table);
  room.at(now);
  const another = (prefix: string, i: number, fields: Partial<Story>): Story => ({
    ...ordinaryStory(now, i),
    id: `${prefix}-${i}`,
    guid: `urn:${prefix}-${i}`,
    ...fields,
  });
  for (let i = 0; i < 20; i++)
    await room.upload(another('late', i, { publishedAt: plusSeconds(now, -60 * 86_400 - i) }));
  for (let i = 0; i < 20; i++) await room.upload(another('coming', i, { publishedAt: plusSeconds(now, 86_400 + i) }));

  const flagged = Array.from({ length: MAX_BREAKING_FLAGS }, (_, i) => another('flag', i, { breakingUntil: null }));
  await putSome(table, [
    ...flagged.map((story) => excerptItem(makeExcerpt(story))),
    ...flagged.map((story) => entryItem(entryKey('breaking', NEVER, story.id), makeFeedEntry(story), 1)),
    ...Array.from({ length: FEEDS }, (_, i) =>
      feedRegistrationItem({
        name: `tag#topic-${i}`,
        title: `Topic ${i}`,
        guid: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
        openedAt: plusSeconds(now, -9_000),
        writeCount: 1,
      }),
    ),
  ]);
  for (const feed of ['all', 'audio', 'breaking', 'section#world'] as const) await putTombstones(table, feed, now);
}

/** Puts more tombstones into a feed than it shows, as withdrawals leave them. */
async function putTombstones(table: TestTable, feed: FeedName, now: Instant): Promise<void> {
  const head = (await newsroom(table).head(feed)) as FeedHead;
  const until = plusSeconds(now, 20 * 86_400);
  const items = Array.from({ length: MAX_TOMBSTONES + 20 }, (_, i) => {
    const story = { id: `gone-${i}`, guid: `urn:uuid:00000000-0000-4000-9000-${String(i).padStart(12, '0')}` };
    const dates = { publishedAt: plusSeconds(now, -9_000), withdrawnAt: plusSeconds(now, -60), until };
    const tombstone = { ...story, ...dates, revision: 2, note: 'An error of ours. We are sorry.' };
    return tombstoneItem(tombstoneKey(feed, until, story.id), tombstone, 1);
  });
  await putSome(table, [...items, feedHeadItem({ ...head, tombstones: [], tombstonesUntil: until })]);
}

async function putSome(table: TestTable, items: readonly Item[]): Promise<void> {
  for (let i = 0; i < items.length; i += 25) await putAll(table, items.slice(i, i + 25));
}
