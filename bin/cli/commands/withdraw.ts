import type { Command } from 'commander';
import { addServerOptions } from '../server/server-option';
import { addDryRunOption } from '../stories/dry-run';
import { type EditOptions, edit } from '../stories/edit';
import { ID_HELP } from '../stories/story-id';
import { programName, type Shell } from '../terminal/shell';

interface WithdrawOptions extends EditOptions {
  readonly reason: string;
  readonly note?: string;
}

const withdrawHelp = (shell: Shell) => `
The page of the story answers 410, and its feeds carry a tombstone: readers remove their copy. The history stays. For a story
that is withdrawn already, the command replaces reason and note. It names the feeds that the story leaves.

Examples:
  ${programName(shell)} withdraw river --reason "the source took it back" --note "We could not confirm this story."
  ${programName(shell)} withdraw river --reason "the source took it back" --dry-run
`;

const reinstateHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} reinstate river
  ${programName(shell)} reinstate river --dry-run
`;

/** `withdraw`, which is also `delete`, and `reinstate`. */
export function addWithdrawCommands(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('withdraw').alias('delete')))
    .description('withdraws a story from every feed and page (also: delete)')
    .argument('<id>', ID_HELP)
    .requiredOption('--reason <text>', 'why; only the newsroom sees it')
    .option('--note <text>', 'a note that readers see')
    .addHelpText('after', withdrawHelp(shell))
    .action((id: string, options: WithdrawOptions) => {
      const { reason, note } = options;
      const describe = () => 'is withdrawn';
      const body = { reason, note };
      return edit({ id, method: 'PUT', route: 'withdrawal', body, describe, feeds: 'It leaves' }, options, shell);
    });

  addDryRunOption(addServerOptions(program.command('reinstate')))
    .description('reinstates a withdrawn story, with its guid and its date')
    .argument('<id>', ID_HELP)
    .addHelpText('after', reinstateHelp(shell))
    .action((id: string, options: EditOptions) => edit({ id, method: 'DELETE', route: 'withdrawal' }, options, shell));
}
