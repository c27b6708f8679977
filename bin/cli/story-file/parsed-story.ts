import { HtmlTooComplex } from '../../../lambdas/news/html/parse-html';
import { MAX_NESTING } from '../../../lambdas/news/limits';

/** One reading of a file that was not literal, or a line that was left out. */
export interface Note {
  /** A JSON pointer as a URI fragment (RFC 6901 §6) to the field as the file names it: `#/embargo`. */
  readonly pointer: string;
  readonly detail: string;
}

/** A story as a file holds it, and the line of each of its fields. */
export interface ParsedStory {
  /** The body of the upload: the fields under their names in the API. */
  readonly value: Readonly<Record<string, unknown>>;
  /**
   * The line, from 1, of the field at a path, by its name in the API or in the file; undefined where the file does not name the
   * field.
   */
  lineOf(path: readonly string[]): number | undefined;
  /** Each reading that was not literal. */
  readonly notes: readonly Note[];
  /** The field of the file which says that the story is not to be published yet, such as `draft` or `status`. */
  readonly draft?: string;
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

/** What `read` gives. Throws an UnreadableStory for elements that are nested too deeply to be read; `lineOf` gives their line. */
export function readNested<T>(lineOf: () => number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    // A RangeError: parsers of Markdown call themselves for each level, until the stack is full.
    if (error instanceof HtmlTooComplex || error instanceof RangeError)
      throw new UnreadableStory(lineOf(), `nested too deeply: use at most ${MAX_NESTING} levels of elements.`);
    throw error;
  }
}

/** The line, from 1, of a character in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
