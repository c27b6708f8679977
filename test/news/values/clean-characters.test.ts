import fc from 'fast-check';
import { cleanCharacters } from '../../../lambdas/news/values/clean-characters';
import { xmlSafe } from '../../../lambdas/news/values/xml-safe';
import { hostileText } from '../../formats/hostile';

const C1 = Array.from({ length: 32 }, (_, index) => String.fromCharCode(0x80 + index));
const MEANINGLESS = ['\u0081', '\u008d', '\u008f', '\u0090', '\u009d'];

// Whole characters and pieces of them, near every border of a class.
const anyText = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom(...C1),
      fc.constantFrom('\u{1F3F4}', '\u{E0001}', '\u{E0067}', '\u{E0062}', '\u{E007F}', '\u{E0080}', '\ufdd0', '\ufdef'),
      fc.constantFrom(
        '\v',
        '\f',
        '\u007f',
        '\ufeff',
        '\ufff9',
        '\ufffc',
        '\ufffd',
        '\u{1fffe}',
        '\u{10ffff}',
        '\u206a',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

test('C1 controls are read as windows-1252, as the platform reads the bytes', () => {
  const platform = new TextDecoder('windows-1252');
  for (const [index, control] of C1.entries()) {
    const isMeaningless = MEANINGLESS.includes(control);
    // Node 20 decodes these bytes as ISO 8859-1. The fallback is for the releases that do.
    const decoded = platform.decode(Uint8Array.of(0x80 + index));
    const { text, ...counts } = cleanCharacters(`a${control}b`);
    expect(counts).toEqual(isMeaningless ? { removed: 1, decoded: 0 } : { removed: 0, decoded: 1 });
    if (decoded !== control) expect(text).toBe(`a${decoded}b`);
    else if (isMeaningless) expect(text).toBe('ab');
  }
  expect(cleanCharacters(C1.join('')).text).toBe('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
});

test.each([
  ['NUL, other C0 controls and DEL', 'a\u0000b\u0003c\u001fd\u007fe', 'abcde', 4],
  ['a BOM, at the start and inside', '\ufeffab\ufeffc', 'abc', 2],
  ['lone surrogates, also around a removed character', '\udc00a\ud83d\u0000\ude00b\ud800', 'ab', 5],
  ['noncharacters of every plane', 'a\ufdd0\ufdef\ufffe\uffff\u{1fffe}\u{10ffff}b', 'ab', 8],
  [
    'annotation marks, the object mark and deprecated format characters',
    'a\ufff9b\ufffac\ufffb\ufffc\u206a\u206f',
    'abc',
    6,
  ],
  ['tag characters outside a flag', 'a\u{E0001}\u{E0068}\u{E0069}\u{E007F} \u{1F3F4}\u{E0067}', 'a \u{1F3F4}', 10],
])('removed: %s', (_, text, clean, removed) => {
  expect(cleanCharacters(text)).toEqual({ text: clean, removed, decoded: 0 });
});

test('a vertical tab and a form feed become a line break, so that no words join', () => {
  expect(cleanCharacters('one\vtwo\fthree')).toEqual({ text: 'one\ntwo\nthree', removed: 0, decoded: 0 });
});

test.each([
  ['tabs, line breaks and separators', 'a\tb\r\nc\rd\ne\u2028f\u2029g\u00a0h'],
  ['zero-width characters and soft hyphens', 'co\u00adop می\u200cخواهم क्\u200dष ไทย\u200bไทย a\u2060b\u034f\u180e'],
  ['bidi controls', '\u200e\u200f\u061c\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069'],
  ['emoji sequences', '👨‍👩‍👧 ❤️ 1️⃣ 🇨🇭 👋🏽 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🏴‍☠️'],
  ['private use, the replacement character and other planes', '\ue000\ufffd\u{f0000}\u{10fffd}𠮷𝒳'],
])('kept: %s', (_, text) => {
  expect(cleanCharacters(text)).toEqual({ text, removed: 0, decoded: 0 });
});

test('a clean text is XML, stays clean, and the counts add up', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { text: clean, removed } = cleanCharacters(text);
      expect(xmlSafe(clean)).toBe(clean);
      expect(text.length - clean.length).toBe(removed);
      expect(cleanCharacters(clean)).toEqual({ text: clean, removed: 0, decoded: 0 });
    }),
    { numRuns: 1000 },
  );
});

test('a body of one megabyte takes less than a second', () => {
  for (const piece of [
    'Lorem ipsum ',
    '漢字',
    'word 😀 ',
    '\u0093',
    '\u0000',
    '\u{1F3F4}',
    '\u{1F3F4}\u{E0061}\u{E0061}',
  ]) {
    const text = piece.repeat(1_000_000 / piece.length);
    cleanCharacters(text);
    const start = performance.now();
    cleanCharacters(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});
