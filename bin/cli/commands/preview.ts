import { type Command, Option } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { PreviewAnswer } from '../server/story-schemas';
import { dryRunQuery } from '../stories/dry-run';
import { readFileAnswer } from '../stories/file-answer';
import { createFileReader } from '../stories/file-to-send';
import { withNearestIds } from '../stories/nearest-ids';
import { findStoredId } from '../stories/publish-file';
import { readStoryId } from '../stories/story-id';
import { FILE_FORMS_HELP } from '../story-file/story-file';
import { addOutputOption, type OutputOptions, writeResult } from '../terminal/output-file';
import { programName, type Shell } from '../terminal/shell';
import { ifMatchHeader } from './revise';
import { storyText } from './show';

const FORMATS = ['rss', 'atom', 'json', 'html'] as const;

interface PreviewOptions extends ServerOptions, OutputOptions {
  readonly as?: (typeof FORMATS)[number];
  readonly id?: string;
}

const moreHelp = (shell: Shell) => `${FILE_FORMS_HELP}
The server answers the story that it would store, every warning, and the documents that readers would get. It stores nothing.

Examples:
  ${programName(shell)} preview river.md
  ${programName(shell)} preview river.md --as html --output river.html
  ${programName(shell)} preview river.json --id river        previews the next revision of a story
`;

/** `preview`: a dry run of publish or revise. */
export function addPreviewCommand(program: Command, shell: Shell): void {
  addOutputOption(addServerOptions(program.command('preview')))
    .description('shows the story that a file would become, and stores nothing')
    .argument('<file>', 'JSON, Markdown, HTML or plain text')
    .addOption(new Option('--as <format>', 'print the document that readers would get').choices(FORMATS))
    .option('--id <id>', 'preview the next revision of this story; by default of the story that the file is already')
    .addHelpText('after', moreHelp(shell))
    .action((file: string, options: PreviewOptions) => preview(file, options, shell));
}

async function preview(name: string, options: PreviewOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const file = await createFileReader(server, shell).read(name);
  const { as, json } = options;
  const surroundings = { server, shell };
  const id = options.id ? readStoryId(options.id, server) : await findStoredId(file, surroundings);
  const [method, path] = id === undefined ? ['POST', newsroomPath('stories')] : ['PUT', newsroomPath('story', { id })];
  const headers = id === undefined ? {} : ifMatchHeader(file);
  const { story, remarks, preview } = await withNearestIds(id ?? '', surroundings, async () => {
    const answer = await server.ask(method, path + dryRunQuery({ dryRun: true }), { body: file.value, headers });
    return readFileAnswer(answer, PreviewAnswer, file, surroundings);
  });
  if (json)
    return writeResult(`${JSON.stringify({ file: name, story, warnings: remarks, preview })}\n`, options, shell);
  if (as !== undefined) return writeResult(`${preview[as].trimEnd()}\n`, options, shell);
  await writeResult(storyText(story, options.output === undefined ? shell : {}), options, shell);
  shell.err(`Nothing was stored. To see the document that readers would get: --as ${FORMATS.join(', ')}.\n`);
}
