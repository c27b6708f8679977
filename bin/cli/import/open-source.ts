import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mayHaveCredentials } from '../../../lambdas/outgoing/fetch-limited';
import { CommandError, EXIT, workingFolder } from '../terminal/shell';
import { exportEntries } from './export-entries';
import type { FeedStories } from './feed/feed-reading';
import { type FeedOptions, feedStories } from './feed-archive';
import { type FeedDocument, fetchDocument, readDocument, splitCredentials, withoutUserInfo } from './feed-document';
import { folderStories } from './folder/folder-stories';
import type { ImportSource, SourceOptions } from './import-source';
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
    refuseFolderOptions(name, options);
    const { address, authorization } = splitCredentials(name);
    const document = await fetchDocument(address, { shell, authorization });
    const isSameHost = mayHaveCredentials(new URL(document.address ?? address), new URL(address));
    const content = contentOf(address, document.text);
    const feedOptions = { ...options, authorization: isSameHost ? authorization : undefined };
    return (await openSystem(content, options)) ?? openFeed(document, content, feedOptions);
  }
  const file = resolve(workingFolder(shell), name);
  const found = await stat(file).catch(() => undefined);
  if (!found)
    throw new CommandError(
      `${withoutUserInfo(name)}: no such file or folder (in ${workingFolder(shell)}).${addressHint(name)}`,
    );
  if (found.isDirectory()) return (await openSystemFolder(file, name, options)) ?? folderSource(file, name, options);
  refuseFolderOptions(name, options);
  const content = await openContent(file, name);
  if (isExport(content)) return exportEntries(file, name);
  return (await openSystem(content, options)) ?? openFeed(await readDocument(file), content, options);
}

async function openFeed(document: FeedDocument, content: Content, options: FeedOptions): Promise<ImportSource> {
  return feedSource((await feedStories(document, options)) ?? refuseContent(content));
}

/** Throws a CommandError for options that only a folder has a use for. */
function refuseFolderOptions(name: string, { permalink, oldFeed }: SourceOptions): void {
  const useless = permalink !== undefined ? '--permalink' : oldFeed !== undefined ? '--old-feed' : undefined;
  if (useless !== undefined)
    throw new CommandError(
      `${useless} is for a folder of files. ${withoutUserInfo(name)} has the addresses and guids of its stories: leave ${useless} out.`,
      EXIT.usage,
    );
}

/** A name like `old.example/feed/` or `localhost:3000/rss.xml` may mean an address. */
const addressHint = (name: string): string =>
  /^[a-z\d-]+(?:(?:\.[a-z\d-]+)*:\d+|(?:\.[a-z\d-]+)+)(?:[/?#]|$)/i.test(name)
    ? ` Write the address of a feed with its scheme: https://${name}`
    : '';

/** Throws a CommandError for an old feed that is neither an address nor a file. */
async function checkOldFeed({ oldFeed, shell }: SourceOptions): Promise<void> {
  if (oldFeed === undefined || /^https?:\/\//i.test(oldFeed)) return;
  const found = await stat(resolve(workingFolder(shell), oldFeed)).catch(() => undefined);
  if (!found?.isFile())
    throw new CommandError(
      `--old-feed ${oldFeed}: no such file: write a whole address, such as https://old.example/feed.xml`,
    );
}

async function folderSource(folder: string, name: string, options: SourceOptions): Promise<ImportSource> {
  await checkOldFeed(options);
  const { stories, skipped, remark } = await folderStories(folder, options);
  const entries = [...skipped, ...stories];
  if (entries.length === 0) throw new CommandError(`${name}: the folder holds no Markdown or HTML (.md, .mdx, .html).`);
  return { kind: 'stories', total: entries.length, entries, remark };
}

const feedSource = ({ stories, skipped, gap, remarks }: FeedStories): ImportSource => ({
  kind: 'stories',
  total: stories.length + skipped.length,
  entries: [...skipped, ...stories],
  warning: gap,
  remark: remarks.length > 0 ? remarks.join('\n') : undefined,
});
