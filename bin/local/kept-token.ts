import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEMORY } from './data-folder';

const makeToken = (): string => randomBytes(24).toString('base64url');

/**
 * The token of the local server. It is made once and kept in the data folder, readable for this user only, so that the line
 * that a user exported still holds after the next start.
 */
export async function keptToken(folder: string): Promise<string> {
  if (folder === MEMORY) return makeToken();
  const file = join(folder, 'token');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (/^[\w-]{32}$/.test(kept)) return kept;
  const token = makeToken();
  // The mode applies to new files only.
  await rm(file, { force: true });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return token;
}
