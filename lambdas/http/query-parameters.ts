import type { FieldProblem } from './problem-details';
import { problemError } from './problems';

/** The most wrong parameters that an answer names. */
export const MAX_FAULTS = 100;
/** Characters of a name that an answer repeats: more than any parameter has. */
const MAX_SHOWN = 40;

/** One error for each parameter that is unknown or repeated, sorted by name. The order in the query means nothing. */
export function parameterFaults(query: URLSearchParams, known: readonly string[]): FieldProblem[] {
  const names = [...query.keys()].sort();
  return [...new Set(names)]
    .flatMap((name) => {
      if (!known.includes(name)) return [{ pointer: pointerTo(name), detail: unknownParameter(name, known) }];
      const isRepeated = names.lastIndexOf(name) > names.indexOf(name);
      return isRepeated ? [{ pointer: pointerTo(name), detail: 'given more than once: give it once' }] : [];
    })
    .slice(0, MAX_FAULTS);
}

/** Throws a 400 that names every unknown and every repeated parameter. */
export function refuseParameters(query: URLSearchParams, known: readonly string[]): void {
  const faults = parameterFaults(query, known);
  if (faults.length > 0) throw problemError('invalidQuery', {}, faults);
}

function unknownParameter(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined
    ? 'unknown, and this address takes no parameter: leave it out'
    : `unknown: the nearest parameter of this address is "${nearest}"`;
}

/** RFC 6901 §3 and §6: a JSON pointer in a URI fragment. */
function pointerTo(name: string): string {
  // By characters: half of a surrogate pair cannot be encoded.
  const shown = [...name.slice(0, 2 * MAX_SHOWN)].slice(0, MAX_SHOWN).join('');
  return `#/${encodeURIComponent(shown.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}

/** The candidate with the smallest distance, whatever its case; the first of several. Undefined without a candidate. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const start = name.slice(0, MAX_SHOWN).toLowerCase();
  const distances = candidates.map((candidate) => ({ candidate, edits: editDistance(start, candidate.toLowerCase()) }));
  return distances.sort((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** How many characters to insert, delete or replace (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
