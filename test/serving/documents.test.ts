import type { FeedStory } from '../../lambdas/news/story/feed-entry';
import { epoch } from '../../lambdas/news/values/instant';
import type { Reader } from '../../lambdas/store/read/reader';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { isFound, read, servingOf } from './serving-of';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
let serving: ReturnType<typeof servingOf>;
let count = 0;
let section: string;
let slug: string;
const id = (what: string) => `${what}-${count}`;
const rss = (of = serving) => of.feed('sections', slug, 'rss.xml');
const another = (settings = {}) => servingOf(room.reader, () => room.now, settings);

beforeEach(() => {
  room = newsroom(table);
  section = `Section ${++count}`;
  slug = `section-${count}`;
  serving = another();
});

/** Whether an index of `everything` is the page or the JSON of the story. */
const isOfTheOther = (index: number): boolean => index === 10 || index === 11;

/** Every public document that may show a story. */
const everything = (of: ReturnType<typeof servingOf>, storyId: string) => [
  of.front(),
  of.feed(undefined, undefined, 'rss.xml'),
  of.feed(undefined, undefined, 'atom.xml'),
  of.feed(undefined, undefined, 'feed.json'),
  of.feed('breaking', undefined, 'rss.xml'),
  of.feed('sections', slug, 'atom.xml'),
  of.feedPage('sections', slug),
  of.list({ filter: {}, limit: 20 }),
  of.list({ filter: { section: slug }, limit: 20 }),
  of.list({ filter: { breaking: true }, limit: 20 }),
  of.story(storyId),
  of.storyJson(storyId),
  of.feeds(),
  of.opml('all'),
  of.newsSitemap('19000101T000000Z'),
];

describe('the same state at the same moment', () => {
  test('gives the same bytes and validators in two processes of different age', async () => {
    const story = await room.upload(aStory({ id: id('a'), section, breakingUntil: '2026-11-22T12:30:00Z' }));
    await Promise.all(everything(serving, story.id).map(read));
    await room.edit(story, { headline: 'Anew', updatedAt: NOON });
    await room.upload(aStory({ id: id('b'), section, publishedAt: '2026-11-22T12:10:00Z' }));
    for (const now of ['2026-11-22T12:05:00Z', '2026-11-22T12:10:00Z', '2026-11-22T12:40:00Z']) {
      room.at(now);
      const here = await Promise.all(everything(serving, story.id).map(read));
      const there = await Promise.all(everything(another(), story.id).map(read));
      expect(there).toEqual(here);
    }
  });

  test('gives the same bytes after an hour without a change', async () => {
    await room.upload(aStory({ id: id('a'), section }));
    room.pass(60);
    const before = await read(rss());
    room.pass(3600);
    expect(await read(rss(another()))).toMatchObject({
      text: before.text,
      etag: before.etag,
      lastModified: before.lastModified,
    });
  });

  test('has another ETag with other settings', async () => {
    await room.upload(aStory({ id: id('a'), section }));
    const [here, there] = [await read(rss()), await read(rss(another({ title: 'Other' })))];
    expect(there.etag).not.toBe(here.etag);
  });

  test('has a different ETag in each form', async () => {
    const story = await room.upload(aStory({ id: id('a'), section }));
    const found = await Promise.all(everything(serving, story.id).map(read));
    expect(new Set(found.map(({ etag }) => etag)).size).toBe(found.length);
  });
});

