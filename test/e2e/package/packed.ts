import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../../..');

/** Runs a program to its end, without the settings of whoever runs the tests. Gives its output; throws with all of it. */
export function run(program: string, args: readonly string[], cwd: string, settings: NodeJS.ProcessEnv = {}): string {
  const { PATH, HOME } = process.env;
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { PATH, HOME, ...settings } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: unknown; stderr?: unknown };
    throw new Error(`${program} ${args.join(' ')}: ${error}\n${stdout}${stderr}`);
  }
}

export const install = (folder: string, ...what: readonly string[]): string =>
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...what], folder);

/** The package as `npm pack` makes it, and empty folders to install it in. */
export interface Packed {
  readonly tarball: string;
  /** Makes a folder with an empty package.json. */
  folder(name: string): string;
}

/** Packs the package before all tests of a file, and removes its folders after them. */
export function usePackage(): Packed {
  const scratch = mkdtempSync(join(tmpdir(), 'bulletin-package-'));
  let file: string | undefined;
  beforeAll(() => {
    run('npm', ['pack', '--silent', '--pack-destination', scratch], ROOT);
    file = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  }, 60_000);
  afterAll(() => rmSync(scratch, { recursive: true }));
  return {
    get tarball() {
      if (file === undefined) throw new Error('npm pack wrote nothing');
      return join(scratch, file);
    },
    folder(name) {
      const path = join(scratch, name);
      mkdirSync(path);
      writeFileSync(join(path, 'package.json'), '{ "private": true }');
      return path;
    },
  };
}
