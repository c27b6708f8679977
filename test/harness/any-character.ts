import fc from 'fast-check';

/** Code points that no text in UTF-8 has: halves of surrogate pairs. */
const [SURROGATES, COUNT] = [0xd800, 0x800];

/**
 * Any character, for `fc.string({ unit: anyCharacter })`. It gives the texts of fast-check's unit `binary`, which builds a
 * table of a million characters in each test file that uses it: half a second (2026-11-28).
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat({ max: 0x10ffff - COUNT }).map(
  (n) => String.fromCodePoint(n < SURROGATES ? n : n + COUNT),
  (character) => {
    const code = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1;
    if (code < 0 || String.fromCodePoint(code) !== character) throw new TypeError('not one character');
    return code < SURROGATES ? code : code - COUNT;
  },
);
