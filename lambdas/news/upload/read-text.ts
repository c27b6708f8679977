import { controlCharactersRemoved } from '../html/change-log';
import { slug } from '../values/slug';
import { xmlSafe } from '../values/xml-safe';
import type { Field } from './field';

const LINE_BREAKS = /[\t\n\r\u0085\u2028\u2029 ]+/g;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}]/u;

/** The string of a field; undefined where there is none. Anything but a string is an error. */
export function readString(field: Field): string | undefined {
  if (field.isAbsent) return undefined;
  return typeof field.value === 'string'
    ? field.value
    : field.refuse(`write it as a string, not ${kindOf(field.value)}`);
}

/** A text of one line, of at most `max` characters: line breaks become spaces. Undefined where nothing is seen of it. */
export const lineReader =
  (max: number) =>
  (field: Field): string | undefined =>
    text(field, max, (given) => given.replace(LINE_BREAKS, ' '));

/** A text of at most `max` characters that may have lines. Undefined where nothing is seen of it. */
export const linesReader =
  (max: number) =>
  (field: Field): string | undefined =>
    text(field, max, (given) => given.replace(/\r\n?/g, '\n'));

/** A line that makes an address, so it has at least one letter or digit. */
export const nameReader =
  (max: number) =>
  (field: Field): string | undefined => {
    const given = lineReader(max)(field);
    if (given === undefined) return undefined;
    return slug(given) === '' ? field.refuse('write a name with at least one letter or digit') : given;
  };

function text(field: Field, max: number, laidOut: (text: string) => string): string | undefined {
  const given = readString(field);
  if (given === undefined) return undefined;
  // White space and forbidden characters that go do not count, but nobody needs ten times the room for them.
  if (given.length > 10 * max) return tooLong(field, given.length, max);
  const safe = xmlSafe(given);
  if (safe.length < given.length) field.warn(controlCharactersRemoved(given.length - safe.length));
  const clean = laidOut(safe).trim().normalize('NFC');
  if (!VISIBLE.test(clean)) return undefined;
  return clean.length > max ? tooLong(field, clean.length, max) : clean;
}

const tooLong = (field: Field, length: number, max: number): undefined =>
  field.refuse(`write at most ${max} characters; these are ${length}`);

/** What JSON calls a value, for people. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
