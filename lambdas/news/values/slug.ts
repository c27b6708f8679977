/**
 * Characters without a shape of their own: variation selectors, joiners, soft hyphens, fillers (UAX #44). The zero-width space
 * and the zero-width non-joiner part words, so they do not count.
 */
const INVISIBLE = /(?![\u200B\u200C])\p{Default_Ignorable_Code_Point}/gu;
const BEYOND_ASCII = /\P{ASCII}/u;

/** Signs directly after a word, and the beginning of a word that follows. */
const SIGNS = /(?<=[\p{L}\p{N}][\p{Mn}\p{Mc}]*)[+＋#＃♯]+(?=([\p{L}\p{N}])?)/gu;
const ANY_SIGN = /[+＋#＃♯]/;

// A mark counts after a letter or digit only. Enclosing marks (Me) never count: keycaps of emoji have one.
const NOT_IN_A_WORD = /(?:[^\p{L}\p{N}\p{Mn}\p{Mc}][\p{Mn}\p{Mc}]*)+|^[\p{Mn}\p{Mc}]+/gu;

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
  signsAsWords(compose(text).toLowerCase().normalize('NFC'))
    .replace(NOT_IN_A_WORD, '-')
    .replace(/^-+|-+$/g, '');

const compose = (text: string): string =>
  BEYOND_ASCII.test(text) ? text.replace(INVISIBLE, '').normalize('NFC') : text;

const signsAsWords = (text: string): string =>
  ANY_SIGN.test(text)
    ? text.replace(SIGNS, (signs, next?: string) => `${[...signs].map((sign) => wordOf(sign, next)).join('')}-`)
    : text;

function wordOf(sign: string, next: string | undefined): string {
  if (sign === '+' || sign === '＋') return '-plus';
  // A `#` before a word makes it a hashtag or a number. The sign of music does not.
  return next === undefined || sign === '♯' ? '-sharp' : '';
}
