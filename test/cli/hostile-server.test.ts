import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command';

// A server that answers with the client's own token, with control sequences, or with a time zone that Node does not know.

const TOKEN = 'Secret-token+0123456789/abc=';
const EVIL = '\u001b]0;title\u0007\u001b[2J\u009b31m\r';
const SIGNS = /[^\P{Cc}\t\n\r]|\r(?!\n)/u;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

let respond: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => respond(request, response));
const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  rmSync(folder, { recursive: true });
  server.close();
});

const run = (line: string, colours = false) => {
  const { port } = server.address() as AddressInfo;
  const env = { BULLETIN_URL: `http://127.0.0.1:${port}`, BULLETIN_TOKEN: TOKEN };
  return runCommand(line.split(' '), { env, cwd: folder, colours });
};

const answer = (status: number, value: unknown) => {
  respond = (_request, response) => response.writeHead(status).end(JSON.stringify(value));
};

test.each([TOKEN, encodeURIComponent(TOKEN)])('a redirect does not repeat the token as %s', async (written) => {
  respond = (_request, response) =>
    response.writeHead(302, { location: `https://login.example/?for=${written}` }).end();
  const { code, err } = await run('list');
  expect([code, err]).toEqual([2, expect.stringContaining('redirects to https://login.example/?for=…')]);
});

const story = {
  ...{ id: `x${EVIL}`, url: `u${EVIL}`, headline: `h${EVIL}`, body: `b${EVIL}`, section: EVIL },
  ...{ publishedAt: EVIL, updatedAt: EVIL, revision: 1, status: 'published', breaking: false },
};
const revision = { revision: 1, at: EVIL, by: EVIL, reason: EVIL, story };

test.each(['list', 'show x', 'history x', 'whoami', 'withdraw x --reason r', 'show x --json'])(
  'no answer to "%s" controls the terminal',
  async (line) => {
    answer(200, {
      ...{ story, stories: [story], revision, revisions: [revision], cursor: EVIL, feeds: [EVIL] },
      ...{ warnings: [{ pointer: `#/${EVIL}`, detail: EVIL }] },
      token: { name: EVIL, scopes: [EVIL] },
      publication: { title: EVIL, url: EVIL, language: 'en', timeZone: EVIL },
    });
    const { code, out, err } = await run(line);
    expect([code, SIGNS.test(out + err)]).toEqual([0, false]);
    if (line.endsWith('--json')) expect(JSON.parse(out)).toMatchObject({ headline: story.headline });
    const coloured = await run(line, true);
    expect((coloured.out + coloured.err).replace(COLOUR, '')).not.toMatch(SIGNS);
  },
);

test('no refusal controls the terminal', async () => {
  answer(422, { status: 422, detail: EVIL, errors: [{ pointer: `#/${encodeURIComponent(EVIL)}`, detail: EVIL }] });
  const { code, err } = await run('show x');
  expect([code, SIGNS.test(err)]).toEqual([1, false]);
});

test('a time zone that this machine does not know is no crash', async () => {
  const publication = { title: 't', url: 'u', language: 'en', timeZone: 'Mars/Olympus' };
  answer(200, { token: { name: 'n', scopes: [] }, publication });
  writeFileSync(join(folder, 'a.md'), '---\nheadline: A\nembargo: 2099-11-22 09:00\n---\nText.\n');
  expect(await run('publish a.md')).toEqual({
    code: 1,
    out: '',
    err:
      'a.md:3: embargo: this machine does not know Mars/Olympus, the time zone of the publication: ' +
      'write the time with its zone, like 2026-11-22T09:00:00+01:00\n',
  });
});
