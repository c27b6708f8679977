import type { Command } from 'commander';
import { addServerOptions, type ServerOptions } from '../server/server-option';
import { programName, type Shell } from '../terminal/shell';
import { edit } from './edit';

interface WithdrawOptions extends ServerOptions {
  readonly reason: string;
  readonly note?: string;
}

const about = (shell: Shell) => `
Its page answers 410, and every feed that it was in tells readers to take it away. Its history stays. On a story that is
withdrawn already, reason and note are replaced.

Example: ${programName(shell)} withdraw river --reason "the source took it back" --note "We could not confirm this story."
`;

/** `withdraw` and `reinstate`. */
export function addWithdrawCommands(program: Command, shell: Shell): void {
  addServerOptions(program.command('withdraw'))
    .description('withdraws a story from every feed and page')
    .argument('<id>', "the story's id")
    .requiredOption('--reason <text>', 'why: for the newsroom alone')
    .option('--note <text>', 'what readers are told')
    .addHelpText('after', about(shell))
    .action((id: string, options: WithdrawOptions) => {
      const { reason, note } = options;
      return edit(
        { id, method: 'PUT', part: '/withdrawal', body: { reason, note } },
        options,
        shell,
        () => 'is withdrawn',
      );
    });

  addServerOptions(program.command('reinstate'))
    .description('brings a withdrawn story back, with its guid and its date')
    .argument('<id>', "the story's id")
    .action((id: string, options: ServerOptions) =>
      edit({ id, method: 'DELETE', part: '/withdrawal' }, options, shell),
    );
}
