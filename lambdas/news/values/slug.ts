/**
 * Characters without a shape of their own: variation selectors, joiners, soft hyphens, fillers (UAX #44). The zero-width space
 * and the zero-width non-joiner part words, so they do not count.
 */
const INVISIBLE = /(?![\u200B\u200C])\p{Default_Ignorable_Code_Point}/gu;

// A mark counts after a letter or digit only. Enclosing marks (Me) never count: keycaps of emoji have one.
const WORD = /((?:[\p{L}\p{N}][\p{Mn}\p{Mc}]*)+)([+＋#＃♯]*)(?=([\p{L}\p{N}])?)/gu;

const SIGN_WORDS: Readonly<Record<string, string>> = {
  '+': 'plus',
  '＋': 'plus',
  '#': 'sharp',
  '＃': 'sharp',
  '♯': 'sharp',
};

/**
 * The address of a section, tag, author or headline: NFC, lower case, the words joined by `-`. A word is a run of letters and
 * digits of any script, with the combining marks after them. All other characters part words, and invisible ones are left out.
 *
 * Signs directly after a word are words too: `C++` gives `c-plus-plus`, `C#` gives `c-sharp`. A `#` before a letter or digit
 * is not: `#MeToo` gives `metoo`, `Room#5` gives `room-5`. A sign that stands alone is none: `1 + 1` gives `1-1`.
 *
 * Empty for a text without a letter or digit.
 */
export const slug = (text: string): string =>
  [...composed(text).matchAll(WORD)]
    .flatMap(([, word = '', signs = '', next]) => [word, ...signWords(signs, next)])
    .join('-');

const composed = (text: string): string => text.replace(INVISIBLE, '').normalize('NFC').toLowerCase().normalize('NFC');

const signWords = (signs: string, next: string | undefined): string[] =>
  [...signs].filter((sign) => next === undefined || !'#＃'.includes(sign)).map((sign) => SIGN_WORDS[sign] ?? '');
