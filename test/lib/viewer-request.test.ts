import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { PUBLIC_ROUTES, VIEWER_HOST } from '../../lambdas/http/routes';
import { viewerRequestCode } from '../../lib/edge/viewer-request-code';

const code = viewerRequestCode();
const { list, changes } = PUBLIC_ROUTES;

interface Value {
  value: string;
  multiValue?: { value: string }[];
}
interface ViewerRequest {
  method: string;
  uri: string;
  querystring: Record<string, Value> | string;
  headers: Record<string, Value>;
  cookies: Record<string, Value>;
}

/** The request that the function passes on. CloudFront gives it headers in lower case and query parameters by name. */
function passOn(uri: string, query = '', headers: Record<string, Value> = {}): ViewerRequest {
  const querystring: Record<string, Value> = {};
  for (const [name, value] of query.split('&').flatMap((part) => (part ? [part.split('=') as [string, string]] : []))) {
    const values = [...(querystring[name]?.multiValue ?? (querystring[name] ? [querystring[name]] : [])), { value }];
    querystring[name] = values.length > 1 ? { value: `${values[0]?.value}`, multiValue: values } : { value };
  }
  const request: ViewerRequest = {
    method: 'GET',
    uri,
    querystring,
    headers: { host: { value: 'd111111abcdef8.cloudfront.net' }, ...headers },
    cookies: {},
  };
  const sandbox = createContext({ event: { version: '1.0', context: { eventType: 'viewer-request' }, request } });
  return runInContext(`${code}; handler(event)`, sandbox);
}

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

describe('the query', () => {
  test.each([list, changes])(
    'of $path has the parameters of its route, all of them, in one order',
    ({ path, query }) => {
      const declared = query ?? [];
      expect(declared.length).toBeGreaterThanOrEqual(2);
      const asked = [...declared, 'utm_source', 'fbclid'].map((name) => `${name}=1`);
      const kept = [...declared].sort().map((name) => `${name}=1`);
      expect(passOn(path, asked.join('&')).querystring).toBe(kept.join('&'));
      expect(passOn(path, asked.reverse().join('&')).querystring).toBe(kept.join('&'));
    },
  );

  test.each(['/', '/breaking', '/audio', '/sections/world', '/tags/r-d', '/authors/%C5%82', '/languages/en'])(
    'of %s has the parameters of a page that lists stories',
    (path) => {
      const asked = ['before', ...(list.query ?? []), 'utm_source'].map((name) => `${name}=1`).join('&');
      expect(passOn(path, asked).querystring).toBe('before=1');
    },
  );

  test('of the list of feeds has its cursor', () => {
    expect(passOn('/feeds', 'before=1&after=dGFn').querystring).toBe('after=dGFn');
  });

  test('is passed on unchanged, repetitions too', () => {
    expect(passOn(list.path, 'tag=%D0%9A%26x&section=a&section=b').querystring).toBe(
      'section=a&section=b&tag=%D0%9A%26x',
    );
  });

  test.each(['/rss.xml', '/feeds.opml', '/stories/one', '/api/stories/one', '/sections/world/atom.xml', '/sections/'])(
    'of %s, which reads none, is removed: one copy in the cache',
    (path) => {
      expect(passOn(path, 'limit=1&a=b&before=x').querystring).toBe('');
    },
  );

  test('of the newsroom side is left alone', () => {
    expect(passOn('/newsroom/stories', 'cursor=a&limit=1').querystring).toEqual({
      cursor: { value: 'a' },
      limit: { value: '1' },
    });
  });
});

test('is written in what CloudFront’s runtime 2.0 knows, and fits its 10 KB', () => {
  const unknown = { destructuring: false, 'for-of': false, class: false, 'default-argument': false } as const;
  expect(() => transformSync(code, { target: 'es2015', supported: unknown })).not.toThrow();
  expect(code).not.toMatch(/\?\.|\?\?|\.\.\./);
  expect(Buffer.byteLength(code)).toBeLessThan(10_240);
});
