import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { engineBinary } from './engine-binary';
import { StartError } from './start-error';

/** Milliseconds until the engine must listen. It takes 11. */
const DEADLINE_MS = 10_000;

export interface Engine {
  /** The value for AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint: string;
  /** Settles when the engine has ended, for any reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded DynamoDB engine on a free local port, and waits until it listens. `file` holds the data; without a file
 * the data is in memory. The engine ends with this process, however that ends. Throws a StartError if it does not start.
 */
export async function startEngine(file?: string, binary: string = engineBinary()): Promise<Engine> {
  const port = await freePort();
  const args = ['--port', String(port), ...(file === undefined ? [] : ['--db-path', file])];
  // Detached, so that Ctrl-C reaches only the server, which needs the engine to finish its requests.
  const guard = spawn(process.execPath, [join(__dirname, 'engine-guard.mjs'), binary, ...args], { detached: true });
  const ended = once(guard, 'exit');
  const timer = setTimeout(() => guard.stdin.end(), DEADLINE_MS);
  const error = await startErrorOf(guard.stderr);
  clearTimeout(timer);
  if (error !== undefined) throw new StartError(startErrorMessage(error, file));
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

/** A free port, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

/** The last line that the engine printed before it ended; undefined if it listens. */
async function startErrorOf(output: Readable): Promise<string | undefined> {
  let last = 'it ended without a message';
  for await (const line of createInterface(output)) {
    if (line.startsWith('Dynoxide listening on ')) return undefined;
    if (line !== '') last = line.replace(/^error: /, '');
  }
  return last;
}

function startErrorMessage(error: string, file: string | undefined): string {
  const remedy =
    file === undefined ? 'run npm install again' : `move ${file} away, or set BULLETIN_DATA to another folder`;
  return `The embedded engine did not start: ${error} (Remedy: ${remedy}, or set AWS_ENDPOINT_URL_DYNAMODB to your own DynamoDB.)`;
}
