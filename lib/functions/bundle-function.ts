import { statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import type { FunctionBundle } from './bundles';

/** The folder of the sources. */
export const LAMBDAS = join(__dirname, '../../lambdas');

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // The SDK is bundled from its ES modules: 332 KB instead of 526, and half the time of a cold import (2026-11-22).
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * Bundles a function into a folder: `index.js` with its source map, and the module apart. Gives the files that esbuild read.
 * Throws for a source with an error, and for a bundle over its budget.
 */
export function bundleFunction({ entry, apart, budget }: FunctionBundle, folder: string): string[] {
  const outfile = join(folder, 'index.js');
  const { inputs } = buildSync({
    ...OPTIONS,
    entryPoints: [join(LAMBDAS, entry)],
    outfile,
    external: apart === undefined ? [] : [`./${parse(apart).name}`],
    // Without four sources of credentials that no Lambda has, each with a client of its own: 140 KB less (2026-11-22).
    alias: { '@aws-sdk/credential-provider-node': join(LAMBDAS, 'runtime/lambda-credentials.ts') },
    // Only `require` finds a file without its ending.
    supported: { 'dynamic-import': false },
    sourcemap: true,
    sourcesContent: false,
  }).metafile;
  if (apart !== undefined) {
    const built = buildSync({
      ...OPTIONS,
      entryPoints: [join(LAMBDAS, apart)],
      outfile: join(folder, `${parse(apart).name}.js`),
    });
    Object.assign(inputs, built.metafile.inputs);
  }
  checkBudget(outfile, budget);
  return Object.keys(inputs);
}

/** Throws for a bundle over its budget in KB (1,024 bytes, as esbuild counts). */
export function checkBudget(bundle: string, budget: number): void {
  const weight = Math.ceil(statSync(bundle).size / 1024);
  if (!(weight <= budget))
    throw new Error(`${bundle} weighs ${weight} KB, and its budget is ${budget} KB: every cold start reads all of it.`);
}
