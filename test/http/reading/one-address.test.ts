import fc from 'fast-check';
import { canonicalPath } from '../../../lambdas/http/one-address';
import { SHAPES } from '../../harness/http/events';
import { ADDRESS, type Answer, useFunctions } from '../../harness/http/functions';
import { runAtEdge } from '../../lib/edge-function';

const functions = useFunctions(async ({ giveTokens, upload, at }) => {
  await giveTokens();
  await upload({
    id: 'café',
    headline: 'A café opens',
    body: '<p>Coffee.</p>',
    section: 'Middle East',
    tags: ['Ελλάδα', '50% off'],
    authors: [{ name: 'Jane Doe' }],
    publishedAt: '2026-11-22T18:00:00Z',
    audio: { url: 'https://media.example/cafe.mp3', type: 'audio/mpeg', length: 1 },
  });
  at('2026-11-22T20:01:00Z');
});
const get = (path: string, query = ''): Promise<Answer> => functions.read({ path, query });

type Redirected = readonly [path: string, query: string, location: string];

const FEEDS = ['', '/breaking', '/audio', '/sections/middle-east', '/tags/feed', '/authors/jane-doe', '/languages/en'];
const GUESSED = [
  ['rss', 'rss.xml'],
  ['feed', 'rss.xml'],
  ['feed.xml', 'rss.xml'],
  ['index.xml', 'rss.xml'],
  ['feed/rss', 'rss.xml'],
  ['feed/rss2', 'rss.xml'],
  ['feed/rdf', 'rss.xml'],
  ['atom', 'atom.xml'],
  ['feed/atom', 'atom.xml'],
  ['feed/json', 'feed.json'],
] as const;

/** The feeds of names in WordPress, Ghost, Hugo, Jekyll and Blogger, and where each leads in one step. */
const OF_OTHER_SYSTEMS: readonly Redirected[] = [
  ['/category/middle-east/feed/', 'x=1', '/sections/middle-east/rss.xml'],
  ['/category/world/middle-east/feed/', '', '/sections/middle-east/rss.xml'],
  ['/category/middle-east/feed/atom/', '', '/sections/middle-east/atom.xml'],
  ['/categories/middle-east/index.xml', '', '/sections/middle-east/rss.xml'],
  ['/tag/%CE%B5/feed/', '', '/tags/%CE%B5/rss.xml'],
  ['/tag/syria/rss/', '', '/tags/syria/rss.xml'],
  ['/author/jane-doe/feed/rss2/', '', '/authors/jane-doe/rss.xml'],
  ['/author/jane-doe/feed/json', '', '/authors/jane-doe/feed.json'],
  ['/feeds/posts/default', 'alt=rss', '/atom.xml'],
  ['/feeds/posts/summary/', '', '/atom.xml'],
  ['/feeds/posts/default/-/Syria', 'max-results=9', '/tags/Syria/atom.xml'],
];
/** Guessed addresses of feeds, and where each leads in one step. */
const GUESSES: readonly Redirected[] = FEEDS.flatMap((feed) =>
  GUESSED.flatMap(([name, file]) => [
    [`${feed}/${name}`, 'utm_source=x&before=y', `${feed}/${file}`],
    [`${feed}/${name}/`, '', `${feed}/${file}`],
  ]),
);

/** Other spellings of slugs, for every kind of document that a feed has. */
const SPELLINGS: readonly Redirected[] = [
  ['/tags/Caf%C3%A9', '/tags/caf%C3%A9'],
  ['/tags/cafe%CC%81', '/tags/caf%C3%A9'],
  ['/tags/CAFE%CC%81', '/tags/caf%C3%A9'],
  ['/sections/MIDDLE-EAST', '/sections/middle-east'],
  ['/sections/Middle%20East', '/sections/middle-east'],
  ['/authors/Jane_Doe', '/authors/jane-doe'],
  ['/authors/-jane-doe-', '/authors/jane-doe'],
  ['/languages/zh-Hant', '/languages/zh-hant'],
  ['/languages/PT-br', '/languages/pt-br'],
].flatMap(([sent, one]) =>
  ['', '/rss.xml', '/atom.xml', '/feed.json', '/archive/20261031T235959Z/rss.xml'].map((file) => [
    sent + file,
    '',
    one + file,
  ]),
);

