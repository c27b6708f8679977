import { synthesised } from '../../test/e2e/bundled';
import type { Bundles } from './measure';

/** Builds the functions into a folder as they are deployed; it takes `cdk synth` some fifteen seconds. */
export function buildBundles(folder: string): Bundles {
  const found = synthesised(folder);
  const [read, publish] = [found('Read'), found('Publish')];
  const texts = Object.entries({ ...publish.environment, ...read.environment }).filter(
    (variable): variable is [string, string] => typeof variable[1] === 'string',
  );
  return { read: read.file, publish: publish.file, environment: Object.fromEntries(texts) };
}
