import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { openPort, type Port } from '../../bin/local/port';
import { requestListener, type Side } from '../../bin/local/request-listener';
import { BROWSER } from '../../lambdas/http/routes';

/** An app that answers with the request it received. */
const echoing = (side: string): Side => ({
  async fetch(request, { target }) {
    const { method, url, headers } = request;
    if (url.endsWith('/slow')) await setTimeout(200);
    const bytes = method === 'GET' || method === 'HEAD' ? 0 : (await request.arrayBuffer()).byteLength;
    const echo = JSON.stringify({ side, method, url, target, bytes, headers: Object.fromEntries(headers) });
    return new Response(method === 'HEAD' ? null : echo, { headers: { 'content-length': String(echo.length) } });
  },
});

let now = '2013-06-03T20:00:00Z';
let port: Port;
beforeEach(async () => {
  port = await openPort(0);
  const clock = () => {
    if (now === '') throw new Error('no time');
    return now;
  };
  const sides = { read: echoing('read'), publish: echoing('publish') };
  port.answer(requestListener({ origin: 'https://news.example', clock, ...sides }));
});
afterEach(async () => {
  now = '2013-06-03T20:00:00Z';
  await port.stop();
});

/** The whole answer to these lines, until the server closes the connection. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(port.number, '127.0.0.1').setEncoding('latin1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return text(socket);
}

const get = (target: string, ...headers: string[]) =>
  raw(`GET ${target} HTTP/1.1`, 'Host: localhost', ...headers, 'Connection: close');
const echoIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
const status = (answer: string) => Number(answer.slice(9, 12));

test.each([
  ['/', 'read'],
  ['/newsroom', 'publish'],
  ['/newsroom/stories?x', 'publish'],
  ['/newsrooms', 'read'],
  ['/a/../newsroom/stories', 'publish'],
  ['//newsroom/stories', 'read'],
])('%s is for the %s side', async (target, side) => {
  expect(echoIn(await get(target)).side).toBe(side);
});

test('path and query arrive as sent, with the configured origin and not the host of the client', async () => {
  const target = '/a%2Fb/%zz?x=%ff&x=1&y=%2B+';
  for (const sent of [target, `http://evil.example${target}`]) {
    expect(echoIn(await get(sent, 'X-Forwarded-Host: evil.example')).url).toBe(`https://news.example${target}`);
  }
});

test.each(['/x/../rss.xml?a=%2e', '//evil.example', '/./%72ss.xml', '/'])(
  'the app gets the target %s as sent, besides its URL',
  async (target) => {
    for (const sent of [target, `http://evil.example${target}`]) expect(echoIn(await get(sent)).target).toBe(target);
  },
);

test('headers arrive in any case, and repeated ones all arrive', async () => {
  const { headers } = echoIn(await get('/', 'x-one: a', 'X-ONE: b', 'If-None-Match: "a"', 'if-none-match: "b"'));
  expect(headers).toMatchObject({ 'x-one': 'a, b', 'if-none-match': '"a", "b"', host: 'localhost' });
});

describe('the header of a browser', () => {
  const headersOf = async (target: string, ...headers: string[]) => echoIn(await get(target, ...headers)).headers;

  test.each(['/rss.xml', '/x/../rss.xml?a', '/nowhere', '/a/%zz'])(
    'is set where a browser opens %s',
    async (target) => {
      expect(await headersOf(target, 'Sec-Fetch-Dest: document')).toMatchObject({ [BROWSER]: '1' });
      expect(await headersOf(target, 'Sec-Fetch-Dest: empty')).not.toHaveProperty(BROWSER);
      expect(await headersOf(target)).not.toHaveProperty(BROWSER);
    },
  );

  test.each(['/', '/stories/a?b', '/stories/%zz', '/newsroom', '/newsroom/stories', '/rss.xml?document'])(
    'is not set for %s',
    async (target) => {
      expect(await headersOf(target, 'Sec-Fetch-Dest: document')).not.toHaveProperty(BROWSER);
    },
  );

  test('is deleted where a client sends it, once or several times', async () => {
    for (const target of ['/rss.xml', '/', '/newsroom/stories'])
      expect(await headersOf(target, `${BROWSER}: 1`, `${BROWSER.toUpperCase()}: 1`)).not.toHaveProperty(BROWSER);
    const answer = await fetch(`http://localhost:${port.number}/newsroom/stories`, {
      ...{ method: 'POST', body: 'x', headers: { [BROWSER]: '1' } },
    });
    const echo = (await answer.json()) as { headers: object; bytes: number };
    expect(echo.bytes).toBe(1);
    expect(echo.headers).not.toHaveProperty(BROWSER);
  });
});

test('a body arrives whole', async () => {
  const body = 'ü'.repeat(300_000);
  const answer = await fetch(`http://localhost:${port.number}/newsroom/stories`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ side: 'publish', method: 'POST', bytes: 600_000 });
});

test('HEAD has the length and no body', async () => {
  const answer = await raw('HEAD / HTTP/1.1', 'Host: localhost', 'Connection: close');
  expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*content-length: \d+\r\n[\s\S]*\r\n\r\n$/i);
});

test('HTTP/1.0 is answered without a Host and without chunks', async () => {
  const answer = await raw('GET / HTTP/1.0');
  expect(status(answer)).toBe(200);
  expect(answer).not.toMatch(/transfer-encoding/i);
});

test('OPTIONS * is a request for the whole server', async () => {
  const answer = await raw('OPTIONS * HTTP/1.1', 'Host: localhost', 'Connection: close');
  expect(echoIn(answer)).toMatchObject({ method: 'OPTIONS', url: 'https://news.example/' });
});

test('two requests sent at once get two answers, in their order', async () => {
  const answers = await raw('GET /slow HTTP/1.1', 'Host: a', '', 'GET /2 HTTP/1.1', 'Host: a', 'Connection: close');
  expect(answers.match(/news\.example\/\w+/g)).toEqual(['news.example/slow', 'news.example/2']);
});

test.each<[string, string[]]>([
  ['no Host', ['GET / HTTP/1.1']],
  ['two Hosts', ['GET / HTTP/1.1', 'Host: a', 'Host: b']],
  ['an invalid Host', ['GET / HTTP/1.1', 'Host: a/b@c']],
  ['an asterisk for GET', ['GET * HTTP/1.1', 'Host: a']],
  ['a backslash in the path', ['GET /\\evil.example HTTP/1.1', 'Host: a']],
  ['a blank before a colon', ['GET / HTTP/1.1', 'Host: a', 'X : b']],
  ['both lengths', ['POST / HTTP/1.1', 'Host: a', 'Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', '']],
  ['an unknown method', ['BREW / HTTP/1.1', 'Host: a']],
  ['a greeting in TLS', ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']],
])('%s is a 400', async (_, [first = '', ...rest]) => {
  expect(status(await raw(first, ...rest.slice(0, 1), 'Connection: close', ...rest.slice(1)))).toBe(400);
});

test.each<[string, string[]]>([
  ['one header of 100 KB', [`X: ${'a'.repeat(100_000)}`]],
  ['3000 headers', Array.from({ length: 3_000 }, (_, i) => `X-${i}: aaaaaaaaaaaaaaaaaaaa`)],
])('%s is a 431', async (_, headers) => {
  expect(status(await get('/', ...headers))).toBe(431);
});

test('Date follows the clock', async () => {
  expect(await get('/')).toMatch(/^date: Mon, 03 Jun 2013 20:00:00 GMT\r$/im);
  now = '2030-01-02T03:04:05Z';
  expect(await get('/')).toMatch(/^date: Wed, 02 Jan 2030 03:04:05 GMT\r$/im);
});

test('a clock without a time is a 500, and the server goes on', async () => {
  now = '';
  expect(await get('/')).toMatch(/^HTTP\/1\.1 500 [\s\S]*no time/);
  now = '2030-01-02T03:04:05Z';
  expect(status(await get('/'))).toBe(200);
});

test('a stop finishes the running request and accepts no other', async () => {
  const slow = get('/slow');
  await setTimeout(50);
  const stopped = port.stop();
  await expect(fetch(`http://localhost:${port.number}/`)).rejects.toThrow();
  expect(status(await slow)).toBe(200);
  await stopped;
  port = await openPort(0);
});

test('requests that arrive before the app wait for it', async () => {
  const early = await openPort(0);
  const answer = fetch(`http://localhost:${early.number}/`);
  early.answer((_, response) => response.end('here'));
  expect(await (await answer).text()).toBe('here');
  await early.stop();
});

test('a port in use gives an error with the remedy', async () => {
  await expect(openPort(port.number)).rejects.toThrow(
    `Port ${port.number} is in use: set PORT to another port, or to 0 for a free one.`,
  );
});
