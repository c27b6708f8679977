import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { EventShape, Sent } from '../http/events';

/** A function as `cdk synth` wrote it: its file, and the environment that its template gives it. */
export interface Bundled {
  readonly file: string;
  readonly environment: Readonly<Record<string, unknown>>;
}

interface FunctionResource {
  readonly Type: string;
  readonly Properties: { Environment: { Variables: Record<string, unknown> } };
  readonly Metadata?: Record<string, string>;
}

/** Synthesises a stack into a folder, without an account or credentials, and finds its functions, `Read` and `Publish`. */
export function synthesised(folder: string): (name: 'Read' | 'Publish') => Bundled {
  const { PATH = '', HOME = '' } = process.env;
  const command = ['cdk', 'synth', '--quiet', '--output', folder];
  execFileSync('npx', command, { cwd: join(__dirname, '../..'), env: { PATH, HOME, CI: 'true' }, stdio: 'pipe' });
  const template = JSON.parse(readFileSync(join(folder, 'Bulletin-production.template.json'), 'utf8'));
  const functions = Object.values<FunctionResource>(template.Resources);
  return (name) => {
    const path = `Bulletin-production/Feed/${name}/Function/Lambda/Resource`;
    const found = functions.find(({ Metadata }) => Metadata?.['aws:cdk:path'] === path);
    const asset = found?.Metadata?.['aws:asset:path'];
    if (!found || !asset) throw new Error(`${path} is not in the template`);
    return { file: join(folder, asset, 'index.js'), environment: found.Properties.Environment.Variables };
  };
}

/** A function that runs in a process of its own. */
export interface Running {
  ask(shape: EventShape, sent: Sent): Promise<APIGatewayProxyStructuredResultV2>;
  stop(): Promise<void>;
}

/** Starts a bundle in a plain node process that knows nothing but `environment`. */
export function started({ file }: Bundled, environment: NodeJS.ProcessEnv): Running & { readonly child: ChildProcess } {
  const child = fork(join(__dirname, 'lambda-process.cjs'), [file], { env: environment, execArgv: [], silent: true });
  let requests = 0;
  return {
    child,
    async ask(shape, sent) {
      const id = ++requests;
      child.send({ event: shape(sent), id });
      const [{ result }] = await once(child, 'message');
      return result;
    },
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
