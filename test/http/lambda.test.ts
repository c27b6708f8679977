import fc from 'fast-check';
import { Hono } from 'hono';
import { lambdaHandler, pathAsSent } from '../../lambdas/http/lambda';
import { context, type EventShape, functionUrl, httpApi, type Sent, SHAPES } from '../harness/http/events';

/** Answers with the request that reached it. */
const app = new Hono<{ Bindings: { lambdaContext: { awsRequestId: string } } }>();
app.all('/named/:name', (c) => c.json({ name: c.req.param('name') }));
app.get('/bytes', () => new Response(new Uint8Array([0xff, 0xfe]), { headers: { 'content-type': 'image/png' } }));
app.get('/gzip', () => new Response('zipped', { headers: { 'content-type': 'text/xml', 'content-encoding': 'gzip' } }));
app.get('/none', () => new Response(null, { status: 304, headers: { etag: '"1"' } }));
app.all('*', async (c) =>
  c.json({
    method: c.req.method,
    path: c.req.path,
    query: new URL(c.req.url).search,
    headers: Object.fromEntries(c.req.raw.headers),
    body: Buffer.from(await c.req.arrayBuffer()).toString('latin1'),
    id: c.env.lambdaContext.awsRequestId,
  }),
);
const handler = lambdaHandler(app);

const answerTo = (shape: EventShape, sent: Sent) => handler(shape(sent), context('r-1'));
const requestAsReceived = async (shape: EventShape, sent: Sent) => JSON.parse((await answerTo(shape, sent)).body ?? '');

const nameFrom = async (shape: EventShape, path: string): Promise<string> =>
  (await requestAsReceived(shape, { path: `/named/${path}` })).name;

test('a function URL that decodes its path is read like one that does not', async () => {
  const event = functionUrl({ path: '/named/caf%C3%A9' });
  const decoded = { ...event, rawPath: '/named/café' };
  const [one, other] = await Promise.all([event, decoded].map((sent) => handler(sent, context('r-1'))));
  expect(other).toEqual(one);
  expect(pathAsSent(decoded)).toBe('/named/caf%C3%A9');
});

describe.each(SHAPES)('through %s', (_, shape) => {
  test.each([
    ['plain', 'plain'],
    ['caf%C3%A9', 'café'],
    ['cafe%CC%81', 'cafe\u0301'],
    ['%D0%B2%D0%BE%D0%B9%D0%BD%D0%B0', 'война'],
    ['%E8%AA%9E', '語'],
    ['%F0%9F%98%80', '😀'],
    ['a%20b', 'a b'],
    ['a+b', 'a+b'],
    ['a%2Bb', 'a+b'],
    ['100%25', '100%'],
    ['%2525', '%25'],
    ['a%3Fb', 'a?b'],
    ['a%23b', 'a#b'],
    ['a%26b%3Dc', 'a&b=c'],
    ['a%5Cb', 'a\\b'],
    ['a%22b%3Cc%3E', 'a"b<c>'],
    ['a%00b', 'a\u0000b'],
    ['a%0D%0Ab', 'a\r\nb'],
    ['%7Bname%7D', '{name}'],
    [':name', ':name'],
    ['*', '*'],
  ])('the path %s means %j', async (path, name) => {
    expect(await nameFrom(shape, path)).toBe(name);
  });

  test('the query comes as it was sent, repeated, encoded and empty parameters too', async () => {
    const query = 'a=1&a=2&b=%2B+%26&c&=d&e=caf%C3%A9';
    expect((await requestAsReceived(shape, { path: '/', query })).query).toBe(`?${query}`);
  });

  test('a text is a body', async () => {
    const { body } = await requestAsReceived(shape, { method: 'POST', path: '/', body: '{"a":"é"}' });
    expect(body).toBe('{"a":"Ã©"}');
  });

  test('base64 is the bytes that it stands for', async () => {
    const bytes = new Uint8Array([0, 1, 0xff, 0xfe, 0x80]);
    const { body } = await requestAsReceived(shape, { method: 'PUT', path: '/', body: bytes });
    expect(body).toBe('\u0000\u0001\u00ff\u00fe\u0080');
  });

  test('a GET or HEAD with a body is answered as if it had none (RFC 9110 §9.3.1)', async () => {
    expect(await requestAsReceived(shape, { path: '/x', body: '{"a":1}' })).toMatchObject({ method: 'GET', body: '' });
    expect(await answerTo(shape, { method: 'HEAD', path: '/x', body: 'x' })).toMatchObject({
      statusCode: 200,
      body: '',
    });
  });

  test('headers are the same in any case, and repeated ones stay joined by commas', async () => {
    const headers = { 'If-None-Match': '"a", "b"', AUTHORIZATION: 'Bearer x', accept: 'a,b' };
    expect((await requestAsReceived(shape, { path: '/', headers })).headers).toMatchObject({
      'if-none-match': '"a", "b"',
      authorization: 'Bearer x',
      accept: 'a,b',
    });
  });

  test('cookies are one header', async () => {
    const { headers } = await requestAsReceived(shape, { path: '/', cookies: ['a=1', 'b=2'] });
    expect(headers.cookie).toBe('a=1; b=2');
  });

  test('the id of the request reaches the app', async () => {
    expect((await requestAsReceived(shape, { path: '/' })).id).toBe('r-1');
  });

  test('binary and compressed answers go base64-encoded, text as it is', async () => {
    expect(await answerTo(shape, { path: '/bytes' })).toMatchObject({ isBase64Encoded: true, body: '//4=' });
    expect(await answerTo(shape, { path: '/gzip' })).toMatchObject({ isBase64Encoded: true, body: 'emlwcGVk' });
    expect(await answerTo(shape, { path: '/' })).toMatchObject({ isBase64Encoded: false });
  });

  test('an answer without a body has none', async () => {
    expect(await answerTo(shape, { path: '/none' })).toEqual({
      statusCode: 304,
      headers: { etag: '"1"' },
      body: '',
      isBase64Encoded: false,
    });
  });
});

