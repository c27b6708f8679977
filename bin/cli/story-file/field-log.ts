/** Where the readers of fields put their notes and problems. */
export interface FieldLog {
  /** Adds a note about a field, by its name in the file. */
  note(name: string, detail: string): void;
  /** Adds a problem of the value at a path, by the names in the file. The message says what to write. */
  refuse(path: readonly string[], message: string): void;
}

/** A JSON pointer to a field (RFC 6901 §3). */
export const pointerTo = (name: string): string => `#/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
