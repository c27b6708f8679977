import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError, workingFolder } from '../terminal/shell';
import { exportEntries } from './export-entries';
import { isExport } from './export-file';
import { type FeedStories, feedStories } from './feed-archive';
import { fetchDocument, readDocument } from './feed-document';
import { folderStories } from './folder/folder-stories';
import type { ImportSource, SourceOptions } from './import-source';

/**
 * Opens the address of a feed, a file or a folder, by its content. Throws a CommandError that names what the source is, if no
 * reader knows it.
 */
export async function openSource(name: string, options: SourceOptions): Promise<ImportSource> {
  const { shell } = options;
  if (/^https?:\/\//i.test(name)) {
    const document = await fetchDocument(name, shell);
    return feedSource((await feedStories(document, options)) ?? refuseSource(name, document.text));
  }
  const file = resolve(workingFolder(shell), name);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new CommandError(`${name}: no such file or folder (in ${workingFolder(shell)}).`);
  if (found.isDirectory()) return folderSource(file, name, options);
  if (await isExport(file)) return exportEntries(file, name);
  const text = await readDocument(file);
  return feedSource((await feedStories({ text }, options)) ?? refuseSource(name, text));
}

async function folderSource(folder: string, name: string, options: SourceOptions): Promise<ImportSource> {
  const { stories, skipped, remark } = await folderStories(folder, options);
  const entries = [...skipped, ...stories];
  if (entries.length === 0) throw new CommandError(`${name}: the folder holds no Markdown or HTML (.md, .mdx, .html).`);
  return { kind: 'stories', total: entries.length, entries, remark };
}

const feedSource = ({ stories, gap }: FeedStories): ImportSource => ({
  kind: 'stories',
  total: stories.length,
  entries: stories,
  warning: gap,
});

/** Names the feeds that a page announces (https://www.rssboard.org/rss-autodiscovery). */
function refuseSource(name: string, text: string): never {
  const links = text.match(/<link\b[^>]*\btype=["']application\/(?:rss\+xml|atom\+xml|feed\+json)["'][^>]*>/gi) ?? [];
  const addresses = links.flatMap((link) => /\bhref=["']([^"']+)["']/i.exec(link)?.[1] ?? []);
  const feeds = addresses.length > 0 ? ` The page announces these feeds: ${addresses.slice(0, 5).join(', ')}` : '';
  throw new CommandError(
    `${name}: is not a feed (RSS, Atom, JSON Feed) and not an export of a Bulletin server.${feeds}`,
  );
}
