import type { Command } from 'commander';
import { addressRemedy, originIn } from '../server/address';
import { readKeptTokens, removeToken } from '../server/kept-tokens';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';

interface LogoutOptions {
  readonly json?: boolean;
}

const moreHelp = (shell: Shell) => `
Without URL it removes the token that login has kept, if there is only one. The token stays valid: the people who run the
publication can revoke it.

Examples:
  ${programName(shell)} logout https://news.example
  ${programName(shell)} logout
`;

/** `logout`: removes a token that `login` has kept. */
export function addLogoutCommand(program: Command, shell: Shell): void {
  program
    .command('logout')
    .description('removes the token of a publication from this machine')
    .argument('[url]', 'the address of the publication')
    .option('--json', 'print JSON')
    .addHelpText('after', moreHelp(shell))
    .action((url: string | undefined, options: LogoutOptions) => logout(url, options, shell));
}

async function logout(url: string | undefined, { json }: LogoutOptions, shell: Shell): Promise<void> {
  const kept = Object.keys(await readKeptTokens(shell));
  const address = url === undefined ? onlyAddress(kept) : originIn(url);
  if (url !== undefined && address === undefined) throw new CommandError(addressRemedy(url ?? ''), EXIT.usage);
  const isKept = address !== undefined && kept.includes(address);
  if (isKept) await removeToken(address, shell);
  if (json) return shell.out(`${JSON.stringify({ server: address ?? null, removed: isKept })}\n`);
  if (isKept) return shell.out(`The token for ${address} is removed from this machine.\n`);
  shell.out(address === undefined ? 'No token is kept.\n' : `No token is kept for ${address}.\n`);
}

/** The one address; undefined if there is none. Throws a CommandError for several. */
function onlyAddress(kept: readonly string[]): string | undefined {
  if (kept.length > 1)
    throw new CommandError(`Tokens are kept for ${kept.join(', ')}: name one of these addresses.`, EXIT.usage);
  return kept[0];
}
