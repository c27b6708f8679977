import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../terminal/shell';
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
  await refuseHalfExport(folder, name);
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

/** How deep an archive may lie that is unpacked into a folder of its own. */
const MAX_DEPTH = 3;
/** A text of Substack: `142.name-of-the-post.html`. */
const SUBSTACK_FILE = /^\d+\.[\w-]+\.html$/i;

/**
 * Throws a CommandError for a part of an export, and for a folder around one: nothing in the files alone shows which posts were
 * public.
 */
async function refuseHalfExport(folder: string, name: string, depth = 0): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const html = entries.filter((entry) => entry.isFile() && /\.html$/i.test(entry.name));
  if (html.length > 0 && html.every((entry) => SUBSTACK_FILE.test(entry.name)))
    throw new CommandError(
      `${name}: holds texts of Substack without a readable posts.csv, which tells which posts are public. Import the whole export, which holds both.`,
    );
  if (depth > 0 && isSubstackTable(await beginning(join(folder, 'posts.csv'), 1_000)))
    throw new CommandError(`${name}: is an export of Substack in another folder. Import ${name}.`);
  if (depth === MAX_DEPTH) return;
  for (const entry of entries)
    if (entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name))
      await refuseHalfExport(join(folder, entry.name), join(name, entry.name), depth + 1);
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
