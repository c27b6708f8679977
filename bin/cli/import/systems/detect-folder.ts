import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportSource, SourceOptions } from '../import-source';
import { isMediumStory, mediumSource } from './medium-folder';
import { isSubstackTable, substackSource } from './substack-folder';

/** Medium writes its styles before the text, and the mark of its export at the end. */
const MAX_STORY_BYTES = 4_000_000;

/** Opens the export of Substack or Medium; undefined for any other folder. */
export async function openSystemFolder(
  folder: string,
  name: string,
  options: SourceOptions,
): Promise<ImportSource | undefined> {
  if (isSubstackTable(await beginning(join(folder, 'posts.csv'), 1_000))) return substackSource(folder, name, options);
  for (const part of ['posts', '']) {
    const files = (await readdir(join(folder, part)).catch(() => [])).filter((file) => /\.html$/i.test(file)).sort();
    for (const file of files.slice(0, 20)) {
      if (!isMediumStory(await beginning(join(folder, part, file), MAX_STORY_BYTES))) continue;
      return mediumSource(
        folder,
        name,
        files.map((one) => (part === '' ? one : `${part}/${one}`)),
        options,
      );
    }
  }
  return undefined;
}

/** The beginning of a file as text; empty for a file that is not there. */
async function beginning(file: string, bytes: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
