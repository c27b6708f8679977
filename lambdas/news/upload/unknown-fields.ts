import { MAX_ERRORS } from '../limits';
import type { Field } from './field';
import { kindOf } from './read-text';

/** A name longer than this is no slip of the pen, and is not compared. */
const LONGEST_NAME = 40;

/**
 * Whether a field is an object. An error for anything else, and for each member that is neither `known` nor `ignored`:
 * a misspelt field would be lost unseen.
 */
export function isObjectOf(field: Field, known: readonly string[], ignored: readonly string[] = []): boolean {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    field.refuse(`write it as an object, not ${kindOf(value)}`);
    return false;
  }
  const unknown = Object.keys(value).filter((name) => !known.includes(name) && !ignored.includes(name));
  for (const name of unknown.slice(0, MAX_ERRORS)) {
    if (name.length > LONGEST_NAME) {
      field.refuse(`unknown field with a name of ${name.length} characters; remove it`);
      continue;
    }
    const meant = nearest(name, known);
    field.at(name).refuse(meant ? `unknown field; did you mean ${meant}?` : 'unknown field; remove it');
  }
  return true;
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** The known name that `name` is a slip of: at most a third of its letters differ, and no more than two. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(plain(name), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** How many letters have to be put in, taken out or exchanged (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
