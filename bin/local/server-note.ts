import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEMORY } from './data-folder';

/** What the local server leaves in its data folder while it runs, so that commands on this machine find it. */
export interface ServerNote {
  /** `http://localhost:3000` */
  readonly address: string;
  /** The token that was made for this run; one that the user brought is nobody else's to keep. */
  readonly token?: string;
}

const noteIn = (folder: string): string => join(folder, 'server.json');

/** Leaves the note, for this user's eyes alone; gives what takes it away again. */
export async function leaveNote(folder: string, note: ServerNote): Promise<{ stop(): Promise<void> }> {
  if (folder === MEMORY) return { stop: async () => {} };
  const file = noteIn(folder);
  // The mode counts for a file that is made, not for one that is there.
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(note), { mode: 0o600 });
  return { stop: () => rm(file, { force: true }) };
}

/** The note of the server that runs on the data in a folder, or was killed there; undefined where there is none. */
export async function readNote(folder: string): Promise<ServerNote | undefined> {
  try {
    const { address, token } = Object(JSON.parse(await readFile(noteIn(folder), 'utf8')));
    if (typeof address !== 'string') return undefined;
    return { address, ...(typeof token === 'string' && { token }) };
  } catch {
    return undefined;
  }
}
