import { join } from 'node:path';
import { type Bundle, bundleIn, synthesise } from '../../test/harness/bundles/bundles';
import type { Bundles } from './measure';

/** Builds the functions into a folder as they are deployed; it takes `cdk synth` some fifteen seconds. */
export function buildBundles(folder: string): Bundles {
  synthesise(folder);
  const [read, publish] = [bundleIn(folder, 'Read'), bundleIn(folder, 'Publish')];
  const texts = Object.entries({ ...publish.environment, ...read.environment }).filter(
    (variable): variable is [string, string] => typeof variable[1] === 'string',
  );
  return { read: fileOf(read), publish: fileOf(publish), environment: Object.fromEntries(texts) };
}

/** The file that Lambda loads: `index.handler` is in `index.js` or `index.mjs`. */
const fileOf = ({ folder, handler }: Bundle): string => join(folder, `${handler.split('.')[0]}.js`);
