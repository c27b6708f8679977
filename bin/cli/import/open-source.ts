import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mayHaveCredentials } from '../../../lambdas/outgoing/fetch-limited';
import { CommandError, workingFolder } from '../terminal/shell';
import { exportEntries } from './export-entries';
import { isExport } from './export-file';
import type { FeedStories } from './feed/feed-reading';
import { feedStories } from './feed-archive';
import { fetchDocument, readDocument, splitCredentials } from './feed-document';
import type { ImportSource, SourceOptions } from './import-source';
import { folderStories } from './markdown-folder';

/**
 * Opens the address of a feed, a file or a folder, by its content. Throws a CommandError that names what the source is, if no
 * reader knows it.
 */
export async function openSource(name: string, options: SourceOptions): Promise<ImportSource> {
  const { shell } = options;
  if (/^https?:\/\//i.test(name)) {
    const { address, authorization } = splitCredentials(name);
    const document = await fetchDocument(address, { shell, authorization });
    const isSameHost = mayHaveCredentials(new URL(document.address ?? address), new URL(address));
    const found = await feedStories(document, { ...options, authorization: isSameHost ? authorization : undefined });
    return feedSource(found ?? refuseSource(address, document.text));
  }
  const file = resolve(workingFolder(shell), name);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new CommandError(`${name}: no such file or folder (in ${workingFolder(shell)}).`);
  if (found.isDirectory()) return folderSource(file, name, options);
  if (await isExport(file)) return exportEntries(file, name);
  const document = await readDocument(file);
  return feedSource((await feedStories(document, options)) ?? refuseSource(name, document.text));
}

async function folderSource(folder: string, name: string, { section }: SourceOptions): Promise<ImportSource> {
  const { stories, skipped } = await folderStories(folder, section);
  const entries = [...skipped, ...stories];
  if (entries.length === 0) throw new CommandError(`${name}: the folder holds no Markdown (.md or .markdown).`);
  return { kind: 'stories', total: entries.length, entries };
}

const feedSource = ({ stories, skipped, gap, remarks }: FeedStories): ImportSource => ({
  kind: 'stories',
  total: stories.length + skipped.length,
  entries: [...skipped, ...stories],
  warning: gap,
  remark: remarks.length > 0 ? remarks.join('\n') : undefined,
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
