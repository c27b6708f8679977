import { type Command, InvalidArgumentError } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, EditAnswer } from '../server/story-schemas';
import { FILE_FORMS_HELP, type StoryFile } from '../story-file/story-file';
import { painter } from '../terminal/colours';
import { programName, type Shell } from '../terminal/shell';
import { readFileAnswer } from './file-answer';
import { createFileReader, refuseDraft } from './file-to-send';

interface ReviseOptions extends ServerOptions {
  readonly revision?: number;
  readonly reason?: string;
  readonly minor?: boolean;
}

const moreHelp = (shell: Shell) => `${FILE_FORMS_HELP}
The file holds the whole story: a field that it lacks is removed. Dates and the breaking flag stay.
With --revision, or a revision in the file (show --json writes it), the server refuses the file if another editor has revised
the story since. Without either, the file replaces the newest revision.

Example:
  ${programName(shell)} show river --json > river.json     then edit river.json, and:
  ${programName(shell)} revise river river.json --reason "the bridge has another name"
`;

/** `revise`: a new revision of a story from a file. */
export function addReviseCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('revise'))
    .description('replaces a story with the contents of a file')
    .argument('<id>', 'the id of the story')
    .argument('<file>', 'JSON, Markdown, HTML or plain text')
    .option('--revision <number>', 'the revision that you edited', parseRevision)
    .option('--reason <text>', 'why; the history shows it')
    .option('--minor', 'keep the date of the last change')
    .addHelpText('after', moreHelp(shell))
    .action((id: string, file: string, options: ReviseOptions) => revise(id, file, options, shell));
}

export function parseRevision(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Revisions are numbered from 1.');
}

/** If-Match with the revision of the option, or of the file; `*` (any) if neither names one. */
export function ifMatchHeader({ value }: StoryFile, option?: number): Record<string, string> {
  const revision: unknown = option ?? value.revision;
  return { 'if-match': typeof revision === 'number' ? `"${revision}"` : '*' };
}

async function revise(id: string, name: string, options: ReviseOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const file = await createFileReader(server, shell).read(name);
  refuseDraft(file);
  const headers = ifMatchHeader(file, options.revision);
  const answer = await server.ask('PUT', newsroomPath('story', { id }), { body: requestBody(file, options), headers });
  const { story, remarks } = readFileAnswer(answer, EditAnswer, file, { server, shell });
  if (options.json) return shell.out(`${JSON.stringify({ file: name, story, warnings: remarks })}\n`);
  const label = painter(shell)('green', story.id);
  shell.out(`${label} is at revision ${story.revision}, ${describeStatus(story)}: ${story.url}\n`);
}

function requestBody({ value }: StoryFile, { reason, minor }: ReviseOptions): unknown {
  return { ...value, ...(reason !== undefined && { reason }), ...(minor && { significant: false }) };
}
