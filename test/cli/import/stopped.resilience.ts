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
import { said } from '../command';
import { interrupted } from '../flaky-network';

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

const opened = (): Promise<Serving> =>
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
const run = (address: string) => said(['import', 'feed.xml'], { env: env(address), cwd: folder });

/** How many stories of this test are stored. */
async function stored(): Promise<number> {
  const items = await everyItem({ client, name: 'bulletin' });
  return items.filter(({ pk, sk }) => pk?.S?.startsWith('STORY#item-') && sk?.S === 'STORY').length;
}
const faults = async () => faultsIn(await everyItem({ client, name: 'bulletin' }), instant(Date.now()));

/** Waits until some more stories are stored than there were, and not all. */
async function someStored(before: number): Promise<void> {
  for (let tries = 0; tries < 600 && (await stored()) < before + 20; tries++) await wait(20);
}

async function finished(address: string, before: number): Promise<void> {
  expect(await faults()).toEqual([]);
  const { code, out } = await run(address);
  const [, now = 0, there = 0] =
    /Imported: (\d+) of 160; there already: (\d+); not taken: 0/.exec(out)?.map(Number) ?? [];
  expect([code, now + there]).toEqual([0, STORIES]);
  expect(there).toBeGreaterThan(0);
  expect(await stored()).toBe(before + STORIES);
  expect(await faults()).toEqual([]);
}

test('an import that is killed goes on where it was, and nothing is there twice', async () => {
  const server = await opened();
  const before = await stored();
  const child = spawn(process.execPath, ['bin/bulletin.mjs', 'import', join(folder, 'feed.xml')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env(server.address) },
    stdio: 'ignore',
  });
  await someStored(before);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await finished(server.address, before);
  await end(server.child, 'SIGTERM');
});

test('a server that is killed under an import is told of, and the import goes on with the next one', async () => {
  const server = await opened();
  const before = await stored();
  const stopped = run(server.address);
  await someStored(before);
  await end(server.child, 'SIGKILL');
  const { code, err } = await stopped;
  expect(code).toBe(3);
  expect(err).toMatch(/Imported so far: \d+ of 160\. Run it again: it goes on from there\.\n$/);
  const next = await opened();
  await finished(next.address, before);
  await end(next.child, 'SIGTERM');
});

test('answers that are lost on the way cost nothing: what they told of is there already', async () => {
  const server = await opened();
  const before = await stored();
  const network = await interrupted(server.address);
  network.fates('arrives', 'is lost', 'is busy', 'is lost', 'arrives', 'is lost');
  const { code, out } = await run(network.address);
  expect([code, out]).toEqual([0, expect.stringMatching(/there already: [1-9]\d*; not taken: 0/)]);
  expect(await stored()).toBe(before + STORIES);
  expect(await faults()).toEqual([]);
  await network.close();
  await end(server.child, 'SIGTERM');
});
