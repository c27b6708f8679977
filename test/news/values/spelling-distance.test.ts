import fc from 'fast-check';
import { spellingDistance } from '../../../lambdas/news/values/spelling-distance';

test.each([
  ['', '', 0],
  ['local', 'local', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['local', 'loca', 1],
  ['local', 'locals', 1],
  ['local', 'lokal', 1],
  ['local', 'locla', 1],
  ['loacl', 'locla', 2],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
  ['😀a', 'a😀', 1],
])('%p and %p: %i', (one, other, distance) => {
  expect(spellingDistance(one, other)).toBe(distance);
});

test('it is the same in both directions, and at most the longer length', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const distance = spellingDistance(one, other);
      expect(spellingDistance(other, one)).toBe(distance);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      expect(distance === 0).toBe(one === other);
    }),
  );
});
