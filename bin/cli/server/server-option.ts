import type { Command } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { readNote } from '../../local/server-note';
import { SETTINGS } from '../../local/settings';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import { createEndpoint, type Endpoint } from './endpoint';

/** The options of every command that uses a server. */
export interface ServerOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** Adds the options of every command that uses a server. */
export const addServerOptions = (command: Command): Command =>
  command
    .option('--url <address>', 'the publication (default: BULLETIN_URL, else the local server)')
    .option('--json', 'print JSON');

/** The server for requests without a token. Throws a CommandError for a bad address. */
export async function publicEndpoint({ url }: ServerOptions, shell: Shell): Promise<Endpoint> {
  const address = originOf(url || shell.env.BULLETIN_URL || (await localNote(shell))?.address || LOCAL);
  return createEndpoint(address, shell);
}

/** The server, with a token for its newsroom side. Throws a CommandError with a remedy if there is no usable token. */
export async function newsroomEndpoint({ url }: ServerOptions, shell: Shell): Promise<Endpoint> {
  const note = await localNote(shell);
  const address = originOf(url || shell.env.BULLETIN_URL || note?.address || LOCAL);
  // The token of the local server goes to no other server.
  const token = shell.env.BULLETIN_TOKEN?.trim() || (note?.address === address ? note.token : undefined);
  const server = createEndpoint(address, shell, token);
  if (token === undefined) {
    await server.ask('HEAD', '/');
    throw new CommandError(missingToken(address, shell), EXIT.usage);
  }
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token))
    throw new CommandError('BULLETIN_TOKEN does not hold a token: copy the whole token, on one line.', EXIT.usage);
  if (new URL(address).protocol === 'http:' && !isLoopback(address)) {
    throw new CommandError(
      `${address} is not encrypted, and others could read the token on its way: use an https address.`,
      EXIT.usage,
    );
  }
  return server;
}

const LOCAL = `http://localhost:${SETTINGS.PORT.fallback}`;

/** The note that the local server leaves in its data folder. */
const localNote = ({ env }: Shell) => readNote(env.BULLETIN_DATA || SETTINGS.BULLETIN_DATA.fallback);

function originOf(text: string): string {
  const url = urlIn(text);
  if (url && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && !url.search && !url.username)
    return url.origin;
  throw new CommandError(
    `${JSON.stringify(text)} is not the address of a publication: write it like https://news.example, in --url or BULLETIN_URL.`,
    EXIT.usage,
  );
}

const isLoopback = (address: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|.*\.localhost)$/.test(new URL(address).hostname);

const missingToken = (address: string, shell: Shell): string =>
  isLoopback(address)
    ? `No token for ${address}. The local server keeps its token in its data folder: set BULLETIN_DATA to that folder. ` +
      'A server with :memory:, or with a token of its own, needs it here: export BULLETIN_TOKEN=…'
    : `No token for ${address}: export BULLETIN_TOKEN=…. To make one, with AWS credentials for its table: ` +
      `${programName(shell)} token create NAME --scope read,write,break,withdraw`;
