import type { Command } from 'commander';
import { Refusal } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { addDryRunOption, printUnchanged } from '../stories/dry-run';
import { FileRefusal } from '../stories/file-answer';
import { createFileReader } from '../stories/file-to-send';
import { publishFile } from '../stories/publish-file';
import type { PublishOptions, PublishOutcome } from '../stories/publish-result';
import { RECORD_FILE } from '../stories/record-file';
import { FILE_FORMS_HELP } from '../story-file/story-file';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';

const moreHelp = (shell: Shell) => `${FILE_FORMS_HELP}
A file knows its story by its id, or by ${RECORD_FILE} beside it, which publish and revise write. For a changed file the
command shows the differences and asks before it revises the story; --yes answers, and --new makes another story. Without a
terminal it changes nothing. An unchanged file changes nothing. An embargo of more than a year and a breaking flag of more
than a day need a yes, too. If another editor has revised the story since, the command refuses and says who and when.
Each file is handled by itself. After a file with an error the command continues with the next one, and ends with exit code 1.
With --json each file gives one line of JSON.

Examples:
  ${programName(shell)} publish river.md
  ${programName(shell)} publish river.md --yes
  ${programName(shell)} publish stories/*.md --json
  ${programName(shell)} publish river.md --dry-run
`;

/** `publish`: stories from files, new ones and revisions. */
export function addPublishCommand(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('publish')))
    .description('publishes stories, one from each file; a file that is a story already revises it')
    .argument('<file...>', 'JSON, Markdown, HTML or plain text')
    .option('--yes', 'answer each question with yes')
    .option('--new', 'make another story of a file that is a story already')
    .addHelpText('after', moreHelp(shell))
    .action((files: string[], options: ServerOptions & PublishOptions) => publish(files, options, shell));
}

type Counts = Record<PublishOutcome | 'refused', number>;

async function publish(names: readonly string[], options: ServerOptions & PublishOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const files = createFileReader(server, shell);
  const counts: Counts = { published: 0, revised: 0, unchanged: 0, refused: 0 };
  for (const [i, name] of names.entries()) {
    try {
      counts[await publishFile(name, { server, options, shell, files })] += 1;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const lasting = lastingFailure(error);
      if (lasting) throw new CommandError(stopMessage(lasting, names.slice(i)), error.code);
      counts.refused += 1;
      shell.err(`${error.message}\n`);
      if (options.json) shell.out(`${JSON.stringify({ file: name, error: toErrorJson(error) })}\n`);
    }
  }
  const summary = names.length > 1 ? formatSummary(counts, names.length, options) : '';
  if (counts.refused > 0) throw new CommandError(summary);
  if (summary !== '') shell.err(`${summary}\n`);
  printUnchanged(options, shell);
}

/** `Published: 1 of 4, revised: 1, nothing new: 2.` */
function formatSummary(counts: Counts, total: number, { dryRun }: PublishOptions): string {
  const { published, revised, unchanged, refused } = counts;
  const rest = Object.entries({ revised, 'nothing new': unchanged, 'not published': refused });
  const parts = rest.filter(([, count]) => count > 0).map(([name, count]) => `, ${name}: ${count}`);
  return `${dryRun ? 'Dry run. ' : ''}Published: ${published} of ${total}${parts.join('')}.`;
}

/** The message of a failure that every other file would meet too: of the server or of the token. */
function lastingFailure(error: CommandError): string | undefined {
  if (error.code !== EXIT.refused) return error.message;
  const refusal = error instanceof FileRefusal ? error.refusal : error;
  return refusal instanceof Refusal && [401, 403].includes(refusal.problem.status) ? refusal.message : undefined;
}

function toErrorJson(error: CommandError): object {
  if (!(error instanceof FileRefusal)) return { detail: error.message };
  const { status, detail } = error.refusal.problem;
  return { status, detail, errors: error.errors };
}

function stopMessage(message: string, rest: readonly string[]): string {
  return rest.length < 2 ? message : `${message}\nNot published: ${rest.join(', ')}`;
}
