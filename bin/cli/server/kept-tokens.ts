import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../terminal/replace-file';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { parseJson } from './parse-json';

/** A token by the origin of its publication. */
export type KeptTokens = Readonly<Record<string, string>>;

const KeptTokens = z.record(z.string(), z.string());

/** The file in which `login` keeps tokens, by the XDG Base Directory Specification 0.8, or in %APPDATA% on Windows. */
export function tokensFile(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  return join(settingsFolder(env, platform), 'bulletin', 'tokens.json');
}

function settingsFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env.HOME || homedir();
  if (platform === 'win32') return env.APPDATA || join(home, 'AppData', 'Roaming');
  const named = env.XDG_CONFIG_HOME ?? '';
  // "All paths must be absolute. A relative path is invalid and ignored."
  return isAbsolute(named) ? named : join(home, '.config');
}

/** All kept tokens. Throws a CommandError with the remedy for a file that other users may read, or that holds something else. */
export async function readKeptTokens({ env }: Pick<Shell, 'env'>): Promise<KeptTokens> {
  const file = tokensFile(env);
  const text = await readPrivately(file);
  if (text === undefined) return {};
  const tokens = KeptTokens.safeParse(parseJson(text));
  if (tokens.success) return tokens.data;
  throw new CommandError(`${file} does not hold tokens: delete this file, then log in again.`, EXIT.usage);
}

/** Keeps a token for an address. Throws as readKeptTokens does, and if the file cannot be written. */
export async function keepToken(address: string, token: string, shell: Pick<Shell, 'env'>): Promise<void> {
  await replace(tokensFile(shell.env), { ...(await readKeptTokens(shell)), [address]: token });
}

/** Removes the token of an address; the last one takes the file along. Throws as keepToken does. */
export async function removeToken(address: string, shell: Pick<Shell, 'env'>): Promise<void> {
  const { [address]: _, ...others } = await readKeptTokens(shell);
  const file = tokensFile(shell.env);
  if (Object.keys(others).length === 0) await rm(file, { force: true });
  else await replace(file, others);
}

/** The text of a file that only this user may read; undefined if there is none. */
async function readPrivately(file: string): Promise<string | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const { mode } = await handle.stat();
    // Windows has no such modes: there the folder belongs to the user.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new CommandError(`Other users may read the tokens in ${file}: chmod 600 ${file}`, EXIT.usage);
    }
    return await handle.readFile('utf8');
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { code = '' } = Object(error) as { code?: string };
    if (code === 'ENOENT') return undefined;
    throw new CommandError(`${file}: cannot be read (${code}).`, EXIT.usage);
  } finally {
    await handle?.close();
  }
}

async function replace(file: string, tokens: KeptTokens): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await replaceFile(file, `${JSON.stringify(tokens, null, 2)}\n`, 0o600);
  } catch (error) {
    const { code = '' } = Object(error) as { code?: string };
    throw new CommandError(`${file}: cannot be written (${code}).`, EXIT.usage);
  }
}
