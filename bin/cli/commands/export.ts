import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import type { Endpoint } from '../server/endpoint';
import { answered } from '../server/refusal';
import { newsroomSide, type ServerOptions, withServer } from '../server/server-option';
import { type Progress, progress } from '../terminal/progress';
import { CommandError, called, folderOf, type Shell } from '../terminal/shell';
import { lostRevisions } from './lost-revisions';

const about = (shell: Shell) => `
One line of JSON for each: what it is an export of, every feed, every revision of every story in the order in which they were
made (with who made it, when and why, embargoes, flags and withdrawals), and an end by which a cut-off export is known. Nothing
of it is for readers: it says what is under embargo. ${called(shell)} import FILE makes the same feeds of it, anywhere.
What a restore of the table lost is told and left out.
Without FILE it goes to standard output. A FILE that is there is replaced once the export is whole.
`;

/** `export`: everything that was ever written. */
export function addExportCommand(program: Command, shell: Shell): void {
  withServer(program.command('export'))
    .description('exports every story, revision and withdrawal as newline-delimited JSON')
    .argument('[file]', 'where to; standard output if left out')
    .addHelpText('after', about(shell))
    .action((file: string | undefined, options: ServerOptions) => exportTo(file, options, shell));
}

const Page = z.object({
  feeds: z.array(z.object({ name: z.string(), title: z.string(), guid: z.string() })).optional(),
  revisions: z.array(z.looseObject({ at: z.string(), story: z.looseObject({ id: z.string(), revision: z.number() }) })),
  next: z.number().nullable(),
});

async function exportTo(file: string | undefined, options: ServerOptions, shell: Shell): Promise<void> {
  const server = await newsroomSide(options, shell);
  const shown = progress('Exported', file === undefined ? { ...shell, terminal: undefined } : shell);
  const whole = file === undefined ? undefined : resolve(folderOf(shell), file);
  const to =
    whole === undefined ? { write: async (text: string) => shell.out(text), end: async () => {} } : partOf(whole);
  let revisions = 0;
  try {
    for await (const lines of linesOf(server, shell, shown)) {
      revisions += lines.filter((line) => 'revision' in line).length;
      await to.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    await to.write(`${JSON.stringify({ end: { revisions } })}\n`);
    await to.end(true);
  } catch (error) {
    await to.end(false);
    throw error;
  } finally {
    shown.end();
  }
  if (options.json && file !== undefined) shell.out(`${JSON.stringify({ file, revisions })}\n`);
  else if (file !== undefined) shell.out(`Exported: ${revisions} revisions to ${file}.\n`);
}

/** The lines of an export, a page at a time: it may be larger than a machine's memory. */
async function* linesOf(server: Endpoint, shell: Shell, shown: Progress): AsyncGenerator<object[]> {
  const followed = lostRevisions();
  let next: number | null = 0;
  yield [{ bulletin: 'export', format: 1, of: server.address, at: new Date().toISOString() }];
  while (next !== null) {
    const answer = await server.ask('GET', `/newsroom/exports?after=${next}`);
    const page: z.infer<typeof Page> = answered(answer, Page, server, shell);
    yield [...(page.feeds ?? []).map((feed) => ({ feed })), ...page.revisions.map((revision) => ({ revision }))];
    for (const { id, revision } of page.revisions.map(({ story }) => story)) {
      const follows = followed(id, revision);
      if (follows !== undefined) shell.err(lost(id, follows + 1, revision - 1));
    }
    if (page.next !== null) {
      shown.total(page.next);
      shown.to(page.next);
    }
    next = page.next;
  }
}

const lost = (id: string, first: number, last: number): string =>
  `${id}: ${first === last ? `revision ${first} is` : `revisions ${first} to ${last} are`} lost.\n`;

/** A file that takes another's name once it is whole. */
function partOf(file: string) {
  const part = `${file}.part`;
  const stream = createWriteStream(part, { mode: 0o600 });
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', ({ message }) => reject(new CommandError(`${file}: cannot be written: ${message}.`)));
  });
  failed.catch(() => {});
  return {
    async write(text: string): Promise<void> {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed]);
    },
    async end(isWhole: boolean): Promise<void> {
      if (!isWhole) {
        stream.destroy();
        return rm(part, { force: true });
      }
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
      await rename(part, file);
    },
  };
}
