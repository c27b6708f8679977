import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEMORY } from './data-folder';

/** A note in the data folder while the local server runs: commands on this machine find the server by it. */
export interface ServerNote {
  /** `http://localhost:3000` */
  readonly address: string;
  /** The token that the server made for this run. The note never holds a token of the user. */
  readonly token?: string;
}

const noteIn = (folder: string): string => join(folder, 'server.json');

/** Writes the note, readable for this user only. `stop` removes it. */
export async function leaveNote(folder: string, note: ServerNote): Promise<{ stop(): Promise<void> }> {
  if (folder === MEMORY) return { stop: async () => {} };
  const file = noteIn(folder);
  // The mode applies to new files only.
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(note), { mode: 0o600 });
  return { stop: () => rm(file, { force: true }) };
}

/** The note in a data folder; undefined if there is none. A killed server leaves its note behind. */
export async function readNote(folder: string): Promise<ServerNote | undefined> {
  try {
    const { address, token } = Object(JSON.parse(await readFile(noteIn(folder), 'utf8')));
    if (typeof address !== 'string') return undefined;
    return { address, token: typeof token === 'string' ? token : undefined };
  } catch {
    return undefined;
  }
}
