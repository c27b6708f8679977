import fc from 'fast-check';
import { formerUrlOf, formerUrlOfRequest, shortLinkOf } from '../../../lambdas/http/addresses/former-url';
import { canonicalTarget } from '../../../lambdas/http/one-address';
import { isPage, NEWSROOM_ROUTES, PUBLIC_ADDRESSES, PUBLIC_ROUTES } from '../../../lambdas/http/routes';
import { anyCharacter } from '../../harness/any-character';

/** Paths as people and old systems write them. */
const step = fc.oneof(
  fc.constantFrom(
    '2019',
    '01',
    'river',
    'feed',
    'rss.xml',
    'stories',
    'api',
    'media',
    'tags',
    '..',
    '.',
    '',
    '%2F',
    '%',
    '%C3%A9',
  ),
  fc.string({ unit: anyCharacter, maxLength: 8 }),
);
const path = fc.oneof(
  fc.array(step, { maxLength: 5 }).map((steps) => `/${steps.join('/')}`),
  fc.string({ unit: anyCharacter }),
);
const query = fc.oneof(fc.constant(''), fc.constantFrom('p=1', 'p=1&x', 'a&p=22', 'p=', 'p=1a'), fc.string());

test('any text gives an address in one spelling that no route has, or a reason', () => {
  fc.assert(
    fc.property(path, query, (given, parameters) => {
      const former = formerUrlOf(given, parameters);
      if ('refused' in former) return;
      const { address } = former;
      expect(address).toMatch(/^\/(?:\?p=\d{1,20}|[\w.!~*'()%/-]+)$/);
      if (address.startsWith('/?')) return;
      // Normalised once and for all, and found by a request in every spelling.
      expect(formerUrlOf(address, '')).toEqual(former);
      for (const sent of [given, address, `${address}/`, `/${address}`]) expect(formerUrlOfRequest(sent)).toBe(address);
      expect(canonicalTarget(PUBLIC_ADDRESSES, address, '').isKnown).toBe(false);
      expect(isPage(address)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('every route of ours is refused, with each of its methods', () => {
  const routes = [...Object.values(PUBLIC_ROUTES), ...Object.values(NEWSROOM_ROUTES)].map((route) => route.path);
  for (const route of routes) {
    const example = route.replace(
      /:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g,
      (_, name, pattern = 'x') =>
        pattern
          .replace(/^\(\?:|\)$/g, '')
          .split('|')[0]
          .replace(/\[\\w-\]\+/, 'x')
          .replaceAll('\\', '') || name,
    );
    expect([example, formerUrlOf(example, '')]).toEqual([example, { refused: 'own address' }]);
  }
});

test('a request means no former address at /, below a reserved step, and in invalid encoding', () => {
  for (const sent of ['/', '/api/x', '/%E0', '/media/x', '/rss.xml/']) expect(formerUrlOfRequest(sent)).toBeUndefined();
  expect([shortLinkOf('12'), shortLinkOf('x'), shortLinkOf(''), shortLinkOf('1'.repeat(21))]).toEqual([
    '/?p=12',
    undefined,
    undefined,
    undefined,
  ]);
});
