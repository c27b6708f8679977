import { parseDuration } from '../values/duration';
import type { Instant } from '../values/instant';
import { Field, type FieldError, type Findings } from './field';
import { BREAK_FIELDS } from './field-names';
import { readBreakingUntil } from './read-breaking';
import { readString } from './read-text';
import { isObjectOf } from './unknown-fields';

export interface BreakContext {
  readonly now: Instant;
  /** The story's; a flag on an embargoed story counts from its publication. */
  readonly publishedAt: Instant;
  /** ISO 8601: how long a story breaks when nobody says until when. */
  readonly breakingFor: string;
}

/**
 * Until when a story shall break: `{ "until": moment or null }`, `{ "for": "PT2H" }`, or neither for the default.
 * Gives null for "until an editor clears it", or what is wrong.
 */
export function readBreakRequest(
  value: unknown,
  { now, publishedAt, breakingFor }: BreakContext,
): { until: Instant | null } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!isObjectOf(request, BREAK_FIELDS)) return { errors: findings.errors };
  const length = duration(request.at('for'));
  const until = readBreakingUntil(request.at('until'), true, { now, publishedAt, breakingFor: length ?? breakingFor });
  if (length !== undefined && request.at('until').value !== undefined) {
    request.at('for').refuse('give "until" or "for", not both');
  }
  if (findings.errors.length > 0 || until === undefined) return { errors: findings.errors };
  return { until };
}

function duration(field: Field): string | undefined {
  const text = readString(field)?.trim();
  if (text === undefined || parseDuration(text) !== undefined) return text;
  return field.refuse('write an ISO 8601 duration such as PT2H or P1D');
}
