import { parseDuration } from '../values/duration';
import type { Instant } from '../values/instant';
import { checkObject } from './check-object';
import { Field, type FieldError, type Findings } from './field';
import { BREAK_FIELDS } from './field-names';
import { type BreakingContext, readBreakingUntil } from './read-breaking';
import { readString } from './read-text';

/** Reads the end of a flag: `{ "until": time or null }`, `{ "for": "PT2H" }` or `{}` (default). Null is no end. */
export function readBreakRequest(
  value: unknown,
  context: BreakingContext,
): { until: Instant | null } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!checkObject(request, BREAK_FIELDS)) return { errors: findings.errors };
  const length = readDuration(request.at('for'));
  const breakingFor = length ?? context.breakingFor;
  const until = readBreakingUntil(request.at('until'), true, { ...context, breakingFor });
  if (length !== undefined && request.at('until').value !== undefined) {
    request.at('for').refuse('give "until" or "for", not both');
  }
  if (findings.errors.length > 0 || until === undefined) return { errors: findings.errors };
  return { until };
}

function readDuration(field: Field): string | undefined {
  const text = readString(field)?.trim();
  if (text === undefined || parseDuration(text) !== undefined) return text;
  return field.refuse('not a duration of at most ten years: write ISO 8601, like PT2H or P1D');
}