describe('a story', () => {
  test('changes the validators of its feed with each edit, and is in it from then on', async () => {
    const story = await room.upload(aStory({ id: id('a'), section }));
    const before = await read(rss());
    room.pass(60);
    await room.edit(story, { headline: 'A new headline' });
    room.pass(1);
    const after = await read(rss());
    expect(after.etag).not.toBe(before.etag);
    expect(after.text).toContain('A new headline');
    expect(after.lastModified).toBe(epoch('2026-11-22T12:01:00Z'));
  });

  test('leaves a valid, empty feed, updated when the story left it', async () => {
    const story = await room.upload(aStory({ id: id('a'), section }));
    room.pass(60);
    await room.edit(story, { section: undefined });
    room.pass(1);
    const atom = await read(serving.feed('sections', slug, 'atom.xml'));
    expect(atom.text).not.toContain('<entry>');
    expect(atom.text).toContain('<updated>2026-11-22T12:01:00');
    expect(atom.lastModified).toBe(epoch('2026-11-22T12:01:00Z'));
  });

  test('has a page and JSON only by its id', async () => {
    const story = await room.upload(aStory({ id: id('caf\u00e9'), section }));
    expect((await read(serving.story(story.id))).text).toContain(story.headline);
    expect(JSON.parse((await read(serving.storyJson(story.id))).text)).toMatchObject({ id: story.id });
    table.forget();
    const decomposed = story.id.normalize('NFD');
    const address = encodeURIComponent(story.id);
    expect(await serving.story(decomposed)).toEqual({ movedTo: `https://news.example/stories/${address}` });
    expect(await serving.storyJson(decomposed)).toEqual({ movedTo: `https://news.example/api/stories/${address}` });
    expect(await serving.neighbour(decomposed, 'next')).toEqual({
      movedTo: `https://news.example/stories/${address}/next`,
    });
    for (const other of ['', 'a/b', '../a', 'a b', 'a'.repeat(129)]) expect(await serving.story(other)).toBeUndefined();
    expect(table.traffic.requests).toEqual({});
    expect(await serving.story('unknown')).toBeUndefined();
  });
});

test.each([
  ['sections', '!', 'rss.xml'],
  ['sections', 'x'.repeat(301), 'rss.xml'],
  ['sections', 'unknown', 'rss.xml'],
  ['sections', '', 'rss.xml'],
  ['rubrics', 'section-1', 'rss.xml'],
  ['breaking', 'section-1', 'rss.xml'],
  ['sections', undefined, 'rss.xml'],
  [undefined, undefined, 'rss'],
  [undefined, undefined, 'toString'],
])('there is no feed at %j %j %j', async (folder, name, file) => {
  await room.upload(aStory({ id: id('a'), section }));
  expect(await serving.feed(folder, name, file)).toBeUndefined();
});

test('another spelling of a slug is redirected without a read', async () => {
  table.forget();
  const movedTo = 'https://news.example/sections/middle-east';
  expect(await serving.feed('sections', 'Middle East', 'rss.xml')).toEqual({ movedTo: `${movedTo}/rss.xml` });
  expect(await serving.feedPage('sections', 'middle-East!')).toEqual({ movedTo });
  expect(await serving.archive('sections', 'Middle-East', '20261031T235959Z', 'atom.xml')).toEqual({
    movedTo: `${movedTo}/archive/20261031T235959Z/atom.xml`,
  });
  expect(await serving.list({ filter: { section: 'Middle East' }, limit: 50 })).toEqual({
    movedTo: 'https://news.example/api/stories?limit=50&section=middle-east',
  });
  expect(table.traffic.requests).toEqual({});
});

