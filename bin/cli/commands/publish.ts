import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import type { Endpoint } from '../server/endpoint';
import { Refusal, readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, STORIES, Written } from '../server/story-schemas';
import { FILE_FORMS_HELP, readStoryFile, type StoryFile } from '../story-file/story-file';
import { painter } from '../terminal/colours';
import { formatRemarks, locateRemarks, refusalOfFile } from '../terminal/file-remarks';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';

const about = (shell: Shell) => `${FILE_FORMS_HELP}
Each file is one upload. One that is wrong is told of, and the others are published all the same. A file that is published
again within 24 hours, unchanged, is the same story: nothing happens. With --json: one line of JSON for each file.

Examples:
  ${programName(shell)} publish river.md
  ${programName(shell)} publish stories/*.md --json
`;

/** `publish`: stories from files. */
export function addPublishCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('publish'))
    .description('publishes stories: each file becomes one')
    .argument('<file...>', 'JSON, Markdown, HTML or plain text')
    .addHelpText('after', about(shell))
    .action((files: string[], options: ServerOptions) => publish(files, options, shell));
}

async function publish(names: readonly string[], options: ServerOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  let refused = 0;
  for (const [i, name] of names.entries()) {
    try {
      await publishOne(await readStoryFile(name, shell), server, options, shell);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      // What is wrong with the server or the token is wrong for every file.
      if (error.code !== EXIT.refused || isOfToken(error))
        throw new CommandError(stopped(error, names.slice(i)), error.code);
      refused++;
      if (!(error instanceof Told)) {
        shell.err(`${error.message}\n`);
        if (options.json) shell.out(`${JSON.stringify({ file: name, error: { detail: error.message } })}\n`);
      }
    }
  }
  const sum = names.length > 1 ? `Published: ${names.length - refused} of ${names.length}.` : '';
  if (refused > 0) throw new CommandError(sum);
}

/** A file that was refused and told of already. */
class Told extends CommandError {}

async function publishOne(file: StoryFile, server: Endpoint, { json }: ServerOptions, shell: Shell): Promise<void> {
  const answer = await server.ask('POST', STORIES, { body: file.value, key: keyOf(file) });
  try {
    const { story, warnings } = readAnswer(answer, Written, server, shell);
    const remarks = locateRemarks(file, warnings);
    shell.err(formatRemarks(file, remarks, 'note: '));
    // A story that is dated by its file says nothing of when it came.
    const again = !Object.hasOwn(Object(file.value), 'publishedAt') && isOld(story.updatedAt, answer.headers);
    if (json) return shell.out(`${JSON.stringify({ file: file.name, story, warnings: remarks })}\n`);
    const said = again ? 'is stored already, and nothing changed' : describeStatus(story);
    shell.out(`${painter(shell)('green', story.id)} ${said}: ${story.url}\n`);
  } catch (error) {
    const told = refusalOfFile(file, error);
    if (!told || !(error instanceof Refusal) || isOfToken(error)) throw error;
    shell.err(told.text);
    if (json) {
      const { status, detail } = error.problem;
      shell.out(`${JSON.stringify({ file: file.name, error: { status, detail, errors: told.errors } })}\n`);
    }
    throw new Told(told.text);
  }
}

const isOfToken = (error: CommandError): boolean =>
  error instanceof Refusal && [401, 403].includes(error.problem.status);

/** The same for the same story, so that a second run after a dropped connection publishes nothing twice. */
const keyOf = ({ value }: StoryFile): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Seconds after which a story that was answered as new cannot be. Both times are the server's. */
const NEW = 60;

const isOld = (updatedAt: string, headers: Headers): boolean =>
  Date.parse(headers.get('date') ?? '') - Date.parse(updatedAt) > NEW * 1_000;

function stopped({ message }: CommandError, left: readonly string[]): string {
  return left.length < 2 ? message : `${message}\nNot published: ${left.join(', ')}`;
}
