import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, realpathSync, type Stats, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandError, type Shell, workingFolder } from './shell';

export interface OutputOptions {
  readonly output?: string;
}

/** Adds `-o FILE`. npm prints lines of its own to standard output, which a redirection would put into the file. */
export const addOutputOption = (command: Command): Command =>
  command.option('-o, --output <file>', 'write to this file, and replace it once the result is complete');

/** Writes a result to the file of `-o`, or to standard output. Throws a CommandError for a file that cannot be written. */
export async function writeResult(text: string, { output }: OutputOptions, shell: Shell): Promise<void> {
  if (output === undefined) return shell.out(text);
  const file = createPartFile(output, shell);
  try {
    await file.write(text);
    await file.end(true);
  } catch (error) {
    await file.end(false);
    throw error;
  }
  shell.err(`wrote ${output}\n`);
}

/**
 * Writes a file under another name, which it changes to `name` once the file is complete. `mode` is that of a new file. A
 * symbolic link stays one, and its file is replaced. A device or a pipe is written to: a file in its place would end it. Throws a
 * CommandError for a folder.
 */
export function createPartFile(name: string, shell: Shell, mode = 0o666) {
  const { file, stats } = findTarget(resolve(workingFolder(shell), name));
  if (stats?.isDirectory())
    throw new CommandError(`${name || '-o'}: cannot be written: this is a folder: name a file.`);
  const isReplaced = stats === undefined || stats.isFile();
  // The name is new: a file of the user may end with .part.
  const part = isReplaced ? `${file}.${randomUUID()}.part` : file;
  const stream = createWriteStream(part, { mode, flags: isReplaced ? 'wx' : 'w' });
  const explain = ({ message }: Error) => new CommandError(`${name}: cannot be written: ${message}.`);
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', (error) => reject(explain(error)));
  });
  failed.catch(() => {});
  return {
    async write(text: string): Promise<void> {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed]);
    },
    async end(isComplete: boolean): Promise<void> {
      if (!isComplete) {
        stream.destroy();
        return isReplaced ? rm(part, { force: true }) : undefined;
      }
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
      if (!isReplaced) return;
      await rename(part, file).catch((error: Error) => {
        throw explain(error);
      });
    },
  };
}

/** The file behind symbolic links, and its kind; a link to nothing is replaced, like a name that is new. */
function findTarget(path: string): { readonly file: string; readonly stats?: Stats } {
  try {
    const file = realpathSync(path);
    return { file, stats: statSync(file) };
  } catch {
    return { file: path };
  }
}
