import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { closeBidi } from '../../../lambdas/news/values/close-bidi';
import { cutAtWord, cutWithEllipsis } from '../../../lambdas/news/values/cut-at-word';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemesOf = (text: string) => Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
const boundariesOf = (text: string) =>
  new Set([...Array.from(GRAPHEMES.segment(text), ({ index }) => index), text.length]);

const CHINESE = '国务院总理周三在北京表示将继续扩大对外开放并推动经济高质量发展';
const JAPANESE = '東京都は水曜日に新しい交通計画を発表し来年から段階的に実施すると述べた';
const THAI = 'รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือเกษตรกรที่ได้รับผลกระทบจากน้ำท่วม';
const KHMER = 'រដ្ឋាភិបាលបានប្រកាសវិធានការថ្មីដើម្បីជួយកសិករដែលរងគ្រោះដោយទឹកជំនន់';
const TIBETAN = 'བོདཡིགནིབོདཀྱིསྐདཡིགཡིནཔརབརྟེན';

const pieces = fc.constantFrom(
  ...['word ', 'a', ' ', '\n', '\r\n', '-', '“x” ', '.', "it's ", '3.14 '],
  ...['👨‍👩‍👧‍👦', '🇨🇭', '🇫', '👋🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '❤️', '\u{1F3FB}', '\u200d', '😀'],
  ...['ᄀ', 'ᅡ', 'ᆨ', '한국어', 'क्षि', 'नमस्ते', 'ि', 'น้ำ', 'ไทย', 'คำ', 'か\u3099', '漢字', '𠮷', 'カタカナ'],
  ...[
    'e\u0301',
    `Z${'\u0351\u0489\u0324'.repeat(9)}`,
    '\u0600',
    '\u0600 ',
    '\u{110BD}',
    '\u0301',
    'ب',
    '\u064e',
    '\u00a0',
  ],
);
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

test('a cut is the beginning, fits, and ends after a whole character', () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 40 }), fc.boolean(), (text, max, isBytes) => {
      const measure = isBytes ? (piece: string) => Buffer.byteLength(piece) : (piece: string) => piece.length;
      const cut = cutAtWord(text, max, measure);
      expect(text.startsWith(cut)).toBe(true);
      expect(measure(cut)).toBeLessThanOrEqual(max);
      expect(boundariesOf(text).has(cut.length)).toBe(true);
      const [first = ''] = graphemesOf(text);
      if (measure(first) <= max && first.trim() !== '') expect(cut).not.toBe('');
      if (measure(text) <= max && boundariesOf(text).has(text.trimEnd().length)) expect(cut).toBe(text.trimEnd());
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['Chinese', CHINESE],
  ['Japanese', JAPANESE],
  ['Thai', THAI],
  ['Khmer', KHMER],
  ['Tibetan without marks between syllables', TIBETAN],
  ['an address of one word', `see https://news.example/${'a'.repeat(200)}`],
])('%s fills at least half of the room', (_, text) => {
  const longest = Math.max(...graphemesOf(text).map((grapheme) => grapheme.length));
  for (let max = 2 * longest; max < text.length; max++) {
    expect(cutAtWord(text, max).length).toBeGreaterThanOrEqual(max / 2);
  }
});

test.each([
  ['one two three', 9, 'one two'],
  ['one two three', 7, 'one two'],
  [CHINESE, 10, '国务院总理周三在北京'],
  [THAI, 11, 'รัฐบาล'],
  ['aé👨‍👩‍👧', 9, 'aé'],
  ['ab', 0, ''],
  ['a\u{1F3FB}', 1, ''],
  ['\u0600 \u0600 b', 3, '\u0600 '],
  // A white space that belongs to a character stays, or the character goes.
  ['a\u0600 ', 2, 'a'],
  ['a\u0600 ', 3, 'a\u0600 '],
])('%j in %i characters is %j', (text, max, cut) => {
  expect(cutAtWord(text, max)).toBe(cut);
});

test('a cut text has an ellipsis in the room, and a text that fits stays as it is', () => {
  expect(cutWithEllipsis('one two three', 9)).toBe('one two…');
  expect(cutWithEllipsis('one two ', 8)).toBe('one two ');
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, max) => {
      const shown = cutWithEllipsis(text, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      if (closeBidi(text).length > max) expect(shown).toMatch(/…[\u202c\u2069\n]*$/);
      else expect(shown).toBe(closeBidi(text));
    }),
  );
});

test('a cut text closes its bidi controls, in the room', () => {
  expect(cutWithEllipsis('\u202eone two three\u202c', 10)).toBe('\u202eone two…\u202c');
  expect(cutWithEllipsis('\u202eabcdef', 6)).toBe('\u202eabc…\u202c');
  expect(cutWithEllipsis('\u202eab\u202cdef', 6)).toBe('\u202eab\u202cd…');
  // Controls that leave no room for their ends.
  expect(cutWithEllipsis('\u202a'.repeat(9), 6)).toBe('\u202a\u202a…\u202c\u202c');
  const controls = fc.constantFrom('\u202a', '\u202e', '\u202c', '\u2066', '\u2067', '\u2069', 'a', ' ', '\n');
  const text = fc.array(controls, { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (text, max) => {
      const shown = cutWithEllipsis(text, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      expect(closeBidi(shown)).toBe(shown);
    }),
    { numRuns: 1000 },
  );
});

test('the module makes no segmenter before the first cut', () => {
  const file = join(__dirname, '../../../lambdas/news/values/cut-at-word.ts');
  const script = `
    let made = 0;
    const { Segmenter } = Intl;
    Intl.Segmenter = class extends Segmenter { constructor(...all) { super(...all); made += 1; } };
    const { cutAtWord } = require(${JSON.stringify(file)});
    const before = made;
    cutAtWord('one two', 4);
    cutAtWord('one two', 4);
    console.log(before, made);
  `;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=commonjs', '--eval', script], {
    encoding: 'utf8',
  });
  expect(printed.trim()).toBe('0 2');
});
