import type { Withdrawal } from '../edits/edit';
import { LIMITS } from '../story/story';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { WITHDRAWAL_FIELDS } from './field-names';
import { given } from '../values/omit-undefined';
import { lines } from './read-text';
import { isObject } from './unknown-fields';

/** Why a story shall be withdrawn: `{ "reason": …, "note": … }`, or what is wrong with it. */
export function readWithdrawal(
  value: unknown,
): { withdrawal: Withdrawal; warnings: Warning[] } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!isObject(request, WITHDRAWAL_FIELDS)) return { errors: findings.errors };
  const reason = request.at('reason').required(lines(LIMITS.note), 'say why, for the history; readers are not told');
  const note = lines(LIMITS.note)(request.at('note'));
  if (reason === undefined || findings.errors.length > 0) return { errors: findings.errors };
  return { withdrawal: given({ reason, note }), warnings: findings.warnings };
}
