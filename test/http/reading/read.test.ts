import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { formatChangeCursor } from '../../../lambdas/http/cursor';
import { type EventShape, SHAPES } from '../../harness/http/events';
import { ADDRESS, type Answer, useFunctions } from '../../harness/http/functions';

const functions = useFunctions();

const get = (path: string, headers: Record<string, string> = {}, event?: EventShape): Promise<Answer> =>
  functions.read({ path, headers }, event);

const RSS = 'application/rss+xml; charset=utf-8';
const ATOM = 'application/atom+xml; charset=utf-8';
const JSON_FEED = 'application/feed+json';
const DAY = 86_400;
const HTML = 'text/html; charset=utf-8';
const PROBLEM = 'application/problem+json';

const MINUTE = 'public, max-age=60, s-maxage=30, stale-while-revalidate=30, stale-if-error=600';
const SITEMAP = expect.stringMatching(/^public, max-age=\d{3,4}, s-maxage=\d{3}, /);
const BREAKING = 'public, max-age=60, s-maxage=10, stale-while-revalidate=30, stale-if-error=600';

describe('before the first story', () => {
  test.each([
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/breaking/rss.xml',
    '/sections/world/rss.xml',
    '/tags/syria/atom.xml',
    '/authors/jane-doe/feed.json',
    '/languages/en/rss.xml',
    '/stories/kerry',
    '/api/stories/kerry',
  ])('%s is a 404, for it never had a story', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, headers: { 'cache-control': 'public, max-age=10' } });
  });

  test('the front page, the feeds, the list and the OPML are there, and empty', async () => {
    expect(await get('/')).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
    expect(await get('/feeds')).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
    expect((await get('/api/stories')).json()).toEqual({ stories: [], cursor: null });
    expect((await get('/feeds.opml')).text).not.toContain('<outline');
  });

  test('the function is healthy', async () => {
    const answer = await get('/health');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', 'access-control-allow-origin': '*' },
    });
    expect(answer.json()).toEqual({ status: 'ok' });
  });
});

