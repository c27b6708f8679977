import '../store/sitemap/small-sitemap-parts';
import { FIRST_PART, type SitemapPlace } from '../../lambdas/news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../lambdas/news/limits';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { createImporter } from '../../lambdas/store/transfer/importer';
import { tableForTests } from '../harness/engine';
import { chance } from '../harness/newsroom/chance';
import { aStory, NOON } from '../news/sample-story';
import { countingIds, type newsroom } from '../store/sample-newsroom';
import { read } from './serving-of';
import { FIRST, publish, sitemapOf } from './sitemap-reader';

const tables = { embargoed: tableForTests(), random: tableForTests(), writers: tableForTests() };
jest.setTimeout(240_000);

describe('more embargoed stories than a part holds', () => {
  const map = sitemapOf(tables.embargoed);
  const { room, serving } = map;
  const embargo = (i: number) => plusSeconds(NOON, 3_600 + 60 * i);

  test('are in several parts, none of which readers find before its first story', async () => {
    await room.upload(aStory({ id: 'now', publishedAt: NOON }));
    room.pass(5);
    const index = await read(serving.sitemap());
    for (let i = 0; i < 60; i++) await room.upload(aStory({ id: `e-${i}`, publishedAt: embargo(i) }));
    expect(await map.walk()).toEqual({ parts: [FIRST], sizes: [1], ids: ['now'] });
    expect((await read(serving.sitemap())).text).toBe(index.text);
    const { from } = (await room.head('all'))?.sitemap ?? { from: FIRST_PART };
    expect(from.at > room.now).toBe(true);
    const coming = from.at.replace(/[-:]/g, '');
    await expect(map.part(coming)).rejects.toMatchObject({ problem: { status: 404 } });
    expect(await map.faults()).toEqual([]);
  });

  test('appear by the clock, each in one part, under new validators', async () => {
    const seen = new Map<string, string>();
    for (let i = -1; i < 62; i += 3) {
      room.at(plusSeconds(embargo(i), 1));
      const { parts, sizes, ids } = await map.walk();
      expect(ids).toHaveLength(1 + Math.min(i + 1, 60));
      expect(new Set(ids).size).toBe(ids.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SITEMAP_STORIES);
      for (const name of [undefined, ...parts]) {
        const { etag, text, isKept, maxAge } = await read(serving.sitemap(name));
        expect([isKept, seen.get(etag) ?? text]).toEqual([true, text]);
        seen.set(etag, text);
        if (i < 59) expect(maxAge).toBeLessThanOrEqual(3_600);
      }
    }
  });

  test('are published between each other by editors', async () => {
    room.at(embargo(15));
    for (let i = 0; i < 25; i++) {
      room.pass(1);
      await room.upload(aStory({ id: `n-${i}`, publishedAt: room.now }));
    }
    const { sizes, ids } = await map.walk();
    expect(ids).toHaveLength(1 + 16 + 25);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SITEMAP_STORIES);
    expect(await map.faults()).toEqual([]);
  });
});

/** Letters of one, two, three and four bytes: UTF-16 orders the last two the other way round. */
const LETTERS = ['a', 'é', 'ﬀ', '𐐀'];

test.each([1])('imports and edits in random order leave each published story in one part (%s)', async (seed) => {
  const map = sitemapOf(tables.random);
  const { room } = map;
  room.at(plusSeconds(NOON, seed * 1_000_000));
  const { number, pick, is } = chance(seed);
  const importer = createImporter({
    table: tables.random,
    clock: () => room.now,
    ids: countingIds(tables.random.name),
    wait: async () => {},
    random: Math.random,
  });
  const dates: Instant[] = ['2013-06-03T20:00:00Z', '2014-01-01T00:00:00Z', '2026-11-22T12:00:00Z'];
  let made = 0;
  const storyAt = (publishedAt: Instant) =>
    aStory({
      id: `${Array.from({ length: number(1, 6) }, () => pick(LETTERS)).join('')}-${seed}-${made}`,
      guid: `urn:x:${seed}:${made++}`,
      publishedAt,
    });
  for (let round = 0; round < 20; round++) {
    room.pass(700);
    const some = Array.from({ length: 8 }, () =>
      storyAt(is(0.6) ? pick(dates) : plusSeconds(pick(dates), number(0, 3_000))),
    ).map((after) => ({ after, originalAt: after.publishedAt, record: { by: 'importer' } }));
    expect(new Set(await importer.store(some))).toEqual(new Set(['stored']));
    const own = (await room.reader.everyStory({ limit: 100 })).entries;
    for (let i = 0; i < 2; i++) {
      room.pass(1);
      const story = (await room.reader.story(pick(own).id)) as Story;
      if (story.withdrawal) await room.reinstate(story);
      else if (is(0.5)) await room.withdraw(story);
      else await room.edit(story, { headline: `Other ${i}`, updatedAt: room.now });
      await room.upload(storyAt(plusSeconds(room.now, pick([0, 0, 0, 900]))));
    }
    if (round % 10 !== 9) continue;
    const { sizes, ids } = await map.walk();
    const published = await everyPublished(room);
    expect(ids).toEqual(published.map((id) => encodeURIComponent(id)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SITEMAP_STORIES);
    expect(await map.faults()).toEqual([]);
  }
});

async function everyPublished({ reader, head, now }: ReturnType<typeof newsroom>): Promise<string[]> {
  const ids: string[] = [];
  const all = await head('all');
  if (!all) return ids;
  let after: SitemapPlace | undefined;
  do {
    const page = await reader.page(all, { now, limit: 100, after });
    ids.push(...page.entries.map(({ id }) => id));
    after = page.last;
  } while (after);
  return ids;
}

test('writers that date stories back into one part at once never make it too full', async () => {
  const map = sitemapOf(tables.writers);
  const { room } = map;
  await publish(room, 0, 25);
  const upload = (i: number) => room.upload(aStory({ id: `w-${i}`, publishedAt: plusSeconds(NOON, 120) }));
  for (let i = 0; i < 40; i += 8) await Promise.all(Array.from({ length: 8 }, (_, j) => upload(i + j)));
  const { sizes, ids } = await map.walk();
  expect(ids).toHaveLength(65);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_SITEMAP_STORIES);
  expect(await map.faults()).toEqual([]);
});
