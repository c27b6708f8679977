import { fieldPath, Refusal, unescapePointerPart } from '../server/refusal';
import type { Warning } from '../server/story-schemas';
import type { StoryFile } from '../story-file/story-file';

/** A warning or an error of the server, with the line of the file that it is about. */
export interface Remark {
  readonly pointer: string;
  readonly line?: number;
  readonly detail: string;
}

/** Finds the line of each remark in the file. */
export const locateRemarks = (file: StoryFile, remarks: readonly Warning[]): Remark[] =>
  remarks.map(({ pointer, detail }) => {
    const path = pointer.split('/').slice(1).map(unescapePointerPart);
    // A field without a line of its own gets the line of the nearest field around it.
    const lengths = [...path.keys(), path.length].reverse();
    const line = lengths.map((length) => file.lineOf(path.slice(0, length))).find((found) => found !== undefined);
    return { pointer, line, detail };
  });

/** One line for each remark, in the form of compilers, which editors turn into links: `river.md:4: tags/3: …`. */
export const formatRemarks = ({ name }: StoryFile, remarks: readonly Remark[], kind = ''): string =>
  remarks
    .map(
      ({ pointer, line, detail }) =>
        `${name}${line === undefined ? '' : `:${line}`}: ${kind}${fieldPath(pointer)}: ${detail}\n`,
    )
    .join('');

/** A refusal by the server as lines about the file; undefined for any other error. */
export function refusalOfFile(file: StoryFile, error: unknown): { text: string; errors: Remark[] } | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const errors = locateRemarks(file, error.problem.errors ?? []);
  const summary = errors.length > 0 ? '' : `${file.name}: ${error.message}\n`;
  return { text: `${summary}${formatRemarks(file, errors)}`, errors };
}
