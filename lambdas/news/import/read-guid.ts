import { LIMITS } from '../limits';
import type { Field } from '../upload/field';
import { readString } from '../upload/read-text';
import { xmlSafe } from '../values/xml-safe';

/** A guid that readers have from elsewhere: kept as it is, to the letter, or refused. */
export function readForeignGuid(field: Field): string | undefined {
  const given = readString(field);
  if (given === undefined) return undefined;
  const isKept = given !== '' && given === xmlSafe(given).trim() && given.length <= LIMITS.guid;
  return isKept
    ? given
    : field.refuse(`write 1 to ${LIMITS.guid} characters that XML can hold, without white space around them`);
}
