import { charactersDecoded, charactersRemoved, DIRECTION_CLOSED } from '../html/character-warnings';
import { LIMITS } from '../limits';
import { cleanCharacters } from '../values/clean-characters';
import { closeBidi } from '../values/close-bidi';
import { slug } from '../values/slug';
import type { Field } from './field';
import { showText } from './show-form';

const WHITE_SPACE = /[\t\n\r\u2028\u2029 ]+/g;
// Unicode §5.8, the newline guidelines: in a plain text both separators end a line.
const LINE_BREAK = /\r\n?|[\u2028\u2029]/g;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** Reads a string; undefined if the field is absent. Any other type is an error that shows what to write. */
export function readString(field: Field): string | undefined {
  if (field.isAbsent) return undefined;
  return typeof field.value === 'string' ? field.value : field.refuse(showText(field));
}

/** Reads one line of at most `max` characters: line breaks become spaces. Undefined if nothing in it is visible. */
export const lineReader =
  (max: number) =>
  (field: Field): string | undefined =>
    readText(field, max, (text) => text.replace(WHITE_SPACE, ' '));

/** Reads a text of at most `max` characters, line breaks kept. Undefined if nothing in it is visible. */
export const linesReader =
  (max: number) =>
  (field: Field): string | undefined =>
    readText(field, max, (text) => text.replace(LINE_BREAK, '\n'));

/** Reads one line with at least one letter or digit, because it also becomes an address. */
export const nameReader =
  (max: number) =>
  (field: Field): string | undefined => {
    const name = lineReader(max)(field);
    if (name === undefined) return undefined;
    const address = slug(name);
    if (address === '')
      return field.refuse('no letter or digit, so it has no address: write a word for it, or leave it out');
    if (Buffer.byteLength(address) > LIMITS.slugBytes) return field.refuse('too many signs: write fewer + and #');
    return name;
  };

function readText(field: Field, max: number, normaliseBreaks: (text: string) => string): string | undefined {
  const text = readString(field);
  if (text === undefined) return undefined;
  // The limit does not count white space and control characters that are removed, up to ten times its size.
  if (text.length > 10 * max) return refuseLength(field, text.length, max);
  const lines = normaliseBreaks(readCharacters(field, text));
  const closed = closeBidi(lines);
  if (closed !== lines) field.warn(DIRECTION_CLOSED);
  // Once more, because two spaces meet where closeBidi removes what was between them.
  const clean = normaliseBreaks(closed).trim().normalize('NFC');
  if (!VISIBLE.test(clean)) return undefined;
  return clean.length > max ? refuseLength(field, clean.length, max) : clean;
}

/** `text` without the characters that no text may hold, with a warning for each kind of change. */
export function readCharacters(field: Field, text: string): string {
  const clean = cleanCharacters(text);
  if (clean.removed > 0) field.warn(charactersRemoved(clean.removed));
  if (clean.decoded > 0) field.warn(charactersDecoded(clean.decoded));
  return clean.text;
}

const refuseLength = (field: Field, length: number, max: number): undefined =>
  field.refuse(`too long (${length} characters): write at most ${max}`);
