// npm run build: writes dist/, the JavaScript of the package. The clone itself runs from the sources.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { viewerRequestCode } from '../lib/edge/viewer-request-code';
import { bundleFunction } from '../lib/functions/bundle-function';
import { BUNDLES, folderOf } from '../lib/functions/bundles';
import { bundleCommandLine } from './package/bundle-command-line';
import { thirdPartyNotices } from './package/third-party-notices';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

/** The modules that bundle sources. The package has what they made, and no esbuild. */
const prebuilt: Plugin = {
  name: 'prebuilt',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(?:function-code|viewer-request-code)$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, `prebuilt-${path.slice(2)}.ts`),
    }));
  },
};

/** Gives the files that were bundled. */
function buildFunctions(): string[] {
  return Object.values(BUNDLES).flatMap((bundle) => bundleFunction(bundle, join(DIST, 'functions', folderOf(bundle))));
}

async function buildConstruct(): Promise<void> {
  writeFileSync(join(DIST, 'viewer-request.js'), viewerRequestCode());
  await build({
    entryPoints: [join(ROOT, 'lib/index.ts')],
    outfile: join(DIST, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
    plugins: [prebuilt],
    logLevel: 'warning',
  });
}

/** The types of the construct. They import those of aws-cdk-lib and constructs alone. */
function writeTypes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-types-'));
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    // `npm run check` checks the types.
    const options =
      '--ignoreConfig --noCheck --strict --module preserve --target es2023 --resolveJsonModule --types node';
    const emit = ['--declaration', '--emitDeclarationOnly', '--rootDir', ROOT, '--outDir', folder];
    const args = [tsc, join(ROOT, 'lib/index.ts'), ...options.split(' '), ...emit];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    for (const file of ['index.d.ts', 'news-feed.d.ts']) copyFileSync(join(folder, 'lib', file), join(DIST, file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const files = buildFunctions();
  await buildConstruct();
  writeTypes();
  files.push(...(await bundleCommandLine(DIST)));
  copyFileSync(join(ROOT, 'bin/installed.mjs'), join(DIST, 'bulletin.mjs'));
  copyFileSync(join(ROOT, 'bin/node-version.mjs'), join(DIST, 'node-version.mjs'));
  writeFileSync(join(DIST, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(files));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