describe('an embargoed story', () => {
  const publishedAt = '2026-11-22T13:00:00Z';
  const secret = () =>
    aStory({
      id: id('secret'),
      headline: 'Zanzibar',
      section,
      tags: [`Zanzibar ${count}`],
      publishedAt,
      breakingUntil: null,
    });

  test('changes no byte and no validator until its second, and then all of them without a write', async () => {
    const publishedAt = '2041-01-01T13:00:00Z';
    // Long after the embargoes of the other tests.
    room.at('2041-01-01T12:00:00Z');
    await room.upload(aStory({ id: id('a'), section }));
    room.pass(60);
    const before = await Promise.all(everything(another(), id('a')).map(read));
    await room.upload({ ...secret(), publishedAt, updatedAt: publishedAt });
    for (const now of ['2041-01-01T12:01:00Z', '2041-01-01T12:30:00Z', '2041-01-01T12:59:59Z']) {
      room.at(now);
      const during = await Promise.all(everything(another(), id('a')).map(read));
      for (const [i, found] of during.entries()) {
        expect(found.text).not.toContain('Zanzibar');
        expect(found.text).toBe(before[i]?.text);
        expect(found.etag).toBe(before[i]?.etag);
        expect(found.lastModified).toBe(before[i]?.lastModified);
        if (!isOfTheOther(i)) expect(found.sMaxAge * 1000).toBeLessThanOrEqual(epoch(publishedAt) - epoch(now));
      }
      expect(await another().story(id('secret'))).toBeUndefined();
      expect(await another().feed('tags', `zanzibar-${count}`, 'rss.xml')).toBeUndefined();
    }
    room.at('2041-01-01T13:00:01Z');
    const after = await Promise.all(everything(serving, id('secret')).map(read));
    for (const [i, found] of after.entries()) {
      if (!isOfTheOther(i)) expect(found.etag).not.toBe(before[i]?.etag);
      expect(found.lastModified).toBe(epoch(publishedAt));
      expect(found.text).toContain('Zanzibar');
    }
  });

  test('ends the lifetime of older documents at its second', async () => {
    await room.upload(aStory({ id: id('a'), section }));
    await room.upload(secret());
    room.at('2026-11-22T12:59:50Z');
    expect(await read(rss())).toMatchObject({ maxAge: 10, sMaxAge: 10, staleWhileRevalidate: 0 });
  });

  test('shortens lifetimes when it appears and is breaking, not before', async () => {
    await room.upload(aStory({ id: id('a'), section }));
    await room.upload(secret());
    expect((await read(rss())).sMaxAge).toBe(30);
    room.at(publishedAt);
    expect((await read(rss())).sMaxAge).toBe(10);
  });
});

describe('before the first story', () => {
  test('front page and lists are empty, with a lifetime until the first embargo ends', async () => {
    const before = await read(serving.list({ filter: { section: slug }, limit: 20 }));
    // More stories in one second than a head lists.
    for (let i = 0; i < 9; i++) {
      await room.upload(aStory({ id: `${id('first')}-${i}`, section, publishedAt: '2026-11-22T13:00:00Z' }));
    }
    room.at('2026-11-22T12:59:45Z');
    const during = await read(serving.list({ filter: { section: slug }, limit: 20 }));
    expect(during).toMatchObject({ text: before.text, etag: before.etag, maxAge: 15, sMaxAge: 15 });
    room.at('2026-11-22T13:00:00Z');
    const after = await read(serving.list({ filter: { section: slug }, limit: 20 }));
    expect(JSON.parse(after.text).stories).toHaveLength(9);
    expect(after.etag).not.toBe(before.etag);
  });
});

describe('breaking news', () => {
  test('is updated at the end of a flag, and stays so when an old story breaks later', async () => {
    const readUpdated = async () => {
      const { text } = await read(another().feed('breaking', undefined, 'atom.xml'));
      return /<updated>([^<]+)<\/updated>/.exec(text)?.[1];
    };
    room.at('2031-01-01T00:00:00Z');
    await room.upload(aStory({ id: id('flagged'), breakingUntil: '2031-01-01T01:00:00Z' }));
    const old = await room.upload(aStory({ id: id('old') }));
    room.at('2031-01-01T02:00:00Z');
    expect(await readUpdated()).toMatch('2031-01-01T01:00:00');
    await room.edit(old, { breakingUntil: '2031-01-01T03:00:00Z' });
    room.pass(60);
    expect(await readUpdated()).toMatch('2031-01-01T01:00:00');
    room.at('2031-01-01T04:00:00Z');
    expect(await readUpdated()).toMatch('2031-01-01T03:00:00');
  });

  test('shortens the lifetime of its feeds only', async () => {
    await room.upload(aStory({ id: id('a'), section, breakingUntil: '2026-11-22T12:30:00Z' }));
    await room.upload(aStory({ id: id('b'), tags: [`Calm ${count}`] }));
    expect((await read(rss())).sMaxAge).toBe(10);
    expect((await read(serving.feed('tags', `calm-${count}`, 'rss.xml'))).sMaxAge).toBe(30);
    room.at('2026-11-22T12:30:00Z');
    expect((await read(rss())).sMaxAge).toBe(30);
  });
});

