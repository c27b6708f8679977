import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Engine, startEngine } from './engine';
import { reason, StartError } from './start-error';

/** The value of BULLETIN_DATA that keeps nothing. */
const MEMORY = ':memory:';

/**
 * Starts the engine on the data in a folder, which is made if need be. Throws a StartError when the folder cannot be used
 * or another engine has it: two would share the file without complaint.
 */
export async function startEngineOn(folder: string): Promise<Engine> {
  if (folder === MEMORY) return startEngine();
  const note = join(folder, 'engine-address');
  try {
    await mkdir(folder, { recursive: true });
    await refuseSecond(folder, note);
    const engine = await startEngine(join(folder, 'stories.db'));
    await writeFile(note, engine.endpoint);
    return engine;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The folder ${folder} cannot be used (${reason(error)}): set BULLETIN_DATA to another one.`);
  }
}

// The engine of a server that was killed this instant is still ending: it is given a second.
async function refuseSecond(folder: string, note: string): Promise<void> {
  const endpoint = await readFile(note, 'utf8').catch(() => undefined);
  for (let attempt = 0; endpoint !== undefined && (await isEngine(endpoint)); attempt++) {
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
