import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, START, serving } from '../../test/harness/server-process';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { environmentOf } from '../harness/functions';
import { ask, requestsASecond } from '../harness/http-clients';
import { hold, type Measure, type Row, ratioRow, round } from '../harness/measure';
import { median } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const CLIENTS = 16;

/** The local server, 16 connections at once, against a bare one that reads as much and sends the same bytes. */
export const localServer: Measure = async ({ quick }) => {
  const bench = await startBench();
  const table = await bench.table('local-server');
  await upload(table, newestStories(50));
  const { endpoint } = bench.engine;
  const { AWS_LAMBDA_FUNCTION_NAME: _, ...environment } = environmentOf({
    endpoint,
    table: table.name,
    environment: {},
  });
  const ours = await serving(START, environment);
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-bare-'));
  const rows: Row[] = [];
  try {
    const whole = { 'accept-encoding': 'br' };
    const { etag = '' } = (await ask(`${ours.address}/rss.xml`, whole)).headers;
    for (const [what, headers, status] of [
      ['unchanged poll, 304', { ...whole, 'if-none-match': etag }, 304],
      ['unchanged feed in full, brotli', whole, 200],
    ] as const) {
      const address = `${ours.address}/rss.xml`;
      const answer = await ask(address, headers);
      const bare = await startBare(join(folder, `${status}.json`), answer, endpoint, table.name);
      const same = await ask(bare.address, headers);
      hold('the bare server sends the same', [same.status, same.body.equals(answer.body)], [status, true]);

      const load = { clients: CLIENTS, milliseconds: quick ? 200 : 2_000, expected: status };
      const rates = { ours: [] as number[], bare: [] as number[] };
      for (let attempt = quick ? 1 : 0; attempt < (quick ? 2 : 10); attempt++) {
        const our = await requestsASecond(address, headers, load);
        const their = await requestsASecond(bare.address, headers, load);
        if (attempt === 0) continue;
        rates.ours.push(our);
        rates.bare.push(their);
      }
      bare.child.kill();
      rows.push(
        ratioRow({
          what: `${what}, through the local server, ${CLIENTS} connections`,
          yardstick: 'bare node:http that does one SDK GetItem and sends the same bytes',
          ratio: median(rates.ours.map((rate, n) => rate / (rates.bare[n] ?? Number.NaN))),
          goal: { atLeast: 0.7 },
          figures: `${round(median(rates.ours))} to ${round(median(rates.bare))} requests a second`,
        }),
      );
    }
  } finally {
    await end(ours.child, 'SIGTERM');
    await bench.stop();
    rmSync(folder, { recursive: true });
  }
  return { rows };
};

async function startBare(file: string, { status, headers, body }: Awaited<ReturnType<typeof ask>>, ...where: string[]) {
  const { connection: _, 'keep-alive': __, ...sent } = headers;
  writeFileSync(file, JSON.stringify({ status, headers: sent, body: body.toString('base64') }));
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../bare-server.ts'), file, ...where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, address: `http://127.0.0.1:${String(port).trim()}/` };
}
