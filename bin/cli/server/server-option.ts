import type { Command } from 'commander';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { missingScope, missingToken, misspeltToken, unknownToken } from './access-messages';
import { refusePlainHttp } from './address';
import { type ChosenServer, chooseServer } from './choose-server';
import { type ChosenToken, chooseToken, isToken } from './choose-token';
import { type Answer, createEndpoint, type Endpoint } from './endpoint';
import { readKeptTokens } from './kept-tokens';
import { askScopes } from './whoami';

/** The options of every command that uses a server. */
export interface ServerOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** A server with a token for its newsroom side, and where both come from. */
export interface NewsroomEndpoint extends Endpoint {
  readonly addressFrom: ChosenServer['from'];
  readonly tokenFrom: ChosenToken['from'];
}

/** Adds the options of every command that uses a server. */
export const addServerOptions = (command: Command): Command =>
  command
    .option('--url <address>', 'the publication (default: BULLETIN_URL, else the local server or that of login)')
    .option('--json', 'print JSON');

/** The server for requests without a token. Throws a CommandError for a bad address, and where several servers are known. */
export async function publicEndpoint({ url }: ServerOptions, shell: Shell): Promise<Endpoint> {
  const server = await chooseServer(url, shell);
  showServer(server, shell);
  return createEndpoint(server, shell);
}

/** The server, with a token for its newsroom side. Throws a CommandError with a remedy if there is no usable token. */
export async function newsroomEndpoint({ url }: ServerOptions, shell: Shell): Promise<NewsroomEndpoint> {
  const server = await chooseServer(url, shell);
  const { address } = server;
  const chosen = await chooseToken(server, shell);
  if (chosen === undefined) {
    await createEndpoint(server, shell).ask('HEAD', '/');
    throw new CommandError(missingToken(address, shell), EXIT.usage);
  }
  if (!isToken(chosen.token)) throw new CommandError(misspeltToken(address, chosen, shell), EXIT.usage);
  refusePlainHttp(address);
  showServer(server, shell);
  const endpoint = createEndpoint(server, shell, chosen.token);
  return {
    address,
    addressFrom: server.from,
    tokenFrom: chosen.from,
    async ask(method, path, options) {
      const answer = await endpoint.ask(method, path, options);
      return { ...answer, remedy: await accessRemedy(answer, endpoint, chosen, shell) };
    },
  };
}

/** Says where the command goes if nobody has typed it: an editor may have forgotten the login. */
function showServer({ address, from }: ChosenServer, shell: Shell): void {
  if (from === 'login') shell.err(`Publication: ${address}\n`);
}

async function accessRemedy(
  { status }: Answer,
  endpoint: Endpoint,
  chosen: ChosenToken,
  shell: Shell,
): Promise<string | undefined> {
  const { address } = endpoint;
  if (status === 401) {
    const kept = await readKeptTokens(shell).catch(() => ({}));
    return unknownToken(address, chosen, Object.hasOwn(kept, address), shell);
  }
  return status === 403 ? missingScope(address, await askScopes(endpoint), shell) : undefined;
}
