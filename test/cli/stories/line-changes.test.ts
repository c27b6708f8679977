import fc from 'fast-check';
import { changeLines, type LineChange } from '../../../bin/cli/stories/line-changes';

const linesWith = (changes: readonly LineChange[], signs: string): string[] =>
  changes.filter(({ sign }) => signs.includes(sign)).map(({ line }) => line);

// Few different lines, so that many are equal.
const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });

/** The length of the longest common subsequence, by its definition. */
const commonLength = ([a, ...as]: readonly string[], [b, ...bs]: readonly string[]): number => {
  if (a === undefined || b === undefined) return 0;
  if (a === b) return 1 + commonLength(as, bs);
  return Math.max(commonLength(as, [b, ...bs]), commonLength([a, ...as], bs));
};

test('without the additions the changes are the first text, without the removals the second', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const changes = changeLines(before, after);
      expect(linesWith(changes, ' -')).toEqual(before);
      expect(linesWith(changes, ' +')).toEqual(after);
    }),
  );
});

test('as many lines stay as can', () => {
  const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 });
  fc.assert(
    fc.property(few, few, (before, after) => {
      expect(linesWith(changeLines(before, after), ' ')).toHaveLength(commonLength(before, after));
    }),
  );
});

test('equal texts have no change', () => {
  fc.assert(
    fc.property(lines, (text) => {
      expect(linesWith(changeLines(text, text), '-+')).toEqual([]);
    }),
  );
});

test('a removal stands before the addition in its place', () => {
  expect(changeLines(['a', 'b', 'c'], ['a', 'x', 'c']).map(({ sign, line }) => sign + line)).toEqual([
    ' a',
    '-b',
    '+x',
    ' c',
  ]);
});

test('texts of 100,000 lines without a common one take no time and no memory', () => {
  const [before, after] = ['a', 'b'].map((name) => Array.from({ length: 100_000 }, (_, i) => name + i));
  const began = performance.now();
  expect(changeLines(before ?? [], after ?? [])).toHaveLength(200_000);
  expect(performance.now() - began).toBeLessThan(5_000);
});
