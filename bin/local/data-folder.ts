import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { type Engine, startEngine } from './engine';
import { reason, StartError } from './start-error';

/** The value of BULLETIN_DATA for a table in memory. */
export const MEMORY = ':memory:';

/**
 * Starts the engine on the data in a folder, and makes the folder if it is missing. Throws a StartError for an unusable folder
 * and for a folder that another engine uses: two engines would share the file without an error.
 */
export async function startEngineOn(folder: string): Promise<Engine> {
  if (folder === MEMORY) return startEngine();
  try {
    // The data belongs in no repository of the folder around it.
    if (await mkdir(folder, { recursive: true })) await writeFile(join(folder, '.gitignore'), '*\n');
    await refuseSecond(folder);
    const engine = await startEngine(join(folder, 'stories.db'));
    return await leaveNoteOnce(engine, folder);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The folder ${folder} cannot be used (${reason(error)}): set BULLETIN_DATA to another folder.`,
    );
  }
}

/** The address of the engine that runs on the data in a folder; undefined if none runs. */
export async function runningEngine(folder: string): Promise<string | undefined> {
  const endpoint = await readNote(folder);
  return endpoint !== undefined && (await isEngine(endpoint)) ? endpoint : undefined;
}

/** Leaves the note of an engine. Of two that start at the same moment the first leaves it, and the second is stopped. */
async function leaveNoteOnce(engine: Engine, folder: string): Promise<Engine> {
  try {
    await writeFile(noteIn(folder), engine.endpoint, { flag: 'wx' });
    return engine;
  } catch (error) {
    await engine.stop();
    throw isNativeError(error) && 'code' in error && error.code === 'EEXIST' ? alreadyRuns(folder) : error;
  }
}

const alreadyRuns = (folder: string): StartError =>
  new StartError(`Bulletin already runs on the data in ${folder}: stop it, or set BULLETIN_DATA to another folder.`);

const noteIn = (folder: string): string => join(folder, 'engine-address');

const readNote = (folder: string): Promise<string | undefined> =>
  readFile(noteIn(folder), 'utf8').catch(() => undefined);

/** Refuses a second engine, and removes the note of one that was killed. */
async function refuseSecond(folder: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const endpoint = await readNote(folder);
    if (endpoint === undefined) return;
    if (await isEngine(endpoint)) {
      // If a server was killed a moment ago, its engine needs up to a second to end.
      if (attempt === 10) throw alreadyRuns(folder);
      await setTimeout(100);
    } else if ((await readNote(folder)) === endpoint) {
      // Another start may have left a new note meanwhile.
      return rm(noteIn(folder), { force: true });
    }
  }
}

/** Whether an engine answers. Another program may use the port by now, so the header of an engine is required. */
async function isEngine(endpoint: string): Promise<boolean> {
  try {
    const { headers } = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    return headers.has('x-dynoxide-version');
  } catch {
    return false;
  }
}
