import fc from 'fast-check';
import { closeBidi, lengthWhenClosed } from '../../../lambdas/news/values/close-bidi';
import { processorTime } from '../../harness/processor-time';

const [LRE, RLE, PDF, LRO, RLO] = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'];
const [LRI, RLI, FSI, PDI] = ['\u2066', '\u2067', '\u2068', '\u2069'];
const CONTROLS = [LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI];

const bidiText = fc
  .array(fc.constantFrom(...CONTROLS, 'a', 'ب', '1', ' ', '\n', '😀', '\u200f'), { maxLength: 20 })
  .map((parts) => parts.join(''));

/** How deep the levels of UAX #9 are at the end of a line, with the counters of X1 to X8. */
function openAtEnd(line: string): number {
  const isIsolate: boolean[] = [];
  for (const unit of line) {
    if ([LRE, RLE, LRO, RLO].includes(unit)) isIsolate.push(false);
    if ([LRI, RLI, FSI].includes(unit)) isIsolate.push(true);
    if (unit === PDF && isIsolate.at(-1) === false) isIsolate.pop();
    if (unit === PDI && isIsolate.includes(true)) while (isIsolate.pop() === false) {}
  }
  return isIsolate.length;
}

test.each([
  ['an override', `${RLO}abc`, `${RLO}abc${PDF}`],
  ['an embedding in an isolate', `a ${RLI}b ${LRE}c`, `a ${RLI}b ${LRE}c${PDF}${PDI}`],
  ['an isolate in an embedding', `${RLE}b ${FSI}c`, `${RLE}b ${FSI}c${PDI}${PDF}`],
  ['each line for itself', `${LRO}a\nb${PDF}\n${LRI}c`, `${LRO}a${PDF}\nb\n${LRI}c${PDI}`],
  ['an isolate whose only end belongs to an embedding', `${LRI}a${PDF}`, `${LRI}a${PDI}`],
])('closed: %s', (_, text, closed) => {
  expect(closeBidi(text)).toBe(closed);
});

test.each([
  ['an end without a beginning', `a${PDF}b${PDI}c`, 'abc'],
  ['a second end', `${RLE}a${PDF}${PDF}`, `${RLE}a${PDF}`],
  ['the end of an embedding that its isolate has ended', `${LRI}${RLE}a${PDI}${PDF}`, `${LRI}${RLE}a${PDI}`],
])('removed: %s', (_, text, rest) => {
  expect(closeBidi(text)).toBe(rest);
});

test.each([
  'plain',
  'عنوان',
  `${RLE}a ${LRI}b${PDI}${PDF} c`,
  `${LRI}${RLE}a${PDI}`,
  `\u200ea\u200f\u061c\n${FSI}${PDI}`,
])('a balanced text stays: %j', (text) => {
  expect(closeBidi(text)).toBe(text);
});

test('every line is closed, no visible character changes, and a second time changes nothing', () => {
  const visible = (text: string) => [...text].filter((unit) => !CONTROLS.includes(unit)).join('');
  fc.assert(
    fc.property(bidiText, (text) => {
      const closed = closeBidi(text);
      expect(
        closed
          .split('\n')
          .map(openAtEnd)
          .every((depth) => depth === 0),
      ).toBe(true);
      expect(visible(closed)).toBe(visible(text));
      expect(closeBidi(closed)).toBe(closed);
      // What follows the text is never affected, so two closed texts together are closed too.
      expect(closeBidi(closed + closed)).toBe(closed + closed);
    }),
    { numRuns: 2000 },
  );
});

test('only an end is added, and only where its beginning is open', () => {
  fc.assert(
    fc.property(bidiText, (text) => {
      const lines = text.split('\n');
      for (const [index, line] of closeBidi(text).split('\n').entries()) {
        const added = line.length - (lines[index] ?? '').length;
        expect(added).toBeLessThanOrEqual(openAtEnd(lines[index] ?? ''));
      }
    }),
  );
});

test('the length of a beginning has room for the ends that it needs', () => {
  fc.assert(
    fc.property(bidiText, fc.nat({ max: 40 }), (text, end) => {
      const beginning = closeBidi(text).slice(0, end);
      expect(lengthWhenClosed(beginning)).toBeGreaterThanOrEqual(closeBidi(beginning).length);
      expect(lengthWhenClosed(beginning)).toBe([...beginning].reduce((sum, unit) => sum + lengthWhenClosed(unit), 0));
    }),
  );
  expect(lengthWhenClosed(`${LRE}a${LRI}b${PDI}c`)).toBe(7);
});

test.each([
  ['ends without a beginning among embeddings', LRE, PDI],
  ['ends without a beginning among isolates', LRI, PDF],
  ['isolates that end embeddings', LRI + LRE, PDI],
])('the time grows with the length: %s', (_, beginning, end) => {
  const time = (count: number) => {
    const text = beginning.repeat(count) + end.repeat(count);
    const begun = processorTime();
    closeBidi(text);
    return processorTime() - begun;
  };
  time(10_000);
  const [small, large] = [time(10_000), time(80_000)];
  // Eight times the length. Quadratic time would be 64 times as long.
  expect(large).toBeLessThan(32 * Math.max(small, 5));
});
