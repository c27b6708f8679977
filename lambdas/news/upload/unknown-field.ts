import { spellingDistance } from '../values/spelling-distance';

/** A longer name is no spelling mistake. */
export const MAX_COMPARED_LENGTH = 40;

// Names that Jekyll, Hugo, WordPress, Ghost and others give to a moment of publication, and to a story that is not ready.
const NOT_YET =
  /^(?:embargo\w*|(?:is)?draft|unpublished|hold(?:until)?|schedule\w*|publish(?:on|date|time)?|published(?:on|date|time)?|pubdate|date|golive\w*|release(?:d|date|at|on)?)$/;

/** Parts of other names that may mean the same. Every system has its own, so some values count too. */
const MAY_HOLD_BACK =
  /embargo|draft|sperrfrist|entwurf|publi(?:sh(?!er)|c)|release|schedul|hold|live|date|time|status|state|stage|visib|hidden|private|unlisted|pending|ready|approv|review|wip|workflow|noindex|exclude|from$|until|before|after|when|start|available/;
const DATE = /^\s*\d{4}-\d\d-\d\d/;
const HELD_WORD = /^\s*(?:draft|unpublished|unlisted|hidden|private|pending|embargo(?:ed)?|scheduled|on hold|wip)\s*$/i;

/** What an unknown field probably is: a misspelt field, or one that may mean "not yet". */
export type UnknownField = { readonly nearest: string } | 'may hold back' | 'unknown';

/** Tells what an unknown field of an object probably is, by its name and its value. `known` are the fields of the object. */
export function classifyUnknownField(name: string, value: unknown, known: readonly string[]): UnknownField {
  const isStory = known.includes('publishedAt');
  if (isStory && NOT_YET.test(plain(name))) return 'may hold back';
  const nearest = name.length > MAX_COMPARED_LENGTH ? undefined : nearestName(name, known);
  if (nearest !== undefined) return { nearest };
  return isStory && mayHoldBack(name, value) ? 'may hold back' : 'unknown';
}

const mayHoldBack = (name: string, value: unknown): boolean =>
  // A sign that does not show does not make it another field.
  MAY_HOLD_BACK.test(plain(name).replace(/[^\p{L}]/gu, '')) ||
  spellingDistance(plain(name.slice(0, MAX_COMPARED_LENGTH)), 'embargo') <= 2 ||
  (typeof value === 'string' && (DATE.test(value) || HELD_WORD.test(value)));

const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** The known name that is probably meant: at most two letters differ, and at most a third of them. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: spellingDistance(plain(name), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}
