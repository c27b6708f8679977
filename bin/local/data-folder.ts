import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Engine, startEngine } from './engine';
import { reason, StartError } from './start-error';

/** The value of BULLETIN_DATA that keeps nothing. */
export const MEMORY = ':memory:';

/**
 * Starts the engine on the data in a folder, which is made if need be. Throws a StartError when the folder cannot be used
 * or another engine has it: two would share the file without complaint.
 */
export async function startEngineOn(folder: string): Promise<Engine> {
  if (folder === MEMORY) return startEngine();
  try {
    await mkdir(folder, { recursive: true });
    await refuseSecond(folder);
    const engine = await startEngine(join(folder, 'stories.db'));
    await writeFile(noteIn(folder), engine.endpoint);
    return engine;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The folder ${folder} cannot be used (${reason(error)}): set BULLETIN_DATA to another one.`);
  }
}

/** The address of the engine that runs on the data in a folder; undefined where none does. */
export async function runningEngine(folder: string): Promise<string | undefined> {
  const endpoint = await readFile(noteIn(folder), 'utf8').catch(() => undefined);
  return endpoint !== undefined && (await isEngine(endpoint)) ? endpoint : undefined;
}

const noteIn = (folder: string): string => join(folder, 'engine-address');

// The engine of a server that was killed this instant is still ending: it is given a second.
async function refuseSecond(folder: string): Promise<void> {
  for (let attempt = 0; (await runningEngine(folder)) !== undefined; attempt++) {
    if (attempt === 10) {
      throw new StartError(
        `Bulletin already runs on the data in ${folder}: end it, or set BULLETIN_DATA to another folder.`,
      );
    }
    await setTimeout(100);
  }
}

/** Whether an engine answers there. Something else may have got the port since, so the answer has to be an engine's. */
async function isEngine(endpoint: string): Promise<boolean> {
  try {
    const { headers } = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    return headers.has('x-dynoxide-version');
  } catch {
    return false;
  }
}
