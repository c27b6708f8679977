// node bundle-apart.mjs lambdas/openapi.ts FOLDER: bundles a module that a function loads on demand, into a file of the same
// name beside the function.
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const [, , module = '', folder = ''] = process.argv;
await build({
  entryPoints: [module],
  outfile: join(folder, basename(module).replace(/\.ts$/, '.js')),
  bundle: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: 'warning',
});
