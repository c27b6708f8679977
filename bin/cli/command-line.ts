import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addBreakCommands } from './commands/break';
import { addCorrectCommand } from './commands/correct';
import { addDoctorCommand } from './commands/doctor';
import { addExportCommand } from './commands/export';
import { addFeedsCommand, withListOfFeeds } from './commands/feeds';
import { addHistoryCommand } from './commands/history';
import { addImportCommand } from './commands/import';
import { addListCommand } from './commands/list';
import { addLoginCommand } from './commands/login';
import { addLogoutCommand } from './commands/logout';
import { addNewCommand } from './commands/new';
import { addPreviewCommand } from './commands/preview';
import { addPublishCommand } from './commands/publish';
import { addRepairCommand } from './commands/repair';
import { addReviseCommand } from './commands/revise';
import { addShowCommand } from './commands/show';
import { addStartCommand } from './commands/start';
import { addTokenCommand } from './commands/token';
import { addWhoamiCommand } from './commands/whoami';
import { addWithdrawCommands } from './commands/withdraw';
import { explainError } from './terminal/error-messages';
import { plainOutput } from './terminal/plain-output';
import { CommandError, EXIT, type ExitCode, programName, type Shell, startCommand } from './terminal/shell';
import { explainUsage } from './terminal/usage-messages';

const ABOUT =
  'Publishes, edits, moves and checks the stories of a Bulletin server. ' +
  'Story commands use its HTTPS API; token and repair use its DynamoDB table.';

const moreHelp = (shell: Shell) => `
Which server (stories, moving, feeds):
  --url ADDRESS or BULLETIN_URL   a publication; its token is in BULLETIN_TOKEN, or kept by login
  neither                         the only publication that is known: one of login, or the local server of
                                  ${startCommand(shell)}, with its token (BULLETIN_DATA names its data folder)

Which table (token, repair):
  --table NAME or BULLETIN_TABLE  a table in AWS; AWS_PROFILE, AWS_REGION and the other settings of the AWS SDK apply
  AWS_ENDPOINT_URL_DYNAMODB       another DynamoDB; the table is "bulletin" unless you name one
  neither                         the table of the local server, while ${startCommand(shell)} runs

Exit codes:
  0  done
  1  the server refused the request, a file has an error, or doctor found a fault
  2  the command line or a setting is wrong
  3  the server did not answer, or is busy: run the command again

With --json a command prints only JSON to standard output.
Colours appear on terminals only; NO_COLOR turns them off.
Help for one command: ${programName(shell)} COMMAND --help
`;

/** Runs one command line. Gives the exit code: 0 when the command did everything it was asked to. */
export async function runCommandLine(args: readonly string[], terminal: Shell): Promise<ExitCode> {
  const shell = plainOutput(terminal);
  const program = createProgram(shell);
  try {
    await program.parseAsync(withListOfFeeds(args), { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Commander has already printed the error in the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const message = explainError(error);
    if (message !== '') shell.err(`${message}\n`);
    return error instanceof CommandError ? error.code : EXIT.refused;
  }
}

function createProgram(shell: Shell): Command {
  const program = new Command(programName(shell))
    .description(ABOUT)
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', moreHelp(shell))
    .showHelpAfterError(`All commands: ${programName(shell)} --help`)
    .exitOverride()
    .configureOutput({
      writeOut: shell.out,
      writeErr: shell.err,
      outputError: (text, write) => write(explainUsage(text)),
    });
  program.commandsGroup('Stories:');
  addNewCommand(program, shell);
  addPublishCommand(program, shell);
  addReviseCommand(program, shell);
  addCorrectCommand(program, shell);
  addPreviewCommand(program, shell);
  addShowCommand(program, shell);
  addListCommand(program, shell);
  addHistoryCommand(program, shell);
  addBreakCommands(program, shell);
  addWithdrawCommands(program, shell);
  program.commandsGroup('Moving:');
  addImportCommand(program, shell);
  addExportCommand(program, shell);
  program.commandsGroup('Feeds:');
  addFeedsCommand(program, shell);
  addDoctorCommand(program, shell);
  program.commandsGroup('Publication:');
  addLoginCommand(program, shell);
  addLogoutCommand(program, shell);
  addWhoamiCommand(program, shell);
  program.commandsGroup('Table:');
  addTokenCommand(program, shell);
  addRepairCommand(program, shell);
  pointToHelp(program, programName(shell));
  program.commandsGroup('Local server:');
  addStartCommand(program, shell);
  return program;
}

/** Makes each command name its own help after a mistake. */
function pointToHelp(parent: Command, typed: string): void {
  for (const command of parent.commands) {
    const name = `${typed} ${command.name()}`;
    command.showHelpAfterError(`Help: ${name} --help`);
    pointToHelp(command, name);
  }
}
