import fc from 'fast-check';
import { canonicalPath, canonicalTarget, redirectTarget, roundLimit } from '../../lambdas/http/one-address';
import { PUBLIC_ADDRESSES } from '../../lambdas/http/routes';

test.each([
  ['/', '/'],
  ['/rss.xml', '/rss.xml'],
  ['/%72ss.xml', '/rss.xml'],
  ['/x/../rss.xml', '/rss.xml'],
  ['/x/%2e%2E/rss.xml', '/rss.xml'],
  ['/../../rss.xml', '/rss.xml'],
  ['/./rss.xml', '/rss.xml'],
  ['/rss.xml/.', '/rss.xml'],
  ['//rss.xml', '/rss.xml'],
  ['///', '/'],
  ['/..', '/'],
  ['/feeds/', '/feeds'],
  ['/a%2fb', '/a%2Fb'],
  ['/a/%2e%2e%2fb', '/a/..%2Fb'],
  ['/%252e%252e/a', '/%252e%252e/a'],
  ['/%d0%9a', '/%D0%9A'],
  ['/К', '/%D0%9A'],
  ["/a!'()*", "/a!'()*"],
  ['/a;x=1', '/a%3Bx%3D1'],
  ['/\\evil.example', '/%5Cevil.example'],
  ['//evil.example//', '/evil.example'],
])('%s is spelled %s', (path, canonical) => {
  expect(canonicalPath(path)).toBe(canonical);
});

test.each(['/%', '/%zz', '/a/%ff', '/%ED%A0%80', '/%C0%AE', '/\ud800'])('%j is the spelling of no address', (path) => {
  expect(canonicalPath(path)).toBeUndefined();
});

const step = fc.oneof(
  fc.constantFrom('', '.', '..', '%2e', '%2E.', 'rss.xml', '%72ss.xml', 'sections', 'stories', 'api', 'feeds', 'next'),
  fc.constantFrom('feed', 'rss', 'atom', 'index.xml', '%66eed', 'tags', 'breaking', '$1', '$&'),
  fc.constantFrom(
    'evil.example',
    '%2F',
    '%5c',
    '\\',
    '@evil.example',
    '%0d%0a',
    ';',
    ':',
    '%',
    '%zz',
    'a b',
    'é',
    '%c3%a9',
  ),
  fc.string({ maxLength: 4 }),
);
const path = fc.array(step, { maxLength: 6 }).map((steps) => `/${steps.join('/')}`);

test('a spelling in its one form stays as it is', () => {
  fc.assert(
    fc.property(path, (text) => {
      const canonical = canonicalPath(text);
      if (canonical !== undefined) expect(canonicalPath(canonical)).toBe(canonical);
    }),
  );
});

test('a redirect stays on this host, ends after one step, and has visible ASCII only', () => {
  fc.assert(
    fc.property(path, fc.string(), (text, query) => {
      const moved = redirectTarget('GET', text, canonicalTarget(PUBLIC_ADDRESSES, text, query));
      if (moved === undefined) return;
      expect(new URL(moved, 'https://news.example/a/b').host).toBe('news.example');
      expect(moved).toMatch(/^\/(?!\/)[!-~]*$/);
      const [next = '', ...rest] = moved.split('?');
      expect(redirectTarget('GET', next, canonicalTarget(PUBLIC_ADDRESSES, next, rest.join('?')))).toBeUndefined();
      expect(new URL(moved, 'https://news.example').pathname).toBe(next);
    }),
    { numRuns: 1_000 },
  );
});

test('a known address comes before a guess, and a guess of no known address is none', () => {
  const table = {
    known: [{ pattern: /^\/(?:a|a\/feed)$/, query: ['before'] }],
    guessed: [{ pattern: /^(.*)\/feed$/, target: '$1' }],
  };
  expect(canonicalTarget(table, '/a/feed', 'before=1')).toEqual({ path: '/a/feed', query: 'before=1', isKnown: true });
  expect(canonicalTarget(table, '/a/feed/feed', 'x')).toEqual({ path: '/a/feed', query: '', isKnown: true });
  expect(canonicalTarget(table, '/b/feed', 'before=1')).toEqual({ path: '/b/feed', query: '', isKnown: false });
});

test('a query in its one form stays as it is, and means the same', () => {
  const name = fc.constantFrom('limit', '%6cimit', 'before', 'tag', 'a+b', 'é', '%zz', '');
  const value = fc.oneof(
    fc.string({ maxLength: 5 }).map(encodeURIComponent),
    fc.constantFrom('7', '+', '%2b', '%ff', '='),
  );
  const query = fc
    .array(fc.tuple(name, value), { maxLength: 5 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
  const rows = { known: [{ pattern: /^\/x$/ }], guessed: [] };
  fc.assert(
    fc.property(query, (text) => {
      const canonical = canonicalTarget(rows, '/x', text).query;
      expect(canonicalTarget(rows, '/x', canonical).query).toBe(canonical);
      const meaning = (of: string) =>
        [...new URLSearchParams(of)].map(([key, sent]) => `${key}=${key === 'limit' ? roundLimit(sent) : sent}`).sort();
      expect(meaning(canonical)).toEqual(meaning(text));
    }),
  );
});

test('a limit is served as 10, 20, 50 or 100, never more than asked from 10 on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (limit) => {
      const served = Number(roundLimit(String(limit)));
      expect([10, 20, 50, 100]).toContain(served);
      expect(served).toBe([100, 50, 20, 10].find((length) => length <= limit) ?? 10);
    }),
  );
  for (const text of ['', '0', '-5', '101', '1e1', '1.5', 'ten', '٣']) expect(roundLimit(text)).toBe(text);
});
