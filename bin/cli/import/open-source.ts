import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError, workingFolder } from '../terminal/shell';
import { exportEntries } from './export-entries';
import { type FeedStories, feedStories } from './feed-archive';
import { type FeedDocument, fetchDocument, readDocument } from './feed-document';
import type { ImportSource, SourceOptions } from './import-source';
import { folderStories } from './markdown-folder';
import { type Content, contentOf, openContent } from './systems/content';
import { openSystemFolder } from './systems/detect-folder';
import { isExport, openSystem, refuseContent } from './systems/detect-system';

/**
 * Opens the address of a feed, a file or a folder, by its content. Throws a CommandError that names the format, if no reader
 * knows it.
 */
export async function openSource(name: string, options: SourceOptions): Promise<ImportSource> {
  const { shell } = options;
  if (/^https?:\/\//i.test(name)) {
    const document = await fetchDocument(name, shell);
    const content = contentOf(name, document.text);
    return (await openSystem(content, options)) ?? openFeed(document, content, options);
  }
  const file = resolve(workingFolder(shell), name);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new CommandError(`${name}: no such file or folder (in ${workingFolder(shell)}).`);
  if (found.isDirectory()) return (await openSystemFolder(file, name, options)) ?? folderSource(file, name, options);
  const content = await openContent(file, name);
  if (isExport(content)) return exportEntries(file, name);
  return (await openSystem(content, options)) ?? openFeed({ text: await readDocument(file) }, content, options);
}

async function openFeed(document: FeedDocument, content: Content, options: SourceOptions): Promise<ImportSource> {
  return feedSource((await feedStories(document, options)) ?? refuseContent(content));
}

async function folderSource(folder: string, name: string, { section }: SourceOptions): Promise<ImportSource> {
  const { stories, skipped } = await folderStories(folder, section);
  const entries = [...skipped, ...stories];
  if (entries.length === 0) throw new CommandError(`${name}: the folder holds no Markdown (.md or .markdown).`);
  return { kind: 'stories', total: entries.length, entries };
}

const feedSource = ({ stories, gap }: FeedStories): ImportSource => ({
  kind: 'stories',
  total: stories.length,
  entries: stories,
  warning: gap,
});
