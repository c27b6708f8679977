import type { Command } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { readNote } from '../../local/server-note';
import { SETTINGS } from '../../local/settings';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import { createEndpoint, type Endpoint } from './endpoint';

/** What every command takes that speaks to a server. */
export interface ServerOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** Adds what every command that speaks to a server takes. */
export const addServerOptions = (command: Command): Command =>
  command
    .option('--url <address>', 'the publication (default: BULLETIN_URL, else the local server)')
    .option('--json', 'answer in JSON');

/** The server that is meant, for what needs no token. Throws a CommandError for what is no address. */
export async function publicEndpoint({ url }: ServerOptions, shell: Shell): Promise<Endpoint> {
  const address = originOf(url || shell.env.BULLETIN_URL || (await noteOf(shell))?.address || LOCAL);
  return createEndpoint(address, shell);
}

/** The server that is meant, and a token for its newsroom side. Throws a CommandError that says what to do where there is none. */
export async function newsroomEndpoint({ url }: ServerOptions, shell: Shell): Promise<Endpoint> {
  const note = await noteOf(shell);
  const address = originOf(url || shell.env.BULLETIN_URL || note?.address || LOCAL);
  // The local server's token opens the local server, and is sent nowhere else.
  const token = shell.env.BULLETIN_TOKEN?.trim() || (note?.address === address ? note.token : undefined);
  const server = createEndpoint(address, shell, token);
  if (token === undefined) {
    await server.ask('HEAD', '/');
    throw new CommandError(noToken(address, shell), EXIT.usage);
  }
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token))
    throw new CommandError('BULLETIN_TOKEN is no token: check that it was copied whole, on one line.', EXIT.usage);
  if (new URL(address).protocol === 'http:' && !isLoopback(address)) {
    throw new CommandError(
      `${address} is not encrypted, and a token would go there for everyone to read: use https.`,
      EXIT.usage,
    );
  }
  return server;
}

const LOCAL = `http://localhost:${SETTINGS.PORT.fallback}`;

/** What the local server says of itself, in its data folder. */
const noteOf = ({ env }: Shell) => readNote(env.BULLETIN_DATA || SETTINGS.BULLETIN_DATA.fallback);

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

const noToken = (address: string, shell: Shell): string =>
  isLoopback(address)
    ? `No token for ${address}. A local server keeps the one that it makes in its data folder: set BULLETIN_DATA to the ` +
      'folder that it was started with. One that keeps nothing (:memory:), or that was given its token, is asked with that: ' +
      'export BULLETIN_TOKEN=…'
    : `No token for ${address}: export BULLETIN_TOKEN=…. To make one, with AWS credentials for its table: ` +
      `${programName(shell)} token create NAME --scope read,write,break,withdraw`;
