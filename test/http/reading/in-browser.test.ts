import { BROWSER, PUBLIC_ROUTES } from '../../../lambdas/http/routes';
import { SHAPES } from '../../harness/http/events';
import { ADDRESS, type Answer, useFunctions } from '../../harness/http/functions';

const functions = useFunctions(async ({ giveTokens, upload, newsroom, at }) => {
  await giveTokens();
  await upload({
    id: 'kerry',
    headline: 'Kerry fears fallout',
    body: '<p>Fighting.</p>',
    section: 'Middle East',
    audio: { url: 'https://media.example/kerry.mp3', type: 'audio/mpeg', length: 1 },
    breaking: true,
    publishedAt: '2026-11-22T18:00:00Z',
  });
  await upload({
    ...{ id: 'old', headline: 'Old', body: '<p>x</p>', section: 'Middle East', publishedAt: '2026-10-15T16:00:00Z' },
    audio: { url: 'https://media.example/old.mp3', type: 'audio/mpeg', length: 1 },
  });
  await upload({ id: 'wrong', headline: 'Wrong', body: '<p>x</p>', publishedAt: '2026-11-22T16:00:00Z' });
  await newsroom('PUT', '/stories/wrong/withdrawal', { body: { reason: 'error', note: 'It was <wrong>.' } });
  at('2026-11-22T20:01:00Z');
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => functions.read({ path, headers });
/** A browser opens an address, as the CDN and the local server pass it on. */
const open = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  get(path, { [BROWSER]: '1', ...headers });

const HTML = 'text/html; charset=utf-8';
const BOTH = 'Accept-Encoding, Sec-Fetch-Dest';
const FILES = ['rss.xml', 'atom.xml', 'feed.json'];
const FEEDS = [
  ...['', '/breaking', '/audio', '/sections/middle-east', '/languages/en'].flatMap((feed) =>
    FILES.map((file) => `${feed}/${file}`),
  ),
  '/podcast.xml',
];

describe.each(FEEDS)('a browser that opens %s', (path) => {
  test('gets a page that explains it, with the headers of pages and the lifetimes of the feed', async () => {
    const [feed, page] = [await get(path), await open(path)];
    expect(page).toMatchObject({
      status: 200,
      headers: {
        'content-type': HTML,
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'cache-control': feed.headers['cache-control'],
        'last-modified': feed.headers['last-modified'],
        'access-control-allow-origin': '*',
        vary: BOTH,
      },
    });
    expect(page.text).toContain(`>${ADDRESS}${path}</code>`);
    expect(page.text).toContain(`<a href="${ADDRESS}/stories/kerry">Kerry fears fallout</a>`);
    expect(page.text).toContain('<meta name="robots" content="noindex">');
    expect(page.text).toContain(`<a href="${ADDRESS}/breaking">Breaking</a>`);
    expect(feed.headers.vary).toBe(BOTH);
    expect(feed.headers).not.toHaveProperty('content-security-policy');
    expect(feed.headers['content-type']).not.toContain('html');
  });

  test('has an ETag of its own, which is a 304, and the one of the feed is not', async () => {
    const [feed, page] = [(await get(path)).headers.etag ?? '', (await open(path)).headers.etag ?? ''];
    expect(page).not.toBe(feed);
    expect(await open(path, { 'if-none-match': feed })).toMatchObject({ status: 200 });
    expect(await get(path, { 'if-none-match': page })).toMatchObject({ status: 200 });
    for (const [found, etag] of [
      [await open(path, { 'if-none-match': page }), page],
      [await get(path, { 'if-none-match': feed }), feed],
    ] as const) {
      expect(found).toMatchObject({ status: 304, text: '' });
      expect(Object.keys(found.headers).sort()).toEqual([
        'access-control-allow-origin',
        'access-control-expose-headers',
        'cache-control',
        'etag',
        'vary',
      ]);
      expect(found.headers).toMatchObject({ etag, vary: BOTH });
    }
  });

  test('gets it compressed, and HEAD has its headers', async () => {
    const page = await open(path);
    for (const coding of ['br', 'gzip']) {
      const packed = await open(path, { 'accept-encoding': coding });
      expect(packed.headers['content-encoding']).toBe(coding);
      expect(packed.text).toBe(page.text);
    }
    const head = await functions.read({ method: 'HEAD', path, headers: { [BROWSER]: '1' } });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers).toEqual(page.headers);
  });
});

test('every document of a feed has its own page', async () => {
  const etags = await Promise.all(FEEDS.map(async (path) => (await open(path)).headers.etag));
  expect(new Set(etags).size).toBe(FEEDS.length);
});

describe.each(SHAPES)('through %s', (_, event) => {
  test.each(['/rss.xml', '/podcast.xml'])('a browser gets the page of %s', async (path) => {
    const answer = await functions.read({ path, headers: { [BROWSER]: '1' } }, event);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': HTML } });
  });
});

test('another spelling is redirected to the feed', async () => {
  expect(await open('/sections/Middle%20East/rss.xml')).toMatchObject({
    status: 301,
    headers: { location: `${ADDRESS}/sections/middle-east/rss.xml` },
  });
  expect(await open('/feed/')).toMatchObject({ status: 301, headers: { location: '/rss.xml' } });
});

test.each([
  ['/sections/sport/rss.xml', 404],
  ['/tags/!!/rss.xml', 404],
  ['/archive/nonsense/rss.xml', 404],
  ['/sitemap-1.xml', 404],
  ['/api/stories/nobody', 404],
  ['/api/stories/wrong', 410],
  ['/nowhere', 404],
  ['/rss.xml;x', 404],
  ['/sections/%zz/rss.xml', 404],
  ['/newsroom', 404],
] as const)('at %s a browser gets the %d as a page, and software as problem+json', async (path, status) => {
  const [page, problem] = [await open(path), await get(path)];
  expect(page).toMatchObject({
    status,
    headers: {
      'content-type': HTML,
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'public, max-age=10',
      vary: BOTH,
    },
  });
  expect(page.text).toContain(status === 404 ? 'There is nothing here' : 'It was &lt;wrong&gt;.');
  expect(problem).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'public, max-age=10', vary: BOTH },
  });
  expect(problem.headers).not.toHaveProperty('content-security-policy');
  const head = await functions.read({ method: 'HEAD', path, headers: { [BROWSER]: '1' } });
  expect(head).toMatchObject({ status, text: '', headers: { 'content-type': HTML } });
});

