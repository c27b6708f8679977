import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addBreakCommands } from './commands/break';
import { addDoctorCommand } from './commands/doctor';
import { addExportCommand } from './commands/export';
import { addFeedsCommand } from './commands/feeds';
import { addHistoryCommand } from './commands/history';
import { addImportCommand } from './commands/import';
import { addListCommand } from './commands/list';
import { addPreviewCommand } from './commands/preview';
import { addPublishCommand } from './commands/publish';
import { addRepairCommand } from './commands/repair';
import { addReviseCommand } from './commands/revise';
import { addShowCommand } from './commands/show';
import { addTokenCommand } from './commands/token';
import { addWithdrawCommands } from './commands/withdraw';
import { explainError } from './terminal/error-messages';
import { CommandError, EXIT, type ExitCode, programName, type Shell } from './terminal/shell';

const ABOUT = 'Bulletin from the command line: stories by its HTTPS endpoint, tokens and repair by its table.';

const more = (shell: Shell) => `
Which server (stories, feeds):
  --url ADDRESS or BULLETIN_URL   a publication, and BULLETIN_TOKEN for what needs a token
  neither                         the local server, with its own token, while npm start runs (BULLETIN_DATA is its folder)

Which table (token, repair):
  --table NAME or BULLETIN_TABLE  in AWS, by AWS_PROFILE, AWS_REGION and whatever else the AWS SDK reads;
                                  with AWS_ENDPOINT_URL_DYNAMODB in that DynamoDB (then the default is "bulletin")
  neither                         the local server's, while npm start runs

Exit codes:
  0  done                                               2  the command line or a setting is wrong
  1  refused, a file is wrong, or doctor found a fault  3  no answer came, or the server is busy: run it again

With --json a command prints JSON and nothing else to standard output; npm adds lines of its own unless it is told not to:
npm run --silent bulletin -- list --json. Colours are for terminals, and for none where NO_COLOR is set.
What a command takes: ${programName(shell)} COMMAND --help
`;

/** Runs the command line. Gives the exit code: 0 when everything that was asked for is done. */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const program = new Command(programName(shell))
    .description(ABOUT)
    .version(version, '--version', 'tell the version')
    .helpOption('-h, --help', 'tell what there is')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'tell what a command takes')
    .addHelpText('after', more(shell))
    .showHelpAfterError(`Every command there is: ${programName(shell)} --help`)
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });
  program.commandsGroup('Stories:');
  addPublishCommand(program, shell);
  addReviseCommand(program, shell);
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
  program.commandsGroup('Table:');
  addTokenCommand(program, shell);
  addRepairCommand(program, shell);
  pointToHelp(program, programName(shell));
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Commander has said what was wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const said = explainError(error);
    if (said !== '') shell.err(`${said}\n`);
    return error instanceof CommandError ? error.code : EXIT.refused;
  }
}

/** After a mistake each command says how to learn what it takes. */
function pointToHelp(parent: Command, typed: string): void {
  for (const command of parent.commands) {
    const itself = `${typed} ${command.name()}`;
    command.showHelpAfterError(`What it takes: ${itself} --help`);
    pointToHelp(command, itself);
  }
}
