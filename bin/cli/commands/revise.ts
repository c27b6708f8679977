import { type Command, InvalidArgumentError } from 'commander';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, storyAt, Written } from '../server/story-schemas';
import { FILE_FORMS_HELP, readStoryFile, type StoryFile } from '../story-file/story-file';
import { painter } from '../terminal/colours';
import { formatRemarks, locateRemarks, refusalOfFile } from '../terminal/file-remarks';
import { CommandError, programName, type Shell } from '../terminal/shell';

interface ReviseOptions extends ServerOptions {
  readonly revision?: number;
  readonly reason?: string;
  readonly minor?: boolean;
}

const about = (shell: Shell) => `${FILE_FORMS_HELP}
The file holds the whole story: a field that it does not have goes; dates and the breaking flag stay. A file that says which
revision it is of (as show --json does), or --revision, is refused where another editor was faster. Without either it
replaces whatever there is.

Example:
  ${programName(shell)} show river --json > river.json     then edit it, and:
  ${programName(shell)} revise river river.json --reason "the bridge has another name"
`;

/** `revise`: a story again, from a file. */
export function addReviseCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('revise'))
    .description('replaces a story by what is in a file')
    .argument('<id>', "the story's id")
    .argument('<file>', 'JSON, Markdown, HTML or plain text')
    .option('--revision <number>', 'the revision that was edited', revisionNumber)
    .option('--reason <text>', 'why, for the history')
    .option('--minor', 'leave the date of the last change as it is')
    .addHelpText('after', about(shell))
    .action((id: string, file: string, options: ReviseOptions) => revise(id, file, options, shell));
}

export function revisionNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Revisions are numbered from 1.');
}

/** If-Match: the revision that was edited, as it is said or as the file says; whichever there is where neither does. */
export function ifMatchHeader({ value }: StoryFile, said?: number): Record<string, string> {
  const seen: unknown = said ?? Object(value).revision;
  return { 'if-match': typeof seen === 'number' ? `"${seen}"` : '*' };
}

async function revise(id: string, name: string, options: ReviseOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const file = await readStoryFile(name, shell);
  const { reason, minor, json } = options;
  const said = { ...(reason !== undefined && { reason }), ...(minor && { significant: false }) };
  const body = typeof file.value === 'object' ? { ...file.value, ...said } : file.value;
  const answer = await server.ask('PUT', storyAt(id), { body, headers: ifMatchHeader(file, options.revision) });
  try {
    const { story, warnings } = readAnswer(answer, Written, server, shell);
    shell.err(formatRemarks(file, locateRemarks(file, warnings), 'note: '));
    if (json) return shell.out(`${JSON.stringify({ file: name, story, warnings: locateRemarks(file, warnings) })}\n`);
    shell.out(
      `${painter(shell)('green', story.id)} is at revision ${story.revision}, ${describeStatus(story)}: ${story.url}\n`,
    );
  } catch (error) {
    const told = refusalOfFile(file, error);
    throw told ? new CommandError(told.text.trimEnd()) : error;
  }
}
