import { slug } from '../values/slug';
import { spellingDistance } from '../values/spelling-distance';
import type { FeedKind } from './feed';

/** Letters of a word with a mistake: a shorter word has too many neighbours, such as Iran and Iraq. */
const MIN_LETTERS = 5;
/** Letters of a word with a wrong letter: Ireland and Iceland are two countries. */
const MIN_FOR_REPLACEMENT = 8;
/** Letters of a word with two mistakes: so are Austria and Australia. */
const MIN_FOR_TWO_MISTAKES = 10;

/** Marks that spellings of one word leave out: accents, and the vowel signs of Hebrew and Arabic. */
const OPTIONAL_MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g;

/** In these scripts a character is a word or a part of one, and another character another word. */
const WORD_CHARACTERS = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/**
 * The nearest of some names to the name of a new feed; undefined where none is near enough to be a mistake. Names are near
 * that differ in accents, hyphens, a plural or one mistyped word, and languages with one primary subtag.
 */
export function findNearName<Named extends { readonly title: string }>(
  kind: FeedKind,
  name: string,
  others: readonly Named[],
  nameOf: (other: Named) => string,
): Named | undefined {
  const [nearest] = others
    .filter((other) => (kind === 'language' ? isNearLanguage : isNearName)(name, nameOf(other)))
    .map((other) => ({ other, distance: spellingDistance(slug(name), slug(nameOf(other))) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest?.other;
}

/** `pt` and `pt-BR`. */
const isNearLanguage = (one: string, other: string): boolean =>
  slug(one) !== slug(other) && slug(one).split('-')[0] === slug(other).split('-')[0];

/** Whether one of two names of sections, tags or authors is probably the other one, misspelt. */
export function isNearName(one: string, other: string): boolean {
  if (slug(one) === slug(other)) return false;
  const [a, b] = [wordsOf(one), wordsOf(other)];
  // Euro 2024 and Euro 2028.
  if (digitsIn(a) !== digitsIn(b)) return false;
  if (isSame(a, b) || isSame([...a].sort(), [...b].sort()) || isSame(a.map(toSingular), b.map(toSingular))) return true;
  const differing = a.flatMap((word, i) => (word === b[i] ? [] : [[word, b[i] ?? ''] as const]));
  return (
    a.length === b.length && differing.length === 1 && differing.every(([word, theirs]) => isMistyped(word, theirs))
  );
}

const wordsOf = (name: string): string[] =>
  slug(name).normalize('NFKD').replace(OPTIONAL_MARKS, '').normalize('NFC').split('-');

const digitsIn = (words: readonly string[]): string =>
  words
    .join('')
    .replace(/\P{N}+/gu, ' ')
    .trim();

/** `e-mail` and `email`. */
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('') === b.join('');

/** The singular of an English plural of five letters or more. */
const toSingular = (word: string): string =>
  word.length < MIN_LETTERS
    ? word
    : word
        .replace(/ies$/, 'y')
        .replace(/(?<=ch|sh|s|x|z)es$/, '')
        .replace(/(?<!s)s$/, '');

/** Most mistakes swap, double or drop letters, and hardly any is in the first letter. */
function isMistyped(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  const letters = Math.min(a.length, b.length);
  if (letters < MIN_LETTERS || a[0] !== b[0] || WORD_CHARACTERS.test(one + other)) return false;
  const distance = spellingDistance(one, other);
  if (distance === 2) return letters >= MIN_FOR_TWO_MISTAKES;
  const isReplacement = a.length === b.length && a.sort().join('') !== b.sort().join('');
  return distance === 1 && letters >= (isReplacement ? MIN_FOR_REPLACEMENT : MIN_LETTERS);
}
