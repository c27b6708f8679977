import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const BIN = join(__dirname, '..');

/** undici carries its HTTP parser twice, and runs with either. The one without SIMD saves 30 KB of the package (2026-11-29). */
const oneHttpParser: Plugin = {
  name: 'one-http-parser',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /llhttp_simd-wasm\.js$/ }, ({ path, kind, resolveDir }) =>
      resolve(path.replace('llhttp_simd', 'llhttp'), { kind, resolveDir }),
    );
  },
};

/**
 * Bundles the command line and the local server, with all that they need from npm but the embedded engine, into a folder:
 * `command-line.js` and the guard of the engine. Gives the files that esbuild read.
 */
export async function bundleCommandLine(folder: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: join(BIN, '..'),
    entryPoints: [join(BIN, 'cli/main.ts')],
    outfile: join(folder, 'command-line.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // jsonc-parser's main file hides its imports from bundlers.
    mainFields: ['module', 'main'],
    // Each platform has its own.
    external: ['@dynoxide/*'],
    minify: true,
    // For the stack of an error.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    plugins: [oneHttpParser],
  });
  copyFileSync(join(BIN, 'local/engine-guard.mjs'), join(folder, 'engine-guard.mjs'));
  return Object.keys(metafile.inputs);
}
