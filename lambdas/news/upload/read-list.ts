import type { Field } from './field';
import { showList } from './show-form';

/** Reads a list of at most `max` items, without the items that `read` refuses. An absent field gives an empty list. */
export function readList<T>(field: Field, max: number, read: (item: Field) => T | undefined): T[] {
  if (field.isAbsent) return [];
  if (!Array.isArray(field.value)) {
    field.refuse(showList(field));
    return [];
  }
  const { length } = field.value;
  if (length > max) {
    field.refuse(`too many (${length}): give at most ${max}`);
    return [];
  }
  return Array.from({ length }, (_, index) => read(field.at(index))).filter((item) => item !== undefined);
}