test('a function URL gives the app the target as sent, besides a URL that has its dot segments resolved', async () => {
  const echo = new Hono<{ Bindings: { target: string } }>();
  echo.all('*', (c) => c.json({ target: c.env.target, path: new URL(c.req.url).pathname }));
  const { body = '' } = await lambdaHandler(echo)(
    functionUrl({ path: '/x/../%72ss.xml', query: 'a=%2e' }),
    context('r'),
  );
  expect(JSON.parse(body)).toEqual({ target: '/x/../%72ss.xml?a=%2e', path: '/%72ss.xml' });
});

test('any name means the same through both, and is the name that was encoded', async () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/\\]|^\.{1,2}$/.test(text));
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      const path = encodeURIComponent(text);
      expect(await nameFrom(functionUrl, path)).toBe(text);
      expect(await nameFrom(httpApi, path)).toBe(text);
    }),
  );
});

test('broken percent-encoding and halves of surrogate pairs are answered, not thrown', async () => {
  for (const path of ['/named/%', '/named/%zz', '/named/%C3', '/named/%ED%A0%80', '/named/%FF%FE']) {
    for (const [, shape] of SHAPES) expect((await answerTo(shape, { path })).statusCode).toBe(200);
  }
  const event = httpApi({ path: '/x' });
  expect(await handler({ ...event, rawPath: '/named/\ud800' }, context('r'))).toMatchObject({ statusCode: 200 });
});

test('a method that Web requests cannot have is refused, and a header that they cannot hold means nothing', async () => {
  expect(await answerTo(functionUrl, { method: 'TRACE', path: '/' })).toEqual({ statusCode: 400, body: 'Bad Request' });
  const headers = { accept: 'a\r\nb', 'if-none-match': '"é"', 'x-empty': '' };
  const { headers: receivedHeaders } = await requestAsReceived(functionUrl, { path: '/', headers });
  expect(receivedHeaders).toMatchObject({ accept: 'a%0D%0Ab', 'if-none-match': '%22%C3%A9%22' });
  expect(receivedHeaders).not.toHaveProperty('x-empty');
});

test('bytes of any value come out as they went in', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => n % 256);
  const echo = new Hono().get('/', () => new Response(bytes, { headers: { 'content-encoding': 'br' } }));
  const { body = '', isBase64Encoded } = await lambdaHandler(echo)(functionUrl({ path: '/' }), context('r'));
  expect(isBase64Encoded).toBe(true);
  expect(Buffer.from(body, 'base64').equals(bytes)).toBe(true);
});
