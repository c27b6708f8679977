import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Handler } from '../../../lambdas/http/lambda';
import type { Bundle } from './bundles';
import { lambdaRuntime } from './lambda-runtime';

/** A message of the process: a line of its log, or how a request ended. */
type Message =
  | { readonly log: string }
  | { readonly id: number; readonly result: APIGatewayProxyStructuredResultV2 }
  | { readonly id: number; readonly error: string };

export interface PlainProcess {
  readonly handler: Handler;
  stop(): Promise<void>;
}

/** Starts a bundle in a plain node process, of the version that Lambda runs, that knows nothing but `environment`. */
export function startPlainProcess(
  { folder }: Bundle,
  environment: Readonly<Record<string, string>>,
  log: (line: string) => void,
): PlainProcess {
  const child = fork(join(__dirname, 'lambda-process.cjs'), [join(folder, 'index.js')], {
    execPath: lambdaRuntime('node'),
    execArgv: [],
    env: { ...environment },
  });
  let requests = 0;
  const waiting = new Map<number, (message: Message) => void>();
  child.on('message', (message: Message) => {
    if ('log' in message) return log(message.log);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  child.on('exit', () => {
    for (const [id, settle] of waiting) settle({ id, error: 'the process has ended' });
    waiting.clear();
  });
  return {
    handler: async (event, context) => {
      const id = ++requests;
      const message = await new Promise<Message>((resolve) => {
        if (!child.connected) return resolve({ id, error: 'the process has ended' });
        waiting.set(id, resolve);
        child.send({ id, event, context });
      });
      if ('result' in message) return message.result;
      throw new Error('error' in message ? message.error : message.log);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
