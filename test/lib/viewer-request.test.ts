import { transformSync } from 'esbuild';
import { BROWSER, PUBLIC_ROUTES, VIEWER_HOST } from '../../lambdas/http/routes';
import { processorTime } from '../harness/processor-time';
import { code, passOn, runAtEdge } from './edge-function';

const { list, changes } = PUBLIC_ROUTES;

describe('the viewer’s host', () => {
  test('is passed on', () => {
    expect(passOn('/rss.xml').headers[VIEWER_HOST]).toEqual({ value: 'd111111abcdef8.cloudfront.net' });
  });

  test('overwrites what a client sends under that name, once or several times', () => {
    const host = { value: 'news.herald.example' };
    const once = { value: 'evil.example' };
    for (const sent of [once, { ...once, multiValue: [once, once] }]) {
      expect(passOn('/rss.xml', '', { [VIEWER_HOST]: sent, host }).headers[VIEWER_HOST]).toEqual(host);
      expect(passOn('/newsroom/stories', '', { [VIEWER_HOST]: sent, host }).headers[VIEWER_HOST]).toEqual(host);
    }
  });

  test('has one spelling', () => {
    const { headers } = passOn('/', '', { host: { value: 'News.Herald.Example:443' } });
    expect(headers[VIEWER_HOST]).toEqual({ value: 'news.herald.example' });
  });

  test('is the one header that changes', () => {
    const sent = { 'accept-encoding': { value: 'gzip;q=0.5' }, 'if-none-match': { value: 'W/"1"' } };
    const { host, [VIEWER_HOST]: _, ...others } = passOn('/', '', sent).headers;
    expect(host).toEqual({ value: 'd111111abcdef8.cloudfront.net' });
    expect(others).toEqual(sent);
  });
});

describe('a browser that opens an address', () => {
  const opens = { 'sec-fetch-dest': { value: 'document' } };
  const own = { [BROWSER]: { value: 'x', multiValue: [{ value: 'x' }, { value: 'y' }] } };

  test.each(['/rss.xml', '/tags/a/feed.json', '/podcast.xml', '/feeds.opml', '/api/stories/one', '/nowhere', '/a/%zz'])(
    'is named where %s is no page',
    (uri) => {
      expect(passOn(uri, '', { ...opens, ...own }).headers[BROWSER]).toEqual({ value: '1' });
      for (const value of ['empty', 'iframe', 'Document', ''])
        expect(passOn(uri, '', { 'sec-fetch-dest': { value } }).headers).not.toHaveProperty(BROWSER);
    },
  );

  test.each([
    '/',
    '/feeds',
    '/stories/one',
    '/stories/%zz',
    '/tags/a',
    '/newsroom/stories',
    '/newsroom/%zz',
    '/x/../newsroom/stories',
  ])('is not named at %s, and a client cannot do so', (uri) => {
    for (const sent of [opens, own, { ...opens, ...own }])
      expect(passOn(uri, '', sent).headers).not.toHaveProperty(BROWSER);
  });

  test('is not named where it asks for the document, and the CDN has one copy of that', () => {
    for (const query of ['document', 'document=', 'a=b&document']) {
      const request = passOn('/rss.xml', query, opens);
      expect(request.headers).not.toHaveProperty(BROWSER);
      expect(request.querystring).toBe('');
    }
    expect(passOn('/rss.xml', 'documents=1', opens).headers).toHaveProperty(BROWSER);
  });

  test('is not named by a client', () => {
    expect(passOn('/rss.xml', '', own).headers).not.toHaveProperty(BROWSER);
  });
});

