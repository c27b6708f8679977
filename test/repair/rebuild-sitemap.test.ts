import { FIRST_PART } from '../../lambdas/news/feed/sitemap';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { rebuildSitemap } from '../../lambdas/store/repair/rebuild-sitemap';
import { entryKey, sitemapPartKey } from '../../lambdas/store/table/keys';
import { type SitemapPart, sitemapPartItem } from '../../lambdas/store/table/sitemap-items';
import { NOON } from '../news/sample-story';

const keys = Array.from({ length: 1_100 }, (_, i) => entryKey('all', plusSeconds(NOON, i), 'a').sk);
const placeAt = (i: number) => ({ at: plusSeconds(NOON, i), id: '' });
const scanned = (...parts: SitemapPart[]) => new Map(parts.map((part) => [sitemapPartKey(part.begin).sk, part]));
const right = [
  { begin: FIRST_PART, stories: 400, writeCount: 7 },
  { begin: placeAt(400), stories: 450, writeCount: 8 },
];
const stored = { version: 'v', changedAt: NOON, from: placeAt(800), stories: 300 };

test('parts that have room for their stories stay as they are', () => {
  expect(rebuildSitemap([...keys].reverse(), scanned(...right), stored, 9)).toEqual({
    ...{ puts: [], removals: [], mended: [] },
    last: { from: placeAt(800), stories: 300 },
  });
});

test('late changes and tombstones are in no part', () => {
  expect(rebuildSitemap([...keys, 'LATE#00', 'TOMBSTONE#1#a'], scanned(...right), stored, 9).last.stories).toBe(300);
});

test('a missing part is made again, one that counts too few or is newer than the head is written anew', () => {
  const parts = scanned({ begin: placeAt(400), stories: 399, writeCount: 8 });
  const rebuilt = rebuildSitemap(keys, parts, { ...stored, stories: 299 }, 9);
  expect(rebuilt.puts).toEqual(
    [
      { begin: FIRST_PART, stories: 400, writeCount: 9 },
      { begin: placeAt(400), stories: 400, writeCount: 9 },
    ].map(sitemapPartItem),
  );
  expect(rebuilt.mended).toHaveLength(3);
  expect(rebuildSitemap(keys, scanned(...right), stored, 7).puts).toHaveLength(1);
});

test('without a head, the parts keep their begins, and the last part is cut', () => {
  const rebuilt = rebuildSitemap(keys, scanned(...right), undefined, 9);
  expect(rebuilt.puts).toEqual([sitemapPartItem({ begin: placeAt(400), stories: 500, writeCount: 9 })]);
  expect(rebuilt.last).toEqual({ from: placeAt(900), stories: 200 });
});

test('an item of the last part is removed, and a part without stories stays', () => {
  const last = { begin: placeAt(800), stories: 300, writeCount: 8 };
  expect(rebuildSitemap(keys, scanned(...right, last), stored, 9)).toMatchObject({
    puts: [],
    removals: [sitemapPartKey(placeAt(800))],
  });
  expect(rebuildSitemap([], scanned(...right), stored, 9)).toMatchObject({
    puts: [],
    last: { from: placeAt(800), stories: 0 },
  });
});
