import { BROWSER } from '../../../lambdas/http/routes';
import { type Answer, useFunctions } from '../../harness/http/functions';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { newsroomClient, refusal } from './newsroom-client';

const functions = useFunctions();
const { ask } = newsroomClient(functions);

let now = Date.parse('2026-11-22T20:00:00Z');
const clock = () => new Date(now).toISOString().replace('.000Z', 'Z');
const pass = (seconds: number) => {
  now += 1000 * seconds;
  functions.at(clock());
};
const get = (path: string, headers: Record<string, string> = {}, query = '') =>
  functions.read({ path, headers, query });
const close = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask('PUT', `/feeds/${path}/closed`, { body, headers });
const open = (path: string, headers: Record<string, string> = {}) =>
  ask('DELETE', `/feeds/${path}/closed`, { headers });
const upload = (id: string, more: object = {}) =>
  functions.upload({ id, headline: `Headline of ${id}`, body: `<p>Body of ${id}.</p>`, ...more });
const replace = async (id: string, more: object = {}) => {
  const body = { headline: `Headline of ${id}`, body: `<p>Body of ${id}.</p>`, ...more };
  expect((await ask('PUT', `/stories/${id}`, { body, headers: { 'if-match': '*' } })).status).toBe(200);
};

let count = 0;
/** The slug of a tag that had a story and holds none. */
async function emptyTag(): Promise<string> {
  const slug = `empty-${++count}`;
  await upload(slug, { tags: [slug] });
  pass(1);
  await replace(slug);
  pass(2);
  return slug;
}
const feedOf = (answer: Answer) => answer.json<{ feed: Record<string, unknown> }>().feed;

beforeAll(async () => {
  await upload('syria', { section: 'World', tags: ['Syria'] });
  pass(2);
});

