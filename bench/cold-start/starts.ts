import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const PROGRAM = join(__dirname, 'first-request.cjs');

/** Milliseconds of one start. */
export interface Start {
  readonly load: number;
  /** The import and the first answer. */
  readonly all: number;
  readonly sinceStart: number;
  readonly statusCode?: number;
}
export type Starts = readonly Start[];

/** Starts in turn, so many times after once that does not count. */
export function interleaveStarts(rounds: number, starts: readonly (() => Start)[]): Starts[] {
  const done = starts.map(() => [] as Start[]);
  for (let round = -1; round < rounds; round++) {
    for (const [n, start] of starts.entries()) {
      const one = start();
      if (round >= 0) done[n]?.push(one);
    }
  }
  return done;
}

/** Loads a bundle in a new process and hands it one event. */
export function runStart(
  bundle: string,
  event: unknown,
  env: Record<string, string>,
  { node = process.execPath, options = [] }: { readonly node?: string; readonly options?: readonly string[] } = {},
): Start {
  const args = [...options, PROGRAM, bundle, JSON.stringify(event)];
  const lines = execFileSync(node, args, { env, encoding: 'utf8' }).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '');
}

/** Bundles a yardstick as CDK bundles our functions (`lib/functions/bundled-function.ts`), with the whole SDK. Gives its file. */
export function bundlePlain(entry: string, folder: string, name: string): string {
  const outfile = join(folder, `${name}.js`);
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  return outfile;
}
