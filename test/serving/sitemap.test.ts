import '../store/sitemap/small-sitemap-parts';
import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { publication, read, servingOf } from './serving-of';
import { FIRST, publish, sitemapOf } from './sitemap-reader';

const table = tableForTests();
const map = sitemapOf(table);
const { room, serving } = map;
const etag = async (name?: string) => (await read(serving.sitemap(name))).etag;

test('a newsroom has one empty part before its first story', async () => {
  expect(await map.parts()).toEqual([FIRST]);
  expect((await read(serving.sitemap(FIRST))).text).toContain(`<loc>${publication.url}/</loc>`);
  expect(await map.newsParts()).toEqual([FIRST]);
  expect(await map.newsPart(FIRST)).toEqual([]);
});

test('a full part closes when the next story comes, and keeps its address', async () => {
  await publish(room, 0, 20);
  room.pass(5);
  const before = [await etag(), await etag(FIRST)];
  expect((await map.walk()).sizes).toEqual([20]);
  await publish(room, 20, 21);
  room.pass(5);
  expect((await map.walk()).sizes).toEqual([2, 19]);
  for (const after of [await etag(), await etag(FIRST)]) expect(before).not.toContain(after);
  await publish(room, 21, 50);
  const { parts, sizes, ids } = await map.walk();
  expect(sizes).toEqual([12, 19, 19]);
  expect(ids).toEqual(Array.from({ length: 50 }, (_, i) => `s-${49 - i}`));
  expect(parts.at(-1)).toBe(FIRST);
  expect(await map.faults()).toEqual([]);
});

test('an ordinary upload writes nothing for its part', async () => {
  await publish(room, 50, 51);
  table.forget();
  await publish(room, 51, 52);
  expect(table.traffic.requests).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
});

test('a closed part and the index change only with a closed part, and cost one small read unchanged', async () => {
  room.pass(5);
  const [last = '', closed = ''] = await map.parts();
  const documents = [() => serving.sitemap(), () => serving.sitemap(closed)];
  const first = await Promise.all(documents.map((document) => read(document())));
  const lastBefore = await etag(last);
  await publish(room, 52, 53);
  room.pass(5);
  expect(await etag(last)).not.toBe(lastBefore);
  table.forget();
  for (const [i, document] of documents.entries()) expect(await read(document())).toEqual(first[i]);
  expect(table.traffic).toEqual({ requests: { GetItem: 2 }, capacity: 1, roundTrips: 2 });
  await room.edit((await room.reader.story('s-25')) as Story, { headline: 'Other', updatedAt: room.now });
  room.pass(5);
  const after = await read(serving.sitemap(closed));
  expect(after.etag).not.toBe(first[1]?.etag);
  expect(after.lastModified).toBeGreaterThan(first[1]?.lastModified ?? 0);
  expect(after.text).toContain(`<lastmod>${plusSeconds(room.now, -5)}</lastmod>`);
});

test('a part costs one query after its head, and a closed part a small one more', async () => {
  const [last, closed] = await map.parts();
  for (const [name, Query] of [
    [last, 1],
    [closed, 2],
    [undefined, 1],
  ] as const) {
    const fresh = servingOf(room.reader, () => room.now);
    table.forget();
    await read(fresh.sitemap(name));
    expect(table.traffic.requests).toEqual({ GetItem: 1, Query });
  }
});

test('a story that is dated back is counted in its part, which is split when it is full', async () => {
  table.forget();
  await room.upload(aStory({ id: 'back', publishedAt: plusSeconds(NOON, 90) }));
  expect(table.traffic.requests).toEqual({ BatchGetItem: 1, Query: 1, UpdateItem: 1, TransactWriteItems: 1 });
  expect(await map.part(FIRST)).toHaveLength(20);
  room.pass(5);
  const index = await etag();
  await room.upload(aStory({ id: 'back-2', publishedAt: plusSeconds(NOON, 91) }));
  room.pass(5);
  expect(await etag()).not.toBe(index);
  expect((await map.walk()).sizes).toEqual([15, 19, 10, 11]);
  expect(await map.faults()).toEqual([]);
});

