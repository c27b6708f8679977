import { type Command, Option } from 'commander';
import { type ImportSource, INCLUDABLE, type Includable, type SourceOptions } from '../import/import-source';
import { moveAddresses } from '../import/move-addresses';
import { OldFiles } from '../import/old-files';
import { openSource } from '../import/open-source';
import { ImportReport, type ReportOptions } from '../import/report';
import { sendClosedFeeds, sendEntries } from '../import/send';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { addDryRunOption, type DryRunOptions, printUnchanged } from '../stories/dry-run';
import { createProgress } from '../terminal/progress';
import { CommandError, programName, type Shell } from '../terminal/shell';
import { parseBase, parseHosts, parseKinds, parsePermalink } from './import-options';

interface ImportOptions extends ServerOptions, DryRunOptions, ReportOptions {
  readonly section?: string;
  readonly sectionsFrom?: 'category';
  readonly include?: readonly Includable[];
  readonly base?: string;
  readonly permalink?: string;
  readonly oldFeed?: string;
  readonly undated?: 'now';
  readonly followHosts?: readonly string[];
  readonly redirected?: boolean;
}

const moreHelp = (shell: Shell) => `
Sources:
  https://…      a feed (RSS, Atom or JSON Feed) with its whole archive (RFC 5005, next_url, WordPress's pages)
  FILE           a saved feed, an export of WordPress, Ghost or Blogger, or an export of a Bulletin server
  FOLDER         Markdown and HTML files, with front matter of Jekyll, Hugo, Hexo, Eleventy and others;
                 an unpacked export of Substack or Medium

Guids, dates, bylines, categories (as tags) and enclosures stay, so that subscribers who follow the move see no story twice.
Drafts, private posts and pages are skipped and named; --include pages,drafts,private publishes them too.
Imported stories do not break, except as an export records it.
A story whose guid is known stays as it is: to continue an import that was stopped, run the command again.
Each item that cannot be imported is reported with its place and the reason; the exit code is then 1.
With --json each item gives one line of JSON. docs/moving.md has a section for each system.

Examples:
  ${programName(shell)} import https://old.example/feed/
  ${programName(shell)} import ./_posts --section Blog --base https://old.example/
  ${programName(shell)} import bulletin.ndjson --dry-run
`;

/** `import`: stories of another publication. */
export function addImportCommand(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('import')))
    .description('imports a feed with its archive, a folder, or the export of a system; safe to run again')
    .argument('<source>', 'the address of a feed, a file or a folder')
    .option('--section <name>', 'the section for stories that name none')
    .addOption(new Option('--sections-from <field>', 'makes the first category the section').choices(['category']))
    .option('--include <kinds>', `also takes ${INCLUDABLE.join(', ')}: a list with commas`, parseKinds)
    .option('--base <address>', "the old site's address, for a source that leaves it out, such as a folder", parseBase)
    .option(
      '--permalink <pattern>',
      "the pattern of the old pages' addresses of a folder, such as /:year/:month/:title/",
      parsePermalink,
    )
    .option('--old-feed <address>', 'gives a folder the guids of this feed, so that its readers see no story twice')
    .option('--redirected', "the old pages' addresses lead here: they become former addresses of the stories")
    .addOption(new Option('--undated <date>', 'imports items without a date as of this moment').choices(['now']))
    .option(
      '--follow-hosts <hosts>',
      'other hosts that hold older documents of the feed: a list with commas',
      parseHosts,
    )
    .option('--verbose', 'prints every note, in place of a sum by kind')
    .addHelpText('after', moreHelp(shell))
    .action((source: string, options: ImportOptions) => importFrom(source, options, shell));
}

async function importFrom(name: string, options: ImportOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const progress = createProgress('Imported', shell);
  const report = new ImportReport(options, shell, progress);
  const oldFiles = new OldFiles();
  const { dryRun, redirected } = options;
  let source: ImportSource | undefined;
  try {
    source = await openSource(
      name,
      sourceOptions(options, (items) => progress.setTotal(items), shell),
    );
    const importing = { server, kind: source.kind, shell, report, dryRun };
    if (source.total !== undefined) progress.setTotal(source.total);
    const entries = oldFiles.watch(source.entries);
    await sendEntries(redirected ? moveAddresses(entries) : entries, importing);
    await sendClosedFeeds(source.closedFeeds ?? [], importing);
  } catch (error) {
    progress.end();
    if (!(error instanceof CommandError) || !source) throw error;
    const total = source.total === undefined ? '' : ` of ${source.total}`;
    throw new CommandError(
      `${error.message}\nImported so far: ${report.stored + report.known}${total}. To continue, run the command again.`,
      error.code,
    );
  }
  progress.end();
  const remarks = [
    source.remark,
    report.stored > 0 ? oldFiles.remark : undefined,
    redirected ? report.oldRemark : undefined,
  ];
  finishImport(
    { ...source, remark: remarks.filter((one) => one !== undefined).join('\n') || undefined },
    report,
    options,
    shell,
  );
}

const sourceOptions = (
  { include, followHosts = [], ...options }: ImportOptions,
  onProgress: SourceOptions['onProgress'],
  shell: Shell,
): SourceOptions => ({ ...options, include: new Set(include), followHosts, onProgress, shell });

function finishImport(
  { warning, remark }: ImportSource,
  report: ImportReport,
  { json, dryRun }: ImportOptions,
  shell: Shell,
): void {
  report.printNotes();
  for (const line of [remark, warning]) if (line !== undefined) shell.err(`${line}\n`);
  const summary = `${dryRun ? 'Dry run. ' : ''}${report.summary}`;
  if (report.hasFaults || warning !== undefined) throw new CommandError(summary);
  if (json) shell.err(`${summary}\n`);
  else shell.out(`${summary}\n`);
  printUnchanged({ dryRun }, shell);
}
