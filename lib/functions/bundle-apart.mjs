// node bundle-apart.mjs lambdas/openapi.ts FOLDER: bundles a module that a function loads only when it needs it, into a
// file of the same name beside the function's own.
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
