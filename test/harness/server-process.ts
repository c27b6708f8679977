import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

type Child = ChildProcessWithoutNullStreams;

/** `npm start` without npm. */
export const START = [process.execPath, 'bin/bulletin.mjs', 'start'];

/** The command line as jest's global setup bundled it (bundle-programs.ts): it starts faster. */
export const BULLETIN_BUNDLE = [process.execPath, join(process.env.BULLETIN_TEST_PROGRAMS ?? '', 'command-line.js')];
/** The local server, in the same bundle. */
export const START_BUNDLE = [...BULLETIN_BUNDLE, 'start'];

export interface Serving {
  readonly child: Child;
  readonly stdout: string;
  /** `http://localhost:41234` */
  readonly address: string;
}

const children: Child[] = [];

/** Kills the processes that a failed test left running; for `afterEach`. */
export function killLeftOvers(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}

function start([command, ...args]: readonly string[], settings: NodeJS.ProcessEnv): Child {
  const { PATH, HOME } = process.env;
  // No test finds the tokens that login keeps for the person who runs it.
  const env = { PATH, HOME, XDG_CONFIG_HOME: '/nonexistent', PORT: '0', BULLETIN_DATA: ':memory:', ...settings };
  const child = spawn(`${command}`, args, { env });
  children.push(child);
  return child;
}

/** Runs a command to its end. Gives its exit code and its output. */
export async function outcome(command: readonly string[], settings: NodeJS.ProcessEnv = {}) {
  const child = start(command, settings);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** Starts a server and waits for its whole start screen. Throws with the output if the server does not start. */
export async function serving(command: readonly string[], settings: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = start(command, settings);
  const stderr = text(child.stderr);
  let stdout = '';
  for await (const part of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    stdout += part;
    if (stdout.includes('-d ')) break;
  }
  child.stdout.resume();
  const address = /http:\/\/localhost:\d+/.exec(stdout)?.[0];
  if (address === undefined) throw new Error(`did not start: ${stdout}${await stderr}`);
  return { child, stdout, address };
}

/** Sends a signal and waits for the end. Gives the exit code, or null if the signal itself ended the process. */
export async function end(child: Child, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
}

/** Whether an address stops answering within five seconds. */
export async function isGone(address: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const hasAnswer = await fetch(address).then(
      () => true,
      () => false,
    );
    if (!hasAnswer) return true;
    await setTimeout(50);
  }
  return false;
}
