import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../../bin/local/engine';
import { instant } from '../../../lambdas/news/values/instant';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { LOCAL } from '../../harness/newsroom/newsroom';
import { end, killLeftOvers, type Serving, START, serving } from '../../harness/server-process';
import { runCommand } from '../command';
import { startFlakyNetwork } from '../flaky-network';

jest.setTimeout(120_000);

const STORIES = 160;
const TOKEN = 'a-token';
const feed = (from: number) =>
  `<rss version="2.0"><channel><title>T</title><link>https://old.example</link><description>d</description>${Array.from(
    { length: STORIES },
    (_, i) => {
      const n = from + STORIES - i;
      const date = new Date(Date.parse('2024-01-01T00:00:00Z') + n * 10_000_000).toUTCString();
      return `<item><title>Item ${n}</title><guid isPermaLink="false">item-${n}</guid><pubDate>${date}</pubDate><category>C${n % 5}</category><description>Text ${n}.</description></item>`;
    },
  ).join('')}</channel></rss>`;

let folder: string;
let engine: Engine;
let client: DynamoDBClient;
let from = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  engine = await startEngine();
  client = new DynamoDBClient({ endpoint: engine.endpoint, ...LOCAL });
});
afterAll(async () => {
  killLeftOvers();
  client.destroy();
  await engine.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  from += 1_000;
  writeFileSync(join(folder, 'feed.xml'), feed(from));
});

const startServer = (): Promise<Serving> =>
  serving(START, {
    ...{
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: LOCAL.region,
      BULLETIN_SEED: 'no',
      BULLETIN_TOKEN: TOKEN,
    },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
const env = (address: string) => ({ BULLETIN_URL: address, BULLETIN_TOKEN: TOKEN });
const run = (address: string) => runCommand(['import', 'feed.xml'], { env: env(address), cwd: folder });

/** The number of stored stories of this test. */
async function countStories(): Promise<number> {
  const items = await everyItem({ client, name: 'bulletin' });
  return items.filter(({ pk, sk }) => pk?.S?.startsWith('STORY#item-') && sk?.S === 'STORY').length;
}
const faults = async () => faultsIn(await everyItem({ client, name: 'bulletin' }), instant(Date.now()));

/** Waits until the import has stored some of its stories. */
async function waitForSome(before: number): Promise<void> {
  for (let tries = 0; tries < 600 && (await countStories()) < before + 20; tries++) await wait(20);
}

async function finishImport(address: string, before: number): Promise<void> {
  expect(await faults()).toEqual([]);
  const { code, out } = await run(address);
  const [, now = 0, there = 0] =
    /Imported: (\d+) of 160; there already: (\d+); skipped: 0/.exec(out)?.map(Number) ?? [];
  expect([code, now + there]).toEqual([0, STORIES]);
  expect(there).toBeGreaterThan(0);
  expect(await countStories()).toBe(before + STORIES);
  expect(await faults()).toEqual([]);
}

test('a killed import continues when it is run again, and stores nothing twice', async () => {
  const server = await startServer();
  const before = await countStories();
  const child = spawn(process.execPath, ['bin/bulletin.mjs', 'import', join(folder, 'feed.xml')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env(server.address) },
    stdio: 'ignore',
  });
  await waitForSome(before);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await finishImport(server.address, before);
  await end(server.child, 'SIGTERM');
});

test('if the server is killed, the import fails and continues with the next server', async () => {
  const server = await startServer();
  const before = await countStories();
  const importing = run(server.address);
  await waitForSome(before);
  await end(server.child, 'SIGKILL');
  const { code, err } = await importing;
  expect(code).toBe(3);
  expect(err).toMatch(/Imported so far: \d+ of 160\. To continue, run the command again\.\n$/);
  const next = await startServer();
  await finishImport(next.address, before);
  await end(next.child, 'SIGTERM');
});

test('lost answers cause no double stories: the retry finds them stored', async () => {
  const server = await startServer();
  const before = await countStories();
  const network = await startFlakyNetwork(server.address);
  network.fates('arrives', 'is lost', 'is busy', 'is lost', 'arrives', 'is lost');
  const { code, out } = await run(network.address);
  expect([code, out]).toEqual([0, expect.stringMatching(/there already: [1-9]\d*; skipped: 0/)]);
  expect(await countStories()).toBe(before + STORIES);
  expect(await faults()).toEqual([]);
  await network.close();
  await end(server.child, 'SIGTERM');
});
