import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The public address that every document names, whatever port the server has. */
export const SITE = 'https://news.example';
const TOKEN = 'proof';

const { PATH } = process.env;

/** Runs a program in a checkout, without the settings of whoever runs this. Throws with its output if it fails. */
export async function run(checkout, command, args, settings = {}) {
  const child = spawn(command, args, { cwd: checkout, env: { PATH, HOME: tmpdir(), ...settings } });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`${command} ${args.join(' ')} in ${checkout}: ${out}${err}`);
  return out;
}

/**
 * Starts the local server of a checkout on an empty table, with `more` settings. `clock` moves its clock, `ask` sends a request and gives
 * status, headers and bytes of `address`, `bulletin` runs a command of the checkout's command line, `stop` ends it.
 */
export async function startServer(checkout, moment, more = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'bulletin-proof-'));
  const clockFile = join(folder, 'clock');
  const clock = (at) => writeFile(clockFile, at);
  await clock(moment);
  const settings = { PORT: '0', BULLETIN_DATA: ':memory:', BULLETIN_SEED: 'no', BULLETIN_TOKEN: TOKEN };
  // Until 2026-11-29 the server had an entry of its own.
  const own = existsSync(join(checkout, 'bin/start.ts'));
  const start = own ? ['--import', 'tsx', 'bin/start.ts'] : ['bin/bulletin.mjs', 'start'];
  const child = spawn(process.execPath, start, {
    cwd: checkout,
    env: { PATH, HOME: folder, ...settings, BULLETIN_CLOCK: clockFile, BULLETIN_URL: SITE, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true });
  };
  let said = '';
  for await (const part of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += part;
    if (/http:\/\/localhost:\d+\s/.test(said)) break;
  }
  child.stdout.resume();
  const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
  if (address === undefined) throw new Error(`the server of ${checkout} did not start: ${said}`);

  async function ask(method, path, { headers = {}, body } = {}) {
    const token = path.startsWith('/newsroom') ? { authorization: `Bearer ${TOKEN}` } : {};
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(address + path, {
      method,
      headers: { 'accept-encoding': 'identity', ...token, ...type, ...headers },
      redirect: 'manual',
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  const bulletin = (...args) =>
    run(checkout, process.execPath, ['bin/bulletin.mjs', ...args], { BULLETIN_URL: address, BULLETIN_TOKEN: TOKEN });
  return { address, clock, ask, bulletin, stop };
}
