import type { Command } from 'commander';
import { settingsHelp } from '../../local/settings';
import { programName, type Shell, startCommand } from '../terminal/shell';

/** `start`: the local server. */
export function addStartCommand(program: Command, shell: Shell): void {
  program
    .command('start')
    .description('starts a server on this machine, with its own database and a first story; Ctrl-C stops both')
    .configureHelp({ commandUsage: () => startCommand(shell) })
    // npm passes options on after --.
    .showHelpAfterError(`Help: ${startCommand(shell).replace(/^npm start$/, '$& --')} --help`)
    .addHelpText('after', () => settingsHelp(startCommand(shell)))
    .action(async () => {
      // Only this command needs both functions and the engine.
      const [{ run }, { loadApp }] = await Promise.all([import('../../local/run'), import('../../local/app')]);
      await run(shell.env, loadApp, programName(shell));
    });
}
