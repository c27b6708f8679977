import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, isGone, killLeftOvers, outcome, START, START_BUNDLE, serving } from '../harness/server-process';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterEach(() => {
  killLeftOvers();
  rmSync(folder, { recursive: true, force: true });
});
jest.setTimeout(20_000);

const engineIn = (data: string) => readFileSync(join(data, 'engine-address'), 'utf8');

describe('the local server', () => {
  test('it serves the seed story, accepts the token that it printed, and writes nothing to stderr', async () => {
    const { child, address, stdout } = await serving(START);
    let stderr = '';
    child.stderr.on('data', (part) => {
      stderr += part;
    });
    expect(await (await fetch(`${address}/rss.xml`)).text()).toContain('Kerry');
    const token = /export BULLETIN_TOKEN=(.+)/.exec(stdout)?.[1];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    // The upload that the start screen prints.
    const [, upload = '', body = ''] = /curl (\S+)[\s\S]*?-d '(.*)'/.exec(stdout) ?? [];
    expect(upload).toBe(`${address}/newsroom/stories`);
    expect((await fetch(upload, { method: 'POST', headers, body })).status).toBe(201);
    expect((await fetch(`${address}/newsroom/stories`, { headers })).status).toBe(200);
    expect((await fetch(`${address}/newsroom/stories`)).status).toBe(401);
    expect(await end(child, 'SIGINT')).toBe(0);
    expect(stderr).toBe('');
  });

  test('it keeps the stories for the next start, and uses the token of BULLETIN_TOKEN', async () => {
    const settings = { BULLETIN_DATA: folder, BULLETIN_TOKEN: 'one-of-mine' };
    const first = await serving(START, settings);
    expect(first.stdout).not.toContain('one-of-mine');
    const seed = 'kerry-fears-fallout-from-fighting-in-syrian-town';
    expect(first.stdout).toContain('The first story is of 2013. It is breaking news until its flag is cleared.');
    expect(first.stdout).toContain(`\n  BULLETIN_DATA=${folder} ./bin/bulletin.mjs unbreak ${seed}\n`);
    const headers = { authorization: 'Bearer one-of-mine' };
    const cleared = await fetch(`${first.address}/newsroom/stories/${seed}/breaking`, { method: 'DELETE', headers });
    expect(cleared.status).toBe(200);
    const etag = (await fetch(`${first.address}/feed.json`)).headers.get('etag');
    const engine = engineIn(folder);
    expect(await end(first.child, 'SIGTERM')).toBe(0);
    expect(await isGone(engine)).toBe(true);
    const second = await serving(START, { ...settings, BULLETIN_URL: first.address });
    expect(second.stdout).not.toContain('unbreak');
    expect((await fetch(`${second.address}/feed.json`)).headers.get('etag')).toBe(etag);
    await end(second.child, 'SIGHUP');
  });
});

describe('the engine of a server ends', () => {
  test('when the server is killed', async () => {
    const { child } = await serving(START_BUNDLE, { BULLETIN_DATA: folder });
    const engine = engineIn(folder);
    expect((await fetch(engine)).status).toBe(200);
    await end(child, 'SIGKILL');
    expect(await isGone(engine)).toBe(true);
  });

  test('when its parent is killed', async () => {
    const shell = ['sh', '-c', `${START_BUNDLE.join(' ')} & wait`];
    const { child, address } = await serving(shell, { BULLETIN_DATA: folder });
    let stderr = '';
    child.stderr.on('data', (part) => {
      stderr += part;
    });
    const engine = engineIn(folder);
    await end(child, 'SIGKILL');
    expect(await isGone(address)).toBe(true);
    expect(await isGone(engine)).toBe(true);
    expect(stderr).toBe('The program that started this server has ended, and so the server stops.\n');
  });

  test('when npm is killed and leaves its shell behind', async () => {
    const { child, address } = await serving(['npm', 'start'], { BULLETIN_DATA: folder });
    const engine = engineIn(folder);
    await end(child, 'SIGKILL');
    expect(await isGone(address)).toBe(true);
    expect(await isGone(engine)).toBe(true);
  });
});

describe('a start that fails prints one line and exits with 1', () => {
  test('without a DynamoDB at the address', async () => {
    const { code, stdout, stderr } = await outcome(START_BUNDLE, { AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:9' });
    expect(stderr).toMatch(
      /^Table bulletin of DynamoDB at http:\/\/localhost:9 .*: check AWS_ENDPOINT_URL_DYNAMODB.*\n$/,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('with an unknown option: one line more names the help', async () => {
    const { code, stdout, stderr } = await outcome([...START, '--port=80']);
    expect(stderr).toBe("error: unknown option '--port=80'\nHelp: npm start -- --help\n");
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('the token is made once, for this user only, and holds after the next start; git leaves the folder out', async () => {
  const data = join(folder, 'data');
  const tokens: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const { child, address, stdout } = await serving(START_BUNDLE, { BULLETIN_DATA: data });
    const token = /export BULLETIN_TOKEN=(.+)/.exec(stdout)?.[1];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${address}/newsroom/stories`, { headers })).status).toBe(200);
    tokens.push(token);
    await end(child, 'SIGTERM');
  }
  expect(tokens[1]).toBe(tokens[0]);
  expect(statSync(join(data, 'token')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(data, '.gitignore'), 'utf8')).toBe('*\n');
});

test('a folder that was there already gets no .gitignore', async () => {
  const { child } = await serving(START_BUNDLE, { BULLETIN_DATA: folder });
  await end(child, 'SIGTERM');
  expect(existsSync(join(folder, '.gitignore'))).toBe(false);
});

test('the help of start names the settings, by npm start in the clone', async () => {
  const { code, stdout } = await outcome([...START, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: npm start\n/);
  expect(stdout).toContain('PORT=8080 npm start\n');
});
