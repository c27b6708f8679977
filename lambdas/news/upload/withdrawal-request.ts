import type { Withdrawal } from '../edits/withdraw-story';
import { LIMITS } from '../limits';
import { checkObject } from './check-object';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { WITHDRAWAL_FIELDS } from './field-names';
import { linesReader } from './read-text';

/** Reads the reason of a withdrawal, and a note for readers: `{ "reason": …, "note": … }`. */
export function readWithdrawal(
  value: unknown,
): { withdrawal: Withdrawal; warnings: Warning[] } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!checkObject(request, WITHDRAWAL_FIELDS)) return { errors: findings.errors };
  const reason = request
    .at('reason')
    .required(linesReader(LIMITS.note), 'missing: give the reason for the history; readers do not see it');
  const note = linesReader(LIMITS.note)(request.at('note'));
  if (reason === undefined || findings.errors.length > 0) return { errors: findings.errors };
  return { withdrawal: { reason, note }, warnings: findings.warnings };
}
