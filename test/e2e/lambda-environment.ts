import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../bin/local/engine';
import type { Bundle } from '../harness/bundles/bundles';
import { lambdaRuntime } from '../harness/bundles/lambda-runtime';

/** One execution environment of Lambda, as AWS's emulator makes it: it takes one event after the other. */
export interface LambdaEnvironment {
  /** The function's answer to an event; a failure as it was reported to the Runtime API, at invocation or at start. */
  invoke(event: object): Promise<unknown>;
  /** The lines of the function and, between them, of the emulator. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/** Runs a bundle under AWS's runtime interface client, on the Node of its runtime, with `environment` and Lambda's own variables. */
export async function startLambda(
  { folder, handler, timeout, memory }: Bundle,
  environment: Readonly<Record<string, string>>,
): Promise<LambdaEnvironment> {
  const port = await freePort();
  const addresses = { entry: `127.0.0.1:${port}`, runtimeApi: `127.0.0.1:${await freePort()}` };
  const emulator = spawn(
    lambdaRuntime('emulator'),
    [
      ...['--runtime-interface-emulator-address', addresses.entry, '--runtime-api-address', addresses.runtimeApi],
      ...[lambdaRuntime('node'), lambdaRuntime('client'), handler],
    ],
    {
      cwd: folder,
      env: {
        ...environment,
        LAMBDA_TASK_ROOT: folder,
        AWS_LAMBDA_FUNCTION_TIMEOUT: String(timeout),
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
        // With active tracing. The emulator has no daemon, and hands no trace on.
        AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
        AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      },
    },
  );
  const ended = once(emulator, 'exit');
  const log: string[] = [];
  for (const stream of [emulator.stdout, emulator.stderr]) {
    createInterface(stream).on('line', (line) => log.push(line));
  }
  await waitForPort(port, log);
  return {
    log,
    async invoke(event) {
      const url = `http://${addresses.entry}/2015-03-31/functions/function/invocations`;
      const answer = await (await fetch(url, { method: 'POST', body: JSON.stringify(event) })).text();
      if (answer === '') throw new Error(`the function ended without an answer:\n${log.join('\n')}`);
      return JSON.parse(answer);
    },
    async stop() {
      emulator.kill();
      await ended;
    },
  };
}

async function waitForPort(port: number, log: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await setTimeout(50);
  }
  throw new Error(`the emulator did not start: ${log.join('\n')}`);
}
