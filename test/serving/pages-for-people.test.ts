import { parseCursor } from '../../lambdas/http/cursor';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';
import { FIRST } from './sitemap-reader';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
let serving: ReturnType<typeof servingOf>;
let count = 0;
let section: string;
let slug: string;
const id = (what: string | number) => `of-${count}-${what}`;
const url = (path: string) => `https://news.example${path}`;

beforeEach(() => {
  room = newsroom(table);
  section = `Pages ${++count}`;
  slug = `pages-${count}`;
  serving = servingOf(room.reader, () => room.now);
});

/** Uploads stories of the section, each a minute older than the last. */
async function upload(...names: (string | number)[]) {
  for (const [i, name] of names.entries()) {
    await room.upload(
      aStory({ id: id(name), headline: `Story ${name}`, section, publishedAt: plusSeconds(NOON, -60 * (i + 1)) }),
    );
  }
}

describe('the neighbours of a story', () => {
  const where = async (name: string, direction: 'previous' | 'next') => {
    const found = await serving.neighbour(id(name), direction);
    return found && 'location' in found ? found.location : found;
  };

  test("are the stories before and after it in its section, or the section's page at either end", async () => {
    await upload('new', 'middle', 'old');
    await room.upload(aStory({ id: id('elsewhere'), section: `Other ${count}`, publishedAt: plusSeconds(NOON, -90) }));
    expect(await where('middle', 'previous')).toBe(url(`/stories/${id('old')}`));
    expect(await where('middle', 'next')).toBe(url(`/stories/${id('new')}`));
    expect(await where('new', 'next')).toBe(url(`/sections/${slug}`));
    expect(await where('old', 'previous')).toBe(url(`/sections/${slug}`));
  });

  test('are in the order of their ids within one second', async () => {
    for (const name of ['a', 'b', 'b-1', 'c']) await room.upload(aStory({ id: id(name), section }));
    expect(await where('b', 'next')).toBe(url(`/stories/${id('b-1')}`));
    expect(await where('b-1', 'previous')).toBe(url(`/stories/${id('b')}`));
    expect(await where('b-1', 'next')).toBe(url(`/stories/${id('c')}`));
  });

  test('are never embargoed stories, and the lifetime ends when an embargo ends', async () => {
    await upload('only');
    await room.upload(aStory({ id: id('coming'), section, publishedAt: plusSeconds(NOON, 20) }));
    expect(await serving.neighbour(id('only'), 'next')).toEqual({
      location: url(`/sections/${slug}`),
      lifetimes: { maxAge: 20, sMaxAge: 20, staleWhileRevalidate: 0, staleIfError: 600 },
    });
    expect(await where('coming', 'previous')).toBeUndefined();
    room.pass(20);
    expect(await where('only', 'next')).toBe(url(`/stories/${id('coming')}`));
  });

  test('are among all stories for a story without a section', async () => {
    room.at('2051-01-01T00:00:00Z');
    for (const second of [0, 1]) {
      await room.upload(aStory({ id: id(second), publishedAt: plusSeconds(room.now, second - 9) }));
    }
    expect(await where('1', 'previous')).toBe(url(`/stories/${id('0')}`));
    expect(await where('1', 'next')).toBe(url('/'));
  });

  test('are gone for a withdrawn story, and not found for a story that readers never saw', async () => {
    const gone = await room.upload(aStory({ id: id('gone'), section }));
    await room.edit(gone, { withdrawal: { at: NOON, until: plusSeconds(NOON, 9), reason: 'wrong', note: 'A hoax.' } });
    expect(await serving.neighbour(id('gone'), 'next')).toEqual({ gone: 'story', note: 'A hoax.' });
    const unseen = await room.upload(aStory({ id: id('unseen'), section, publishedAt: plusSeconds(NOON, 60) }));
    await room.edit(unseen, { withdrawal: { at: NOON, reason: 'wrong' } });
    room.pass(120);
    expect(await where('unseen', 'next')).toBeUndefined();
  });

  test('cost three small reads, and change no page when they change', async () => {
    await upload('new', 'middle');
    const page = await read(serving.story(id('middle')));
    table.forget();
    await where('middle', 'next');
    expect(table.traffic.requests).toEqual({ GetItem: 2, Query: 1 });
    expect(table.traffic.capacity).toBeLessThanOrEqual(2.5);
    await upload('newer');
    expect((await read(serving.story(id('middle')))).etag).toBe(page.etag);
  });
});

