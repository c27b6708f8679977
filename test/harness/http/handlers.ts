import type { Handler } from '../../../lambdas/http/lambda';
import { bundleIn, environmentOf } from '../bundles/bundles';
import { startPlainProcess } from '../bundles/plain-process';

/** The public address that documents name. */
export const ADDRESS = 'https://news.example';

/** Both functions, as Lambda would have them. */
export interface Handlers {
  readonly read: Handler;
  readonly publish: Handler;
  /** What they have written to their log so far. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly table: string;
  /** Where DynamoDB is. */
  readonly endpoint: string;
  /** The file that holds the moment. */
  readonly clock: string;
}

/**
 * The functions from their sources, in this process; with BULLETIN_TEST_BUNDLES, a folder that `cdk synth` wrote, the
 * bundles there, each in a process of its own.
 */
export const loadHandlers = (around: Surroundings): Handlers => {
  const folder = process.env.BULLETIN_TEST_BUNDLES;
  return folder ? fromBundles(folder, around) : fromSources(around);
};

function fromSources({ table, clock }: Surroundings): Handlers {
  Object.assign(process.env, {
    // So that they log as they do where they are deployed.
    AWS_LAMBDA_FUNCTION_NAME: 'bulletin',
    BULLETIN_TABLE: table,
    BULLETIN_URL: ADDRESS,
    BULLETIN_CLOCK: clock,
  });
  const log: string[] = [];
  const written = jest.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  const complained = jest.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0);
  // Not before: they are wired by being loaded. Jest loads no module by import().
  const { handler: read } = jest.requireActual<typeof import('../../../lambdas/read')>('../../../lambdas/read');
  const { handler: publish } =
    jest.requireActual<typeof import('../../../lambdas/publish')>('../../../lambdas/publish');
  const stop = async () => {
    written.mockRestore();
    complained.mockRestore();
  };
  return { read, publish, log, stop };
}

/** With what the template gives them and no more, but for the clock: tests are about moments. */
function fromBundles(folder: string, around: Surroundings): Handlers {
  const log: string[] = [];
  const started = (name: 'Read' | 'Publish') => {
    const bundle = bundleIn(folder, name);
    const environment = { ...environmentOf(bundle, around), BULLETIN_CLOCK: around.clock };
    return startPlainProcess(bundle, environment, (line) => log.push(line));
  };
  const read = started('Read');
  const publish = started('Publish');
  const stop = async () => void (await Promise.all([read.stop(), publish.stop()]));
  return { read: read.handler, publish: publish.handler, log, stop };
}
