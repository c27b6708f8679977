import { LIMITS } from '../limits';
import type { Field } from '../upload/field';
import { readString } from '../upload/read-text';
import { xmlSafe } from '../values/xml-safe';

/** Reads the guid of an imported story. It stays exactly as it is, because feed readers know it. */
export function readForeignGuid(field: Field): string | undefined {
  const guid = readString(field);
  if (guid === undefined) return undefined;
  const isValid = guid !== '' && guid === xmlSafe(guid).trim() && guid.length <= LIMITS.guid;
  return isValid
    ? guid
    : field.refuse(
        `not a valid guid: write 1 to ${LIMITS.guid} characters, no control character, no space at either end`,
      );
}
