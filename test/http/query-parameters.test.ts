import fc from 'fast-check';
import { editDistance, nearestName, parameterFaults } from '../../lambdas/http/query-parameters';

const faults = (query: string, known: readonly string[]) => parameterFaults(new URLSearchParams(query), known);

test('known parameters, each once, have no fault', () => {
  expect(faults('limit=1&before=a', ['before', 'limit'])).toEqual([]);
});

test('each unknown parameter is named once, with the nearest known one', () => {
  expect(faults('limt=1&Limit=2&limt=3&utm_source=x', ['before', 'limit'])).toEqual([
    { pointer: '#/Limit', detail: 'unknown: the nearest parameter of this address is "limit"' },
    { pointer: '#/limt', detail: 'unknown: the nearest parameter of this address is "limit"' },
    { pointer: '#/utm_source', detail: 'unknown: the nearest parameter of this address is "before"' },
  ]);
});

test('a repeated parameter is named once', () => {
  expect(faults('limit=1&limit=1&limit=2', ['limit'])).toEqual([
    { pointer: '#/limit', detail: 'given more than once: give it once' },
  ]);
});

test('at an address without parameters, the remedy is to leave it out', () => {
  expect(faults('a=1', [])).toEqual([
    { pointer: '#/a', detail: 'unknown, and this address takes no parameter: leave it out' },
  ]);
});

test('a pointer is one of RFC 6901 in a URI fragment, of at most 40 characters of the name', () => {
  expect(faults('a/b~c%20%22=1', [])[0]?.pointer).toBe('#/a~1b~0c%20%22');
  expect(faults(`${'%F0%9F%98%80'.repeat(50)}=1`, [])[0]?.pointer).toBe(`#/${'%F0%9F%98%80'.repeat(40)}`);
});

test('an answer names at most 100 parameters', () => {
  const query = Array.from({ length: 2_000 }, (_, i) => `a${i}=1`).join('&');
  expect(faults(query, ['limit'])).toHaveLength(100);
});

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['limit', 'limit', 0],
  ['limt', 'limit', 1],
  ['lmiit', 'limit', 2],
  ['kitten', 'sitting', 3],
])('from %j to %j are %i edits', (from, to, edits) => {
  expect(editDistance(from, to)).toBe(edits);
});

test('the distance is a metric', () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('the nearest name ignores case, and there is none without a candidate', () => {
  expect(nearestName('SECTOIN', ['tag', 'section'])).toBe('section');
  expect(nearestName('a', [])).toBeUndefined();
});

test('no name has an answer above 400', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
      const query = new URLSearchParams(names.map((name): [string, string] => [name, '']));
      expect(() => JSON.stringify(parameterFaults(query, ['limit']))).not.toThrow();
    }),
  );
});
