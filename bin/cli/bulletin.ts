import { Command, CommanderError } from 'commander';
import { explained } from './explained';
import { addRepairCommand } from './repair';
import type { Shell } from './shell';
import { addTokenCommand } from './token';

const ABOUT = `What an operator does with Bulletin's table, with AWS credentials of their own or on the local server's data.`;

const WHICH_TABLE = `
Which table:
  --table NAME or BULLETIN_TABLE  in AWS, by AWS_PROFILE, AWS_REGION and whatever else the AWS SDK reads;
                                  with AWS_ENDPOINT_URL_DYNAMODB in that DynamoDB (then the default is "bulletin")
  neither                         the local server's, while npm start runs (BULLETIN_DATA is its folder)

Every command says which one it speaks to. With --json it prints JSON and nothing else to standard output; npm adds
lines of its own unless it is told not to: npm run --silent bulletin -- token list --json
`;

/** Runs the command line. Gives the exit code: 0 when everything that was asked for is done. */
export async function bulletin(args: readonly string[], shell: Shell): Promise<number> {
  const program = new Command('npm run bulletin --')
    .description(ABOUT)
    .addHelpText('after', WHICH_TABLE)
    .showHelpAfterError('Every command there is: npm run bulletin -- --help')
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });
  addTokenCommand(program, shell);
  addRepairCommand(program, shell);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said what was wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode;
    shell.err(`${explained(error)}\n`);
    return 1;
  }
}
