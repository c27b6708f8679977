import { randomBytes } from 'node:crypto';
import { MEMORY, startEngineOn } from './data-folder';
import { onEnd } from './end';
import type { Engine } from './engine';
import { openPort } from './port';
import { requestListener, type Sides } from './request-listener';
import { leaveNote } from './server-note';
import { checkForApp, help, readSettings, type Settings } from './settings';
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

/** Runs the local server until it is stopped. After an error it prints one line and ends the process with exit code 1. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv, load: () => Promise<App>): Promise<void> {
  // Keeps the SDK from printing, in every process, that support for Node 20 will end.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  try {
    if (asksForHelp(args)) process.stdout.write(help());
    else await serve(readSettings(env), env, load);
  } catch (error) {
    fail(error);
  }
}

function asksForHelp([argument, ...more]: readonly string[]): boolean {
  if (argument === undefined) return false;
  if (more.length === 0 && (argument === '--help' || argument === '-h')) return true;
  throw new StartError(`Unknown argument ${argument}. Settings are environment variables: npm start -- --help`);
}

async function serve(settings: Settings, env: NodeJS.ProcessEnv, load: () => Promise<App>): Promise<void> {
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
  const token = settings.BULLETIN_TOKEN ?? randomBytes(24).toString('base64url');
  await app.storeToken(token);
  // A token of the user is neither printed nor stored in the data folder.
  const madeToken = settings.BULLETIN_TOKEN === undefined ? token : undefined;

  const isEmbedded = settings.AWS_ENDPOINT_URL_DYNAMODB === undefined;
  if (isEmbedded) {
    parts.push(await leaveNote(settings.BULLETIN_DATA, { address: local, token: madeToken }));
  }
  parts.push(port);
  port.answer(requestListener({ ...app, origin: new URL(url).origin }));
  const folder = isEmbedded && settings.BULLETIN_DATA !== MEMORY ? settings.BULLETIN_DATA : undefined;
  process.stdout.write(welcome({ local, url, token: madeToken, folder, seed: await app.breakingSeedStory() }));
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
