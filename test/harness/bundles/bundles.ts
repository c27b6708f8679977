import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** A function as `cdk synth` wrote it: the folder that Lambda gets, and its part of the template. */
export interface Bundle {
  readonly folder: string;
  /** `index.handler` */
  readonly handler: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory: number;
  /** As the template has it; a value of CloudFormation is no string. */
  readonly environment: Readonly<Record<string, unknown>>;
}

interface FunctionResource {
  readonly Properties: {
    readonly Handler: string;
    readonly Timeout: number;
    readonly MemorySize: number;
    readonly Environment: { readonly Variables: Record<string, unknown> };
  };
  readonly Metadata?: Record<string, string>;
}

/** Synthesises stages into a folder, without an account or credentials. */
export function synthesise(folder: string, stages: object = { production: {} }): void {
  const { PATH = '', HOME = '' } = process.env;
  const command = ['cdk', 'synth', '--quiet', '--output', folder, '-c', `stages=${JSON.stringify(stages)}`];
  execFileSync('npx', command, { cwd: ROOT, env: { PATH, HOME, CI: 'true' }, stdio: 'pipe' });
}

/** The function of that name in a folder that `cdk synth` wrote, of the stage of which nothing is said if none is named. */
export function bundleIn(
  folder: string,
  name: 'Read' | 'Publish' | 'Watch',
  stack: string = 'Bulletin-production',
): Bundle {
  const template = JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8'));
  const path = `${stack}/Feed/${name}/Function/Lambda/Resource`;
  const found = Object.values<FunctionResource>(template.Resources).find(
    ({ Metadata }) => Metadata?.['aws:cdk:path'] === path,
  );
  const asset = found?.Metadata?.['aws:asset:path'];
  if (!found || !asset) throw new Error(`${path} is not in the template`);
  const { Handler, Timeout, MemorySize, Environment } = found.Properties;
  return {
    folder: join(folder, asset),
    handler: Handler,
    timeout: Timeout,
    memory: MemorySize,
    environment: Environment.Variables,
  };
}

/** A function's environment in the template, with the values of CloudFormation and Lambda, and the setting for a local store. */
export const environmentOf = (
  { environment }: Bundle,
  { table, endpoint }: { readonly table: string; readonly endpoint: string },
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, typeof value === 'string' ? value : table]),
  ),
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'bulletin',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
});
