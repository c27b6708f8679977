import { randomUUID } from 'node:crypto';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file beside its place and moves it there: a reader finds the old text or the new one, whole. */
export async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  const part = `${file}.${randomUUID()}`;
  try {
    // The first mode keeps others out from the start, and the process may mask a part of it.
    await writeFile(part, text, { mode, flag: 'wx' });
    await chmod(part, mode);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}
