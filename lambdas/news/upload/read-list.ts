import type { Field } from './field';
import { kindOf } from './read-text';

/** What `read` makes of each of at most `max` items, without those it refused; an empty list where the field is absent. */
export function readList<T>(field: Field, max: number, read: (item: Field) => T | undefined): T[] {
  if (field.isAbsent) return [];
  if (!Array.isArray(field.value)) {
    field.refuse(`write it as a list, not ${kindOf(field.value)}`);
    return [];
  }
  const { length } = field.value;
  if (length > max) {
    field.refuse(`give at most ${max}; these are ${length}`);
    return [];
  }
  return Array.from({ length }, (_, index) => read(field.at(index))).filter((item) => item !== undefined);
}
