import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { engineBinary } from './engine-binary';
import { StartError } from './start-error';

/** Milliseconds that the engine may take to listen; it takes 11. */
const PATIENCE = 10_000;

export interface Engine {
  /** What `AWS_ENDPOINT_URL_DYNAMODB` has to be. */
  readonly endpoint: string;
  /** Settles when the engine has ended, asked to or not. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded DynamoDB engine at a free port of this machine and waits until it answers. `file` keeps its data;
 * without one it forgets. However this process ends, the engine ends with it. Throws a StartError when it does not start.
 */
export async function startEngine(file?: string, binary: string = engineBinary()): Promise<Engine> {
  const port = await freePort();
  const args = ['--port', String(port), ...(file === undefined ? [] : ['--db-path', file])];
  // In a process group of its own: Ctrl-C reaches the server only, which needs the engine for what is under way.
  const guard = spawn(process.execPath, [join(__dirname, 'engine-guard.mjs'), binary, ...args], { detached: true });
  const ended = once(guard, 'exit');
  const bound = setTimeout(() => guard.stdin.end(), PATIENCE);
  const complaint = await complaintOf(guard.stderr);
  clearTimeout(bound);
  if (complaint !== undefined) throw new StartError(didNotStart(complaint, file));
  guard.stderr.resume();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    async stop() {
      guard.stdin.end();
      await ended;
    },
  };
}

/** A port that nobody listens at, for a program that cannot pick one itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

/** What the engine said last, when it ended instead of listening. */
async function complaintOf(output: Readable): Promise<string | undefined> {
  let last = 'it ended without a word';
  for await (const line of createInterface(output)) {
    if (line.startsWith('Dynoxide listening on ')) return undefined;
    if (line !== '') last = line.replace(/^error: /, '');
  }
  return last;
}

function didNotStart(complaint: string, file: string | undefined): string {
  const remedy =
    file === undefined ? 'npm install brings it anew' : `move ${file} away, or set BULLETIN_DATA to another folder`;
  return `The embedded engine did not start: ${complaint} (Remedy: ${remedy}, or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB of yours.)`;
}
