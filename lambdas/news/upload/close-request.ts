import { LIMITS } from '../limits';
import { checkObject } from './check-object';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { CLOSE_FIELDS } from './field-names';
import { lineReader } from './read-text';

/** Reads the address that the readers of a closed feed are sent to: `{ "movedTo": "/tags/syria" }`, or `{}`. */
export function readCloseRequest(
  value: unknown,
): { movedTo?: string; warnings: Warning[] } | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!checkObject(request, CLOSE_FIELDS)) return { errors: findings.errors };
  const movedTo = lineReader(LIMITS.url)(request.at('movedTo'));
  return findings.errors.length > 0 ? { errors: findings.errors } : { movedTo, warnings: findings.warnings };
}