describe('a closed feed', () => {
  let slug: string;
  const documents = () => ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/tags/${slug}/${file}`);
  beforeAll(async () => {
    slug = await emptyTag();
  });

  test('is 200 with the feed, and is not cached', async () => {
    const answer = await close(`tag/${slug}`);
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.json()).toEqual({
      feed: { kind: 'tag', slug, title: slug, url: `https://news.example/tags/${slug}`, closed: { at: clock() } },
      warnings: [],
    });
    expect((await close(`tag/${slug}`)).json()).toEqual(answer.json());
  });

  test('answers 410 with a problem of its own, for ten seconds, and its page is a page', async () => {
    for (const path of [...documents(), `/tags/${slug}/archive/20261031T235959Z/rss.xml`]) {
      expect(await get(path)).toMatchObject({ status: 410, headers: { 'cache-control': 'public, max-age=10' } });
      expect((await get(path)).json()).toEqual({
        status: 410,
        title: 'Gone',
        detail: 'This feed is closed. The feeds there are: /feeds',
      });
    }
    const page = await get(`/tags/${slug}`);
    expect(page).toMatchObject({ status: 410, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.text).toContain('This feed is closed');
    expect(page.text).not.toContain('/withdrawn"');
  });

  test('is that page for a browser that opens one of its documents, never the page that explains a feed', async () => {
    for (const path of documents()) {
      const page = await get(path, { [BROWSER]: '1' });
      expect(page).toMatchObject({ status: 410, headers: { 'content-type': 'text/html; charset=utf-8' } });
      expect(page.text).toContain('This feed is closed');
    }
  });

  test('leaves /feeds and OPML, and its list in JSON is empty', async () => {
    for (const { text } of [await get('/feeds'), await get('/feeds.opml', {}, 'all')]) {
      expect(text).toContain('/tags/syria');
      expect(text).not.toContain(`/tags/${slug}`);
    }
    expect((await get('/api/stories', {}, `tag=${slug}`)).json()).toEqual({ stories: [], cursor: null });
  });

  test('with a target redirects each document to its own, and no longer than news', async () => {
    const answer = await close(`tag/${slug}`, { movedTo: '/tags/syria' });
    expect(feedOf(answer).closed).toEqual({ at: clock(), movedTo: 'https://news.example/tags/syria' });
    const headers = {
      'cache-control': 'public, max-age=60, s-maxage=30, stale-while-revalidate=30, stale-if-error=600',
      'access-control-allow-origin': '*',
    };
    const moved = [...documents(), `/tags/${slug}`, `/tags/${slug}/archive/20261031T235959Z/rss.xml`];
    for (const path of moved) {
      const location = `https://news.example${path.replace(slug, 'syria')}`;
      for (const sent of [undefined, { [BROWSER]: '1' }])
        expect(await get(path, sent)).toMatchObject({ status: 301, headers: { ...headers, location }, text: '' });
    }
    expect((await get(`/tags/${slug.toUpperCase()}/rss.xml`)).headers.location).toBe(
      `https://news.example/tags/${slug}/rss.xml`,
    );
  });

  test.each([
    ['/', '/rss.xml', 'https://news.example/'],
    ['https://news.example/sections/WORLD', '/sections/world/rss.xml', 'https://news.example/sections/world'],
    ['/breaking', '/breaking/rss.xml', 'https://news.example/breaking'],
  ])('moves to %s', async (movedTo, path, url) => {
    pass(2);
    expect(feedOf(await close(`tag/${slug}`, { movedTo })).closed).toMatchObject({ movedTo: url });
    expect((await get(`/tags/${slug}/rss.xml`)).headers.location).toBe(`https://news.example${path}`);
  });

  test('that moved to breaking news has no archive', async () => {
    expect((await get(`/tags/${slug}/archive/20261031T235959Z/rss.xml`)).status).toBe(410);
  });

  test('opens by hand, with another ETag than before', async () => {
    pass(2);
    const opened = await open(`tag/${slug}`);
    expect(opened.json()).toEqual({
      feed: { kind: 'tag', slug, title: slug, url: `https://news.example/tags/${slug}` },
      warnings: [],
    });
    const { etag = '' } = (await get(`/tags/${slug}/rss.xml`)).headers;
    expect((await get('/feeds')).text).toContain(`/tags/${slug}`);
    await close(`tag/${slug}`);
    pass(2);
    await open(`tag/${slug}`);
    const again = await get(`/tags/${slug}/rss.xml`, { 'if-none-match': etag });
    expect([again.status, again.headers.etag === etag]).toEqual([200, false]);
    expect((await open(`tag/${slug}`)).status).toBe(200);
  });
});

describe('a story', () => {
  test('opens a closed feed at once, and its uploader reads that it does', async () => {
    const slug = await emptyTag();
    await close(`tag/${slug}`, { movedTo: '/tags/syria' });
    const name = slug.toUpperCase();
    const answer = await upload(`new-${slug}`, { tags: [name], summary: 'S.' });
    expect(answer.json().warnings).toEqual([
      { pointer: '#/tags/0', detail: `opens the tag ${name} again, which is closed` },
    ]);
    expect((await get(`/tags/${slug}/feed.json`)).text).toContain(`Headline of new-${slug}`);
    expect((await get('/feeds')).text).toContain(`/tags/${slug}`);
  });

  test('under embargo opens a closed feed at its second, and the redirect does not outlive it', async () => {
    const slug = await emptyTag();
    await close(`tag/${slug}`, { movedTo: '/tags/syria' });
    const list = (await get('/feeds')).headers.etag;
    await upload(`soon-${slug}`, { tags: [slug], publishedAt: new Date(now + 90_000).toISOString() });
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(301);
    expect((await get('/feeds')).headers.etag).toBe(list);
    pass(70);
    expect((await get(`/tags/${slug}/rss.xml`)).headers['cache-control']).toBe(
      'public, max-age=20, s-maxage=20, stale-while-revalidate=0, stale-if-error=600',
    );
    pass(19);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(301);
    pass(1);
    expect((await get(`/tags/${slug}/rss.xml`)).text).toContain(`Headline of soon-${slug}`);
    expect((await get('/feeds')).text).toContain(`/tags/${slug}`);
    expect((await get('/feeds')).headers.etag).not.toBe(list);
  });
});

