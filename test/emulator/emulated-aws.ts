import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PYTHON = join(__dirname, '../../node_modules/.cache/aws-emulator/bin/python');

/** A stack as CloudFormation tells of it. */
export interface Stack {
  readonly status: string;
  /** Resources that the emulator does not know: a type for each logical id. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** The physical name of each resource, by its logical id. */
  readonly resources: Readonly<Record<string, string | null>>;
}

/** The resources of each service, by its names, in the words of its API. */
// biome-ignore lint/suspicious/noExplicitAny: the services' answers are theirs.
export type Account = Readonly<Record<string, any>>;

export interface Deployed {
  readonly stacks: Readonly<Record<string, Stack>>;
  readonly account: Account;
}

export interface EmulatedAws {
  readonly endpoint: string;
  /** Deploys every stack, as `cdk deploy` does at first and whenever it is repeated. */
  deploy(): Promise<Deployed>;
  stop(): Promise<void>;
}

/** An account of moto's, for the stacks in a folder that `cdk synth` wrote. Throws where moto was not installed. */
export async function startEmulatedAws(folder: string): Promise<EmulatedAws> {
  if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing: .ci/aws-emulator installs it`);
  const child = spawn(PYTHON, [join(__dirname, 'deploy.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextMessage = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the emulator has ended');
    return JSON.parse(value);
  };
  const { endpoint } = await nextMessage();
  return {
    endpoint,
    async deploy() {
      child.stdin.write('deploy\n');
      return nextMessage();
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
