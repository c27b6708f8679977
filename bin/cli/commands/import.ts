import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exportEntries } from '../import/export-entries';
import { isExport } from '../import/export-file';
import { type FeedStories, feedStories } from '../import/feed-archive';
import { fetchDocument, readDocument } from '../import/feed-document';
import type { ImportedStory, ImportSource, SkippedEntry } from '../import/import-source';
import { folderStories } from '../import/markdown-folder';
import { type Counts, reportSkipped, sendClosedFeeds, sendEntries } from '../import/send';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { addDryRunOption, type DryRunOptions, printUnchanged } from '../stories/dry-run';
import { createProgress, type Progress } from '../terminal/progress';
import { CommandError, programName, type Shell, workingFolder } from '../terminal/shell';

export interface ImportOptions extends ServerOptions, DryRunOptions {
  readonly section?: string;
}

const moreHelp = (shell: Shell) => `
Sources:
  https://…      a feed (RSS, Atom or JSON Feed) with its whole archive (RFC 5005, next_url)
  FILE           a saved feed, or an export of a Bulletin server
  FOLDER         Markdown files as in ${programName(shell)} publish, also with front matter of Jekyll, Hugo and others

Guids, dates, bylines, categories (as tags) and enclosures stay, so that subscribers who follow the move see no story twice.
Imported stories do not break, except as an export records it.
A story whose guid is known stays as it is: to continue an import that was stopped, run the command again.
An entry that cannot be imported is reported with the reason; the others are imported, and the exit code is 1.
With --json each entry gives one line of JSON.

Examples:
  ${programName(shell)} import https://old.example/feed/
  ${programName(shell)} import ./_posts --section Blog
  ${programName(shell)} import bulletin.ndjson --dry-run
`;

/** `import`: stories of another publication. */
export function addImportCommand(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('import')))
    .description('imports a feed with its archive, a folder of Markdown, or an export; safe to run again')
    .argument('<source>', 'the address of a feed, a file or a folder')
    .option('--section <name>', 'the section for stories that name none')
    .addHelpText('after', moreHelp(shell))
    .action((source: string, options: ImportOptions) => importFrom(source, options, shell));
}

async function importFrom(name: string, options: ImportOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const progress = createProgress('Imported', shell);
  const counts = { stored: 0, known: 0, refused: 0, openFeeds: 0 };
  let source: ImportSource | undefined;
  try {
    source = await openSource(name, options, shell, progress);
    const { json, dryRun } = options;
    const importing = { server, kind: source.kind, shell, progress, counts, json, dryRun };
    progress.setTotal(source.total);
    for (const skipped of source.skipped ?? []) reportSkipped(skipped, importing);
    await sendEntries(source.entries, importing);
    await sendClosedFeeds(source.closedFeeds ?? [], importing);
  } catch (error) {
    progress.end();
    if (!(error instanceof CommandError) || !source) throw error;
    const done = counts.stored + counts.known;
    throw new CommandError(
      `${error.message}\nImported so far: ${done} of ${source.total}. To continue, run the command again.`,
      error.code,
    );
  }
  progress.end();
  finishImport(source, counts, options, shell);
}

function finishImport(
  { total, warning }: ImportSource,
  counts: Counts,
  { json, dryRun }: ImportOptions,
  shell: Shell,
): void {
  const summary = `${dryRun ? 'Dry run. ' : ''}Imported: ${counts.stored} of ${total}; there already: ${counts.known}; not imported: ${counts.refused}.`;
  if (warning !== undefined) shell.err(`${warning}\n`);
  if (counts.refused + counts.openFeeds > 0 || warning !== undefined) throw new CommandError(summary);
  if (json) shell.err(`${summary}\n`);
  else shell.out(`${summary}\n`);
  printUnchanged({ dryRun }, shell);
}

async function openSource(
  name: string,
  { section }: ImportOptions,
  shell: Shell,
  progress: Progress,
): Promise<ImportSource> {
  const options = { section, onDocument: (stories: number) => progress.setTotal(stories) };
  const isAddress = /^https?:\/\//i.test(name);
  if (isAddress) {
    const document = await fetchDocument(name, shell);
    return feedSource((await feedStories(document, options, shell)) ?? refuseSource(name, document.text));
  }
  const file = resolve(workingFolder(shell), name);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new CommandError(`${name}: no such file or folder (in ${workingFolder(shell)}).`);
  if (found.isDirectory()) {
    const { stories, skipped } = await folderStories(file, section);
    if (stories.length + skipped.length === 0)
      throw new CommandError(`${name}: the folder holds no Markdown (.md or .markdown).`);
    return storiesSource(stories, skipped);
  }
  if (await isExport(file)) return exportEntries(file, name);
  const text = await readDocument(file);
  return feedSource((await feedStories({ text }, options, shell)) ?? refuseSource(name, text));
}

const feedSource = ({ stories, gap }: FeedStories): ImportSource => ({ ...storiesSource(stories), warning: gap });

const storiesSource = (stories: readonly ImportedStory[], skipped: readonly SkippedEntry[] = []): ImportSource => ({
  kind: 'stories',
  total: stories.length + skipped.length,
  entries: stories,
  skipped,
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
