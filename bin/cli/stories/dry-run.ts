import type { Command } from 'commander';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';

/** The option of every command that writes. */
export interface DryRunOptions {
  readonly dryRun?: boolean;
}

export const addDryRunOption = (command: Command): Command =>
  command.option('--dry-run', 'print what would happen, and change nothing');

/** The query of a write: the server checks the request, answers as it would, and stores nothing. */
export const dryRunQuery = ({ dryRun }: DryRunOptions): string => (dryRun ? '?dry-run=true' : '');

/** A result as a line. That of a dry run says so in its first words. */
export const resultLine = (line: string, { dryRun }: DryRunOptions, shell: Pick<Shell, 'colours'>): string =>
  dryRun ? `${painter(shell)('yellow', 'dry run')}: ${line}` : line;

/** Says at the end of a dry run that nothing has changed. */
export function printUnchanged({ dryRun }: DryRunOptions, shell: Shell): void {
  if (dryRun) shell.err('Nothing was changed.\n');
}