describe('another spelling names the feed too', () => {
  test.each([
    ['C%2B%2B', 'C++', 'c-plus-plus'],
    ['Cafe%CC%81', 'Café', 'café'],
    ['SYIRA', 'Syira', 'syira'],
  ])('%s', async (spelling, title, slug) => {
    await upload(`story-${slug}`.replace('é', 'e'), { tags: [title] });
    pass(1);
    await replace(`story-${slug}`.replace('é', 'e'));
    pass(1);
    expect(feedOf(await close(`tag/${spelling}`))).toMatchObject({ kind: 'tag', slug, title, closed: { at: clock() } });
  });
});

describe('a refusal', () => {
  test.each([
    ['tag/nowhere', 404],
    ['tag/%F0%9F%8E%89', 404],
    [`tag/${'x'.repeat(400)}`, 404],
    ['tags/syria', 404],
    ['breaking/breaking', 404],
    ['all/all', 404],
  ])('of %s is %d', async (path, status) => {
    for (const answer of [await close(path), await open(path)]) {
      expect(refusal(answer).status).toBe(status);
      expect(answer.json().detail).toMatch(/^There is no such feed of a section, tag, author or language/);
    }
  });

  test.each(['/feeds/breaking/closed', '/feeds/tag/closed'])('of %s names no address', async (path) => {
    expect(refusal(await ask('PUT', path)).status).toBe(404);
  });

  test('of a feed with stories says how many, embargoed ones too', async () => {
    expect(refusal(await close('tag/syria'))).toMatchObject({ status: 409 });
    expect((await close('tag/syria')).json().detail).toBe(
      'This feed holds 1 story, embargoed ones included: withdraw them or take them out of it, then close it.',
    );
    await upload('syria-2', { tags: ['Syria'], publishedAt: '2027-11-22T20:00:00Z' });
    expect((await close('tag/syria')).json().detail).toMatch(/holds 2 stories,/);
  });

  test('of a feed that tells of a withdrawal says until when', async () => {
    const slug = `gone-${++count}`;
    await upload(slug, { tags: [slug] });
    pass(1);
    await ask('PUT', `/stories/${slug}/withdrawal`, { body: { reason: 'wrong' } });
    const until = new Date(now + 30 * 86_400_000).toISOString().replace('.000Z', 'Z');
    const answer = refusal(await close(`tag/${slug}`));
    expect([answer.status, answer.json().detail]).toEqual([
      409,
      `This feed tells its readers of a withdrawal until ${until}: close it after that.`,
    ]);
  });

  test('of a target names it and the remedy', async () => {
    const slug = await emptyTag();
    await upload('coming', { tags: ['Coming'], publishedAt: '2027-11-22T20:00:00Z' });
    const closed = await emptyTag();
    await close(`tag/${closed}`);
    const page = 'not the page of a feed of this publication: write its address, like /sections/world';
    const notOpen = 'no open feed has this page: give one that /feeds lists, or leave it out';
    for (const [movedTo, detail] of [
      ['https://other.example/tags/syria', page],
      ['/stories/syria', page],
      ['/tags/syria/rss.xml', page],
      ['/feeds', page],
      ['/tags/%E0%A4%A', page],
      ['/tags/nowhere', notOpen],
      ['/tags/coming', notOpen],
      [`/tags/${closed}`, notOpen],
      [`/tags/${slug}`, 'this is the feed that you close: give another one, or leave it out'],
      [7, 'write it like "/tags/floods"'],
    ] as const) {
      const answer = refusal(await close(`tag/${slug}`, { movedTo }));
      expect([movedTo, answer.status, answer.json().errors]).toEqual([
        movedTo,
        422,
        [{ pointer: '#/movedTo', detail }],
      ]);
    }
    expect(refusal(await close(`tag/${slug}`, { to: '/' })).json().errors).toEqual([
      { pointer: '#/to', detail: expect.stringMatching(/^unknown field/) },
    ]);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(200);
  });

  test('of a token without the scope write, of another method, and of a parameter', async () => {
    for (const method of ['PUT', 'DELETE'])
      expect(refusal(await ask(method, '/feeds/tag/syria/closed', { token: 'token-of-a-reader' })).status).toBe(403);
    expect(refusal(await ask('POST', '/feeds/tag/syria/closed'))).toMatchObject({
      status: 405,
      headers: { allow: 'PUT, DELETE' },
    });
    const answer = await functions.publish({
      method: 'PUT',
      path: '/newsroom/feeds/tag/syria/closed',
      query: 'dry-run=yes',
      headers: { authorization: 'Bearer token-of-everybody' },
    });
    expect(refusal(answer).status).toBe(400);
  });
});

