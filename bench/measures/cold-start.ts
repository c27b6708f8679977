import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { functionUrl } from '../../test/harness/http/events';
import { profileByPackage } from '../cold-start/profile';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { environmentOf, HOST, loadRead } from '../harness/functions';
import { hold, type Measure, ms, ratioRow } from '../harness/measure';
import { median } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const YARDSTICK = 'a bundle of the plain SDK client, and one GetItem';

const PROGRAM = join(__dirname, '../cold-start/first-request.cjs');

/** A new process: the import of the deployed bundle and its first 304, and the share of each part. */
export const coldStart: Measure = async ({ bundles, quick, node }) => {
  const bench = await startBench();
  const table = await bench.table('cold-start');
  await upload(table, newestStories(50));
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadRead(bundles.read, place);
  const etag = String((await ask({ path: '/rss.xml' })).headers?.etag);
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-cold-'));
  try {
    const plain = buildPlainClient(folder);
    const event = functionUrl({ path: '/rss.xml', headers: { [VIEWER_HOST]: HOST, 'if-none-match': etag } });
    const env = environmentOf(place);
    const start = (node: string, bundle: string, more: Record<string, string> = {}, ...options: string[]) =>
      runStart(node, [...options, PROGRAM, bundle, JSON.stringify(event)], { ...env, ...more });
    hold('the status of the first answer', start(process.execPath, bundles.read).statusCode, 304);

    const rows = [...new Set([process.execPath, node])].flatMap((node) => {
      const [bare, withWeb, ours] = interleaveStarts(quick ? 2 : 41, [
        () => start(node, plain),
        () => start(node, plain, { BENCH_WITH_WEB_CLASSES: 'yes' }),
        () => start(node, bundles.read),
      ]) as [Starts, Starts, Starts];
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
      const against = (yardstick: Starts, words: string, more: Pick<Parameters<typeof ratioRow>[0], 'goal'>) =>
        ratioRow({
          what: `cold start, Node ${version}: import of the deployed read bundle and first 304, in a new process`,
          yardstick: words,
          ratio: median(ours.map(({ all }, n) => all / (yardstick[n]?.all ?? Number.NaN))),
          ...more,
          figures: PARTS.map(([part, words]) => `${words}${middle(ours, part)} to ${middle(yardstick, part)}`).join(
            ', ',
          ),
        });
      return [
        against(bare, YARDSTICK, { goal: { atMost: 1.2 } }),
        against(withWeb, `the same, which also makes one Request and one Response, as hono needs them`, {}),
      ];
    });
    const [weight, bareWeight] = [statSync(bundles.read).size, statSync(plain).size];
    start(node, bundles.read, {}, '--cpu-prof', '--cpu-prof-interval', '100', '--cpu-prof-dir', folder);
    const profile = readdirSync(folder).find((file) => file.endsWith('.cpuprofile'));
    return {
      rows: [
        ...rows,
        ratioRow({
          what: 'size of the read bundle',
          yardstick: YARDSTICK,
          ratio: weight / bareWeight,
          goal: { atMost: 1.4 },
          figures: `${kilobytes(weight)} to ${kilobytes(bareWeight)}`,
        }),
      ],
      ...(profile && { details: profileByPackage(join(folder, profile), bundles.read) }),
    };
  } finally {
    rmSync(folder, { recursive: true });
    await bench.stop();
  }
};

/** Milliseconds of one start. */
interface Start {
  readonly load: number;
  /** The import and the first answer. */
  readonly all: number;
  readonly sinceStart: number;
  readonly statusCode?: number;
}
type Starts = readonly Start[];

/** Starts in turn, so many times after once that does not count. */
function interleaveStarts(rounds: number, starts: readonly (() => Start)[]): Starts[] {
  const done = starts.map(() => [] as Start[]);
  for (let round = -1; round < rounds; round++) {
    for (const [n, start] of starts.entries()) {
      const one = start();
      if (round >= 0) done[n]?.push(one);
    }
  }
  return done;
}

const PARTS = [
  ['all', ''],
  ['load', 'of which the import '],
  ['sinceStart', 'since the start of Node '],
] as const;

const middle = (starts: Starts, part: 'all' | 'load' | 'sinceStart'): string =>
  ms(median(starts.map((start) => start[part])));

function runStart(node: string, args: readonly string[], env: Record<string, string>): Start {
  const lines = execFileSync(node, args, { env, encoding: 'utf8' }).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '');
}

/** Bundled as CDK bundles ours (`lib/bundled-function.ts`), with the whole SDK. */
function buildPlainClient(folder: string): string {
  const outfile = join(folder, 'plain-client.js');
  buildSync({
    entryPoints: [join(__dirname, '../cold-start/plain-client.ts')],
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

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
