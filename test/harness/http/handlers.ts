import type { Handler } from '../../../lambdas/http/lambda';
import { bundleIn, environmentOf } from '../bundles/bundles';
import { startPlainProcess } from '../bundles/plain-process';

/** The public address that documents name. */
export const ADDRESS = 'https://news.example';

/** Both functions, as Lambda loads them. */
export interface Handlers {
  readonly read: Handler;
  readonly publish: Handler;
  /** The log lines of both functions so far. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly table: string;
  /** The address of DynamoDB. */
  readonly endpoint: string;
  /** The file with the current moment. */
  readonly clock: string;
}

/**
 * The functions from their sources, in this process. With BULLETIN_TEST_BUNDLES, a folder of `cdk synth`: the bundles there,
 * each in its own process.
 */
export const loadHandlers = (around: Surroundings): Handlers => {
  const folder = process.env.BULLETIN_TEST_BUNDLES;
  return folder ? fromBundles(folder, around) : fromSources(around);
};

function fromSources({ table, clock }: Surroundings): Handlers {
  Object.assign(process.env, {
    // They log as in Lambda.
    AWS_LAMBDA_FUNCTION_NAME: 'bulletin',
    BULLETIN_TABLE: table,
    BULLETIN_URL: ADDRESS,
    BULLETIN_CLOCK: clock,
  });
  const log: string[] = [];
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  const errors = jest.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  // Only now: loading a function wires it. Jest cannot load a module by import().
  const { handler: read } = jest.requireActual<typeof import('../../../lambdas/read')>('../../../lambdas/read');
  const { handler: publish } =
    jest.requireActual<typeof import('../../../lambdas/publish')>('../../../lambdas/publish');
  const stop = async () => {
    output.mockRestore();
    errors.mockRestore();
  };
  return { read, publish, log, stop };
}

/** With the environment of the template and a clock. */
function fromBundles(folder: string, around: Surroundings): Handlers {
  const log: string[] = [];
  const start = (name: 'Read' | 'Publish') => {
    const bundle = bundleIn(folder, name);
    const environment = { ...environmentOf(bundle, around), BULLETIN_CLOCK: around.clock };
    return startPlainProcess(bundle, environment, (line) => log.push(line));
  };
  const read = start('Read');
  const publish = start('Publish');
  const stop = async () => void (await Promise.all([read.stop(), publish.stop()]));
  return { read: read.handler, publish: publish.handler, log, stop };
}
