import type { Withdrawal } from '../edits/edit';
import { LIMITS } from '../limits';
import { omitUndefined } from '../values/omit-undefined';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { WITHDRAWAL_FIELDS } from './field-names';
import { linesReader } from './read-text';
import { isObjectOf } from './unknown-fields';

/** Why a story shall be withdrawn: `{ "reason": …, "note": … }`, or what is wrong with it. */
export function readWithdrawal(
  value: unknown,
): { withdrawal: Withdrawal; warnings: Warning[] } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!isObjectOf(request, WITHDRAWAL_FIELDS)) return { errors: findings.errors };
  const reason = request
    .at('reason')
    .required(linesReader(LIMITS.note), 'say why, for the history; readers are not told');
  const note = linesReader(LIMITS.note)(request.at('note'));
  if (reason === undefined || findings.errors.length > 0) return { errors: findings.errors };
  return { withdrawal: omitUndefined({ reason, note }), warnings: findings.warnings };
}
