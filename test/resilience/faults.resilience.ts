import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { engineBinary } from '../../bin/local/engine-binary';
import { instant } from '../../lambdas/news/values/instant';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { chance, freshSeed } from '../harness/newsroom/chance';
import { type EngineProxy, type Fault, startProxy } from '../harness/newsroom/engine-proxy';
import { type Newsroom, newsroom, TABLE } from '../harness/newsroom/newsroom';
import { killLeftOvers, START, serving } from '../harness/server-process';

/** Milliseconds after which nobody waits any more: a reader, an editor's system. */
const READ = 10_000;
const PUBLISH = 25_000;

const folder = mkdtempSync(join(tmpdir(), 'bulletin-faults-'));
let engine: Awaited<ReturnType<typeof startEngineOnFile>>;
let proxy: EngineProxy;
let room: Newsroom;
let address: string;
beforeAll(async () => {
  engine = await startEngineOnFile();
  proxy = await startProxy(engine.endpoint);
  const server = await serving(START, {
    AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    BULLETIN_TABLE: TABLE,
    BULLETIN_TOKEN: 'secret',
  });
  address = server.address;
  room = newsroom(engine.endpoint);
  expect((await upload('first')).status).toBe(201);
}, 60_000);
afterAll(async () => {
  killLeftOvers();
  await proxy.stop();
  await engine.kill();
  rmSync(folder, { recursive: true });
});

afterEach(async () => {
  proxy.path = () => 'pass';
  // Swallowed and repeated requests have arrived by then.
  await wait(400);
  expect(faultsIn(await everyItem(room.table), instant(Date.now()))).toEqual([]);
});

/** Every way in which a request goes wrong once; the engine has done it in some of them. */
const FAULTS: readonly Fault[] = [
  { delay: 1_000 },
  { delay: 2_000 },
  'swallow',
  'swallow the answer',
  'cut before',
  'cut after',
  'cut within',
  'stall within',
  'repeat',
  'repeat, late',
  'error 500',
  'error 500 after',
  'throttle',
  'gateway',
];
const named = FAULTS.map((fault) => [typeof fault === 'string' ? fault : `delay of ${fault.delay} ms`, fault] as const);
/** Faults that no request survives when it meets them every time. */
const LASTING = named.filter(
  ([, fault]) => !(typeof fault === 'object' && fault.delay < 1_500) && fault !== 'repeat' && fault !== 'repeat, late',
);

interface WriteAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
  readonly milliseconds: number;
}

async function ask(path: string, init: RequestInit = {}): Promise<WriteAnswer> {
  const started = performance.now();
  const answer = await fetch(address + path, { ...init, signal: AbortSignal.timeout(60_000) });
  const body = await answer.text();
  const milliseconds = Math.round(performance.now() - started);
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body, milliseconds };
}

const write = (method: string, path: string, value: object, headers: Record<string, string> = {}) =>
  ask(`/newsroom/stories${path}`, {
    method,
    body: JSON.stringify(value),
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json', ...headers },
  });

const story = (id: string, more: object = {}) => ({
  id,
  headline: id,
  body: '<p>Text.</p>',
  section: 'World',
  ...more,
});
const upload = (id: string, headers?: Record<string, string>) => write('POST', '', story(id), headers);
const key = (text: string) => ({ 'idempotency-key': text.replaceAll(/[^\w-]+/g, '-') });

const revisions = async (id: string) =>
  (await everyItem(room.table)).filter(({ pk, sk }) => pk?.S === `STORY#${id}` && sk?.S?.startsWith('REV#')).length;

/** Meets the first so many requests of an operation, and no more. */
function meetOnce(fault: Fault, operation: string, times = 1) {
  let left = times;
  proxy.path = (of) => (of === operation && left-- > 0 ? fault : 'pass');
}

// First of all, for the SDK tries less often when much went wrong before.
test('an answer comes in time even when every request succeeds late and at the last attempt', async () => {
  let requests = 0;
  proxy.path = () => (++requests % 3 > 0 ? 'swallow' : { delay: 1_200 });
  const publish = await upload('late', key('late'));
  expect([201, 503]).toContain(publish.status);
  expect(publish.milliseconds).toBeLessThan(PUBLISH);
  requests = 0;
  const read = await ask('/sections/world/atom.xml');
  expect([200, 503]).toContain(read.status);
  expect(read.milliseconds).toBeLessThan(READ);
  process.stdout.write(
    `late: publish ${publish.status} in ${publish.milliseconds}, read ${read.status} in ${read.milliseconds} ms\n`,
  );
  proxy.path = () => 'pass';
  expect(await upload('late', key('late'))).toMatchObject({ status: 201 });
  expect(await revisions('late')).toBe(1);
}, 90_000);

describe('a write whose transaction fails once is stored once', () => {
  test.each(named)(
    '%s',
    async (name, fault) => {
      const id = `settled-${name.replaceAll(/[^\w]+/g, '-')}`;
      meetOnce(fault, 'TransactWriteItems');
      expect(await upload(id)).toMatchObject({ status: 201 });
      meetOnce(fault, 'TransactWriteItems');
      const edit = await write('PUT', `/${id}`, story(id, { headline: 'Next' }), { 'if-match': '"1"' });
      expect(edit).toMatchObject({ status: 200 });
      expect(await revisions(id)).toBe(2);
    },
    60_000,
  );
});

