import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exportEntries } from '../import/export-entries';
import { isExport } from '../import/export-file';
import { type FeedStories, feedStories } from '../import/feed-archive';
import { fetchDocument, readDocument } from '../import/feed-document';
import type { ImportedStory, SkippedStory } from '../import/imported-story';
import { folderStories } from '../import/markdown-folder';
import { type Entry, reportSkipped, type Sending, send } from '../import/send';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { createProgress, type Progress } from '../terminal/progress';
import { CommandError, EXIT, programName, type Shell, workingFolder } from '../terminal/shell';

export interface ImportOptions extends ServerOptions {
  readonly section?: string;
}

const about = (shell: Shell) => `
What is imported:
  https://…      a feed: RSS, Atom or JSON Feed, with the whole archive behind it (RFC 5005, next_url)
  FILE           a feed that was saved, or an export of Bulletin's
  FOLDER         Markdown, as ${programName(shell)} publish takes it, also with the front matter of Jekyll, Hugo and others

Guids, dates, bylines, categories (as tags) and enclosures stay as they are, so that whoever moves with their feed reader sees
nothing twice. Nothing that is imported breaks, but for what an export says of its past. What is there already, by its guid,
stays as it is: an import that was stopped goes on where it was when it is run again. What cannot be taken is told, each with
the reason, and all else is taken; the exit code is then 1. With --json: one line of JSON for each.

Examples:
  ${programName(shell)} import https://old.example/feed/
  ${programName(shell)} import ./_posts --section Blog
  ${programName(shell)} import bulletin.ndjson
`;

/** `import`: stories from elsewhere. */
export function addImportCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('import'))
    .description('imports a feed with its archive, a folder of Markdown, or an export; again and again, nothing twice')
    .argument('<what>', 'the address of a feed, a file or a folder')
    .option('--section <name>', 'the section of stories that name none')
    .addHelpText('after', about(shell))
    .action((what: string, options: ImportOptions) => importFrom(what, options, shell));
}

/** What is to be sent: how many, and whatever could not be read. */
export interface Source {
  readonly kind: Sending['kind'];
  readonly total: number;
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  readonly skipped?: readonly SkippedStory[];
  /** Said at the end. */
  readonly warning?: string;
}

async function importFrom(what: string, options: ImportOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const shown = createProgress('Imported', shell);
  const counts = { stored: 0, known: 0, refused: 0 };
  let source: Source | undefined;
  try {
    source = await sourceOf(what, options, shell, shown);
    const sending = { server, kind: source.kind, shell, progress: shown, counts, ...(options.json && { json: true }) };
    shown.total(source.total);
    for (const { name, why } of source.skipped ?? []) {
      counts.refused += 1;
      reportSkipped(name, why, sending);
      if (options.json)
        shell.out(`${JSON.stringify({ name, outcome: 'refused', errors: [{ pointer: '#', detail: why }] })}\n`);
    }
    await send(source.entries, sending);
  } catch (error) {
    shown.end();
    if (!(error instanceof CommandError) || !source) throw error;
    const done = counts.stored + counts.known;
    throw new CommandError(
      `${error.message}\nImported so far: ${done} of ${source.total}. Run it again: it goes on from there.`,
      error.code,
    );
  }
  shown.end();
  const sum = `Imported: ${counts.stored} of ${source.total}; there already: ${counts.known}; not taken: ${counts.refused}.`;
  if (source.warning !== undefined) shell.err(`${source.warning}\n`);
  if (counts.refused > 0 || source.warning !== undefined) throw new CommandError(sum);
  if (options.json) shell.err(`${sum}\n`);
  else shell.out(`${sum}\n`);
}

async function sourceOf(what: string, { section }: ImportOptions, shell: Shell, shown: Progress): Promise<Source> {
  const onDocument = (stories: number) => shown.total(stories);
  const isAddress = /^https?:\/\//i.test(what);
  if (isAddress) {
    const document = await fetchDocument(what, shell);
    return ofFeed((await feedStories(document, { section, onDocument }, shell)) ?? noFeed(what, document.text));
  }
  const file = resolve(workingFolder(shell), what);
  const found = await stat(file).catch(() => undefined);
  if (!found)
    throw new CommandError(`${what}: there is no such file or folder (from ${workingFolder(shell)}).`, EXIT.refused);
  if (found.isDirectory()) {
    const { stories, skipped } = await folderStories(file, section);
    if (stories.length + skipped.length === 0)
      throw new CommandError(`${what}: no Markdown is in it (.md or .markdown).`);
    return ofStories(stories, skipped);
  }
  if (await isExport(file)) return exportEntries(file, what);
  const text = await readDocument(file);
  return ofFeed((await feedStories({ text }, { section, onDocument }, shell)) ?? noFeed(what, text));
}

const ofFeed = ({ stories, gap }: FeedStories): Source => ({
  ...ofStories(stories),
  ...(gap !== undefined && { warning: gap }),
});

const ofStories = (stories: readonly ImportedStory[], skipped: readonly SkippedStory[] = []): Source => ({
  kind: 'stories',
  total: stories.length + skipped.length,
  entries: stories,
  skipped,
});

/** A page often names the feeds that it has (https://www.rssboard.org/rss-autodiscovery). */
function noFeed(what: string, text: string): never {
  const links = text.match(/<link\b[^>]*\btype=["']application\/(?:rss\+xml|atom\+xml|feed\+json)["'][^>]*>/gi) ?? [];
  const addresses = links.flatMap((link) => /\bhref=["']([^"']+)["']/i.exec(link)?.[1] ?? []);
  const named = addresses.length > 0 ? ` It names these: ${addresses.slice(0, 5).join(', ')}` : '';
  throw new CommandError(`${what}: is no feed (RSS, Atom, JSON Feed) and no export of Bulletin's.${named}`);
}
