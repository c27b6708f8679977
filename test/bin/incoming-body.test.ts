import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type BodyBounds, type IncomingBody, readIncomingBody } from '../../bin/local/incoming-body';
import { openPort, type Port } from '../../bin/local/port';
import { requestListener } from '../../bin/local/request-listener';
import { ProblemError } from '../../lambdas/http/problem-details';
import { readBodyText } from '../../lambdas/http/request-body';

const PIECE = Buffer.alloc(64 * 1024, 'a');
const MB = 1_000_000;

/** The answer to a client that sends the whole body before it reads anything, as Python's http.client does. */
async function sendAll(port: number, head: string[], bytes: number, isChunked: boolean): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1').pause();
  const write = async (data: Buffer | string) => {
    if (!socket.write(data)) await once(socket, 'drain');
  };
  const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes}`;
  await write(`${[...head, length].join('\r\n')}\r\n\r\n`);
  for (let left = bytes; left > 0; left -= PIECE.length) {
    const piece = PIECE.subarray(0, Math.min(left, PIECE.length));
    if (isChunked) await write(`${piece.length.toString(16)}\r\n`);
    await write(piece);
    if (isChunked) await write('\r\n');
  }
  if (isChunked) await write('0\r\n\r\n');
  return text(socket);
}

const status = (answer: string) => Number(answer.slice(9, 12));

describe('a client that sends the whole body first sees', () => {
  let port: Port;
  let sizes: number[];
  beforeEach(async () => {
    sizes = [];
    port = await openPort(0);
    const publish = {
      async fetch(request: Request) {
        if (!request.headers.has('authorization')) return new Response('', { status: 401 });
        try {
          sizes.push((await readBodyText(request)).length);
          return new Response('', { status: 201 });
        } catch (error) {
          return new Response('', { status: error instanceof ProblemError ? error.problem.status : 500 });
        }
      },
    };
    const read = { fetch: () => new Response('', { status: 405 }) };
    port.answer(
      requestListener({ origin: 'https://news.example', clock: () => '2013-06-03T20:00:00Z', read, publish }),
    );
  });
  afterEach(() => port.stop());

  const POST = ['POST /newsroom/stories HTTP/1.1', 'Host: localhost', 'Connection: close'];
  const TOKEN = 'Authorization: Bearer a';

  test.each<[number, string, string[]]>([
    [413, 'of a body that is too large', [...POST, TOKEN]],
    [415, 'of a compressed body', [...POST, TOKEN, 'Content-Encoding: gzip']],
    [401, 'without a token', POST],
    [405, 'of an address that takes no body', ['POST /rss.xml HTTP/1.1', 'Host: localhost', 'Connection: close']],
    [405, 'of a GET with a body', ['GET /rss.xml HTTP/1.1', 'Host: localhost', 'Connection: close']],
    [400, 'of a wrong Host', ['POST / HTTP/1.1', 'Host: a/b', 'Connection: close']],
    [400, 'of a wrong target', ['POST * HTTP/1.1', 'Host: a', 'Connection: close']],
  ])('the %i %s', async (expected, _, head) => {
    for (const isChunked of [false, true]) {
      expect(status(await sendAll(port.number, head, 5 * MB, isChunked))).toBe(expected);
    }
    expect(status(await sendAll(port.number, head, 50 * MB, true))).toBe(expected);
  });

  test('the 201 of a body of a megabyte, with each of its bytes', async () => {
    for (const isChunked of [false, true])
      expect(status(await sendAll(port.number, [...POST, TOKEN], MB, isChunked))).toBe(201);
    expect(sizes).toEqual([MB, MB]);
  });

  test('the 413 on a connection that then takes the next request', async () => {
    const first = Buffer.concat([Buffer.alloc(2 * MB, 'a'), Buffer.from(`${POST.join('\r\n')}\r\n\r\n`)]);
    const socket = connect(port.number, '127.0.0.1').setEncoding('latin1');
    socket.write(`POST /newsroom/stories HTTP/1.1\r\nHost: a\r\n${TOKEN}\r\nContent-Length: ${2 * MB}\r\n\r\n`);
    socket.write(first);
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 401']);
  });
});

test('a client that sends more than 100 MB is answered, and its connection ends', async () => {
  const port = await openPort(0);
  const side = { fetch: () => new Response('', { status: 413 }) };
  port.answer(
    requestListener({ origin: 'https://news.example', clock: () => '2013-06-03T20:00:00Z', read: side, publish: side }),
  );
  const socket = connect(port.number, '127.0.0.1').setEncoding('latin1');
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  // The server closes before it has read all, which resets the connection.
  socket.on('error', () => {});
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${200 * MB}\r\n\r\n`);
  for (let sent = 0; sent <= 101 * MB; sent += 100 * PIECE.length) socket.write(Buffer.alloc(100 * PIECE.length, 'a'));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close\r\n/i);
  await port.stop();
});

describe('the bounds of a body', () => {
  let server: Server;
  let read: Promise<IncomingBody | undefined>;
  const listenWith = async (bounds: BodyBounds): Promise<number> => {
    server = createServer((incoming, outgoing) => {
      read = readIncomingBody(incoming, bounds);
      void read.then((body) => outgoing.writeHead(body?.isRead ? 200 : 413, { connection: 'close' }).end());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const head = (length: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

  test('the beginning is kept, and the rest is read', async () => {
    const port = await listenWith({ kept: 10, read: 1_000, milliseconds: 5_000 });
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    socket.write(`${head(400)}${'0123456789abcdef'.repeat(25)}`);
    expect(status(await text(socket))).toBe(200);
    expect(await read).toEqual({ bytes: Buffer.from('0123456789'), isRead: true });
  });

  test('a body of more bytes is answered, and the connection ends', async () => {
    const port = await listenWith({ kept: 10, read: 1_000, milliseconds: 60_000 });
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    socket.write(`${head(2_000)}${'a'.repeat(1_500)}`);
    expect(status(await text(socket))).toBe(413);
    expect(await read).toEqual({ bytes: Buffer.alloc(10, 'a'), isRead: false });
  });

  test.each([
    ['that says how large it is', 2_000, ''],
    ['that has sent more than is kept', undefined, `14\r\n${'a'.repeat(20)}\r\n`],
  ])('a body %s and then stops is answered in time, and the connection ends', async (_, length, sent) => {
    const port = await listenWith({ kept: 10, read: 1_000, milliseconds: 200 });
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    const chunked = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    socket.write(`${length === undefined ? chunked : head(length)}${sent}`);
    expect(status(await text(socket))).toBe(413);
  });

  test('a client that leaves ends the reading', async () => {
    const port = await listenWith({ kept: 10, read: 1_000, milliseconds: 60_000 });
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head(500)}abc`);
    await once(server, 'request');
    socket.destroy();
    expect(await read).toBeUndefined();
  });
});
