import { MAX_ERRORS } from '../limits';
import { spellingDistance } from '../values/spelling-distance';
import type { Field } from './field';
import { typeName } from './read-text';

/** A longer name is no spelling mistake. */
const MAX_COMPARED_LENGTH = 40;

/** Whether a field is an object. Refuses members neither `known` nor `ignored`: a misspelt field would be lost. */
export function checkObject(field: Field, known: readonly string[], ignored: readonly string[] = []): boolean {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    field.refuse(`must be an object, not ${typeName(value)}`);
    return false;
  }
  const unknown = Object.keys(value).filter((name) => !known.includes(name) && !ignored.includes(name));
  for (const name of unknown.slice(0, MAX_ERRORS)) {
    if (name.length > MAX_COMPARED_LENGTH) {
      field.refuse(`unknown field with a name of ${name.length} characters; remove it`);
      continue;
    }
    const nearest = nearestName(name, known);
    field.at(name).refuse(nearest ? `unknown field; did you mean ${nearest}?` : 'unknown field; remove it');
  }
  return true;
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** The known name that is probably meant: at most two letters differ, and at most a third of them. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: spellingDistance(plain(name), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}
