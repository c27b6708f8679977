import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { createMissingMediaFinder } from '../../../bin/cli/stories/missing-media';

let server: Server;
let site: string;
const requests: string[] = [];

beforeAll(async () => {
  server = createServer(({ method, url = '' }, response) => {
    requests.push(`${method} ${url}`);
    if (url.startsWith('/moved')) return response.writeHead(302, { location: '/gone.png' }).end();
    const isRefused = url.startsWith('/get-only') && method === 'HEAD';
    const status = isRefused ? 405 : url.startsWith('/gone') || url.startsWith('/get-only-gone') ? 404 : 200;
    response.writeHead(url.startsWith('/forbidden') ? 403 : status).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => requests.splice(0));

const findIn = (value: Record<string, unknown>, find = createMissingMediaFinder()) =>
  find({ value, notes: [], lineOf: () => undefined });

test('an address that answers 404 has a note, wherever the story has it', async () => {
  const body = `<p><img src="${site}/gone-too.png"><audio src="${site}/there.mp3"></audio></p>`;
  const value = { image: { url: `${site}/gone.png` }, audio: { url: `${site}/gone.mp3` }, body };
  expect(await findIn(value)).toEqual([
    { pointer: '#/image/url', detail: `${site}/gone.png answers 404: readers would get no picture` },
    { pointer: '#/audio/url', detail: `${site}/gone.mp3 answers 404: readers would get no sound` },
    { pointer: '#/body', detail: `${site}/gone-too.png answers 404: readers would get no picture` },
  ]);
});

test.each([
  ['/there.png', ['HEAD /there.png'], 0],
  ['/forbidden.png', ['HEAD /forbidden.png'], 0],
  ['/get-only.png', ['HEAD /get-only.png', 'GET /get-only.png'], 0],
  ['/get-only-gone.png', ['HEAD /get-only-gone.png', 'GET /get-only-gone.png'], 1],
  ['/moved.png', ['HEAD /moved.png', 'HEAD /gone.png'], 1],
])('%s takes the requests %j', async (path, expected, count) => {
  expect(await findIn({ image: { url: site + path } })).toHaveLength(count);
  expect(requests).toEqual(expected);
});

test('an address is asked for once in a run', async () => {
  const find = createMissingMediaFinder();
  for (const _ of [1, 2]) expect(await findIn({ image: { url: `${site}/gone.png` } }, find)).toHaveLength(1);
  expect(requests).toEqual(['HEAD /gone.png']);
});

test('a host that does not answer is no fault, and is not asked again', async () => {
  let connections = 0;
  const silent = createSocket((socket) => {
    connections += 1;
    socket.destroy();
  });
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const find = createMissingMediaFinder();
  expect(await findIn({ image: { url: `${address}/a.png` } }, find)).toEqual([]);
  const before = connections;
  expect(await findIn({ image: { url: `${address}/b.png` } }, find)).toEqual([]);
  expect(connections).toBe(before);
  silent.close();
});

test('what is no web address is not asked for', async () => {
  expect(await findIn({ image: { url: 'river.png' }, audio: { url: 'https://' }, body: '<img src="data:x">' })).toEqual(
    [],
  );
});
