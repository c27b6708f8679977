import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { Whoami } from '../server/whoami';
import { alignColumns } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';

/** `whoami`: the server that commands use, and the token that they send. */
export function addWhoamiCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('whoami'))
    .description('shows the server that commands use, and the name and scopes of your token there')
    .addHelpText(
      'after',
      `\nExamples:\n  ${programName(shell)} whoami\n  ${programName(shell)} whoami --url https://news.example\n`,
    )
    .action((options: ServerOptions) => whoami(options, shell));
}

async function whoami(options: ServerOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask('GET', newsroomPath('whoami'));
  const { token, publication } = readAnswer(answer, Whoami, server, shell);
  const { addressFrom, tokenFrom } = server;
  if (options.json) {
    return shell.out(`${JSON.stringify({ server: server.address, addressFrom, token, tokenFrom, publication })}\n`);
  }
  shell.out(
    alignColumns([
      ['server', `${server.address} (from ${addressFrom})`],
      ['publication', publication.title],
      ['token', `${token.name} (from ${tokenFrom})`],
      ['scopes', token.scopes.join(', ')],
      ['time zone', publication.timeZone],
    ]),
  );
}
