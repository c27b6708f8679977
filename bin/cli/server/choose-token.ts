import type { Shell } from '../terminal/shell';
import { type ChosenServer, readLocalNote } from './choose-server';
import { readKeptTokens } from './kept-tokens';

/** A token, and where it comes from. */
export interface ChosenToken {
  readonly token: string;
  readonly from: 'BULLETIN_TOKEN' | 'login' | 'local server';
}

/**
 * The token for a server; undefined if there is none. The tokens of `login` and of the local server go to their own address
 * only.
 */
export async function chooseToken({ address }: ChosenServer, shell: Shell): Promise<ChosenToken | undefined> {
  const set = shell.env.BULLETIN_TOKEN?.trim();
  if (set) return { token: set, from: 'BULLETIN_TOKEN' };
  const kept = (await readKeptTokens(shell))[address];
  if (kept !== undefined) return { token: kept, from: 'login' };
  const note = await readLocalNote(shell);
  return note?.address === address && note.token !== undefined
    ? { token: note.token, from: 'local server' }
    : undefined;
}

/** Whether a text has the form of a Bearer token (RFC 6750 §2.1). */
export const isToken = (text: string): boolean => /^[A-Za-z0-9\-._~+/]+=*$/.test(text);
