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

const moreHelp = (shell: Shell) => `
A restore to a point in time may keep half of a transaction: a story without its place in a feed, or a feed that counts an
edit that the table has lost. repair reads the whole table (one read unit for every 4 KB of it). From the stories and their
histories it rebuilds story heads, feed entries, feed heads, the register of feeds and the list of tokens.
Every head gets a new version, so that caches and readers fetch their copies again. repair removes no revision. Feeds keep
their names and ids if any item still records them.

Run it while nothing writes: before you point the functions to a restored table, or with uploads stopped. Restart functions
that served the table before. You can stop repair at any time and run it again.

Examples:
  ${programName(shell)} repair --table RestoredStories --dry-run
  ${programName(shell)} repair --table RestoredStories
`;

/** `repair`: makes a table consistent after a restore. */
export function addRepairCommand(program: Command, shell: Shell): void {
  addTableOptions(program.command('repair'))
    .description('rebuilds feeds, heads and registers from the stories, after a restore to a point in time')
    .option('--dry-run', 'report the faults, and change nothing')
    .addHelpText('after', moreHelp(shell))
    .action((options: RepairOptions) => run(options, shell));
}

async function run(options: RepairOptions, shell: Shell): Promise<void> {
  const { dryRun = false, json } = options;
  const onProgress = createProgressPrinter(shell);
  const report = await runOnTable(options, shell, (table) =>
    repair(table, { clock: clockFrom(shell.env), ids: randomIds, wait, dryRun, onProgress }),
  );
  shell.out(json ? `${JSON.stringify({ dryRun, ...report })}\n` : formatRepairReport(report, dryRun));
}

function formatRepairReport({ stories, feeds, mended, lost }: RepairReport, dryRun: boolean): string {
  const lines = [...mended, ...lost].map((line) => `  ${line}\n`).join('');
  const read = `${formatCount(stories, 'story', 'stories')} and ${formatCount(feeds, 'feed', 'feeds')}`;
  if (dryRun) {
    const next = 'To mend the faults and give every head a new version, run the command without --dry-run.';
    return `${lines}Read: ${read}. Faults: ${mended.length}. Nothing was changed. ${next}\n`;
  }
  return `${lines}Rebuilt: ${read}, each with a new head. Mended: ${mended.length}.\n`;
}

const formatCount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Prints progress at most once a second, and always the last count. */
function createProgressPrinter({ err }: Shell) {
  let last = 0;
  return (label: string, done: number, total?: number): void => {
    const now = performance.now();
    if (done !== total && now - last < 1_000) return;
    last = now;
    err(total === undefined ? `${done} ${label}\n` : `${done} of ${total} ${label}\n`);
  };
}
