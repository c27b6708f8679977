import { MEMORY, startEngineOn } from './data-folder';
import { onEnd } from './end';
import type { Engine } from './engine';
import { keptToken } from './kept-token';
import { openPort } from './port';
import { requestListener, type Sides } from './request-listener';
import { leaveNote } from './server-note';
import { checkForApp, readSettings, type Settings } from './settings';
import { StartError } from './start-error';
import { ensureTable } from './table';
import { type SeedStory, welcome } from './welcome';

/** The apps to serve. Loaded after the settings are in the environment, because their import reads them. */
export interface App extends Pick<Sides, 'clock' | 'read' | 'publish'> {
  /** Stores the seed story in a table that never had a story. */
  putSeedStory(): Promise<void>;
  /** The seed story while it breaks. */
  breakingSeedStory(): Promise<SeedStory | undefined>;
  /** Stores a token with all scopes. */
  storeToken(token: string): Promise<void>;
}

/**
 * Runs the local server until it is stopped. `command` is the command line as the user types it, for the start screen. After an
 * error it prints one line and ends the process with exit code 1.
 */
export async function run(env: NodeJS.ProcessEnv, load: () => Promise<App>, command: string): Promise<void> {
  try {
    await serve(readSettings(env), env, load, command);
  } catch (error) {
    fail(error);
  }
}

async function serve(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  load: () => Promise<App>,
  command: string,
): Promise<void> {
  const parts: { stop(): Promise<void> }[] = [];
  onEnd(async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
    process.exit(0);
  });

  const port = await openPort(Number(settings.PORT));
  const local = `http://localhost:${port.number}`;
  const url = settings.BULLETIN_URL ?? local;
  setAll(env, { ...settings, BULLETIN_URL: url });
  checkForApp(env);

  if (settings.AWS_ENDPOINT_URL_DYNAMODB === undefined) {
    const engine = await startEngineOn(settings.BULLETIN_DATA);
    parts.push(engine);
    setAll(env, engineEnvironment(engine));
    void engine.ended.then(
      () => parts.includes(engine) && fail(new StartError('The embedded engine has ended: start the server again.')),
    );
  }
  await ensureTable(settings.BULLETIN_TABLE);

  const app = await load();
  if (settings.BULLETIN_SEED === 'yes') await app.putSeedStory();
  const isEmbedded = settings.AWS_ENDPOINT_URL_DYNAMODB === undefined;
  // A token of the user is neither printed nor stored in the data folder.
  const madeToken =
    settings.BULLETIN_TOKEN === undefined ? await keptToken(isEmbedded ? settings.BULLETIN_DATA : MEMORY) : undefined;
  await app.storeToken(settings.BULLETIN_TOKEN ?? madeToken ?? '');

  if (isEmbedded) {
    parts.push(await leaveNote(settings.BULLETIN_DATA, { address: local, token: madeToken }));
  }
  parts.push(port);
  port.answer(requestListener({ ...app, origin: new URL(url).origin }));
  const folder = isEmbedded && settings.BULLETIN_DATA !== MEMORY ? settings.BULLETIN_DATA : undefined;
  process.stdout.write(welcome({ local, url, token: madeToken, folder, command, seed: await app.breakingSeedStory() }));
}

/** The environment of the SDK for the embedded engine. It accepts any credentials, so the user's own are not used. */
const engineEnvironment = ({ endpoint }: Engine) => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
});

function setAll(env: NodeJS.ProcessEnv, variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    // process.env would store the text "undefined".
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}

function fail(error: unknown): never {
  const line = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
