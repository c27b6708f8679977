import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BULLETIN_BUNDLE } from '../../../harness/server-process';
import { writeLargeWxr } from './large-wxr';

jest.setTimeout(180_000);

const POSTS = 20_000;
/** Megabytes of the process of the command. */
const MAX_MEMORY = 300;

let folder: string;
let server: Server;
/** The guids that the server has. */
const guids = new Set<string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  await writeLargeWxr(join(folder, 'wordpress.xml'), POSTS);
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const results = JSON.parse(text).stories.map(({ guid, id }: { guid: string; id: string }) => {
      if (guids.has(guid)) return { outcome: 'known', id };
      guids.add(guid);
      return { outcome: 'stored', id, revision: 1, warnings: [] };
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function startImport() {
  const [node = '', ...program] = BULLETIN_BUNDLE;
  const { port } = server.address() as AddressInfo;
  const env = { PATH: process.env.PATH, BULLETIN_URL: `http://127.0.0.1:${port}`, BULLETIN_TOKEN: 'a-token' };
  return spawn(node, [...program, 'import', join(folder, 'wordpress.xml')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The most memory that a process has had, in megabytes. Linux alone tells. */
const peakMemory = ({ pid }: ChildProcess): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1_000;
};

async function finish(child: ReturnType<typeof startImport>) {
  let [out, memory] = ['', 0];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null) {
    await Promise.race([ended, wait(100)]);
    if (child.exitCode === null) memory = Math.max(memory, peakMemory(child));
  }
  return { out, memory };
}

test(`an export of ${POSTS} posts is stopped and continued, within ${MAX_MEMORY} MB`, async () => {
  const stopped = startImport();
  while (guids.size < POSTS / 10) await wait(20);
  stopped.kill('SIGKILL');
  await once(stopped, 'exit');
  const before = guids.size;
  expect(before).toBeLessThan(POSTS);
  const { out, memory } = await finish(startImport());
  expect(out).toMatch(new RegExp(`^Imported: ${POSTS - before} of ${POSTS}; there already: ${before}; skipped: 0`));
  expect(guids.size).toBe(POSTS);
  expect(memory).toBeGreaterThan(50);
  expect(memory).toBeLessThan(MAX_MEMORY);
});
