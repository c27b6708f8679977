import { type Command, Option } from 'commander';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { Previewed, STORIES, storyAt } from '../server/story-schemas';
import { FILE_FORMS_HELP, readStoryFile } from '../story-file/story-file';
import { formatRemarks, locateRemarks, refusalOfFile } from '../terminal/file-remarks';
import { CommandError, programName, type Shell } from '../terminal/shell';
import { ifMatchHeader } from './revise';
import { storyText } from './show';

const FORMATS = ['rss', 'atom', 'json', 'html'] as const;

interface PreviewOptions extends ServerOptions {
  readonly as?: (typeof FORMATS)[number];
  readonly id?: string;
}

const about = (shell: Shell) => `${FILE_FORMS_HELP}
The server answers what it would store, every warning, and what readers would be sent; it stores nothing.

Examples:
  ${programName(shell)} preview river.md
  ${programName(shell)} preview river.md --as html > river.html
  ${programName(shell)} preview river.json --id river        as the next revision of that story
`;

/** `preview`: what publishing a file would do. */
export function addPreviewCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('preview'))
    .description('shows what would be stored, and sent to readers, if a file was published')
    .argument('<file>', 'JSON, Markdown, HTML or plain text')
    .addOption(new Option('--as <format>', 'show it as its readers will have it').choices(FORMATS))
    .option('--id <id>', 'as the next revision of this story')
    .addHelpText('after', about(shell))
    .action((file: string, options: PreviewOptions) => preview(file, options, shell));
}

async function preview(name: string, options: PreviewOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const file = await readStoryFile(name, shell);
  const { id, as, json } = options;
  const [method, path] = id === undefined ? ['POST', STORIES] : ['PUT', storyAt(id)];
  const answer = await server.ask(method, `${path}?dry-run=true`, {
    body: file.value,
    ...(id !== undefined && { headers: ifMatchHeader(file) }),
  });
  try {
    const { story, warnings, preview } = readAnswer(answer, Previewed, server, shell);
    const remarks = locateRemarks(file, warnings);
    shell.err(formatRemarks(file, remarks, 'note: '));
    if (json) return shell.out(`${JSON.stringify({ file: name, story, warnings: remarks, preview })}\n`);
    if (as !== undefined) return shell.out(`${preview[as].trimEnd()}\n`);
    shell.out(storyText(story, shell));
    shell.err(`Nothing was stored. As its readers will have it: --as ${FORMATS.join(', ')}.\n`);
  } catch (error) {
    const told = refusalOfFile(file, error);
    throw told ? new CommandError(told.text.trimEnd()) : error;
  }
}