describe('with stories', () => {
  // All in one second: the head dates each change to its own second, a little ahead.
  beforeAll(async () => {
    await functions.upload({
      id: 'kerry',
      headline: 'Kerry fears fallout',
      body: '<p>Fighting.</p>',
      section: 'Middle East',
      tags: ['Syria'],
      authors: [{ name: 'Jane Doe' }],
      audio: { url: 'https://media.example/kerry.mp3', type: 'audio/mpeg', length: 2671000, duration: 167 },
      publishedAt: '2026-11-22T18:00:00Z',
    });
    await functions.upload({
      id: 'новости-語',
      headline: 'Новости 語',
      body: '<p>Да.</p>',
      section: 'Ελλάδα & Κύπρος',
      tags: ['50% off?'],
      authors: [{ name: "Nguyễn O'Neil" }],
      language: 'ru',
      publishedAt: '2026-11-22T17:00:00Z',
    });
    await functions.upload({
      id: 'storm',
      headline: 'Storm over the coast',
      body: '<p>Wind.</p>',
      section: 'Weather',
      breaking: true,
      breakingUntil: '2026-11-22T20:10:00Z',
      publishedAt: '2026-11-22T19:00:00Z',
    });
    await functions.upload({
      id: 'embargoed',
      headline: 'Nobel prize',
      body: '<p>Secret.</p>',
      tags: ['Nobel'],
      publishedAt: '2026-11-22T20:20:00Z',
    });
    await functions.upload({
      id: 'wrong',
      headline: 'Wrong',
      body: '<p>Wrong.</p>',
      publishedAt: '2026-11-22T16:00:00Z',
    });
    const body = { reason: 'error', note: 'It was <wrong>.' };
    expect((await functions.newsroom('PUT', '/stories/wrong/withdrawal', { body })).status).toBe(200);
    functions.at('2026-11-22T20:01:00Z');
  });

  /** A browser that opens a feed gets a page. */
  const varyOf = (path: string) =>
    /\/(?:rss\.xml|atom\.xml|feed\.json|podcast\.xml)$/.test(path)
      ? 'Accept-Encoding, Sec-Fetch-Dest'
      : 'Accept-Encoding';

  const ROUTES: readonly (readonly [path: string, mediaType: string, cacheControl: string])[] = [
    ['/', HTML, BREAKING],
    ['/stories/kerry', HTML, MINUTE],
    ['/feeds', HTML, MINUTE],
    ['/archive', HTML, BREAKING],
    ['/archive/2026-11', HTML, BREAKING],
    ['/archive/2026-11-22', HTML, BREAKING],
    ['/breaking', HTML, BREAKING],
    ['/sections/middle-east', HTML, MINUTE],
    ['/audio', HTML, MINUTE],
    ['/audio/rss.xml', RSS, MINUTE],
    ['/podcast.xml', RSS, MINUTE],
    ['/news-sitemap.xml', 'application/xml; charset=utf-8', MINUTE],
    ['/sitemap.xml', 'application/xml; charset=utf-8', SITEMAP],
    ['/news-sitemap-19000101T000000Z.xml', 'application/xml; charset=utf-8', MINUTE],
    ['/sitemap-19000101T000000Z.xml', 'application/xml; charset=utf-8', SITEMAP],
    ['/feeds.opml', 'text/x-opml; charset=utf-8', MINUTE],
    ['/rss.xml', RSS, BREAKING],
    ['/atom.xml', ATOM, BREAKING],
    ['/feed.json', JSON_FEED, BREAKING],
    ['/breaking/rss.xml', RSS, BREAKING],
    ['/breaking/atom.xml', ATOM, BREAKING],
    ['/breaking/feed.json', JSON_FEED, BREAKING],
    ['/sections/middle-east/rss.xml', RSS, MINUTE],
    ['/sections/weather/atom.xml', ATOM, BREAKING],
    ['/tags/syria/atom.xml', ATOM, MINUTE],
    ['/authors/jane-doe/feed.json', JSON_FEED, MINUTE],
    ['/languages/en/rss.xml', RSS, BREAKING],
    ['/languages/ru/rss.xml', RSS, MINUTE],
    ['/api/stories', 'application/json', BREAKING],
    ['/api/stories/kerry', 'application/json', MINUTE],
    ['/stories/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8-%E8%AA%9E', HTML, MINUTE],
    ['/api/stories/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8-%E8%AA%9E', 'application/json', MINUTE],
    ['/sections/%CE%B5%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1-%CE%BA%CF%8D%CF%80%CF%81%CE%BF%CF%82/rss.xml', RSS, MINUTE],
    ['/tags/50-off/feed.json', JSON_FEED, MINUTE],
    ['/authors/nguy%E1%BB%85n-o-neil/atom.xml', ATOM, MINUTE],
  ];

  describe.each(SHAPES)('through %s', (_, event) => {
    test.each(ROUTES)('GET %s is %s', async (path, mediaType, cacheControl) => {
      const answer = await get(path, {}, event);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': mediaType,
        'cache-control': cacheControl,
        'content-length': String(Buffer.byteLength(answer.text)),
        etag: expect.stringMatching(/^W\/"[!#-~]+"$/),
        'last-modified': expect.stringMatching(/^Sun, 22 Nov 2026 20:00:\d\d GMT$/),
        vary: varyOf(path),
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.stringMatching(/ETag.*Link/),
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers).not.toHaveProperty('set-cookie');
      if (mediaType.includes('xml')) expect(XMLValidator.validate(answer.text)).toBe(true);
    });
  });

  describe('through one or the other,', () => {
    const shapeOf = (path: string): EventShape => (SHAPES[path.length % 2] as (typeof SHAPES)[number])[1];

    test.each(ROUTES)('HEAD %s has the headers of GET and no body (RFC 9110 §9.3.2)', async (path) => {
      const event = shapeOf(path);
      const whole = await get(path, {}, event);
      const head = await functions.read({ method: 'HEAD', path }, event);
      expect(head).toMatchObject({ status: 200, text: '' });
      expect(head.headers).toEqual(whole.headers);
    });

    test.each(ROUTES)(
      '%s asked for again is a 304 with the same Cache-Control, ETag and Vary, and CORS, and no more (§15.4.5)',
      async (path) => {
        const event = shapeOf(path);
        const { headers } = await get(path, {}, event);
        const conditions: Record<string, string>[] = [
          { 'If-None-Match': headers.etag as string },
          { 'if-none-match': `"other", ${headers.etag?.slice(2)}` },
          { 'if-modified-since': headers['last-modified'] as string },
        ];
        for (const condition of conditions) {
          for (const method of ['GET', 'HEAD']) {
            const answer = await functions.read({ method, path, headers: condition }, event);
            expect(answer).toMatchObject({ status: 304, text: '' });
            const { 'cache-control': cacheControl, etag, vary, 'access-control-allow-origin': origin } = headers;
            expect(answer.headers).toEqual({
              'cache-control': cacheControl,
              etag,
              vary,
              'access-control-allow-origin': origin,
              'access-control-expose-headers': 'ETag',
            });
          }
        }
      },
    );

    test.each(ROUTES)('%s comes compressed, and is the same', async (path, mediaType) => {
      const event = shapeOf(path);
      const plain = await get(path, {}, event);
      for (const coding of ['br', 'gzip']) {
        const packed = await get(path, { 'Accept-Encoding': `deflate, ${coding}` }, event);
        expect(packed.result.isBase64Encoded).toBe(true);
        expect(packed.text).toBe(plain.text);
        expect(packed.headers).toMatchObject({
          'content-encoding': coding,
          'content-length': String(Buffer.from(packed.result.body ?? '', 'base64').length),
          'content-type': mediaType,
          etag: plain.headers.etag,
        });
      }
      expect(plain.headers).not.toHaveProperty('content-encoding');
    });
  });

  const ADDRESSES = [...ROUTES.map(([path]) => path), '/api/changes', '/health'];

  test.each(ADDRESSES)('OPTIONS %s tells a browser that it may', async (path) => {
    const preflight = { origin: 'https://reader.example', 'access-control-request-method': 'GET' };
    const answer = await functions.read({ method: 'OPTIONS', path, headers: preflight });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': '*',
    });
  });

  test.each(ADDRESSES)('405 with Allow for a write to %s, in the form that the path has', async (path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE']) {
      const answer = await functions.read({
        method,
        path,
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
      expect(answer.headers['content-type']).toBe(
        ROUTES.some((route) => route[0] === path && route[1] === HTML) ? HTML : PROBLEM,
      );
    }
  });

  test.each([
    '/sections/sport/rss.xml',
    '/kinds/middle-east/rss',
    '/archive/20261031T235959Z/rss',
    `/sections/${'x'.repeat(301)}/rss.xml`,
    `/tags/${'%F0%9F%98%80'.repeat(400)}a/rss.xml`,
    '/sitemap-20261201T000000Z.xml',
    '/sitemap-20130601T000000Z.xml',
    '/sitemap-2013-06.xml',
    '/sitemap-2026-13.xml',
    '/news-sitemap-.xml',
    '/news-sitemap-20130601T000000Z.xml',
    '/kinds/a/rss.xml',
    '/constructor/a/rss.xml',
    '/RSS',
    '/RSS.XML',
    '/feed.json5',
    '/api',
    '/api/stories/nobody',
    '/api/stories/embargoed',
    '/tags/nobel/rss.xml',
    `/api/stories/${'a'.repeat(129)}`,
    '/api/stories/a%2Fb',
    '/api/stories/a%00b',
    '/api/stories/%ff',
    '/newsroom/stories',
    '/favicon.png',
    '/.env',
  ])('404 as problem+json for %s', async (path) => {
    const answer = await get(path);
    expect(answer).toMatchObject({
      status: 404,
      headers: {
        'content-type': PROBLEM,
        'cache-control': 'public, max-age=10',
        'access-control-allow-origin': '*',
        vary: 'Accept-Encoding, Sec-Fetch-Dest',
      },
    });
    expect(answer.json()).toEqual({ status: 404, title: 'Not Found', detail: expect.any(String) });
    expect(await functions.read({ method: 'HEAD', path })).toMatchObject({ status: 404, text: '' });
  });

  test.each([
    '/stories/nobody',
    '/stories/embargoed',
    '/stories/',
    '/stories/a/b',
    `/stories/${'a'.repeat(129)}`,
    '/stories/%3Cscript%3E',
    '/sections/sport',
    '/tags/nobel',
    '/authors/',
  ])('404 as a page for %s, the same whatever the reason', async (path) => {
    const answer = await get(path);
    expect(answer).toMatchObject({
      status: 404,
      headers: {
        'content-type': HTML,
        'cache-control': 'public, max-age=10',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      },
    });
    expect(answer.text).toBe((await get('/stories/nobody-at-all')).text);
  });

  test.each([
    ['/stories/kerry/previous', '/sections/middle-east'],
    ['/stories/kerry/next', '/sections/middle-east'],
    [
      '/stories/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8-%E8%AA%9E/next',
      '/sections/%CE%B5%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1-%CE%BA%CF%8D%CF%80%CF%81%CE%BF%CF%82',
    ],
  ])('%s leads on for a while, to %s where there is no other story', async (path, location) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 302, text: '' });
    expect(answer.headers).toMatchObject({ location: ADDRESS + location, 'cache-control': MINUTE });
    expect(await functions.read({ method: 'HEAD', path })).toMatchObject({ status: 302, text: '' });
  });

  test.each([
    ['/stories/embargoed/previous', 404],
    ['/stories/nobody/next', 404],
    ['/stories/%3Cscript%3E/next', 404],
    ['/stories/wrong/next', 410],
    ['/stories/kerry/sideways', 404],
  ])('%s leads nowhere: %d as a page', async (path, status) => {
    expect(await get(path)).toMatchObject({ status, headers: { 'content-type': HTML } });
  });

  test.each([
    ['/robots.txt', 3_600, 'text/plain; charset=utf-8'],
    ['/withdrawn', 3_600, HTML],
    ['/icon.svg', DAY, 'image/svg+xml'],
    ['/favicon.ico', DAY, 'image/vnd.microsoft.icon'],
    ['/apple-touch-icon.png', DAY, 'image/png'],
    ['/podcast-cover.png', DAY, 'image/png'],
  ])('%s is kept for %i seconds, and asks the store for nothing', async (path, seconds, mediaType) => {
    functions.connection.is('down');
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': mediaType,
      'cache-control': expect.stringContaining(`max-age=${seconds}, s-maxage=${seconds},`),
    });
    expect((await get(path, { 'if-none-match': headers.etag as string })).status).toBe(304);
    functions.connection.is('up');
  });

  test('robots are led to the sitemaps, and not round by the neighbours of each story', async () => {
    const { text } = await get('/robots.txt');
    expect(text).toContain(`Sitemap: ${ADDRESS}/news-sitemap.xml`);
    expect(text).toContain('Disallow: /stories/*/next$');
  });

  test.each(['/', '/breaking', '/audio', '/sections/middle-east', '/archive/2026-11-22'])(
    '%s?before= continues below a cursor; an invalid one is a 400 as a page',
    async (path) => {
      const before = Buffer.from('2026-11-22T00:00:00Z#x').toString('base64url');
      const older = await functions.read({ path, query: `before=${before}` });
      expect(older).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
      expect(older.text).toContain('There are no older stories.');
      expect(older.headers.etag).not.toBe((await get(path)).headers.etag);
      const noMoment = Buffer.from('2026-02-31T25:61:61Z#a').toString('base64url');
      for (const cursor of ['nonsense', noMoment]) {
        const wrong = await functions.read({ path, query: `before=${cursor}` });
        expect(wrong).toMatchObject({ status: 400, headers: { 'content-type': HTML } });
      }
    },
  );

  test('/archive?before= continues below a year; another text is a 400 as a page', async () => {
    const older = await functions.read({ path: '/archive', query: 'before=2013' });
    expect(older).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
    expect(older.text).toContain('There are no older stories.');
    for (const year of ['13', '0013', '20130', '2013-01', '', 'MjAxMw']) {
      const wrong = await functions.read({ path: '/archive', query: `before=${year}` });
      expect(wrong).toMatchObject({ status: 400, headers: { 'content-type': HTML } });
    }
  });

  test.each(['2026-13', '2026-02-30', '1899-12-31', '2026-12', '2026-11-23', '2026-10', '2026-11-01'])(
    '/archive/%s is a 404 as a page, whatever the reason',
    async (name) => {
      const answer = await get(`/archive/${name}`);
      expect(answer).toMatchObject({
        status: 404,
        headers: { 'content-type': HTML, 'cache-control': 'public, max-age=10' },
      });
      expect(answer.text).toBe((await get('/stories/nobody')).text);
    },
  );

  test.each(['/archive/2026-11', '/archive/2026-11-21', '/archive/2026-11-20', '/archive/2026-12-01'])(
    '%s?before= is a 404 as a page: a month has one page, and a day only its own cursors',
    async (path) => {
      const before = Buffer.from('2026-11-21T12:00:00Z#x').toString('base64url');
      const answer = await functions.read({ path, query: `before=${before}` });
      expect(answer).toMatchObject({ status: 404, headers: { 'content-type': HTML } });
    },
  );

  test('three steps lead from the front page to a story of a past day', async () => {
    const step = async (path: string, pattern: RegExp) =>
      new URL(pattern.exec((await get(path)).text)?.[1] ?? 'none:').pathname;
    const archive = await step('/', /href="([^"]*)">Archive</);
    const month = await step(archive, /<li><a href="([^"]*)">November 2026/);
    const day = await step(month, /<h2[^>]*><a href="([^"]*)">22 November 2026/);
    expect([archive, month, day]).toEqual(['/archive', '/archive/2026-11', '/archive/2026-11-22']);
    expect((await get(day)).text).toContain('Kerry fears fallout');
    expect((await get(month)).text).toContain('Kerry fears fallout');
    for (const path of [month, day]) expect((await get(path)).text).not.toContain('Nobel');
  });

  test('/feeds?after= continues after a cursor; an invalid one is a 400 as a page', async () => {
    const first = await get('/feeds');
    const query = `after=${Buffer.from('tag#zz').toString('base64url')}`;
    const last = await functions.read({ path: '/feeds', query });
    expect(last).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
    expect(last.text).toContain('First feeds');
    expect(last.text).not.toContain('/sections/middle-east/rss.xml');
    expect(first.text).toContain('/sections/middle-east/rss.xml');
    expect(last.headers.etag).not.toBe(first.headers.etag);
    const wrong = await functions.read({ path: '/feeds', query: 'after=nonsense' });
    expect(wrong).toMatchObject({ status: 400, headers: { 'content-type': HTML } });
    expect(wrong.text).toContain('There is no such page of feeds.');
  });

  test('410 for a story that was withdrawn, as a page and as problem+json, with what its publisher says', async () => {
    const page = await get('/stories/wrong');
    expect(page).toMatchObject({
      status: 410,
      headers: { 'content-type': HTML, 'cache-control': 'public, max-age=10' },
    });
    expect(page.text).toContain('It was &lt;wrong&gt;.');
    const json = await get('/api/stories/wrong');
    expect(json).toMatchObject({ status: 410, headers: { 'content-type': PROBLEM } });
    expect(json.json()).toMatchObject({
      status: 410,
      title: 'Gone',
      detail: expect.stringContaining('It was <wrong>.'),
    });
    expect(await functions.read({ method: 'HEAD', path: '/stories/wrong' })).toMatchObject({ status: 410, text: '' });
  });

  test('400 for a list that cannot be, with a pointer for each parameter', async () => {
    const answer = await functions.read({ path: '/api/stories', query: 'limit=0&section=a&tag=b' });
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': PROBLEM } });
    expect(answer.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual([
      '#/limit',
      '#/tag',
    ]);
  });

  test.each([
    ['/api/stories', 'limt=5&tag=a', '#/limt', 'limit'],
    ['/api/stories', 'sectoin=a', '#/sectoin', 'section'],
    ['/api/changes', 'cursr=a&limit=5', '#/cursr', 'after'],
  ])('400 for the unknown parameter in %s?%s, with the nearest known one', async (path, query, pointer, nearest) => {
    const answer = await functions.read({ path, query });
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': PROBLEM } });
    const [error, ...others] = answer.json<{ errors: { pointer: string; detail: string }[] }>().errors;
    expect(error).toMatchObject({ pointer, detail: expect.stringContaining(`"${nearest}"`) });
    expect(others).toEqual([]);
  });

  test('400 for any parameter of one story, and for a repeated one', async () => {
    expect(await functions.read({ path: '/api/stories/kerry', query: 'x=1' })).toMatchObject({ status: 400 });
    expect((await functions.read({ path: '/api/stories', query: 'tag=a&tag=a' })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '#/tag' }],
    });
  });

  test.each(['/rss.xml', '/', '/feeds', '/sitemap.xml', '/stories/kerry', '/openapi.json'])(
    '%s ignores the parameters that readers append',
    async (path) => {
      const answer = await functions.read({ path, query: 'utm_source=mail&limit=x&utm_source=b' });
      expect(answer.text).toBe((await get(path)).text);
    },
  );

  test('400 and no 500 for a filter that is longer than a key of the store', async () => {
    for (const name of ['section', 'tag', 'author', 'language']) {
      for (const value of ['x'.repeat(3_000), '%F0%9F%98%80'.repeat(2_000), `${'%C4%B0'.repeat(301)}`]) {
        expect((await functions.read({ path: '/api/stories', query: `${name}=${value}` })).status).toBe(400);
      }
      const most = await functions.read({ path: '/api/stories', query: `${name}=${'%C3%9F'.repeat(300)}` });
      expect(most.json()).toEqual({ stories: [], cursor: null });
    }
  });

  test('412 for If-Match, and no cache keeps it', async () => {
    const answer = await get('/rss.xml', { 'if-match': '"x"' });
    expect(answer).toMatchObject({ status: 412, text: '' });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await get('/rss.xml', { 'if-match': '*' })).status).toBe(200);
    expect((await get('/rss.xml', { 'if-unmodified-since': 'Sun, 22 Nov 2026 19:59:59 GMT' })).status).toBe(412);
  });

  test('a feed is the feed whatever Accept says', async () => {
    for (const accept of ['text/html', 'application/json', 'image/png;q=0', 'nonsense']) {
      expect(await get('/rss.xml', { accept })).toMatchObject({ status: 200, headers: { 'content-type': RSS } });
    }
  });

  test('a feed links to itself under the public address, a page to its feeds and to its one address (RFC 8288)', async () => {
    expect((await get('/rss.xml')).headers.link).toBe(`<${ADDRESS}/rss.xml>; rel="self"; type="application/rss+xml"`);
    const path = '/sections/%CE%B5%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1-%CE%BA%CF%8D%CF%80%CF%81%CE%BF%CF%82/atom.xml';
    expect((await get(path)).headers.link).toBe(`<${ADDRESS}${path}>; rel="self"; type="application/atom+xml"`);
    expect((await get('/')).headers.link).toContain(
      `<${ADDRESS}/feed.json>; rel="alternate"; type="application/feed+json"`,
    );
    expect((await get('/stories/kerry')).headers.link).toContain(`<${ADDRESS}/stories/kerry>; rel="canonical"`);
  });

  test.each(['/', '/api/stories'])('%s links to the description of the API (RFC 8631)', async (path) => {
    expect((await get(path)).headers.link).toContain(
      `<${ADDRESS}/openapi.json>; rel="service-desc"; type="application/json"`,
    );
  });

  test('no header of a client reaches a document', async () => {
    const plain = (await get('/rss.xml')).text;
    const hostile = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-original-url': '/evil',
    };
    expect((await get('/rss.xml', hostile)).text).toBe(plain);
  });

  test('two processes and a later minute give one ETag', async () => {
    const { headers, text } = await get('/atom.xml');
    functions.at('2026-11-22T20:02:00Z');
    const later = await get('/atom.xml');
    expect(later.headers.etag).toBe(headers.etag);
    expect(later.text).toBe(text);
  });

  test('pages have a Content-Security-Policy; after a 304 the copy keeps its own', async () => {
    expect((await get('/')).headers['content-security-policy']).toContain("default-src 'none'");
    const unchanged = await get('/', { 'if-none-match': '*' });
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers).not.toHaveProperty('content-security-policy');
  });

  /** The bytes of an answer in HTTP/1.1: status line, headers and body. */
  const bytesOnTheWire = ({ result }: Answer, reason: string): number => {
    const lines = Object.entries(result.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${result.statusCode} ${reason}\r\n${lines.join('')}\r\n`;
    return Buffer.byteLength(head) + Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8').length;
  };

  test.each([
    ['/stories/nobody', 'Not Found'],
    ['/stories/wrong', 'Gone'],
    ['/sections/sport', 'Not Found'],
  ])('the problem page of %s is compressed, and with its headers under 2 KB', async (path, reason) => {
    const plain = await get(path);
    expect(plain.headers).not.toHaveProperty('content-encoding');
    for (const coding of ['br', 'gzip']) {
      const packed = await get(path, { 'accept-encoding': coding });
      expect(packed.text).toBe(plain.text);
      expect(packed.headers).toMatchObject({
        'content-encoding': coding,
        'content-type': HTML,
        'content-length': String(Buffer.from(packed.result.body ?? '', 'base64').length),
        vary: 'Accept-Encoding',
      });
      expect(bytesOnTheWire(packed, reason)).toBeLessThan(2_000);
      const head = await functions.read({ method: 'HEAD', path, headers: { 'accept-encoding': coding } });
      expect(head).toMatchObject({ text: '', headers: packed.headers });
    }
  });

  test('a 304 is under 300 bytes', async () => {
    expect(bytesOnTheWire(await get('/rss.xml', { 'if-none-match': '*' }), 'Not Modified')).toBeLessThan(300);
  });

  test('a forged cursor before all documents, or after all moments, is no fault', async () => {
    const before = Buffer.from('0000-00-00T00:00:00Z#a').toString('base64url');
    expect((await get(`/archive/${before}/rss.xml`)).status).toBe(404);
    const after = formatChangeCursor({
      sequenceNumber: 0,
      writeId: '',
      moment: `9999-12-31T23:59:59Z#${'0'.repeat(32)}`,
    });
    expect((await functions.read({ path: '/api/changes', query: `after=${after}` })).status).toBe(200);
  });

  test('a forged cursor shows no embargoed story', async () => {
    for (const at of ['9999-12-31T23:59:59Z', '2026-11-22T20:20:00Z']) {
      const cursor = Buffer.from(`${at}#zzz`).toString('base64url');
      const { stories } = (await functions.read({ path: '/api/stories', query: `before=${cursor}` })).json<{
        stories: { id: string }[];
      }>();
      expect(stories.map(({ id }) => id)).toEqual(['storm', 'kerry', 'новости-語']);
    }
  });

  test.each([
    ['section=middle-east', ['kerry']],
    ['tag=50-off', ['новости-語']],
    ['author=jane-doe', ['kerry']],
    ['language=ru', ['новости-語']],
    ['breaking=true', ['storm']],
    ['section=nothing', []],
    ['tag=nobel', []],
    ['tag=-', []],
  ])('the list of %s', async (query, ids) => {
    const { stories } = (await functions.read({ path: '/api/stories', query })).json<{
      stories: { id: string; body?: string }[];
    }>();
    expect(stories.map(({ id }) => id)).toEqual(ids);
    for (const story of stories) expect(story.body).toBeUndefined();
  });

  test('hostile requests are answered below 500, in the form that the path has', async () => {
    const nasty = fc.constantFrom(
      '..',
      '%2e%2e',
      '%00',
      '%',
      '%zz',
      '%ff',
      '%C0%AF',
      '{',
      '}',
      ':id',
      '*',
      '?',
      '#',
      '\\',
      '//',
      '<script>',
      'rss.xml',
      'sections',
      'stories',
      'api',
      'constructor',
      '__proto__',
      '%F0%9F%98%80',
      'a'.repeat(3_000),
    );
    const path = fc
      .array(fc.oneof(nasty, fc.string({ maxLength: 5 }).map(encodeURI)), { maxLength: 5 })
      .map((parts) => `/${parts.join('/')}`);
    const visible = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    const headers = fc.dictionary(
      fc.constantFrom(
        'accept-encoding',
        'if-none-match',
        'if-modified-since',
        'if-match',
        'if-unmodified-since',
        'accept',
        'cookie',
        'range',
        'content-length',
        'host',
        'x-forwarded-for',
        'authorization',
      ),
      fc.oneof(
        visible,
        fc.constantFrom('*', '"', 'W/"', 'bytes=0-', '\u00e9', 'Sun, 99 Nov 9999 99:99:99 GMT', '"a,'.repeat(3_000)),
      ),
    );
    const query = fc.oneof(
      fc.constantFrom('', 'limit=%', 'before=%00', '&&&', '=', 'limit=1&limit=2'),
      visible.map(encodeURI),
    );
    const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE');
    const shape = fc.constantFrom(...SHAPES.map(([, each]) => each));
    const body = fc.option(fc.oneof(visible, fc.uint8Array({ maxLength: 9 })), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(method, path, query, headers, body, shape, async (method, path, query, headers, body, event) => {
        const answer = await functions.read(
          { method, path, query, headers, ...(body !== undefined && { body }) },
          event,
        );
        expect([200, 204, 301, 304, 400, 404, 405, 410, 412]).toContain(answer.status);
        if (answer.status >= 400 && answer.status !== 412) {
          expect([HTML, PROBLEM]).toContain(answer.headers['content-type']);
          expect(answer.headers['access-control-allow-origin']).toBe('*');
        }
      }),
      { numRuns: 200 },
    );
  }, 20_000);

  test('a GET with a body, which a reader may send by mistake, is answered as if it had none', async () => {
    for (const [, event] of SHAPES) {
      expect(await functions.read({ path: '/rss.xml', body: '{"query":1}' }, event)).toMatchObject({ status: 200 });
    }
  });

  const flagged = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'item' });
  const itemsOf = async (path: string): Promise<string[]> =>
    (flagged.parse((await get(path)).text).rss.channel.item ?? []).map(({ title }: { title: string }) => title);

  // From here on the clock moves, and nobody writes.
  describe('as time goes by', () => {
    test.each([
      ['2026-11-22T20:08:29Z', 60, 10, 30],
      ['2026-11-22T20:08:59Z', 60, 10, 1],
      ['2026-11-22T20:09:00Z', 60, 10, 0],
      ['2026-11-22T20:09:01Z', 59, 10, 0],
      ['2026-11-22T20:09:25Z', 35, 10, 0],
      ['2026-11-22T20:09:55Z', 5, 5, 0],
      ['2026-11-22T20:09:59Z', 1, 1, 0],
    ])(
      'no lifetime at %s reaches past the end of a breaking flag',
      async (moment, maxAge, sMaxAge, staleWhileRevalidate) => {
        functions.at(moment);
        for (const path of ['/rss.xml', '/breaking/atom.xml', '/sections/weather/feed.json', '/', '/api/stories']) {
          expect((await get(path)).headers['cache-control']).toBe(
            `public, max-age=${maxAge}, s-maxage=${sMaxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=600`,
          );
        }
        expect((await get('/stories/storm')).headers['cache-control']).toContain(`max-age=${maxAge}, `);
        expect((await get('/sections/middle-east/rss.xml')).headers['cache-control']).toBe(MINUTE);
        expect(await itemsOf('/breaking/rss.xml')).toEqual(['Storm over the coast']);
      },
    );

    const OF_THE_STORM = [
      '/rss.xml',
      '/atom.xml',
      '/feed.json',
      '/breaking/rss.xml',
      '/sections/weather/rss.xml',
      '/',
      '/stories/storm',
      '/api/stories',
      '/api/stories/storm',
    ];

    test('the flag ends at its second: bytes and validators change with no write, and not a second before', async () => {
      functions.at('2026-11-22T20:09:59Z');
      const before = await Promise.all(OF_THE_STORM.map((path) => get(path)));
      const other = await get('/sections/middle-east/rss.xml');
      functions.at('2026-11-22T20:10:00Z');
      for (const [i, path] of OF_THE_STORM.entries()) {
        const then = before[i] as Answer;
        const now = await get(path, { 'if-none-match': then.headers.etag as string });
        expect(now.status).toBe(200);
        expect(now.text).not.toBe(then.text);
        expect(now.headers.etag).not.toBe(then.headers.etag);
        // Its second is not over: it could still be given to two states (§8.8.2.2).
        expect(now.headers).not.toHaveProperty('last-modified');
        expect((await get(path, { 'if-modified-since': then.headers['last-modified'] as string })).status).toBe(200);
      }
      functions.at('2026-11-22T20:10:01Z');
      for (const path of OF_THE_STORM) {
        expect((await get(path)).headers['last-modified']).toBe('Sun, 22 Nov 2026 20:10:00 GMT');
      }
      expect((await get('/sections/middle-east/rss.xml')).headers.etag).toBe(other.headers.etag);
    });

    test('the flag is gone in every form, and the feed of what breaks is empty and valid', async () => {
      expect(await itemsOf('/breaking/rss.xml')).toEqual([]);
      expect((await get('/rss.xml')).text).not.toContain('Breaking News');
      expect((await get('/api/stories/storm')).json()).toMatchObject({ breaking: false });
      expect((await get('/api/stories/storm')).json()).not.toHaveProperty('breakingUntil');
      expect((await get('/feed.json')).text).not.toContain('"breaking":true');
      expect((await get('/rss.xml')).headers['cache-control']).toBe(MINUTE);
      expect((await get('/breaking/atom.xml')).status).toBe(200);
    });

    test('an embargo ends at its second: a 404 a second before, then in every feed', async () => {
      functions.at('2026-11-22T20:19:59Z');
      expect((await get('/stories/embargoed')).status).toBe(404);
      expect((await get('/tags/nobel/rss.xml')).status).toBe(404);
      expect((await get('/feeds')).text).not.toContain('Nobel');
      const before = await get('/rss.xml');
      expect(before.headers['cache-control']).toContain('max-age=1, s-maxage=1, stale-while-revalidate=0');
      expect(before.text).not.toContain('Nobel');
      functions.at('2026-11-22T20:20:00Z');
      const after = await get('/rss.xml', { 'if-none-match': before.headers.etag as string });
      expect(after.status).toBe(200);
      expect(await itemsOf('/rss.xml')).toContain('Nobel prize');
      expect(await itemsOf('/tags/nobel/rss.xml')).toEqual(['Nobel prize']);
      expect((await get('/stories/embargoed')).status).toBe(200);
      expect((await get('/feeds')).text).toContain('Nobel');
      expect((await functions.read({ path: '/feeds.opml', query: 'all' })).text).toContain('/tags/nobel/rss.xml');
      functions.at('2026-11-22T20:20:01Z');
      for (const path of ['/rss.xml', '/tags/nobel/rss.xml', '/feeds', '/stories/embargoed']) {
        expect((await get(path)).headers['last-modified']).toBe('Sun, 22 Nov 2026 20:20:00 GMT');
      }
    });
  });

  test('every request is one line of JSON, with its route and without its path, query, headers or body', async () => {
    const before = functions.log.length;
    await functions.read({
      path: '/stories/secret-headline',
      query: 'secret=query',
      headers: { authorization: 'Bearer secret', cookie: 'secret=1' },
      cookies: ['secret=2'],
      body: 'secret body',
    });
    const packed = await get('/rss.xml', { 'accept-encoding': 'gzip' });
    const lines = functions.log.slice(before);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('secret');
    for (const line of lines) expect(line.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ route: '/stories/:id', status: 404, method: 'GET' });
    expect(JSON.parse(lines[1] as string)).toMatchObject({
      requestId: expect.stringMatching(/^request-\d+$/),
      route: '/:file',
      status: 200,
      bytes: Number(packed.headers['content-length']),
      durationMs: expect.any(Number),
    });
  });
});
