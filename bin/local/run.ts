import { randomBytes } from 'node:crypto';
import { startEngineOn } from './data-folder';
import { onEnd } from './end';
import type { Engine } from './engine';
import { openPort } from './port';
import { requestListener, type Sides } from './request-listener';
import { leaveNote } from './server-note';
import { checkForApp, help, readSettings, type Settings } from './settings';
import { StartError } from './start-error';
import { ensureTable } from './table';
import { welcome } from './welcome';

/** What is served. Loaded once every setting is in the environment, for it is wired as it is imported. */
export interface App extends Pick<Sides, 'clock' | 'read' | 'publish'> {
  /** Puts the seed story into a table that has never had a story. */
  putSeedStory(): Promise<void>;
  /** Lets a token do everything on the newsroom side. */
  storeToken(token: string): Promise<void>;
}

/** The local server from the command line to its end. Prints what went wrong as one line, and ends the process with 1. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv, load: () => Promise<App>): Promise<void> {
  // The SDK says at the start of every process that it will stop supporting Node 20 one day.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  try {
    if (isCallForHelp(args)) process.stdout.write(help());
    else await serve(readSettings(env), env, load);
  } catch (error) {
    fail(error);
  }
}

function isCallForHelp([argument, ...more]: readonly string[]): boolean {
  if (argument === undefined) return false;
  if (more.length === 0 && (argument === '--help' || argument === '-h')) return true;
  throw new StartError(`There is no argument ${argument}. Settings are environment variables: npm start -- --help`);
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
    setAll(env, forEngine(engine));
    void engine.ended.then(
      () => parts.includes(engine) && fail(new StartError('The embedded engine has ended: start again.')),
    );
  }
  await ensureTable(settings.BULLETIN_TABLE);

  const app = await load();
  if (settings.BULLETIN_SEED === 'yes') await app.putSeedStory();
  const token = settings.BULLETIN_TOKEN ?? randomBytes(24).toString('base64url');
  await app.storeToken(token);

  if (settings.AWS_ENDPOINT_URL_DYNAMODB === undefined) {
    const made = settings.BULLETIN_TOKEN === undefined ? { token } : {};
    parts.push(await leaveNote(settings.BULLETIN_DATA, { address: local, ...made }));
  }
  parts.push(port);
  port.answer(requestListener({ ...app, origin: new URL(url).origin }));
  process.stdout.write(welcome({ local, url, ...(settings.BULLETIN_TOKEN === undefined && { token }) }));
}

/** What the SDK needs to speak to the embedded engine, which takes any credentials: the user's own stay out of this. */
const forEngine = ({ endpoint }: Engine) => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
});

function setAll(env: NodeJS.ProcessEnv, variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    // An environment turns undefined into text.
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}

function fail(error: unknown): never {
  const line = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
