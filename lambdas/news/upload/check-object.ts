import { MAX_ERRORS } from '../limits';
import type { Field } from './field';
import { showFields } from './show-form';
import { classifyUnknownField, MAX_COMPARED_LENGTH } from './unknown-field';

/** An editor who obeyed "remove it" here would publish the story now. */
const NO_DRAFTS =
  'unknown field. "publishedAt" sets an embargo, like "2026-11-22T20:00:00Z". Drafts are not stored here: send the story when it may be published.';

/** Whether a field is an object. Refuses members neither `known` nor `ignored`: a misspelt field would be lost. */
export function checkObject(field: Field, known: readonly string[], ignored: readonly string[] = []): boolean {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    field.refuse(showFields(field, known));
    return false;
  }
  const unknown = Object.keys(value).filter((name) => !known.includes(name) && !ignored.includes(name));
  for (const name of unknown.slice(0, MAX_ERRORS)) {
    const kind = classifyUnknownField(name, Reflect.get(value, name), known);
    // A pointer repeats the name.
    const [place, subject] =
      name.length > MAX_COMPARED_LENGTH
        ? [field, `unknown field with a name of ${name.length} characters`]
        : [field.at(name), 'unknown field'];
    if (kind === 'may hold back') place.refuse(NO_DRAFTS);
    else place.refuse(kind === 'unknown' ? `${subject}; remove it` : `${subject}; did you mean ${kind.nearest}?`);
  }
  return true;
}
