import type { Item } from '../table/item';
import type { Key } from '../table/keys';

/** The writes that make one part of a table right. */
export interface Mend {
  readonly puts: readonly Item[];
  readonly removals: readonly Key[];
  /** One line for each thing that was wrong. */
  readonly mended: readonly string[];
}
