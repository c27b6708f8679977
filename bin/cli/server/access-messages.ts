import { programName, type Shell } from '../terminal/shell';
import { isLoopback } from './address';
import type { ChosenToken } from './choose-token';
import { startCommand } from './start-command';

/** The message where no token is known for a server. */
export function missingToken(address: string, shell: Shell): string {
  const variable = shell.env.BULLETIN_TOKEN === undefined ? 'is not set' : 'is empty';
  const missing = `No token for ${address}: BULLETIN_TOKEN ${variable}, and login has kept none for this address.`;
  return isLoopback(address)
    ? `${missing} ${startCommand(shell)} prints the token of a local server; BULLETIN_DATA names its data folder.`
    : `${missing} ${ASK} for a token, then: ${programName(shell)} login ${address}`;
}

/** The message for a token that a server does not know. */
export function unknownToken(address: string, { from }: ChosenToken, hasKept: boolean, shell: Shell): string {
  if (from === 'local server') {
    return `${address} does not know the token in the data folder: another server may run there. Stop it, then: ${startCommand(shell)}`;
  }
  if (from === 'login') {
    return `${address} does not know the token that login has kept. ${ASK} for a new one, then: ${programName(shell)} login ${address}`;
  }
  const kept = hasKept ? ' Without BULLETIN_TOKEN, commands use the token that login has kept.' : '';
  const remedy = isLoopback(address)
    ? `${startCommand(shell)} prints the token of a local server.`
    : `${ASK} for a token.`;
  return `${address} does not know the token in BULLETIN_TOKEN. ${remedy}${kept}`;
}

/** What to do about a token without a scope, after the server's own words. */
export const missingScope = (address: string, scopes: readonly string[] | undefined): string => {
  const has = scopes === undefined ? '' : `It has: ${scopes.join(', ')}. `;
  return `${has}${isLoopback(address) ? 'A token keeps its scopes: make another token.' : `${ASK} for such a token.`}`;
};

const ASK = 'Ask the people who run this publication';
