import { putOlder, upload } from '../../bench/harness/fill';
import { storyBefore } from '../../bench/harness/stories';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import type { TestTable } from '../harness/engine';
import { newsroom } from '../store/sample-newsroom';

/** Stories a day. */
const A_DAY = 200;
const SECONDS_BETWEEN = 86_400 / A_DAY;

/** How many of the newest stories are uploads; the others are put under them as items. */
const UPLOADED = 120;

const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 2_671_000 };

/** An ordinary story: headline 80, summary 200 characters, three tags, an author, a picture, a body of 3.5 KB. */
function ordinaryStory(now: Instant, n: number): Story {
  const publishedAt = plusSeconds(now, -SECONDS_BETWEEN * (n + 1));
  const story = storyBefore(now, n);
  return {
    ...story,
    headline: story.headline.padEnd(80, ' word').slice(0, 80).trimEnd(),
    summary: story.summary.padEnd(200, ' word').slice(0, 200).trimEnd(),
    tags: ['Syria', 'John Kerry', 'Diplomacy'],
    image: {
      url: 'https://media.news.example/2026/siege.jpg',
      type: 'image/jpeg',
      alt: 'A street in the town',
      credit: 'AP',
    },
    audio,
    publishedAt,
    updatedAt: publishedAt,
  };
}

/**
 * Fills a table with so many ordinary stories, 200 a day, and everything else that a reader's request may have to read:
 * breaking flags, late changes, withdrawals, embargoes and feeds.
 */
export async function fillToBounds(table: TestTable, count: number, now: Instant): Promise<void> {
  await upload(
    table,
    Array.from({ length: UPLOADED }, (_, n) => ordinaryStory(now, n)),
  );
  await putOlder(table, count - UPLOADED, (n) => ordinaryStory(now, UPLOADED + n));
  const room = newsroom(table);
  room.at(now);
  const more = (prefix: string, i: number, fields: Partial<Story>): Story => ({
    ...ordinaryStory(now, i),
    id: `${prefix}-${i}`,
    guid: `urn:${prefix}-${i}`,
    ...fields,
  });
  for (let i = 0; i < 100; i++) await room.upload(more('flag', i, { breakingUntil: null, section: `Section ${i}` }));
  for (let i = 0; i < 20; i++) await room.upload(more('late', i, { publishedAt: plusSeconds(now, -60 * 86_400 - i) }));
  for (let i = 0; i < 20; i++) await room.upload(more('coming', i, { publishedAt: plusSeconds(now, 86_400 + i) }));
  for (let i = 0; i < 110; i++) {
    const story = await room.upload(more('gone', i, {}));
    await room.withdraw(story, { reason: 'wrong', note: 'An error of ours.' });
  }
}