describe('a write whose transaction always fails gets a 503, and can be repeated', () => {
  test.each(LASTING)(
    '%s',
    async (name, fault) => {
      const id = `lasting-${name.replaceAll(/[^\w]+/g, '-')}`;
      proxy.path = (operation) => (operation === 'TransactWriteItems' ? fault : 'pass');
      const [keyed, blind] = await Promise.all([upload(`${id}-keyed`, key(id)), upload(id)]);
      for (const answer of [keyed, blind]) {
        expect(answer).toMatchObject({ status: 503, retryAfter: '2' });
        expect(answer.milliseconds).toBeLessThan(PUBLISH);
      }
      const slowest = Math.max(keyed.milliseconds, blind.milliseconds);
      process.stdout.write(`publish, ${name}: 503 after ${slowest} ms\n`);

      proxy.path = () => 'pass';
      const again = await upload(`${id}-keyed`, key(id));
      expect(again).toMatchObject({ status: 201 });
      expect((await upload(`${id}-keyed`, key(id))).body).toBe(again.body);
      expect(await upload(id)).toMatchObject({ status: 201 });
      expect(await upload(id)).toMatchObject({ status: 201 });
      expect([await revisions(id), await revisions(`${id}-keyed`)]).toEqual([1, 1]);
    },
    120_000,
  );
});

describe('while nothing gets through', () => {
  test.each(LASTING)(
    '%s: a read is answered from memory or 503, and comes back by itself',
    async (name, fault) => {
      const known = await ask('/rss.xml');
      expect(known.status).toBe(200);
      proxy.path = () => fault;
      const [feed, page, health, publish] = await Promise.all([
        ask('/rss.xml'),
        ask(`/stories/never-asked-for-${name.replaceAll(/[^\w]+/g, '-')}`),
        ask('/health'),
        upload('no-way-through'),
      ]);
      expect([feed.status, feed.body]).toEqual([200, known.body]);
      expect(page).toMatchObject({ status: 503, retryAfter: '2' });
      expect(health).toMatchObject({ status: 503, retryAfter: '2' });
      expect(publish).toMatchObject({ status: 503, retryAfter: '2' });
      const slowest = Math.max(feed.milliseconds, page.milliseconds, health.milliseconds);
      expect(slowest).toBeLessThan(READ);
      expect(publish.milliseconds).toBeLessThan(PUBLISH);
      process.stdout.write(`read, ${name}: answered after ${slowest} ms, publish after ${publish.milliseconds} ms\n`);

      proxy.path = () => 'pass';
      expect(await ask('/health')).toMatchObject({ status: 200 });
      expect(await ask('/rss.xml')).toMatchObject({ status: 200 });
    },
    60_000,
  );
});

const seed = freshSeed();

test(`on a path that loses, repeats and delays a third of all requests, every write is stored once (seed ${seed})`, async () => {
  const rolls = chance(seed);
  const losses: readonly Fault[] = [
    { delay: 50 },
    'cut before',
    'cut after',
    'cut within',
    'repeat',
    'repeat, late',
    'error 500',
    'error 500 after',
    'gateway',
  ];
  proxy.path = () => (rolls.is(1 / 3) ? rolls.pick(losses) : 'pass');
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const persist = async (send: () => Promise<WriteAnswer>): Promise<WriteAnswer> => {
    for (;;) {
      const answer = await send();
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      times.push(answer.milliseconds);
      if (answer.status !== 503) return answer;
      expect(answer.retryAfter).toBe('2');
    }
  };
  const ids = await Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      const made: string[] = [];
      for (let round = 0; round < 12; round++) {
        const id = `lossy-${writer}-${round}`;
        const headers = round % 2 ? key(id) : {};
        expect(await persist(() => upload(id, headers))).toMatchObject({ status: 201 });
        const next = story(id, { headline: 'Next' });
        const edit = { ...key(`${id}-edit`), 'if-match': '"1"' };
        expect(await persist(() => write('PUT', `/${id}`, next, edit))).toMatchObject({ status: 200 });
        expect([200, 503]).toContain((await ask('/sections/world/rss.xml')).status);
        made.push(id);
      }
      return made;
    }),
  );
  proxy.path = () => 'pass';
  for (const id of ids.flat()) expect([id, await revisions(id)]).toEqual([id, 2]);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const counts = Object.entries(statuses).map(([status, times]) => `${times} times ${status}`);
  process.stdout.write(`lossy: ${counts.join(', ')}; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (seed ${seed})\n`);
}, 300_000);

test(`an engine that is killed and started again ten times loses nothing that was answered (seed ${seed})`, async () => {
  const rolls = chance(seed);
  let over = false;
  const answered: string[] = [];
  const writers = Array.from({ length: 3 }, async (_, writer) => {
    for (let round = 0; !over; round++) {
      const id = `restart-${writer}-${round}`;
      for (;;) {
        const { status, retryAfter } = await upload(id, key(id));
        if (status === 201) break;
        expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '2' });
        await wait(100);
      }
      answered.push(id);
    }
  });
  for (let kill = 0; kill < 10; kill++) {
    await wait(200 + rolls.next() * 600);
    await engine.kill();
    await wait(rolls.next() * 500);
    engine = await startEngineOnFile();
    proxy.engine = engine.endpoint;
  }
  over = true;
  await Promise.all(writers);
  room = newsroom(engine.endpoint);
  for (const id of answered) expect([id, await revisions(id)]).toEqual([id, 1]);
  expect(await ask('/health')).toMatchObject({ status: 200 });
  process.stdout.write(`restarts: ${answered.length} stories answered and stored (seed ${seed})\n`);
}, 300_000);

/** The engine itself, with nobody between it and a SIGKILL. */
async function startEngineOnFile() {
  const port = await freePort();
  const child = spawn(engineBinary(), ['--port', String(port), '--db-path', join(folder, 'stories.db')], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let up = false; !up; ) {
    up = await fetch(endpoint).then(
      () => true,
      () => wait(20, false),
    );
  }
  return {
    endpoint,
    async kill() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}
