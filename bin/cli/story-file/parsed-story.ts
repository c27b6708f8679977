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
  /** Whether that field says that the story is not for everyone. */
  readonly isPrivate?: boolean;
  /** An unknown field that may hold the story back. Only of an import: `publish` refuses such a file. */
  readonly unclear?: string;
}

/** A field as the file names it. */
export interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}

/** A parsed story whose dates are still as the file writes them: a local date needs the time zone of the publication. */
export interface UndatedStory extends ParsedStory {
  /** The dates of the publication, first the one that counts most. `value` has none of them. */
  readonly dates: readonly NamedValue[];
}

/** The program that a file was written for. */
export interface ReadingRules {
  /**
   * For `import`: what generators usually write is no news, so that their names give no notes, and of two names of one field
   * the first counts. Otherwise each reading has a note, and two names with different values are refused.
   */
  readonly isImport: boolean;
}

export const PUBLISH_RULES: ReadingRules = { isImport: false };
export const IMPORT_RULES: ReadingRules = { isImport: true };

/** A problem of a file, and the line, from 1, where it shows. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

/** Why a text is not a story, and the line, from 1, where that shows. */
export class UnreadableStory extends Error {
  constructor(
    readonly line: number,
    message: string,
    /** The other problems of the same file. */
    readonly others: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/**
 * Gives the result of `read`. Throws an UnreadableStory for elements that are nested too deeply to be read; `lineOf` gives their
 * line.
 */
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
