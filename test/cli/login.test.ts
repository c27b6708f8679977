import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tokensFile } from '../../bin/cli/server/kept-tokens';
import { BULLETIN_BUNDLE } from '../harness/server-process';
import { runCommand } from './command';
import { fakeTerminal } from './fake-terminal';
import { type FlakyNetwork, startFlakyNetwork } from './flaky-network';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const settings = join(newsroom.folder, 'settings');
const file = join(settings, 'bulletin', 'tokens.json');

let url: string;
let token: string;
let network: FlakyNetwork;
beforeAll(async () => {
  url = newsroom.server.address;
  network = await startFlakyNetwork(url);
  ({ token } = JSON.parse((await newsroom.run('token create ann --scope read,write --json')).out));
});
afterAll(() => network.close());
beforeEach(() => rmSync(settings, { recursive: true, force: true }));

/** An editor's machine: no clone, and no data folder of a local server. */
const machine = (env: NodeJS.ProcessEnv = {}) => ({ XDG_CONFIG_HOME: settings, BULLETIN_DATA: ':memory:', ...env });
const run = (line: string, env: NodeJS.ProcessEnv = {}) =>
  runCommand(line.split(' '), { env: machine(env), cwd: newsroom.folder });
const login = (keys: string, address = url, env: NodeJS.ProcessEnv = {}) =>
  runCommand(['login', address], { env: machine(env), input: fakeTerminal(keys) });
const keptTokens = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
const keep = (tokens: Readonly<Record<string, string>>): void => {
  mkdirSync(join(settings, 'bulletin'), { recursive: true });
  writeFileSync(file, JSON.stringify(tokens), { mode: 0o600 });
};

describe('login', () => {
  test('keeps the token for its address and this user alone, and never shows it', async () => {
    const { code, out, err } = await login(`${token}\r`);
    expect({ code, out }).toEqual({
      code: 0,
      out:
        `Logged in to Bulletin at ${url} as "ann". Scopes: read, write.\n` +
        `Commands use this publication until: bulletin logout ${url}\n`,
    });
    expect(err).toBe(`Token for ${url} (not shown): \n`);
    expect(keptTokens()).toEqual({ [url]: token });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(settings, 'bulletin')).mode & 0o777).toBe(0o700);
    const { out: list, err: listErr } = await run('list');
    expect(list).toMatch(/kerry-fears/);
    expect(listErr).toBe(`Publication: ${url}\n`);
  });

  test('in a script reads the token from standard input', async () => {
    const child = spawn(BULLETIN_BUNDLE[0] ?? '', [...BULLETIN_BUNDLE.slice(1), 'login', url, '--json'], {
      env: { PATH: process.env.PATH, ...machine() },
    });
    child.stdin.end(`${token}\n`);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ code: child.exitCode, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ server: url, token: { name: 'ann' }, publication: { title: 'Bulletin' } });
    expect(out).not.toContain(token);
    expect(keptTokens()).toEqual({ [url]: token });
  });

  test.each([
    [
      'an unknown token',
      'wrong\r',
      1,
      /^Token .*\nhttp:\/\/localhost:\d+ does not know this token: copy the whole token/,
    ],
    ['no token', '\r', 2, /\nNo token was given\. Nothing was changed\.\n$/],
    ['two words', 'one two\r', 2, /\nThis is not a token: copy the whole token, on one line\.\n$/],
    ['Ctrl-C', 'abc\u0003', 1, /\nNothing was changed\.\n$/],
    ['the end of the input', '\u0004', 1, /\nNothing was changed\.\n$/],
  ])('keeps nothing after %s', async (_, keys, code, err) => {
    expect(await login(keys)).toEqual({ code, out: '', err: expect.stringMatching(err) });
    expect(existsSync(file)).toBe(false);
  });

  test('asks for no token if another kind of server answers, or none', async () => {
    network.fates('is foreign');
    const foreign = await login(`${token}\r`, network.address);
    expect(foreign).toMatchObject({ code: 2, err: expect.stringMatching(/^http:.* but not as a Bulletin server/) });
    const gone = await startFlakyNetwork('');
    await gone.close();
    expect(await login(`${token}\r`, gone.address)).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^http:\/\/127.* nothing runs there\. Check the address, or start the local server/),
    });
  });

  test.each([
    ['http://news.example', /^http:\/\/news\.example is not encrypted/],
    ['localhost:3000', /^Write the address of the publication, like http:\/\/localhost:3000\.\n$/],
    ['news.example/', /^Write the address of the publication, like https:\/\/news\.example\.\n$/],
    ['https://news.example:8443/rss.xml', /, like https:\/\/news\.example:8443\.\n$/],
    ['eyJhbGciOi.eyJzdWIi.SflKxwRJ', /^Write the address of the publication, like https:\/\/news\.example\.\n$/],
    ['secret-token', /^Write the address of the publication, like https:\/\/news\.example\.\n$/],
  ])('to %s is refused before the question', async (address, err) => {
    expect(await login(`${token}\r`, address)).toEqual({ code: 2, out: '', err: expect.stringMatching(err) });
  });

  test('is asked for no token where the terminal would show it', async () => {
    const { askSecret } = await import('../../bin/cli/terminal/ask-secret');
    const script = fakeTerminal('secret\r');
    const shell = { env: {}, out: () => {}, err: () => {} };
    await expect(askSecret('Token: ', shell, script)).rejects.toThrow('leave standard error on the terminal');
  });

  test('says that BULLETIN_TOKEN is used before the kept token', async () => {
    const { out } = await login(`${token}\r`, url, { BULLETIN_TOKEN: 'other' });
    expect(out).toMatch(/\nCommands use BULLETIN_TOKEN before this token\.\n$/);
    const { code, err } = await run('list', { BULLETIN_TOKEN: 'other' });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        / does not know the token in BULLETIN_TOKEN\..* commands use the token that login has kept/,
      ),
    });
  });
});