describe('a repeat with its Idempotency-Key', () => {
  const key = (name: string) => ({ 'idempotency-key': name });

  test('gets the same answer and changes nothing, also after a story opened the feed', async () => {
    const slug = await emptyTag();
    const first = await close(`tag/${slug}`, { movedTo: '/' }, key('close'));
    pass(60);
    const again = await close(`tag/${slug}`, { movedTo: '/' }, key('close'));
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    await upload(`later-${slug}`, { tags: [slug] });
    expect((await close(`tag/${slug}`, { movedTo: '/' }, key('close'))).json()).toEqual(first.json());
    pass(1);
    await replace(`later-${slug}`);
    expect((await close(`tag/${slug}`, { movedTo: '/' }, key('close'))).json()).toEqual(first.json());
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(200);
    const opened = await open(`tag/${slug}`, key('open'));
    await close(`tag/${slug}`);
    expect((await open(`tag/${slug}`, key('open'))).json()).toEqual(opened.json());
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(410);
  });

  test('and another request is a 422', async () => {
    const slug = await emptyTag();
    await close(`tag/${slug}`, undefined, key('other'));
    expect(refusal(await close(`tag/${slug}`, { movedTo: '/' }, key('other'))).status).toBe(422);
    expect(refusal(await open(`tag/${slug}`, key('other'))).status).toBe(422);
    const story = { headline: 'Keyed', body: '<p>Keyed.</p>' };
    expect((await ask('POST', '/stories', { body: story, headers: key('other') })).status).toBe(422);
    expect((await ask('POST', '/stories', { body: story, headers: key('story') })).status).toBe(201);
    expect(refusal(await close(`tag/${slug}`, { movedTo: '/' }, key('story'))).status).toBe(422);
  });
});