test('another refusal stays problem+json, also for a browser', async () => {
  const problem = { headers: { 'content-type': 'application/problem+json', vary: 'Accept-Encoding' } };
  expect(await open('/api/stories', {})).toMatchObject({ status: 200 });
  expect(await functions.read({ path: '/api/stories', query: 'x=1', headers: { [BROWSER]: '1' } })).toMatchObject({
    status: 400,
    ...problem,
  });
  expect(await functions.read({ method: 'POST', path: '/rss.xml', headers: { [BROWSER]: '1' } })).toMatchObject({
    status: 405,
    ...problem,
  });
  functions.connection.is('down');
  const answer = await open('/tags/never-read/rss.xml');
  functions.connection.is('up');
  expect(answer).toMatchObject({ status: 503, ...problem });
});

test.each(['/archive/20261031T235959Z/rss.xml', '/archive/20261031T235959Z/feed.json', '/sitemap.xml', '/feeds.opml'])(
  '%s is one document for browsers and software',
  async (path) => {
    const [one, other] = [await get(path), await open(path)];
    expect(one.status).toBe(200);
    expect(other.headers).toEqual(one.headers);
    expect(other.text).toBe(one.text);
    expect(one.headers.vary).toBe('Accept-Encoding');
  },
);

test('a page is one document for browsers and software, whatever its status', async () => {
  for (const path of ['/', '/feeds', '/sections/middle-east', '/stories/kerry', '/stories/nobody', '/stories/wrong']) {
    const [one, other] = [await get(path), await open(path)];
    expect({ status: other.status, headers: other.headers }).toEqual({ status: one.status, headers: one.headers });
    expect(one.headers.vary).toBe('Accept-Encoding');
  }
});

test.each(Object.values(PUBLIC_ROUTES).filter(({ kind }) => kind === 'feed'))(
  '$path has a page, unless it is an archive',
  async ({ path }) => {
    const values: Record<string, string> = {
      ...{ folder: 'sections', slug: 'middle-east', document: '20261031T235959Z', file: 'rss.xml' },
    };
    const answer = await open(path.replace(/:(\w+)(?:\{[^}]*\})?/g, (_, name) => values[name] ?? ''));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type'] === HTML).toBe(!path.includes('archive'));
  },
);