describe('a kept token', () => {
  test('goes to no other address', async () => {
    keep({ [url]: token });
    const from = network.requests.length;
    const { code, err } = await run(`list --url ${network.address}`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^No token for http:\/\/127/) });
    expect(network.requests.slice(from).map(({ method }) => method)).toEqual(['HEAD']);
  });

  test('goes nowhere without encryption', async () => {
    keep({ 'http://news.example': token });
    expect(await run('list')).toMatchObject({ code: 2, err: expect.stringMatching(/is not encrypted/) });
  });

  test('in a file that others may read is refused with the remedy', async () => {
    keep({ [url]: token });
    chmodSync(file, 0o640);
    for (const line of ['list', `list --url ${url}`, `logout ${url}`]) {
      expect(await run(line)).toEqual({
        code: 2,
        out: '',
        err: `Other users may read the tokens in ${file}: chmod 600 ${file}\n`,
      });
    }
    const { code, err } = await login(`${token}\r`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('chmod 600') });
  });

  test('in a file that holds something else gets the remedy', async () => {
    mkdirSync(join(settings, 'bulletin'), { recursive: true });
    writeFileSync(file, '["x"]', { mode: 0o600 });
    expect(await run('list')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/does not hold tokens: delete this/),
    });
  });

  test('that is damaged is not sent', async () => {
    keep({ [url]: 'a\nb' });
    expect(await run('list')).toEqual({
      code: 2,
      out: '',
      err: `The token for ${url} from login is damaged: bulletin login ${url}\n`,
    });
  });

  test('that is revoked is named with its publication and the people to ask', async () => {
    keep({ [url]: 'revoked' });
    const { code, err } = await run('list');
    expect({ code, err }).toEqual({
      code: 1,
      err: `Publication: ${url}\n${url} does not know the token that login has kept. Ask the people who run this publication for a new one, then: bulletin login ${url}\n`,
    });
  });

  test('is never shown, though a server repeats it in an error', async () => {
    const { createServer } = await import('node:http');
    const echo = createServer((request, response) => {
      const detail = `bad: ${request.headers.authorization}`;
      response
        .writeHead(400, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ status: 400, detail }));
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const address = `http://127.0.0.1:${(echo.address() as { port: number }).port}`;
    keep({ [address]: token });
    const { err } = await run('list');
    echo.closeAllConnections();
    await once(echo.close(), 'close');
    expect(err).toBe(`Publication: ${address}\nbad: Bearer …\n`);
  });
});

