import { fieldPath, Refusal, unescapePointerPart } from '../server/refusal';
import type { Warning } from '../server/story-schemas';
import type { StoryFile } from '../story-file/story-file';

/** Something said of one place of a file. */
export interface Remark {
  readonly pointer: string;
  readonly line?: number;
  readonly detail: string;
}

/** What the server says of fields, with the lines of the file that hold them. */
export const locateRemarks = (file: StoryFile, said: readonly Warning[]): Remark[] =>
  said.map(({ pointer, detail }) => {
    const path = pointer.split('/').slice(1).map(unescapePointerPart);
    // A field that is missing, or that the file does not spell out, is looked for where it would belong.
    const within = [...path.keys(), path.length].reverse();
    const line = within.map((steps) => file.lineOf(path.slice(0, steps))).find((found) => found !== undefined);
    return { pointer, ...(line !== undefined && { line }), detail };
  });

/** As compilers write it, which editors make a link of: `river.md:4: tags/3: …`. */
export const formatRemarks = ({ name }: StoryFile, remarks: readonly Remark[], kind = ''): string =>
  remarks
    .map(
      ({ pointer, line, detail }) =>
        `${name}${line === undefined ? '' : `:${line}`}: ${kind}${fieldPath(pointer)}: ${detail}\n`,
    )
    .join('');

/** Why a file's story was not taken, in lines. */
export function refusalOfFile(file: StoryFile, error: unknown): { text: string; errors: Remark[] } | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const errors = locateRemarks(file, error.problem.errors ?? []);
  const whole = errors.length > 0 ? '' : `${file.name}: ${error.message}\n`;
  return { text: `${whole}${formatRemarks(file, errors)}`, errors };
}
