import type * as z from 'zod';
import type { FetchResult } from '../../../lambdas/outgoing/fetch-limited';
import type { Endpoint } from '../server/endpoint';
import { Refusal, readAnswer } from '../server/refusal';
import type { Warning } from '../server/story-schemas';
import type { StoryFile } from '../story-file/story-file';
import { formatRemarks, locateRemarks, type Remark, refusalOfFile } from '../terminal/file-remarks';
import { CommandError, type Shell } from '../terminal/shell';

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

/** Reads the answer for a file and prints its warnings, each with its line. Throws a FileRefusal for a refusal. */
export function readFileAnswer<T extends { readonly warnings: readonly Warning[] }>(
  answer: FetchResult,
  shape: z.ZodType<T>,
  file: StoryFile,
  { server, shell }: { readonly server: Endpoint; readonly shell: Shell },
): T & { readonly remarks: readonly Remark[] } {
  try {
    const result = readAnswer(answer, shape, server, shell);
    const remarks = locateRemarks(file, result.warnings);
    shell.err(formatRemarks(file, remarks, 'note: '));
    return { ...result, remarks };
  } catch (error) {
    const refusal = refusalOfFile(file, error);
    throw refusal && error instanceof Refusal ? new FileRefusal(error, refusal.errors, refusal.text) : error;
  }
}