describe('a list', () => {
  test('continues at its cursor, with a different ETag for each page', async () => {
    for (const letter of ['a', 'b', 'c']) await room.upload(aStory({ id: id(letter), section }));
    const first = await read(serving.list({ filter: { section: slug }, limit: 2 }));
    const { stories, cursor } = JSON.parse(first.text);
    expect(stories.map((story: FeedStory) => story.id)).toEqual([id('c'), id('b')]);
    const after = { at: aStory().publishedAt, id: id('b') };
    expect(Buffer.from(cursor, 'base64url').toString()).toBe(`${after.at}#${after.id}`);
    const second = await read(serving.list({ filter: { section: slug }, limit: 2, after }));
    expect(JSON.parse(second.text)).toMatchObject({ stories: [{ id: id('a') }], cursor: null });
    expect(
      new Set([first.etag, second.etag, (await read(serving.list({ filter: { section: slug }, limit: 1 }))).etag]).size,
    ).toBe(3);
    // 128 bits of the cursor's hash: with fewer, somebody could find a second cursor with the same ETag.
    expect(second.etag).toMatch(/\.list-2-[0-9a-f]{32}\./);
  });
});

describe('a story that disappears during a read', () => {
  /** A process that reads the story's head from a late replica, once or always. */
  async function late(storyId: string, change: () => Promise<unknown>, isAlways = false) {
    const head = await room.reader.storyHead(storyId, { consistent: true });
    await change();
    const reader: Reader = {
      ...room.reader,
      storyHead: (of, how) => (how.consistent && !isAlways ? room.reader.storyHead(of, how) : Promise.resolve(head)),
    };
    return servingOf(reader, () => room.now).story(storyId);
  }

  test.each([false, true])(
    'is not shown after its withdrawal, with a late replica for all reads: %s',
    async (isAlways) => {
      const story = await room.upload(aStory({ id: id('gone'), section }));
      const withdraw = () => room.edit(story, { withdrawal: { at: NOON, reason: 'wrong' } });
      const found = await late(story.id, withdraw, isAlways);
      expect(isFound(found)).toBe(true);
      await expect(read(Promise.resolve(found))).rejects.toMatchObject({ name: 'StoreUnavailable' });
      expect(await another().story(story.id)).toEqual({ gone: 'story' });
    },
  );

  test('is not shown after an edit that extends its embargo in the last second', async () => {
    const story = await room.upload(aStory({ id: id('held'), section, publishedAt: '2026-11-22T12:00:01Z' }));
    const found = await late(story.id, async () => {
      await room.edit(story, { publishedAt: '2026-11-23T00:00:00Z' });
      room.pass(1);
    });
    expect(isFound(found)).toBe(true);
    await expect(read(Promise.resolve(found))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await another().story(story.id)).toBeUndefined();
  });
});

test('an unreadable story is left out of a feed and reported', async () => {
  await room.upload(aStory({ id: id('a'), section }));
  const reader: Reader = {
    ...room.reader,
    news: async (head, request) => ({
      ...(await room.reader.news(head, request)),
      unreadable: [Object.assign(new Error('item'), { key: { pk: 'FEED', sk: 'b' } }) as never],
    }),
  };
  const process = servingOf(reader, () => room.now);
  expect((await read(process.feed('sections', slug, 'rss.xml'))).text).toContain('Quiet day');
  expect(process.reports.map(({ message }) => message)).toEqual(['a story was left out of a feed']);
});