describe.each(SHAPES)('through %s, without the store,', (_, event) => {
  beforeAll(() => functions.connection.is('down'));
  afterAll(() => functions.connection.is('up'));

  test.each<Redirected>([
    ['/x/../rss.xml', '', '/rss.xml'],
    ['/./rss.xml', 'utm_source=x', '/rss.xml'],
    ['//rss.xml', '', '/rss.xml'],
    ['/rss.xml/', '', '/rss.xml'],
    ['///', '', '/'],
    ['/feeds/', '', '/feeds'],
    ['/sections/middle-east/', 'before=a&x=1', '/sections/middle-east?before=a'],
    ['//api/stories/', 'tag=x&limit=33', '/api/stories?limit=20&tag=x'],
    ['/sitemap.xml//', '', '/sitemap.xml'],
    ['/stories/a/next/', '', '/stories/a/next'],
    ...GUESSES,
    ...OF_OTHER_SYSTEMS,
  ])('%s?%s is redirected to %s, in one encoding of its query', async (path, query, location) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await functions.read({ method, path, query }, event);
      expect(answer).toMatchObject({ status: 301, text: '' });
      expect(answer.headers).toEqual({
        location,
        'cache-control': 'public, max-age=86400',
        'access-control-allow-origin': '*',
        'content-length': '0',
      });
    }
  });

  test.each<Redirected>([
    ['/sections/Middle-East/rss.xml', '', '/sections/middle-east/rss.xml'],
    ['/sections/middle%20east/atom.xml', '', '/sections/middle-east/atom.xml'],
    ['/tags/%CE%95%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1', '', '/tags/%CE%B5%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1'],
    ['/languages/EN/feed.json', '', '/languages/en/feed.json'],
    ...SPELLINGS,
    ['/sections/World/archive/20261031T235959Z/rss.xml', '', '/sections/world/archive/20261031T235959Z/rss.xml'],
    ['/stories/cafe%CC%81', '', '/stories/caf%C3%A9'],
    ['/stories/cafe%CC%81/next', '', '/stories/caf%C3%A9/next'],
    ['/api/stories/cafe%CC%81', '', '/api/stories/caf%C3%A9'],
    ['/api/stories', 'section=Middle%20East', '/api/stories?section=middle-east'],
    ['/api/stories', 'author=JANE+DOE&limit=12', '/api/stories?author=jane-doe&limit=10'],
    ['/api/stories', 'tag=50%25+off%3F', '/api/stories?tag=50-off'],
    ['/api/stories', 'language=pt-BR', '/api/stories?language=pt-br'],
    ['/api/stories', 'tag=%21%21', '/api/stories?tag=-'],
    ['/tags/C%23', '', '/tags/c-sharp'],
    ['/api/stories', 'tag=C%2B%2B', '/api/stories?tag=c-plus-plus'],
    ['/api/stories', 'tag=C++', '/api/stories?tag=c'],
  ])('the other spelling %s?%s is redirected to %s', async (path, query, location) => {
    const answer = await functions.read({ path, query }, event);
    expect(answer).toMatchObject({ status: 301, text: '', headers: { location: ADDRESS + location } });
  });
});

test('the function URL, which passes paths on unchanged, tells encodings apart', async () => {
  for (const [sent, location] of [
    ['/%72ss.xml', '/rss.xml'],
    ['/x/%2e%2E/rss.xml', '/rss.xml'],
    ['/stories/caf%c3%a9', '/stories/caf%C3%A9'],
    ['/tags/C++/rss.xml', '/tags/C%2B%2B/rss.xml'],
    ['/tags/C%2B%2B/rss.xml', `${ADDRESS}/tags/c-plus-plus/rss.xml`],
  ] as const)
    expect(await get(sent)).toMatchObject({ status: 301, headers: { location } });
});

test.each([
  ['/tags/Caf%C3%A9/feed/', '/tags/Caf%C3%A9/rss.xml', '/tags/caf%C3%A9/rss.xml'],
  ['/languages/zh-Hant/atom', '/languages/zh-Hant/atom.xml', '/languages/zh-hant/atom.xml'],
  ['/tags/C++/rss', '/tags/C%2B%2B/rss.xml', '/tags/c-plus-plus/rss.xml'],
  ['/tags/C++', '/tags/C%2B%2B', '/tags/c-plus-plus'],
])('%s takes two redirects, and never more', async (sent, first, second) => {
  expect((await get(sent)).headers).toMatchObject({ location: first });
  expect((await get(first)).headers).toMatchObject({ location: ADDRESS + second });
  expect((await get(second)).status).not.toBe(301);
});

test.each([
  ['/tags/feed', 404],
  ['/sections/atom', 404],
  ['/stories/feed', 404],
  ['/tags/feed.xml', 301],
  ['/api/feed', 404],
  ['/stories/a/feed', 404],
  ['/archive/20261031T235959Z/feed', 404],
  ['/sections/feed.xml/archive/20261031T235959Z/feed', 404],
  ['/newsroom/feed', 404],
  ['/FEED', 404],
  ['/feed.rss', 404],
  ['/a/feed', 404],
])('%s is not guessed: %d', async (path, status) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.location ?? '').not.toMatch(/\/(?:rss|atom)\.xml$/);
});

test('a redirect of a page or list goes on below its cursor', async () => {
  const cursor = Buffer.from('2026-11-22T00:00:00Z#x').toString('base64url');
  expect((await get('/tags/A', `before=${cursor}`)).headers.location).toBe(`${ADDRESS}/tags/a?before=${cursor}`);
  const list = await get('/api/stories', `tag=A&before=${cursor}&limit=100`);
  expect(list.headers.location).toBe(`${ADDRESS}/api/stories?before=${cursor}&limit=100&tag=a`);
});

