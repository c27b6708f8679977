import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { clockFrom } from '../../../lambdas/runtime/clock';
import { randomIds } from '../../../lambdas/runtime/ids';
import { type RepairReport, repair } from '../../../lambdas/store/repair/repair';
import { programName, type Shell } from '../terminal/shell';
import { addTableOptions, runOnTable, type TableOptions } from './table-option';

interface RepairOptions extends TableOptions {
  readonly dryRun?: boolean;
}

const about = (shell: Shell) => `
A restore to a point in time may cut a transaction in half: a story without its place in a feed, a feed that tells of
an edit that is not there. repair reads the whole table (about one read unit for every 4 KB of it) and rebuilds from the
stories and their histories: the head of each story, the entries and head of each feed, the register of feeds, the list of
tokens. Every head gets a new version, so that no cache or reader takes what it kept for what is there. No revision is
ever removed, and feeds keep their names and ids wherever they are known.

It is safe while nobody writes: repair a restored table before the functions are pointed to it, or stop uploads. Functions
that served the table before have to be started anew. It may be ended at any time, and run again.

Example: ${programName(shell)} repair --table RestoredStories --dry-run
`;

/** `repair`: what a restore cut in half is made whole. */
export function addRepairCommand(program: Command, shell: Shell): void {
  addTableOptions(program.command('repair'))
    .description('rebuilds feeds, heads and registers from the stories, after a restore to a point in time')
    .option('--dry-run', 'tell what would be mended, and change nothing')
    .addHelpText('after', about(shell))
    .action((options: RepairOptions) => run(options, shell));
}

async function run(options: RepairOptions, shell: Shell): Promise<void> {
  const { dryRun = false, json } = options;
  const onProgress = progress(shell);
  const repaired = await runOnTable(options, shell, (table) =>
    repair(table, { clock: clockFrom(shell.env), ids: randomIds, wait, dryRun, onProgress }),
  );
  shell.out(json ? `${JSON.stringify({ dryRun, ...repaired })}\n` : told(repaired, dryRun));
}

function told({ stories, feeds, mended, lost }: RepairReport, dryRun: boolean): string {
  const lines = [...mended, ...lost].map((line) => `  ${line}\n`).join('');
  const walked = `${counted(stories, 'story', 'stories')} and ${counted(feeds, 'feed', 'feeds')}`;
  if (dryRun) {
    const next = 'To do it, and to give every head a new version: the same without --dry-run.';
    return `${lines}Read: ${walked}. To be mended: ${mended.length}. Nothing was changed. ${next}\n`;
  }
  return `${lines}Rebuilt: ${walked}, each with a new head. Mended: ${mended.length}.\n`;
}

const counted = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

/** How far it is, at most once a second, and always the last of a kind. */
function progress({ err }: Shell) {
  let last = 0;
  return (what: string, done: number, of?: number): void => {
    const now = performance.now();
    if (done !== of && now - last < 1_000) return;
    last = now;
    err(of === undefined ? `${done} ${what}\n` : `${done} of ${of} ${what}\n`);
  };
}
