import { parseCursor } from '../../lambdas/http/cursor';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

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
    expect(await serving.neighbour(id('gone'), 'next')).toEqual({ gone: true, note: 'A hoax.' });
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
    [...(await read(serving.newsSitemap())).text.matchAll(/<loc>([^<]*)</g)].map(([, loc]) => loc);

  test('has the stories of two days, and a story leaves it on the hour before it is two days old', async () => {
    room.at('2061-01-03T11:30:00Z');
    await room.upload(aStory({ id: id('fresh'), publishedAt: '2061-01-03T11:00:00Z' }));
    await room.upload(aStory({ id: id('still'), publishedAt: '2061-01-01T12:00:00Z' }));
    await room.upload(aStory({ id: id('stale'), publishedAt: '2061-01-01T11:59:59Z' }));
    await room.upload(
      aStory({ id: id('away'), canonicalUrl: 'https://wire.example/away', publishedAt: '2061-01-03T11:10:00Z' }),
    );
    expect(await names()).toEqual([url(`/stories/${id('fresh')}`), url(`/stories/${id('still')}`)]);
    const before = await read(serving.newsSitemap());
    expect(before.maxAge).toBe(60);
    room.at('2061-01-03T11:59:50Z');
    expect(await read(serving.newsSitemap())).toMatchObject({ etag: before.etag, maxAge: 10, sMaxAge: 10 });
    room.at('2061-01-03T12:00:00Z');
    expect(await names()).toEqual([url(`/stories/${id('fresh')}`)]);
    expect((await read(serving.newsSitemap())).etag).not.toBe(before.etag);
  });

  test('names the front page without news, because it may not be empty', async () => {
    room.at('2071-01-01T00:00:00Z');
    expect(await names()).toEqual([url('/')]);
  });

  test('costs one small read while it is unchanged', async () => {
    room.at('2061-01-03T13:00:01Z');
    const first = await read(serving.newsSitemap());
    table.forget();
    expect(await read(serving.newsSitemap())).toEqual(first);
    expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
  });
});

describe('the sitemaps', () => {
  const locs = (text: string) => [...text.matchAll(/<loc>([^<]*)</g)].map(([, loc]) => loc);
  const index = async () => locs((await read(serving.sitemap())).text);
  const month = async (name: string) => locs((await read(serving.sitemap(name))).text);

  test('exist for this month and for each month with stories; each story is in its month', async () => {
    room.at('2081-03-15T12:00:00Z');
    const dates = {
      a: '2081-03-15T11:00:00Z',
      b: '2081-02-28T23:59:59Z',
      c: '2081-02-01T00:00:00Z',
      d: '2079-12-31T08:00:00Z',
    };
    for (const [name, publishedAt] of Object.entries(dates)) await room.upload(aStory({ id: id(name), publishedAt }));
    expect((await index()).slice(0, 3)).toEqual(
      ['2081-03', '2081-02', '2079-12'].map((name) => url(`/sitemap-${name}.xml`)),
    );
    expect(await month('2081-03')).toEqual([url(`/stories/${id('a')}`)]);
    expect(await month('2081-02')).toEqual([url(`/stories/${id('b')}`), url(`/stories/${id('c')}`)]);
    expect(await month('2079-12')).toEqual([url(`/stories/${id('d')}`)]);
    await expect(month('2080-06')).rejects.toMatchObject({ problem: { status: 404 } });
    expect(await serving.sitemap('2081-04')).toBeUndefined();
  });

  test('have the stories of a month in the order of publication, and no embargoed story', async () => {
    room.at('2082-05-30T12:00:00Z');
    const dates = Array.from({ length: 31 }, (_, i) => `2082-05-${String(i + 1).padStart(2, '0')}T00:00:00Z`);
    for (const [i, publishedAt] of dates.entries()) await room.upload(aStory({ id: id(i), publishedAt }));
    expect(await month('2082-05')).toEqual(dates.slice(0, 30).map((_, i) => url(`/stories/${id(29 - i)}`)));
    const before = await read(serving.sitemap('2082-05'));
    room.at('2082-05-31T00:00:00Z');
    expect(await month('2082-05')).toHaveLength(31);
    expect((await read(serving.sitemap('2082-05'))).etag).not.toBe(before.etag);
  });

  test('cost one small read while unchanged, and a past month changes only with the archive', async () => {
    room.at('2083-02-02T00:00:00Z');
    const old = await room.upload(aStory({ id: id('old'), publishedAt: '2083-01-10T00:00:00Z' }));
    room.pass(5);
    const documents = [() => serving.sitemap(), () => serving.sitemap('2083-01')];
    for (const document of documents) {
      const first = await read(document());
      await room.upload(aStory({ id: id(`new-${documents.indexOf(document)}`), publishedAt: room.now }));
      room.pass(5);
      table.forget();
      expect((await read(document())).etag).toBe(first.etag);
      expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
    }
    const before = await read(serving.sitemap('2083-01'));
    await room.edit(old, { headline: 'Other', updatedAt: room.now });
    const after = await read(serving.sitemap('2083-01'));
    expect(after.etag).not.toBe(before.etag);
    expect(after.text).toContain(`<lastmod>${room.now}</lastmod>`);
  });

  test('cost a few small reads for each month, however many stories it has', async () => {
    room.at('2084-03-01T00:00:00Z');
    const fresh = servingOf(room.reader, () => room.now);
    table.forget();
    const { text } = await read(fresh.sitemap());
    const { Query = 0 } = table.traffic.requests;
    // One query for each month and each year, and one for the first story.
    const years = 2084 - Number(/sitemap-(\d{4})-\d\d\.xml<\/loc>\n<\/sitemap>\n<\/sitemapindex>/.exec(text)?.[1]) + 1;
    expect(Query).toBe(locs(text).length - 1 + years + 1);
  });

  test('do not exist before the first story', async () => {
    room.at('1999-01-01T00:00:00Z');
    expect(await serving.sitemap()).toBeUndefined();
    expect(await serving.sitemap('1999-01')).toBeUndefined();
  });
});
