/** A story as a file holds it, and the line of each of its fields. */
export interface ParsedStory {
  /** The body of the upload. An object, except for JSON files, which may hold any value. */
  readonly value: unknown;
  /** The line, from 1, of the field at a path; undefined where the file does not name the field. */
  lineOf(path: readonly string[]): number | undefined;
}

/** Why a text is not a story, and the line, from 1, where that shows. */
export class UnreadableStory extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** The line, from 1, of a character in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
