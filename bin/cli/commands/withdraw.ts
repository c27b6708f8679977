import type { Command } from 'commander';
import { addServerOptions, type ServerOptions } from '../server/server-option';
import { programName, type Shell } from '../terminal/shell';
import { edit } from './edit';

interface WithdrawOptions extends ServerOptions {
  readonly reason: string;
  readonly note?: string;
}

const withdrawHelp = (shell: Shell) => `
The page of the story answers 410, and its feeds carry a tombstone: readers remove their copy. The history stays. For a story
that is withdrawn already, the command replaces reason and note.

Example: ${programName(shell)} withdraw river --reason "the source took it back" --note "We could not confirm this story."
`;

/** `withdraw` and `reinstate`. */
export function addWithdrawCommands(program: Command, shell: Shell): void {
  addServerOptions(program.command('withdraw'))
    .description('withdraws a story from every feed and page')
    .argument('<id>', 'the id of the story')
    .requiredOption('--reason <text>', 'why; only the newsroom sees it')
    .option('--note <text>', 'a note that readers see')
    .addHelpText('after', withdrawHelp(shell))
    .action((id: string, options: WithdrawOptions) => {
      const { reason, note } = options;
      const withdrawal = { id, method: 'PUT', route: 'withdrawal', body: { reason, note } } as const;
      return edit(withdrawal, options, shell, () => 'is withdrawn');
    });

  addServerOptions(program.command('reinstate'))
    .description('reinstates a withdrawn story, with its guid and its date')
    .argument('<id>', 'the id of the story')
    .addHelpText('after', `\nExample: ${programName(shell)} reinstate river\n`)
    .action((id: string, options: ServerOptions) =>
      edit({ id, method: 'DELETE', route: 'withdrawal' }, options, shell),
    );
}