describe('older pages', () => {
  test('lead from the newest to the last, with each story once', async () => {
    const names = Array.from({ length: 101 }, (_, i) => i);
    await upload(...names);
    const found: string[] = [];
    let older: string | undefined;
    let pages = 0;
    do {
      const { text } = await read(
        serving.feedPage('sections', slug, older === undefined ? undefined : parseCursor(older)),
      );
      found.push(...[...text.matchAll(/<h3><a[^>]*>Story (\d+)</g)].map(([, name]) => String(name)));
      older = /rel="next" href="[^"]*\?before=([\w-]+)"/.exec(text)?.[1];
      pages++;
    } while (older !== undefined);
    expect(found).toEqual(names.map(String));
    expect(pages).toBe(3);
  });

  test('lead back from the last to the newest, over the same pages', async () => {
    await upload(...Array.from({ length: 151 }, (_, i) => i));
    const pageAt = async (cursor: string | undefined) => {
      const { text } = await read(
        serving.feedPage('sections', slug, cursor === undefined ? undefined : parseCursor(cursor)),
      );
      const [, first] = /<h3><a[^>]*>Story (\d+)</.exec(text) ?? [];
      const link = (rel: string) => new RegExp(`rel="${rel}" href="([^"]*)">[NO]`).exec(text)?.[1];
      return { text, first, older: link('next')?.split('?before=')[1], newer: link('prev') };
    };
    const cursors: (string | undefined)[] = [undefined];
    for (let cursor = (await pageAt(undefined)).older; cursor !== undefined; cursor = (await pageAt(cursor)).older)
      cursors.push(cursor);
    const pages = await Promise.all(cursors.map(pageAt));
    expect(pages.map(({ first }) => first)).toEqual(['0', '50', '100', '150']);
    const first = url(`/sections/${slug}`);
    expect(pages.map(({ newer }) => newer)).toEqual([
      undefined,
      first,
      `${first}?before=${cursors[1]}`,
      `${first}?before=${cursors[2]}`,
    ]);
    expect(pages[1]?.text).not.toContain('Newest stories');
    expect(pages[2]?.text).toContain(`<a href="${first}">Newest stories</a>`);
    expect(pages[2]?.text).toMatch(/10:20<\/time> to <time[^>]*>11:\d\d|09:\d\d<\/time> to <time/);
  });

  test('count no embargoed story on the way back', async () => {
    await upload(...Array.from({ length: 100 }, (_, i) => i));
    await room.upload(aStory({ id: id('ahead'), section, publishedAt: plusSeconds(NOON, 60) }));
    const { text } = await read(serving.feedPage('sections', slug));
    const cursor = parseCursor(/before=([\w-]+)/.exec(text)?.[1] ?? '');
    expect((await read(serving.feedPage('sections', slug, cursor))).text).toContain(
      `rel="prev" href="${url(`/sections/${slug}`)}"`,
    );
  });

  test('do not exist for fifty stories', async () => {
    await upload(...Array.from({ length: 50 }, (_, i) => i));
    expect((await read(serving.feedPage('sections', slug))).text).not.toContain('before=');
  });

  test('show no embargoed story to a cursor in the future', async () => {
    await room.upload(aStory({ id: id('secret'), headline: 'Zanzibar', publishedAt: plusSeconds(NOON, 60) }));
    const { text } = await read(serving.front({ at: '9999-12-31T23:59:59Z', id: 'z' }));
    expect(text).not.toContain('Zanzibar');
  });
});

describe('the news sitemap', () => {
  const names = async () =>
    [...(await read(serving.newsSitemap(FIRST))).text.matchAll(/<loc>([^<]*)</g)].map(([, loc]) => loc);

  test('has the stories of two days, and a story leaves it on the hour before it is two days old', async () => {
    room.at('2061-01-03T11:30:00Z');
    await room.upload(aStory({ id: id('fresh'), publishedAt: '2061-01-03T11:00:00Z' }));
    await room.upload(aStory({ id: id('still'), publishedAt: '2061-01-01T12:00:00Z' }));
    await room.upload(aStory({ id: id('stale'), publishedAt: '2061-01-01T11:59:59Z' }));
    await room.upload(
      aStory({ id: id('away'), canonicalUrl: 'https://wire.example/away', publishedAt: '2061-01-03T11:10:00Z' }),
    );
    expect(await names()).toEqual([url(`/stories/${id('fresh')}`), url(`/stories/${id('still')}`)]);
    const before = await read(serving.newsSitemap(FIRST));
    expect(before.maxAge).toBe(60);
    room.at('2061-01-03T11:59:50Z');
    expect(await read(serving.newsSitemap(FIRST))).toMatchObject({ etag: before.etag, maxAge: 10, sMaxAge: 10 });
    room.at('2061-01-03T12:00:00Z');
    expect(await names()).toEqual([url(`/stories/${id('fresh')}`)]);
    expect((await read(serving.newsSitemap(FIRST))).etag).not.toBe(before.etag);
  });

  test('names the front page without news, because it may not be empty', async () => {
    room.at('2071-01-01T00:00:00Z');
    expect(await names()).toEqual([url('/')]);
  });

  test('costs one small read while it is unchanged', async () => {
    room.at('2061-01-03T13:00:01Z');
    const first = await read(serving.newsSitemap(FIRST));
    table.forget();
    expect(await read(serving.newsSitemap(FIRST))).toEqual(first);
    expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
  });
});