test.each([
  '/x\\..\\rss.xml',
  '/rss.xml%00',
  '/rss.xml%20',
  '/rss.xml;x=1',
  '/rss.xml%2F',
  '/sections/%zz/rss.xml',
  '/sections/%ff/rss.xml',
  '/tags/!!/rss.xml',
  '/tags/%EF%B8%8F/rss.xml',
  `/tags/c${'%2B'.repeat(60)}/rss.xml`,
  '/stories/%EF%B8%8F',
  '//evil.example/rss.xml',
  '/.//evil.example',
  '/%5Cevil.example',
])('404 without a redirect for %s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(answer.headers).not.toHaveProperty('location');
});

test('every address in our documents has its one spelling', async () => {
  const documents = [
    '/',
    '/feeds',
    '/archive',
    '/archive/2026-11',
    '/archive/2026-11-22',
    '/feeds.opml',
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/podcast.xml',
    '/robots.txt',
  ];
  const sitemaps = ['/sitemap.xml', '/sitemap-19000101T000000Z.xml', '/news-sitemap.xml'];
  const more = ['/stories/caf%C3%A9', '/api/stories', ...sitemaps];
  const links = new Set<string>();
  for (const path of [...documents, ...more]) {
    const { text, status } = await get(path);
    expect(status).toBe(200);
    for (const [, link = ''] of text.matchAll(/https:\/\/news\.example(\/[^"'<>\s\\]*)/g)) links.add(link);
  }
  expect(links.size).toBeGreaterThan(30);
  for (const link of links) {
    // robots.txt has patterns, and feeds have the names of two vocabularies.
    const { pathname } = new URL(link, ADDRESS);
    expect(canonicalPath(pathname)).toBe(pathname);
    if (!link.startsWith('/ns/')) expect((await get(pathname)).status).not.toBe(301);
  }
});

test('the edge and the function agree: with the CDN or without it, an address has one answer', async () => {
  const step = fc.constantFrom(
    ...[
      '',
      '.',
      '..',
      '%2e%2e',
      'x',
      'rss.xml',
      '%72ss.xml',
      'feed',
      'index.xml',
      'atom',
      'feed.json',
      'sections',
      'tags',
      'middle-east',
      'Middle-East',
    ],
    ...[
      'stories',
      'api',
      'changes',
      'caf%C3%A9',
      'caf%c3%a9',
      'cafe%CC%81',
      'next',
      'feeds',
      'breaking',
      'archive',
      '%zz',
    ],
    ...['evil.example', '%2F', '\\', ';', 'sitemap.xml', 'openapi.json', 'newsroom'],
  );
  const path = fc.oneof(
    fc.array(step, { maxLength: 5 }).map((steps) => `/${steps.join('/')}`),
    fc.constantFrom('/', '/api/stories', '/api/changes', '/breaking', '/sections/middle-east', '//api/stories'),
  );
  const name = fc.constantFrom('limit', '%6cimit', 'before', 'after', 'section', 'tag', 'utm_source', 'limt', '');
  const value = fc.constantFrom(
    '',
    '1',
    '33',
    '100',
    '0',
    'middle-east',
    'Middle+East',
    'middle%2deast',
    '%zz',
    '%ff',
    'é',
  );
  const cursor = Buffer.from('2026-11-22T00:00:00Z#x').toString('base64url');
  const pair = fc.tuple(name, fc.oneof(value, fc.constant(cursor))).map((parts) => parts.join('='));
  const query = fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join('&'));
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('GET', 'HEAD', 'OPTIONS'), path, query, async (method, uri, sent) => {
      if (/^\/newsroom(?:\/|$)/.test(new URL(ADDRESS + uri).pathname)) return;
      const direct = await functions.read({ method, path: uri, query: sent });
      const atEdge = runAtEdge(uri, { method, query: sent });
      seen.add(direct.status);
      if ('statusCode' in atEdge) {
        const { 'content-length': _, ...headers } = direct.headers;
        const sentHeaders = Object.entries(atEdge.headers).map(([field, entry]) => [field, entry.value]);
        expect({ status: atEdge.statusCode, headers: Object.fromEntries(sentHeaders) }).toEqual({
          status: direct.status,
          headers,
        });
        return;
      }
      // The edge leaves the query of the newsroom side as CloudFront parsed it.
      const passedOn = typeof atEdge.querystring === 'string' ? atEdge.querystring : sent;
      const through = await functions.read({ method, path: atEdge.uri, query: passedOn });
      const answer = ({ status, headers, text }: Answer) => ({ status, headers, text });
      expect(answer(through)).toEqual(answer(direct));
    }),
    {
      numRuns: 300,
      examples: [
        ['GET', '//newsroom/;', ''],
        ['GET', '//api/stories', 'limit=&%6cimit=&limit=100'],
      ],
    },
  );
  expect([...seen]).toEqual(expect.arrayContaining([200, 301, 400, 404]));
}, 60_000);
