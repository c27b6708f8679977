import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIEWER_HOST } from '../../lambdas/http/routes';
import { functionUrl } from '../../test/harness/http/events';
import { profileByPackage } from '../cold-start/profile';
import { bundlePlain, interleaveStarts, runStart, type Starts } from '../cold-start/starts';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { environmentOf, HOST, loadRead } from '../harness/functions';
import { hold, type Measure, ms, ratioRow } from '../harness/measure';
import { median } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const YARDSTICK = 'a bundle of the plain SDK client, and one GetItem';

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
    const plain = bundlePlain(join(__dirname, '../cold-start/plain-client.ts'), folder, 'plain-client');
    const event = functionUrl({ path: '/rss.xml', headers: { [VIEWER_HOST]: HOST, 'if-none-match': etag } });
    const env = environmentOf(place);
    const start = (node: string, bundle: string, more: Record<string, string> = {}, ...options: string[]) =>
      runStart(bundle, event, { ...env, ...more }, { node, options });
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

const PARTS = [
  ['all', ''],
  ['load', 'of which the import '],
  ['sinceStart', 'since the start of Node '],
] as const;

const middle = (starts: Starts, part: 'all' | 'load' | 'sinceStart'): string =>
  ms(median(starts.map((start) => start[part])));

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;
