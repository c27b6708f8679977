import { statSync } from 'node:fs';
import { join } from 'node:path';
import { end, START_BUNDLE, serving } from '../harness/server-process';
import { type FlakyNetwork, startFlakyNetwork } from './flaky-network';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

let network: FlakyNetwork;
beforeAll(async () => {
  network = await startFlakyNetwork(newsroom.server.address);
  write('town.txt', 'Town meets\n\nIt met.\n');
  write('river.md', '# River peaks\n\nIt was high.\n');
});
afterAll(() => network.close());

const throughNetwork = (): NodeJS.ProcessEnv => ({
  BULLETIN_URL: network.address,
  BULLETIN_TOKEN: /export BULLETIN_TOKEN=(.+)/.exec(newsroom.server.stdout)?.[1],
});

describe('server and token', () => {
  test('the local server keeps its token for this user only, and only while it runs', async () => {
    expect(statSync(join(newsroom.folder, 'data', 'server.json')).mode & 0o777).toBe(0o600);
    const brief = await serving(START_BUNDLE, { BULLETIN_DATA: join(newsroom.folder, 'brief') });
    const env = { BULLETIN_DATA: join(newsroom.folder, 'brief') };
    expect((await run('list', env)).code).toBe(0);
    await end(brief.child, 'SIGTERM');
    expect(() => statSync(join(newsroom.folder, 'brief', 'server.json'))).toThrow('ENOENT');
  });

  test('without a server at the address, the remedy is to start one', async () => {
    const gone = await startFlakyNetwork('');
    await gone.close();
    const { code, err } = await run('list', { BULLETIN_URL: gone.address, BULLETIN_TOKEN: 'x' });
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(
        /^http:\/\/127.0.0.1:\d+ does not answer: nothing runs there\. Check BULLETIN_URL, or start .*\.\n$/,
      ),
    });
    expect((await run(`publish town.txt --url ${gone.address}`)).code).toBe(3);
  });

  test.each([
    ['is not set', undefined],
    ['is empty', ' '],
  ])('without a token, the error says that the variable %s, and names the places for a token', async (state, token) => {
    const env = { BULLETIN_DATA: ':memory:', BULLETIN_URL: newsroom.server.address, BULLETIN_TOKEN: token };
    const { code, err } = await run('list', env);
    expect(code).toBe(2);
    expect(err).toMatch(/^No token for http:\/\/localhost:\d+: BULLETIN_TOKEN /);
    expect(err).toContain(`BULLETIN_TOKEN ${state}, and login has kept none for this address. A local server prints `);
    expect(err).toMatch(/set BULLETIN_DATA to that folder\.\n$/);
  });

  test('an empty BULLETIN_TOKEN leaves the local server its own token', async () => {
    expect((await run('list', { BULLETIN_TOKEN: '' })).code).toBe(0);
  });

  test('an unknown token stops the command at the first file', async () => {
    const { code, out, err } = await run('publish town.txt river.md', { BULLETIN_TOKEN: 'wrong' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^http:\/\/localhost:\d+ does not know the token in BULLETIN_TOKEN\. A local server prints its token/,
    );
    expect(err).toMatch(/\nNot published: town\.txt, river\.md\n$/);
  });

  test('for a token without the scope, the error names the scope and those of the token', async () => {
    const { token } = JSON.parse((await run('token create reader --scope read --json')).out);
    const { code, err } = await run('publish town.txt', { BULLETIN_TOKEN: token });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        /^http:\/\/localhost:\d+: The token "reader" lacks the scope "write": .* It has: read\. .*token create/,
      ),
    });
  });

  test.each([
    ['news.example', /is not the address of a publication: write it like https:\/\/news\.example/],
    ['https://news.example/rss.xml', /is not the address of a publication/],
    ['http://news.example', /is not encrypted, and others could read the token on its way: use an https address/],
  ])('%s is refused as an address', async (url, remedy) => {
    const { code, err } = await run(['list', '--url', url], { BULLETIN_TOKEN: 'x' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(remedy) });
  });

  test('a token with a line break is refused and not sent', async () => {
    expect(await run('list', { BULLETIN_TOKEN: 'a\nb' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^BULLETIN_TOKEN does not hold a token/),
    });
  });

  test('the token of the local server goes to no other server', async () => {
    const { code } = await run(['list', '--url', network.address]);
    expect(code).toBe(2);
    expect(network.requests.at(-1)).toMatchObject({ method: 'HEAD', path: '/' });
  });
});

describe('a connection that drops', () => {
  test('after the server stored a story: the retry has the same key, and the story is stored once', async () => {
    write('lost.md', '# Lost on the way\n\nText.');
    network.fates('is lost', 'is busy', 'arrives');
    const from = network.requests.length;
    const { code, out, err } = await run('publish lost.md', throughNetwork());
    expect(code).toBe(0);
    expect(out).toMatch(/^lost-on-the-way published /);
    expect(err).toMatch(/broke off the connection .*: trying again, with the same Idempotency-Key \(2 of 4\)\n/);
    expect(err).toMatch(/is busy \(503\): trying again, with the same Idempotency-Key \(3 of 4\)\n/);
    const keys = network.requests.slice(from).map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^\S+$/);
    expect((await run('show lost-on-the-way-2')).code).toBe(1);
  });

  test('during an edit: the edit happens once', async () => {
    network.fates('is lost');
    expect((await run('break lost-on-the-way --for 1h', throughNetwork())).code).toBe(0);
    expect(await newsroom.story('lost-on-the-way')).toMatchObject({ revision: 2, breaking: true });
  });

  test('four times: the command gives up, and a later run publishes nothing twice', async () => {
    write('gone.md', '# Gone\n\nText.');
    network.fates('is lost', 'is lost', 'is lost', 'is lost');
    const { code, err } = await run('publish gone.md town.txt', throughNetwork());
    expect(code).toBe(3);
    expect(err).toMatch(/\(tried 4 times\)\..* The server may have made the change/);
    expect(err).toMatch(/\nNot published: gone\.md, town\.txt\n$/);
    expect((await run('publish gone.md', throughNetwork())).code).toBe(0);
    expect((await run('show gone-2')).code).toBe(1);
  });

  test('another server and a redirect give an error', async () => {
    network.fates('is foreign');
    expect(await run('list', throughNetwork())).toMatchObject({
      code: 2,
      err: expect.stringMatching(/answers 200, but not as a Bulletin server/),
    });
    network.fates('moves');
    expect(await run('list', throughNetwork())).toMatchObject({
      code: 2,
      err: expect.stringMatching(/redirects to https:\/\/elsewhere\.example\//),
    });
  });
});
