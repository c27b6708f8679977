import type * as z from 'zod';
import type { FetchResult } from '../../../lambdas/outgoing/fetch-limited';
import type { Endpoint } from '../server/endpoint';
import { fieldPath, Refusal, readAnswer, unescapePointerPart } from '../server/refusal';
import type { Warning } from '../server/story-schemas';
import { CommandError, type Shell } from '../terminal/shell';
import type { FileToSend } from './file-to-send';

/** A warning or an error of the server, with the line of the file that it is about. */
interface Remark {
  readonly pointer: string;
  readonly line?: number;
  readonly detail: string;
}

/** The server refused a file. The message names the lines of its fields. */
export class FileRefusal extends CommandError {
  constructor(
    readonly refusal: Refusal,
    readonly errors: readonly Remark[],
    text: string,
  ) {
    super(text.trimEnd());
  }
}

/**
 * Reads the answer for a file and prints the file's notes and the warnings, each with its line. Throws a FileRefusal for a
 * refusal.
 */
export function readFileAnswer<T extends { readonly warnings: readonly Warning[] }>(
  answer: FetchResult,
  shape: z.ZodType<T>,
  file: FileToSend,
  { server, shell }: { readonly server: Endpoint; readonly shell: Shell },
): T & { readonly remarks: readonly Remark[] } {
  try {
    const result = readAnswer(answer, shape, server, shell);
    const remarks = locateRemarks(file, [...file.notes, ...result.warnings]);
    shell.err(formatRemarks(file, newRemarks(remarks, file.shown), 'note: '));
    return { ...result, remarks };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = locateRemarks(file, error.problem.errors ?? []);
    const summary = errors.length > 0 ? '' : `${file.name}: ${error.message}\n`;
    throw new FileRefusal(error, errors, summary + formatRemarks(file, errors));
  }
}

/** Shows the notes of a file before a question: the answer may depend on how a date was read. */
export const showNotes = (file: FileToSend, shell: Shell): void =>
  shell.err(formatRemarks(file, newRemarks(locateRemarks(file, file.notes), file.shown), 'note: '));

/** The remarks that the run has not shown yet. Many files often have the same one, and no later one says anything new. */
const newRemarks = (remarks: readonly Remark[], shown: Set<string>): Remark[] =>
  remarks.filter(({ pointer, detail }) => {
    const key = `${pointer} ${detail}`;
    const isNew = !shown.has(key);
    shown.add(key);
    return isNew;
  });

/** Finds the line of each remark in the file. */
const locateRemarks = (file: FileToSend, remarks: readonly Warning[]): Remark[] =>
  remarks.map(({ pointer, detail }) => {
    const path = pointer.split('/').slice(1).map(unescapePointerPart);
    // A field without a line of its own gets the line of the nearest field around it.
    const lengths = [...path.keys(), path.length].reverse();
    const line = lengths.map((length) => file.lineOf(path.slice(0, length))).find((found) => found !== undefined);
    return { pointer, line, detail };
  });

/** One line for each remark, in the form of compilers, which editors turn into links: `river.md:4: tags/3: …`. */
const formatRemarks = ({ name }: FileToSend, remarks: readonly Remark[], kind = ''): string =>
  remarks
    .map(
      ({ pointer, line, detail }) =>
        `${name}${line === undefined ? '' : `:${line}`}: ${kind}${fieldPath(pointer)}: ${detail}\n`,
    )
    .join('');
