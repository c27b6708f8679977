import { MAX_ERRORS } from '../limits';
import { spellingDistance } from '../values/spelling-distance';
import type { Field } from './field';
import { showFields } from './show-form';

/** A longer name is no spelling mistake. */
const MAX_COMPARED_LENGTH = 40;

// Names that Jekyll, Hugo, WordPress, Ghost and others give to a moment of publication, and to a story that is not ready.
const NOT_YET =
  /^(?:embargo\w*|(?:is)?draft|unpublished|hold(?:until)?|schedule\w*|publish(?:on|date|time)?|published(?:on|date|time)?|pubdate|date|golive\w*|release(?:d|date|at|on)?)$/;

/** Parts of other names that may mean the same. Every system has its own, so a date as a value counts too. */
const MAY_HOLD_BACK =
  /embargo|draft|publi(?:sh(?!er)|c)|release|schedul|hold|live|date|time|status|state|visib|hidden|private|unlisted|pending|ready|approv|review|wip|from$|until|before|after|when|start/;
const DATE = /^\s*\d{4}-\d\d-\d\d/;

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
  const isStory = known.includes('publishedAt');
  const unknown = Object.keys(value).filter((name) => !known.includes(name) && !ignored.includes(name));
  for (const name of unknown.slice(0, MAX_ERRORS)) {
    const holdsBack = isStory && mayHoldBack(name, Reflect.get(value, name));
    if (name.length > MAX_COMPARED_LENGTH) {
      field.refuse(holdsBack ? NO_DRAFTS : `unknown field with a name of ${name.length} characters; remove it`);
      continue;
    }
    if (isStory && NOT_YET.test(plain(name))) {
      field.at(name).refuse(NO_DRAFTS);
      continue;
    }
    const nearest = nearestName(name, known);
    if (nearest) field.at(name).refuse(`unknown field; did you mean ${nearest}?`);
    else field.at(name).refuse(holdsBack ? NO_DRAFTS : 'unknown field; remove it');
  }
  return true;
}

/** Whether an unknown field of a story may mean "not yet". */
const mayHoldBack = (name: string, value: unknown): boolean =>
  MAY_HOLD_BACK.test(plain(name)) ||
  spellingDistance(plain(name.slice(0, MAX_COMPARED_LENGTH)), 'embargo') <= 2 ||
  (typeof value === 'string' && DATE.test(value));

const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** The known name that is probably meant: at most two letters differ, and at most a third of them. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: spellingDistance(plain(name), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}
