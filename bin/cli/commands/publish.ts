import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { sha256 } from '../../../lambdas/news/values/sha256';
import type { Endpoint } from '../server/endpoint';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, EditAnswer } from '../server/story-schemas';
import { FILE_FORMS_HELP, type StoryFile } from '../story-file/story-file';
import { painter } from '../terminal/colours';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import { FileRefusal, readFileAnswer } from './file-answer';
import { createFileReader, type FileToSend, refuseDraft } from './file-to-send';

const moreHelp = (shell: Shell) => `${FILE_FORMS_HELP}
Each file is one request. After a file with an error the command continues with the next one, and ends with exit code 1.
If you publish an unchanged file again within 24 hours, nothing changes. With --json each file gives one line of JSON.

Examples:
  ${programName(shell)} publish river.md
  ${programName(shell)} publish stories/*.md --json
`;

/** `publish`: new stories from files. */
export function addPublishCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('publish'))
    .description('publishes stories, one from each file')
    .argument('<file...>', 'JSON, Markdown, HTML or plain text')
    .addHelpText('after', moreHelp(shell))
    .action((files: string[], options: ServerOptions) => publish(files, options, shell));
}

async function publish(names: readonly string[], options: ServerOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const { read } = createFileReader(server, shell);
  let refused = 0;
  for (const [i, name] of names.entries()) {
    try {
      const file = await read(name);
      refuseDraft(file);
      await publishFile(file, server, options, shell);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const lasting = lastingFailure(error);
      if (lasting) throw new CommandError(stopMessage(lasting, names.slice(i)), error.code);
      refused++;
      shell.err(`${error.message}\n`);
      if (options.json) shell.out(`${JSON.stringify({ file: name, error: toErrorJson(error) })}\n`);
    }
  }
  const summary = names.length > 1 ? `Published: ${names.length - refused} of ${names.length}.` : '';
  if (refused > 0) throw new CommandError(summary);
}

async function publishFile(file: FileToSend, server: Endpoint, { json }: ServerOptions, shell: Shell): Promise<void> {
  const answer = await server.ask('POST', newsroomPath('stories'), { body: file.value, key: idempotencyKey(file) });
  const { story, remarks } = readFileAnswer(answer, EditAnswer, file, { server, shell });
  if (json) return shell.out(`${JSON.stringify({ file: file.name, story, warnings: remarks })}\n`);
  // The date of a story that its file dates does not show when it was stored.
  const isRepeat = !Object.hasOwn(file.value, 'publishedAt') && isOld(story.updatedAt, answer.headers);
  const outcome = isRepeat ? 'is stored already; nothing changed' : describeStatus(story);
  shell.out(`${painter(shell)('green', story.id)} ${outcome}: ${story.url}\n`);
}

/** The message of a failure that every other file would meet too: of the server or of the token. */
function lastingFailure(error: CommandError): string | undefined {
  if (error.code !== EXIT.refused) return error.message;
  const isTokenRefused = error instanceof FileRefusal && [401, 403].includes(error.refusal.problem.status);
  return isTokenRefused ? error.refusal.message : undefined;
}

function toErrorJson(error: CommandError): object {
  if (!(error instanceof FileRefusal)) return { detail: error.message };
  const { status, detail } = error.refusal.problem;
  return { status, detail, errors: error.errors };
}

/** A hash of the story: if the connection drops and the user runs the command again, nothing is published twice. */
const idempotencyKey = ({ value }: StoryFile): string => sha256(JSON.stringify(value));

/** Seconds. A story older than this is the answer to an earlier request. Both times are the server's. */
const MAX_AGE_OF_NEW = 60;

const isOld = (updatedAt: string, headers: Headers): boolean =>
  Date.parse(headers.get('date') ?? '') - Date.parse(updatedAt) > MAX_AGE_OF_NEW * 1_000;

function stopMessage(message: string, rest: readonly string[]): string {
  return rest.length < 2 ? message : `${message}\nNot published: ${rest.join(', ')}`;
}