describe('an export', () => {
  interface Feed {
    readonly name: string;
    readonly guid: string;
    readonly closed?: { at: string; movedTo?: string; until?: string };
  }
  const feeds = async () =>
    (await ask('GET', '/exports', { token: 'token-of-a-reader' })).json<{ feeds: Feed[] }>().feeds;
  const bring = async (some: readonly object[], token?: 'token-of-a-writer') =>
    ask('POST', '/imports', { body: { revisions: [], feeds: some }, ...(token && { token }) });

  test('names closed feeds, and an import closes them again as they were', async () => {
    const [slug, soon] = [await emptyTag(), await emptyTag()];
    await close(`tag/${slug}`, { movedTo: '/tags/syria' });
    await close(`tag/${soon}`);
    const at = clock();
    await upload(`embargo-${soon}`, { tags: [soon], publishedAt: new Date(now + 90_000).toISOString() });
    const exported = (await feeds())
      .filter(({ name }) => name === `tag#${slug}` || name === `tag#${soon}`)
      .map(({ name, guid, closed }) => ({ name, guid, closed }));
    expect(new Map(exported.map(({ name, closed }) => [name, closed]))).toEqual(
      new Map([
        [`tag#${slug}`, { at, movedTo: 'tag#syria' }],
        [`tag#${soon}`, { at }],
      ]),
    );
    const known = await bring(exported);
    expect(known.json()).toEqual({
      results: [],
      closedFeeds: exported.map(({ name }) => ({ name, outcome: 'closed' })),
    });
    expect((await feeds()).filter(({ name }) => name === `tag#${slug}`)[0]?.closed).toEqual({
      at,
      movedTo: 'tag#syria',
    });
    // An editor opened it since the export: a second import leaves it open.
    pass(1);
    await open(`tag/${slug}`);
    const until = clock();
    expect((await bring(exported)).json().closedFeeds).toEqual([
      { name: `tag#${soon}`, outcome: 'closed' },
      { name: `tag#${slug}`, outcome: 'open' },
    ]);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(200);
    expect((await feeds()).find(({ name }) => name === `tag#${slug}`)?.closed).toEqual({ at, until });
  });

  test('of an opened feed lets a second import open it, and no import closes or opens what changed later', async () => {
    const slug = await emptyTag();
    const name = `tag#${slug}`;
    const exported = async () => {
      const { guid, closed } = (await feeds()).find((feed) => feed.name === name) ?? {};
      return { name, guid, closed };
    };
    const outcomeOf = async (feed: object) => (await bring([feed])).json().closedFeeds;
    await close(`tag/${slug}`);
    const at = clock();
    const closed = await exported();
    pass(60);
    // What the origin exports after its editor opened the feed.
    const opened = { ...closed, closed: { at, until: clock() } };
    pass(60);
    expect(await outcomeOf(opened)).toEqual([{ name, outcome: 'open' }]);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(200);
    expect(await exported()).toEqual(opened);
    expect(await outcomeOf(closed)).toEqual([{ name, outcome: 'open' }]);
    // The origin closed it again.
    const again = { ...closed, closed: { at: clock() } };
    expect(await outcomeOf(again)).toEqual([{ name, outcome: 'closed' }]);
    expect(await outcomeOf(opened)).toEqual([{ name, outcome: 'closed' }]);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(410);
    const nowhere = { ...opened, name: 'tag#nowhere', guid: 'urn:uuid:00000000-0000-4000-8000-000000000000' };
    expect(await outcomeOf(nowhere)).toEqual([{ name: 'tag#nowhere', outcome: 'open' }]);
  });

  test('of feeds that swapped their directions makes no redirect without end', async () => {
    const [la, lb] = [await emptyTag(), await emptyTag()];
    const guidOf = new Map((await feeds()).map(({ name, guid }) => [name, guid]));
    const feed = (slug: string, closed: object) => ({ name: `tag#${slug}`, guid: guidOf.get(`tag#${slug}`), closed });
    const [first, second, third] = [0, 10, 20].map((seconds) => new Date(now + 1000 * seconds).toISOString());
    pass(60);
    await bring([feed(la, { at: first, movedTo: `tag#${lb}` })]);
    // Without the end of the first closing, the two would lead to each other.
    const cut = await bring([feed(lb, { at: third, movedTo: `tag#${la}` })]);
    expect(cut.json().closedFeeds).toEqual([
      {
        name: `tag#${lb}`,
        outcome: 'closed',
        warnings: [
          {
            pointer: '#/feeds/0/closed/movedTo',
            detail: 'left out: readers would come back to this feed, or pass more than 10 others',
          },
        ],
      },
    ]);
    expect((await get(`/tags/${la}/rss.xml`)).headers.location).toBe(`https://news.example/tags/${lb}/rss.xml`);
    expect((await get(`/tags/${lb}/rss.xml`)).status).toBe(410);
    // With it, in any order, both are as they were.
    pass(2);
    const swapped = [feed(lb, { at: clock(), movedTo: `tag#${la}` }), feed(la, { at: first, until: second })];
    expect((await bring(swapped)).json().closedFeeds).toEqual([
      { name: `tag#${lb}`, outcome: 'closed' },
      { name: `tag#${la}`, outcome: 'open' },
    ]);
    expect((await get(`/tags/${lb}/rss.xml`)).headers.location).toBe(`https://news.example/tags/${la}/rss.xml`);
    expect((await get(`/tags/${la}/rss.xml`)).status).toBe(200);
  });

  test('of feeds that moved on closes one after another that has to move first', async () => {
    const [la, lb, lc] = [await emptyTag(), await emptyTag(), await emptyTag()];
    const guidOf = new Map((await feeds()).map(({ name, guid }) => [name, guid]));
    const feed = (slug: string, movedTo: string) => ({
      ...{ name: `tag#${slug}`, guid: guidOf.get(`tag#${slug}`) },
      closed: { at: clock(), movedTo: `tag#${movedTo}` },
    });
    await bring([feed(la, lb)]);
    pass(10);
    expect((await bring([feed(lb, la), feed(la, lc)])).json().closedFeeds).toEqual([
      { name: `tag#${lb}`, outcome: 'closed' },
      { name: `tag#${la}`, outcome: 'closed' },
    ]);
    expect((await get(`/tags/${lb}/rss.xml`)).headers.location).toBe(`https://news.example/tags/${la}/rss.xml`);
  });

  test('closes a feed with stories under embargo only, which opens at their publication', async () => {
    const slug = await emptyTag();
    await upload(`embargo-${slug}`, { tags: [slug], publishedAt: new Date(now + 90_000).toISOString() });
    const guid = (await feeds()).find(({ name }) => name === `tag#${slug}`)?.guid;
    const at = clock();
    expect((await bring([{ name: `tag#${slug}`, guid, closed: { at } }])).json().closedFeeds).toEqual([
      { name: `tag#${slug}`, outcome: 'closed' },
    ]);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(410);
    pass(90);
    expect((await get(`/tags/${slug}/rss.xml`)).status).toBe(200);
  });

  test('closes no feed that has stories or is not there', async () => {
    const slug = await emptyTag();
    const all = await feeds();
    expect(all.find(({ name }) => name === 'tag#syria')?.closed).toBeUndefined();
    const withClosed = (name: string, closed: object) => {
      const guid = all.find((feed) => feed.name === name)?.guid ?? 'urn:uuid:00000000-0000-4000-8000-000000000000';
      return { name, guid, closed: { at: '2026-11-01T00:00:00Z', ...closed } };
    };
    expect((await bring([withClosed('tag#syria', {})])).json().closedFeeds).toEqual([
      { name: 'tag#syria', outcome: 'open' },
    ]);
    for (const [name, closed, detail] of [
      ['tag#nowhere', {}, 'there is no such feed: import its stories first'],
      [`tag#${slug}`, { movedTo: 'tag#nowhere' }, 'there is no such feed to move to: import its stories first'],
    ] as const) {
      expect((await bring([withClosed(name, closed)])).json().closedFeeds).toEqual([
        { name, outcome: 'refused', errors: [{ pointer: '#/feeds/0/closed', detail }] },
      ]);
    }
    for (const [name, closed, pointer] of [
      ['all', {}, '#/feeds/0/closed'],
      ['tag#UPPER', {}, '#/feeds/0/closed'],
      [`tag#${slug}`, { movedTo: `tag#${slug}` }, '#/feeds/0/closed/movedTo'],
      [`tag#${slug}`, { movedTo: 'somewhere' }, '#/feeds/0/closed/movedTo'],
      [`tag#${slug}`, { at: 'yesterday' }, '#/feeds/0/closed/at'],
      [`tag#${slug}`, { until: 'tomorrow' }, '#/feeds/0/closed/until'],
      [`tag#${slug}`, { by: 'ann' }, '#/feeds/0/closed/by'],
    ] as const) {
      const answer = refusal(await bring([withClosed(name, closed)]));
      expect([answer.status, answer.json().errors]).toEqual([422, [{ pointer, detail: expect.any(String) }]]);
    }
    const many = Array.from({ length: 101 }, (_, i) => ({
      ...withClosed(`tag#t${i}`, {}),
      guid: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    }));
    expect(refusal(await bring(many)).json().errors).toEqual([
      { pointer: '#/feeds', detail: 'too many closed feeds (101): give at most 100' },
    ]);
    expect((await bring([withClosed(`tag#${slug}`, {})], 'token-of-a-writer')).status).toBe(403);
  });
});

test('after all requests of this file the table is whole', async () => {
  expect(faultsIn(await everyItem(functions.table), clock())).toEqual([]);
});
