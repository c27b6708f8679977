import { programName, type Shell, startCommand } from '../terminal/shell';
import { isLoopback } from './address';
import type { ChosenToken } from './choose-token';

/** The message where no token is known for a server. */
export function missingToken(address: string, shell: Shell): string {
  const variable = shell.env.BULLETIN_TOKEN === undefined ? 'is not set' : 'is empty';
  const missing = `No token for ${address}: BULLETIN_TOKEN ${variable}, and login has kept none for this address.`;
  return isLoopback(address)
    ? `${missing} ${localToken(shell)} To use the token of its data folder, set BULLETIN_DATA to that folder.`
    : `${missing} ${ASK} for a token, then: ${programName(shell)} login ${address}`;
}

/** The message for a text that cannot be a token. */
export const misspeltToken = (address: string, { from }: ChosenToken, shell: Shell): string =>
  from === 'BULLETIN_TOKEN'
    ? `BULLETIN_TOKEN does not hold a token for ${address}: copy the whole token, on one line.`
    : `The token for ${address} from ${from} is damaged: ${from === 'login' ? `${programName(shell)} login ${address}` : startCommand(shell)}`;

/** The message for a token that a server does not know. */
export function unknownToken(address: string, { from }: ChosenToken, hasKept: boolean, shell: Shell): string {
  if (from === 'local server') {
    return `${address} does not know the token in the data folder: another server may run there. Stop it, then: ${startCommand(shell)}`;
  }
  if (from === 'login') {
    return `${address} does not know the token that login has kept. ${ASK} for a new one, then: ${programName(shell)} login ${address}`;
  }
  const kept = hasKept ? ' Without BULLETIN_TOKEN, commands use the token that login has kept.' : '';
  const remedy = isLoopback(address) ? localToken(shell) : `${ASK} for a token.`;
  return `${address} does not know the token in BULLETIN_TOKEN. ${remedy}${kept}`;
}

/** What to do about a token without a scope, after the server's own words. */
export function missingScope(address: string, scopes: readonly string[] | undefined, shell: Shell): string {
  const has = scopes === undefined ? '' : `It has: ${scopes.join(', ')}. `;
  return isLoopback(address)
    ? `${has}A token keeps its scopes. To make another: ${programName(shell)} token create NAME --scope …`
    : `${has}${ASK} for such a token.`;
}

const ASK = 'Ask the people who run this publication';

const localToken = (shell: Shell): string => `A local server prints its token when it starts: ${startCommand(shell)}.`;
