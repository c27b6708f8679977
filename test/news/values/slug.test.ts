import fc from 'fast-check';
import { LIMITS } from '../../../lambdas/news/limits';
import { isStoryId } from '../../../lambdas/news/story/story-id';
import { slug } from '../../../lambdas/news/values/slug';
import { anyCharacter } from '../../harness/any-character';

test.each<[string, string]>([
  ['Middle East', 'middle-east'],
  ['R&D', 'r-d'],
  ['  U.S.  ', 'u-s'],
  ['Ménage à trois', 'ménage-à-trois'],
  ['Cafe\u0301', 'caf\u00e9'],
  ['ISTANBUL', 'istanbul'],
  ['横浜', '横浜'],
  ['"#/?%', ''],
])('the address of %j is %j', (name, address) => {
  expect(slug(name)).toBe(address);
});

test.each<[kind: string, text: string, address: string]>([
  ['a variation selector', '⚠\uFE0F Storm warning', 'storm-warning'],
  ['nothing else', '❤\uFE0F', ''],
  ['keycaps', '1\uFE0F\u20E3 Vote, 2\uFE0F\u20E32\u20E3', '1-vote-2-2'],
  ['a keycap of no digit', '#\uFE0F\u20E3', ''],
  ['joiners', '👨\u200D👩\u200D👧 Family', 'family'],
  ['a flag', '🇩🇪 Wahl', 'wahl'],
  ['a flag of tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} England', 'england'],
  ['a skin tone', '👍🏽 Ja', 'ja'],
  ['signs as emoji', '©\uFE0F ™\uFE0F', ''],
])('of an emoji with %s the letters and digits stay', (_, text, address) => {
  expect(slug(text)).toBe(address);
});

test.each<[script: string, text: string]>([
  ['Devanagari', 'हिन्दी'],
  ['Thai', 'ภาษาไทยที่นี่'],
  ['Hebrew', 'שָׁלוֹם'],
  ['Arabic', 'العَرَبِيَّة'],
  ['Tamil', 'தமிழ்'],
  ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ'],
])('a word in %s keeps its marks', (_, text) => {
  expect(slug(text)).toBe(text.normalize('NFC'));
});

test('the marks of decomposed Vietnamese are composed', () => {
  expect(slug('Tiếng Việt'.normalize('NFD'))).toBe('tiếng-việt'.normalize('NFC'));
});

test.each<[kind: string, text: string, address: string]>([
  ['a mark after a space', 'a \u0301b', 'a-b'],
  ['a mark after a hyphen', '-\u0301', ''],
  ['a spacing mark without a letter', '\u0903 a', 'a'],
  ['a mark after an enclosing mark', 'a\u20DD\u0301', 'a'],
  ['a Mongolian variation selector', 'ᠮᠣᠩ\u180Bᠭᠣᠯ', 'ᠮᠣᠩᠭᠣᠯ'],
  ['an ideographic variation selector', '葛\u{E0100}城', '葛城'],
  ['a soft hyphen', 'Donau\u00ADdampf', 'donaudampf'],
  ['a grapheme joiner between letter and mark', 'e\u034F\u0301', '\u00e9'],
  ['an invisible letter', '\u3164', ''],
  ['direction marks', '\u2067Ann\u2069\u200E Li', 'ann-li'],
])('%s does not count', (_, text, address) => {
  expect(slug(text)).toBe(address);
});

test.each(['\u200B', '\u200C'])('the invisible %j parts words', (character) => {
  expect(slug(`می${character}خواهم`)).toBe('می-خواهم');
});

test.each<[string, string]>([
  ['C', 'c'],
  ['C++', 'c-plus-plus'],
  ['C#', 'c-sharp'],
  ['C♯', 'c-sharp'],
  ['Ｃ＋＋＃', 'ｃ-plus-plus-sharp'],
  ['F#', 'f-sharp'],
  ['C++20', 'c-plus-plus-20'],
  ['C#-Kurs', 'c-sharp-kurs'],
  ['C# 12', 'c-sharp-12'],
  ['F♯m', 'f-sharp-m'],
  ['Apple TV+', 'apple-tv-plus'],
  ['A+', 'a-plus'],
  ['A+++', 'a-plus-plus-plus'],
  ['G+J', 'g-plus-j'],
  ['Café+', 'café-plus'],
  ['ह्+', 'ह्-plus'],
])('a sign after a word is a word: %s has the address %s', (name, address) => {
  expect(slug(name)).toBe(address);
});

test.each<[string, string]>([
  ['1 + 1', '1-1'],
  ['+1', '1'],
  ['#MeToo', 'metoo'],
  ['#Foo#Bar', 'foo-bar'],
  ['Room#5', 'room-5'],
  ['a+#b', 'a-plus-b'],
  ['+++ Storm +++', 'storm'],
  ['C ++', 'c'],
])('any other sign is none: %s has the address %s', (name, address) => {
  expect(slug(name)).toBe(address);
});

/** Texts with many marks, emoji, signs and invisible characters, and any other text. */
const anyName = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom(
      ...['a', 'É', 'ह', '1', ' ', '-', '+', '#', '♯', '❤', '\u0301', '\u094D', '\u0903', '\u20E3', '\u034F'],
      ...['\uFE0F', '\u{E0100}', '\u180B', '\u200B', '\u200C', '\u200D', '\u00AD', '\u3164', '\u115F', 'İ', 'Σ'],
    ),
  }),
);

describe('the slug of any text', () => {
  test('is its own slug', () => {
    fc.assert(
      fc.property(anyName, (name) => expect(slug(slug(name))).toBe(slug(name))),
      { numRuns: 1_000 },
    );
  });

  test('is words of letters and digits, each with its marks, and has nothing invisible', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const address = slug(name);
        expect(address).toMatch(/^(?:(?:[\p{L}\p{N}]\p{M}*)+(?:-(?:[\p{L}\p{N}]\p{M}*)+)*)?$/u);
        expect(address).not.toMatch(/\p{Default_Ignorable_Code_Point}|\p{Me}/u);
        expect(address).toBe(address.normalize('NFC'));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is a story id, unless it is empty or too long', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const address = slug(name);
        expect(isStoryId(address)).toBe(address !== '' && address.length <= LIMITS.id);
      }),
      { numRuns: 1_000 },
    );
  });
});