describe('without a named server', () => {
  const local = { BULLETIN_DATA: newsroom.data };

  test('nothing runs here and nothing is kept: the error names both remedies', async () => {
    mkdirSync(join(newsroom.folder, 'killed'));
    writeFileSync(join(newsroom.folder, 'killed', 'server.json'), '{"address":"http://localhost:1","token":"x"}');
    const env = { BULLETIN_DATA: join(newsroom.folder, 'killed') };
    const remedy = 'No local server runs here: npm start. Or name a publication: --url https://news.example';
    const program = join(process.cwd(), 'bin/bulletin.mjs');
    expect(await runCommand(['list'], { env: machine(env), program })).toEqual({
      code: 3,
      out: '',
      err: expect.stringMatching(new RegExp(`^http://localhost:1 .*\\. ${remedy}\n$`)),
    });
    expect((await run('feeds', env)).err).toContain('No local server runs here: bulletin start. Or name a publication');
  });

  test('the local server and a kept publication: the command refuses to guess', async () => {
    keep({ 'https://news.example': token });
    for (const line of ['list', 'withdraw river --reason x', 'feeds', 'whoami']) {
      expect(await run(line, local)).toEqual({
        code: 2,
        out: '',
        err: `You could mean ${url} (the local server) or https://news.example (login): name one, with --url ${url} or in BULLETIN_URL.\n`,
      });
    }
    expect((await run(`list --url ${url}`, local)).code).toBe(0);
    expect((await run('list', { ...local, BULLETIN_URL: url })).code).toBe(0);
  });

  test('a publication that is the local server is one server', async () => {
    keep({ [url]: token });
    expect(await run('whoami --json', local)).toMatchObject({ code: 0, err: '' });
  });

  test('two kept publications: the command refuses to guess', async () => {
    keep({ [url]: token, [network.address]: token });
    expect(await run('list')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^You could mean .* \(login\) or /),
    });
    const { out } = await login(`${token}\r`);
    expect(out).toContain(`Other publications are kept too (${network.address}): name one in each command`);
  });
});

describe('logout', () => {
  test('removes the token of one address', async () => {
    keep({ [url]: token, 'https://news.example': token });
    expect(await run(`logout ${url}/`)).toEqual({
      code: 0,
      out: `The token for ${url} is removed from this machine.\n`,
      err: '',
    });
    expect(keptTokens()).toEqual({ 'https://news.example': token });
    expect((await run('logout --json')).out).toBe('{"server":"https://news.example","removed":true}\n');
    expect(existsSync(file)).toBe(false);
    expect(await run('logout')).toEqual({ code: 0, out: 'No token is kept.\n', err: '' });
    expect((await run(`logout ${url}`)).out).toBe(`No token is kept for ${url}.\n`);
  });

  test('with several tokens needs the address', async () => {
    keep({ [url]: token, 'https://news.example': token });
    expect(await run('logout')).toMatchObject({ code: 2, err: expect.stringMatching(/name one of these addresses/) });
    expect(await run('logout news')).toMatchObject({ code: 2, err: expect.stringMatching(/^Write the address/) });
  });
});

describe('whoami', () => {
  const shown = (address: string, from: string, name: string, tokenFrom: string, scopes: string) =>
    `server       ${address} (from ${from})\npublication  Bulletin\ntoken        ${name} (from ${tokenFrom})\nscopes       ${scopes}\ntime zone    UTC\n`;

  test('shows server, token, scopes and time zone, and where address and token come from', async () => {
    keep({ [url]: token });
    expect((await run('whoami')).out).toBe(shown(url, 'login', 'ann', 'login', 'read, write'));
    expect((await run(`whoami --url ${url}`, { BULLETIN_TOKEN: token })).out).toBe(
      shown(url, '--url', 'ann', 'BULLETIN_TOKEN', 'read, write'),
    );
    const { out } = await newsroom.run('whoami');
    expect(out).toMatch(/\(from local server\)\npublication .*\ntoken +\S+ \(from local server\)\n/);
  });

  test('prints JSON without the token', async () => {
    keep({ [url]: token });
    const { out } = await run('whoami --json');
    expect(out).not.toContain(token);
    expect(JSON.parse(out)).toEqual({
      server: url,
      addressFrom: 'login',
      token: { name: 'ann', scopes: ['read', 'write'] },
      tokenFrom: 'login',
      publication: { title: 'Bulletin', url, language: 'en', timeZone: 'UTC' },
    });
  });
});

test.each([
  ['linux', { XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/x/bulletin/tokens.json'],
  ['linux', { XDG_CONFIG_HOME: 'relative', HOME: '/h' }, '/h/.config/bulletin/tokens.json'],
  ['darwin', { HOME: '/h' }, '/h/.config/bulletin/tokens.json'],
  ['win32', { APPDATA: '/h/AppData/Roaming', XDG_CONFIG_HOME: '/x' }, '/h/AppData/Roaming/bulletin/tokens.json'],
] as const)('on %s with %j tokens are kept in %s', (platform, env, expected) => {
  expect(tokensFile(env, platform)).toBe(expected);
});
