import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { addressRemedy, originIn, refusePlainHttp } from '../server/address';
import { isToken } from '../server/choose-token';
import { createEndpoint, type Endpoint } from '../server/endpoint';
import { keepToken, readKeptTokens } from '../server/kept-tokens';
import { notBulletin, readAnswer } from '../server/refusal';
import { Whoami } from '../server/whoami';
import { askSecret } from '../terminal/ask-secret';
import { painter } from '../terminal/colours';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';

interface LoginOptions {
  readonly json?: boolean;
}

const moreHelp = (shell: Shell) => `
The command asks for the token, shows nothing while you type or paste it, and checks it at the publication. The people who run
the publication make tokens. The token is kept in bulletin/tokens.json of your settings folder (XDG_CONFIG_HOME, ~/.config or
%APPDATA%), for you alone, and goes to no other address.
While one publication is kept, commands use it if none is named and no local server runs. BULLETIN_TOKEN is used before it.

Examples:
  ${programName(shell)} login https://news.example
  ${programName(shell)} login https://news.example < token.txt        in a script
`;

/** `login`: keeps a token for a publication. */
export function addLoginCommand(program: Command, shell: Shell): void {
  program
    .command('login')
    .description('asks for your token of a publication, checks it, and keeps it on this machine')
    .argument('<url>', 'the address of the publication')
    .option('--json', 'print JSON')
    .addHelpText('after', moreHelp(shell))
    .action((url: string, options: LoginOptions) => login(url, options, shell));
}

async function login(url: string, { json }: LoginOptions, shell: Shell): Promise<void> {
  const address = originIn(url);
  // The text is not repeated: it may be the token.
  if (address === undefined) throw new CommandError(addressRemedy(url), EXIT.usage);
  refusePlainHttp(address);
  // A file that cannot be used is found before the question.
  await readKeptTokens(shell);
  await requireBulletin(endpointOf(address, shell));
  const token = await askSecret(`Token for ${address} (not shown): `, shell);
  if (token === '') throw new CommandError('No token was given. Nothing was changed.', EXIT.usage);
  if (!isToken(token)) throw new CommandError('This is not a token: copy the whole token, on one line.', EXIT.usage);
  const whoami = await askWhoami(endpointOf(address, shell, token), shell);
  await keepToken(address, token, shell);
  if (json) return shell.out(`${JSON.stringify({ server: address, ...whoami })}\n`);
  shell.out(await loginMessage(address, whoami, shell));
}

const endpointOf = (address: string, shell: Shell, token?: string): Endpoint =>
  createEndpoint({ address, from: 'the address' }, shell, token);

/** Asks without a token: a stranger's server must not get one. Throws a CommandError for another kind of server. */
async function requireBulletin(server: Endpoint): Promise<void> {
  const { status, headers } = await server.ask('GET', newsroomPath('whoami'));
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json');
  if (status !== 401 || !isProblem) throw notBulletin(server.address, status);
}

async function askWhoami(server: Endpoint, shell: Shell): Promise<Whoami> {
  const answer = await server.ask('GET', newsroomPath('whoami'));
  const remedy =
    `${server.address} does not know this token: copy the whole token, or ask the people who run this publication for ` +
    'another. Nothing was kept.';
  return readAnswer({ ...answer, remedy }, Whoami, server, shell);
}

async function loginMessage(address: string, { token, publication }: Whoami, shell: Shell): Promise<string> {
  const name = painter(shell)('green', address);
  const scopes = token.scopes.join(', ');
  const others = Object.keys(await readKeptTokens(shell)).filter((kept) => kept !== address);
  const next =
    others.length > 0
      ? `Other publications are kept too (${others.join(', ')}): name one in each command, with --url or BULLETIN_URL.`
      : `Commands use this publication until: ${programName(shell)} logout ${address}`;
  const hidden = shell.env.BULLETIN_TOKEN?.trim() ? 'Commands use BULLETIN_TOKEN before this token.\n' : '';
  return `Logged in to ${publication.title} at ${name} as "${token.name}". Scopes: ${scopes}.\n${next}\n${hidden}`;
}
