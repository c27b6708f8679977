import { LIMITS } from '../story/story';
import { xmlSafe } from '../values/xml-safe';
import type { Field } from '../upload/field';
import { string } from '../upload/read-text';

/** A guid that readers have from elsewhere: kept as it is, to the letter, or refused. */
export function guid(field: Field): string | undefined {
  const given = string(field);
  if (given === undefined) return undefined;
  const isKept = given !== '' && given === xmlSafe(given).trim() && given.length <= LIMITS.guid;
  return isKept
    ? given
    : field.refuse(`write 1 to ${LIMITS.guid} characters that XML can hold, without white space around them`);
}