describe('the query', () => {
  test.each([list, changes])(
    'of $path is passed on whole, sorted by name: the API refuses unknown names',
    ({ path, query }) => {
      const names = [...(query ?? []).filter((name) => name !== 'limit'), 'utm_source', 'fbclid'];
      const asked = names.map((name) => `${name}=1`);
      const sorted = [...names].sort().map((name) => `${name}=1`);
      expect(passOn(path, asked.join('&')).querystring).toBe(sorted.join('&'));
      expect(passOn(path, asked.reverse().join('&')).querystring).toBe(sorted.join('&'));
    },
  );

  test.each([
    ['1', '10'],
    ['9', '10'],
    ['10', '10'],
    ['19', '10'],
    ['20', '20'],
    ['49', '20'],
    ['50', '50'],
    ['99', '50'],
    ['100', '100'],
    ['007', '10'],
    ['0', '0'],
    ['101', '101'],
    ['1e1', '1e1'],
    ['', ''],
  ])('with limit=%s becomes limit=%s', (sent, served) => {
    for (const { path } of [list, changes]) expect(passOn(path, `limit=${sent}`).querystring).toBe(`limit=${served}`);
  });

  test.each([
    ...['/', '/breaking', '/audio', '/sections/world', '/tags/r-d', '/authors/%C5%82', '/languages/en'],
    ...['/archive', '/archive/2026-11-22'],
  ])('of %s has the parameters of a page that lists stories, the first of each', (path) => {
    const asked = ['before', ...(list.query ?? []), 'utm_source', 'before'].map((name, i) => `${name}=${i}`).join('&');
    expect(passOn(path, asked).querystring).toBe('before=0');
  });

  test('has one encoding, and keeps repetitions and broken encoding for the API to refuse', () => {
    expect(passOn(list.path, 'tag=%d0%9a%26x&section=a&section=b').querystring).toBe(
      'section=a&section=b&tag=%D0%9A%26x',
    );
    expect(passOn(list.path, '%74ag=a+b%41&author').querystring).toBe('author=&tag=a%20bA');
    expect(passOn(list.path, 'tag=%zz&author=%ff').querystring).toBe('author=%ff&tag=%zz');
  });

  test.each([
    '/rss.xml',
    '/feeds',
    '/stories/one',
    '/sections/world/atom.xml',
    '/sections/',
    '/openapi.json',
    '/sitemap.xml',
  ])('of %s, which reads none, is removed: one copy in the cache', (path) => {
    const passed = runAtEdge(path, { query: 'limit=1&a=b&before=x', method: 'OPTIONS' });
    expect(passed).toMatchObject({ querystring: '' });
  });

  test('of the newsroom side is left alone', () => {
    expect({ ...(passOn('/newsroom/stories', 'before=a&limit=1').querystring as object) }).toEqual({
      before: { value: 'a' },
      limit: { value: '1' },
    });
  });

  test('of 8 KB is reduced quickly', () => {
    const started = processorTime();
    passOn('/', 'a&'.repeat(4_000));
    passOn(list.path, Array.from({ length: 1_500 }, (_, i) => `a${i}`).join('&'));
    expect(processorTime() - started).toBeLessThan(500);
  });
});

describe('another spelling of an address', () => {
  test.each([
    ['/%72ss.xml', '/rss.xml'],
    ['/x/../rss.xml', '/rss.xml'],
    ['/./rss.xml', '/rss.xml'],
    ['//rss.xml', '/rss.xml'],
    ['/rss.xml/', '/rss.xml'],
    ['/stories/%d0%9a', '/stories/%D0%9A'],
    ['/newsroom/../rss.xml', '/rss.xml'],
    ['/feed/', '/rss.xml'],
    ['/atom', '/atom.xml'],
    ['/tags/a//index.xml', '/tags/a/rss.xml'],
  ])('%s is redirected to %s without the origin', (sent, location) => {
    for (const method of ['GET', 'HEAD']) {
      expect(runAtEdge(sent, { method, query: 'utm_source=x' })).toEqual({
        statusCode: 301,
        statusDescription: 'Moved Permanently',
        headers: {
          location: { value: location },
          'access-control-allow-origin': { value: '*' },
          'cache-control': { value: 'public, max-age=86400' },
        },
      });
    }
  });

  test('keeps the parameters that the address reads', () => {
    expect(runAtEdge('//api/stories', { query: 'tag=a&limit=7&x=1' })).toMatchObject({
      headers: { location: { value: '/api/stories?limit=10&tag=a&x=1' } },
    });
    expect(runAtEdge('/breaking/', { query: 'x=1&before=b' })).toMatchObject({
      headers: { location: { value: '/breaking?before=b' } },
    });
  });

  test.each([
    '//evil.example/rss.xml',
    '/.//evil.example',
    '/sections/%zz',
    '/RSS.XML',
    '/rss.xml%00',
    '/x\\..\\rss.xml',
  ])('%s is no address: the origin answers 404, whatever the query', (uri) =>
    expect(passOn(uri, 'a=b')).toMatchObject({ uri, querystring: '' }),
  );

  test('with another method is passed on, because a client would change it to GET', () => {
    expect(runAtEdge('//rss.xml', { method: 'OPTIONS' })).toMatchObject({ uri: '//rss.xml' });
  });

  test('of the newsroom side is passed on as it was sent', () => {
    expect(passOn('/x/../newsroom/stories', 'b=1&a=2')).toMatchObject({ uri: '/x/../newsroom/stories' });
    expect(Object.keys(passOn('/newsroom/%zz', 'b=1&a=2').querystring)).toEqual(['b', 'a']);
  });
});

test('is written in what CloudFront’s runtime 2.0 knows, and fits its 10 KB', () => {
  const unknown = { destructuring: false, 'for-of': false, class: false, 'default-argument': false } as const;
  expect(code).not.toMatch(/^(?:im|ex)port\b/m);
  expect(() => transformSync(code, { target: 'es2015', supported: unknown })).not.toThrow();
  expect(code).not.toMatch(/\?\.|\?\?|\.\.\./);
  expect(Buffer.byteLength(code)).toBeLessThan(10_240);
});
