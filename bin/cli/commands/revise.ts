import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, type Story } from '../server/story-schemas';
import { addDryRunOption, type DryRunOptions, printUnchanged, resultLine } from '../stories/dry-run';
import { showNotes } from '../stories/file-answer';
import { createFileReader, type FileToSend, refuseDraft } from '../stories/file-to-send';
import { findStory, type Surroundings } from '../stories/find-story';
import { describeLongTimes } from '../stories/long-times';
import { withNearestIds } from '../stories/nearest-ids';
import { withFasterEditor } from '../stories/overtaken';
import { isSameServer, RECORD_FILE, readRecord, recordStory } from '../stories/record-file';
import { previewRevision, revisionInFile, sendRevision } from '../stories/send-revision';
import { compareStories, formatDifferences, lostFields } from '../stories/story-differences';
import { ID_HELP, readStoryId } from '../stories/story-id';
import { FILE_FORMS_HELP, type StoryFile } from '../story-file/story-file';
import { confirm } from '../terminal/ask';
import { painter } from '../terminal/colours';
import { currentTime, programName, type Shell } from '../terminal/shell';

interface ReviseOptions extends ServerOptions, DryRunOptions {
  readonly revision?: number;
  readonly reason?: string;
  readonly minor?: boolean;
  readonly yes?: boolean;
}

const moreHelp = (shell: Shell) => `${FILE_FORMS_HELP}
The file holds the whole story: a field that it lacks is removed. Dates and the breaking flag stay. Before it sends the file
the command lists the fields that go, and asks on a terminal; --yes answers. A publication date in more than a year and a
breaking flag of more than a day always need a yes.
With --revision, or a revision in the file (show --json writes it), the server refuses the file if another editor has revised
the story since. Without either, the file replaces the newest revision. ${RECORD_FILE} beside the file keeps its story.

Examples:
  ${programName(shell)} show river --json --output river.json     then edit river.json, and:
  ${programName(shell)} revise river river.json --reason "the bridge has another name"
  ${programName(shell)} revise river river.json --dry-run
`;

/** `revise`, which is also `edit` and `update`: a new revision of a story from a file. */
export function addReviseCommand(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('revise').alias('edit').alias('update')))
    .description('replaces a story with the contents of a file (also: edit, update)')
    .argument('<id>', ID_HELP)
    .argument('<file>', 'JSON, Markdown, HTML or plain text')
    .option('--revision <number>', 'the revision that you edited', parseRevision)
    .option('--reason <text>', 'why; the history shows it')
    .option('--minor', 'keep the date of the last change')
    .option('--yes', 'answer each question with yes')
    .addHelpText('after', moreHelp(shell))
    .action((id: string, file: string, options: ReviseOptions) => revise(id, file, options, shell));
}

export function parseRevision(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Revisions are numbered from 1.');
}

/** If-Match with the revision of the option, or of the file; `*` (any) if neither names one. */
export function ifMatchHeader(file: StoryFile, option?: number): Record<string, string> {
  const revision = option ?? revisionInFile(file);
  return { 'if-match': revision === undefined ? '*' : `"${revision}"` };
}

async function revise(typed: string, name: string, options: ReviseOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const id = readStoryId(typed, server);
  const file = await createFileReader(server, shell).read(name);
  refuseDraft(file);
  const entries = await readRecord(name, shell);
  const { reason, minor, dryRun } = options;
  const revision = { id, file, expected: options.revision ?? revisionInFile(file) ?? '*', reason, minor } as const;
  const surroundings = { server, shell };
  const before = await findStory(id, surroundings);
  const preview = await withNearestIds(id, surroundings, () =>
    withFasterEditor(revision, surroundings, () => previewRevision(revision, surroundings)),
  );
  const differences = typeof before === 'object' ? compareStories(before, preview.story) : undefined;
  showNotes(file, shell);
  const lost = lostFields(differences ?? []);
  if (lost.length > 0) shell.err(`${name} lacks fields that ${id} has, and they go: ${lost.join(', ')}\n`);
  const other = entries.find(
    (entry) => isSameServer(entry.server, server.address) && entry.file === basename(name),
  )?.id;
  const otherId = other === id ? undefined : other;
  if (otherId !== undefined) shell.err(`${name}: note: until now the file was ${otherId}; it replaces ${id}\n`);
  if (dryRun && differences) shell.err(formatDifferences(differences, shell));
  const seen = typeof before === 'object' ? before : undefined;
  const asked =
    seen && !dryRun && (await askToRevise({ before: seen, after: preview.story, lost, otherId }, file, options, shell));
  // A yes is about the revision that was shown.
  const expected = asked && revision.expected === '*' ? seen.revision : revision.expected;
  const { story, remarks } = await withFasterEditor({ ...revision, expected }, surroundings, () =>
    sendRevision({ ...revision, expected }, surroundings, options),
  );
  if (!dryRun) await recordStory(name, { ...story, server: server.address, value: file.value }, shell);
  if (options.json) shell.out(`${JSON.stringify({ file: name, dryRun, story, warnings: remarks })}\n`);
  else {
    const label = painter(shell)('green', story.id);
    const line = `${label} is at revision ${story.revision}, ${describeStatus(story)}: ${story.url}`;
    shell.out(`${resultLine(line, options, shell)}\n`);
  }
  printUnchanged(options, shell);
}

interface Change {
  readonly before: Story;
  readonly after: Story;
  readonly lost: readonly string[];
  /** The story that the file was before. */
  readonly otherId?: string;
}

/**
 * Asks where fields go, where the file was another story, and where a time is unusually far away. Only the last one stops a
 * script. Gives whether it asked.
 */
async function askToRevise(
  { before, after, lost, otherId }: Change,
  { name }: FileToSend,
  { yes }: ReviseOptions,
  shell: Surroundings['shell'],
): Promise<boolean> {
  const clauses = describeLongTimes(after, before, currentTime(shell));
  const isDoubtful = lost.length > 0 || otherId !== undefined;
  if (clauses.length === 0 && !(isDoubtful && shell.input)) return false;
  const times = clauses.length === 0 ? '' : `${name}: the story ${clauses.join(', and ')}.`;
  const question = `${times}${times && '\n'}Revise ${before.id}?`;
  await confirm({ question, withoutTerminal: `${times} If this is right, add --yes.`, yes }, shell);
  return yes !== true;
}
