import type { Command } from 'commander';
import * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import { createGapFinder } from '../import/revision-gaps';
import type { Endpoint } from '../server/endpoint';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { addOutputOption, createPartFile, type OutputOptions } from '../terminal/output-file';
import { createProgress, type Progress } from '../terminal/progress';
import { CommandError, currentTime, EXIT, programName, type Shell } from '../terminal/shell';

const moreHelp = (shell: Shell) => `
The export holds one line of JSON for each feed and each revision, in the order of writing: who, when and why, embargoes, flags,
withdrawals and closed feeds. A first line names the server; a last line marks a complete export. ${programName(shell)} import FILE
rebuilds the same feeds from it on any server.
Keep the export away from readers: it holds stories under embargo.
The command prints a line for each revision that a restore of the table has lost.
Without FILE the export goes to standard output. An existing FILE is replaced only when the export is complete.

Examples:
  ${programName(shell)} export all.ndjson
  ${programName(shell)} export --output all.ndjson
`;

/** `export`: all stories with their histories. */
export function addExportCommand(program: Command, shell: Shell): void {
  addOutputOption(addServerOptions(program.command('export')))
    .description('exports every story, revision and withdrawal as newline-delimited JSON')
    .argument('[file]', 'the file to write; by default standard output')
    .addHelpText('after', moreHelp(shell))
    .action((file: string | undefined, options: ExportOptions) => exportTo(chooseFile(file, options), options, shell));
}

interface ExportOptions extends ServerOptions, OutputOptions {}

/** An export holds stories under embargo. */
const PRIVATE = 0o600;

/** The file of the argument or of `-o`. Throws a CommandError for two different ones. */
function chooseFile(file: string | undefined, { output = file }: OutputOptions): string | undefined {
  if (file === undefined || file === output) return output;
  throw new CommandError(`The export can go to ${file} or to ${output}: name one file.`, EXIT.usage);
}

const Page = z.object({
  feeds: z.array(z.looseObject({ name: z.string(), title: z.string(), guid: z.string() })).optional(),
  revisions: z.array(z.looseObject({ at: z.string(), story: z.looseObject({ id: z.string(), revision: z.number() }) })),
  cursor: z.number().nullable(),
});

async function exportTo(file: string | undefined, options: ServerOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const progress = createProgress('Exported', file === undefined ? { ...shell, terminal: undefined } : shell);
  const output =
    file === undefined
      ? { write: async (text: string) => shell.out(text), end: async () => {} }
      : createPartFile(file, shell, PRIVATE);
  let revisions = 0;
  try {
    for await (const lines of exportLines(server, shell, progress)) {
      revisions += lines.filter((line) => 'revision' in line).length;
      await output.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    await output.write(`${JSON.stringify({ end: { revisions } })}\n`);
    await output.end(true);
  } catch (error) {
    await output.end(false);
    throw error;
  } finally {
    progress.end();
  }
  if (options.json && file !== undefined) shell.out(`${JSON.stringify({ file, revisions })}\n`);
  else if (file !== undefined) shell.out(`Exported: ${revisions} revisions to ${file}.\n`);
}

/** The lines of an export, one page at a time: an export may be larger than the memory. */
async function* exportLines(server: Endpoint, shell: Shell, progress: Progress): AsyncGenerator<object[]> {
  const findGap = createGapFinder();
  let after: number | null = 0;
  yield [{ bulletin: 'export', format: 1, of: server.address, at: new Date(currentTime(shell)).toISOString() }];
  while (after !== null) {
    const answer = await server.ask('GET', `${newsroomPath('exports')}?after=${after}`);
    const page: z.infer<typeof Page> = readAnswer(answer, Page, server, shell);
    yield [...(page.feeds ?? []).map((feed) => ({ feed })), ...page.revisions.map((revision) => ({ revision }))];
    for (const { id, revision } of page.revisions.map(({ story }) => story)) {
      const follows = findGap(id, revision);
      if (follows !== undefined) shell.err(lostMessage(id, follows + 1, revision - 1));
    }
    if (page.cursor !== null) {
      progress.setTotal(page.cursor);
      progress.setDone(page.cursor);
    }
    after = page.cursor;
  }
}

const lostMessage = (id: string, first: number, last: number): string =>
  `${id}: ${first === last ? `revision ${first} is` : `revisions ${first} to ${last} are`} lost.\n`;