test('a story that comes back into a closed part is counted, and a part whose stories left is counted anew', async () => {
  for (let i = 0; i < 20; i++) {
    const story = (await room.reader.story('back')) as Story;
    await (i % 2 === 0 ? room.withdraw(story) : room.reinstate(story));
  }
  const before = await map.walk();
  // Eleven stories and ten returns leave no room in the count, but in the part.
  expect(before.sizes).toEqual([15, 19, 10, 11]);
  expect(await map.faults()).toEqual([]);
  for (let i = 0; i < 3; i++) {
    const name = `s-${i}`;
    await room.withdraw((await room.reader.story(name)) as Story);
    await room.upload(aStory({ id: `more-${i}`, publishedAt: plusSeconds(NOON, 200) }));
  }
  expect(await map.faults()).toEqual([]);
});

test.each(['2026-11', '18991231T235959Z', 'x', FIRST.toLowerCase()])('%s is no name of a part', async (name) => {
  expect(await serving.sitemap(name)).toBeUndefined();
  expect(await serving.newsSitemap(name)).toBeUndefined();
});

test('no part begins where none was closed, and nothing is read after the last', async () => {
  await expect(map.part('20261122T120000Z')).rejects.toMatchObject({ problem: { status: 404 } });
  table.forget();
  expect(await serving.sitemap('99981231T235959Z')).toBeUndefined();
  expect(table.traffic.requests).toEqual({ GetItem: 1 });
});

test('the news sitemap names the parts with the stories of two days', async () => {
  room.at('2026-11-30T11:30:00Z');
  const [last = ''] = await map.parts();
  await publish(room, 100, 104);
  expect(await map.newsParts()).toEqual([last]);
  expect(await map.newsPart(last)).toEqual(['s-103', 's-102', 's-101', 's-100']);
  await expect(map.newsPart(FIRST)).rejects.toMatchObject({ problem: { status: 404 } });
  await publish(room, 104, 130);
  const parts = await map.newsParts();
  expect(parts).toHaveLength(3);
  const found = await Promise.all(parts.map((name) => map.newsPart(name)));
  expect(found.flat()).toEqual(Array.from({ length: 30 }, (_, i) => `s-${129 - i}`));
});

test('each part that the news index names is there, at every hour of a day', async () => {
  for (let hour = 0; hour < 48; hour++) {
    room.at(plusSeconds('2026-12-01T00:00:05Z', 3_600 * hour));
    for (const name of await map.newsParts()) expect(await map.newsPart(name)).toBeInstanceOf(Array);
  }
});

test('the news index changes by age until its other parts have left, and a new part only once its stories leave', async () => {
  const indexTag = async () => (await read(serving.newsSitemap())).etag;
  const partTag = async (name: string) => (await read(serving.newsSitemap(name))).etag;
  const last = (await map.newsParts()).at(0) ?? '';
  const tags = [];
  for (const moment of ['2026-12-01T01:00:00Z', '2026-12-01T23:00:00Z', '2026-12-02T11:00:00Z']) {
    room.at(moment);
    tags.push([moment, await indexTag(), await partTag(last)]);
  }
  const [first, second, third] = tags as [string[], string[], string[]];
  // Hours of a day change neither: the stories of the last part stay for two days.
  expect(second.slice(1)).toEqual(first.slice(1));
  // A new day may take a part from the index.
  expect(third[1]).not.toBe(second[1]);
  expect(third[2]).not.toBe(second[2]);
  room.at('2026-12-03T00:00:05Z');
  const parts = await map.newsParts();
  expect(parts).toEqual([last]);
  const { etag: left, lastModified } = await read(serving.newsSitemap());
  room.at('2026-12-09T12:00:00Z');
  expect(await read(serving.newsSitemap())).toMatchObject({ etag: left, lastModified });
});
