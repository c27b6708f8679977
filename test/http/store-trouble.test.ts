import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Answer, EIGHT, useFunctions } from '../harness/http/functions';

const functions = useFunctions(async (functions) => {
  await functions.giveTokens();
  await functions.upload({ id: 'known', headline: 'Known', body: '<p>Known.</p>', section: 'Known' });
  await functions.upload({ id: 'unknown', headline: 'Unknown', body: '<p>Unknown.</p>', section: 'Unknown' });
  functions.at('2026-11-22T20:01:00Z');
});
afterEach(() => functions.connection.is('up'));

const get = (path: string, headers: Record<string, string> = {}) => functions.read({ path, headers });

const KNOWN = [
  '/',
  '/archive',
  '/rss.xml',
  '/sections/known/atom.xml',
  '/feed.json',
  '/stories/known',
  '/feeds',
  '/api/stories',
];
const PAGES = ['/stories/unknown', '/sections/unknown'];
const OTHERS = ['/sections/unknown/rss.xml', '/api/stories/unknown', '/health'];

/** Words that no answer may have. */
const INNER =
  /10\.0\.0\.7|127\.0\.0\.1|ECONN|TimeoutError|SyntaxError|Bulletin-\d|node_modules|lambdas\/|FEED#|STORY#|pk\b/;

function isRefusal(answer: Answer, status: number, type: string): void {
  expect(answer).toMatchObject({
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
    },
  });
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.text).toMatch(/request-\d+/);
  expect(answer.text).not.toMatch(INNER);
}

const HTML = 'text/html; charset=utf-8';
const PROBLEM = 'application/problem+json';

describe.each(['down', 'foreign'] as const)('while the store is %s', (condition) => {
  test('a document of before is answered again, with validators and 304', async () => {
    const before = await Promise.all(KNOWN.map((path) => get(path)));
    functions.connection.is(condition);
    for (const [i, path] of KNOWN.entries()) {
      const then = before[i] as Answer;
      expect(await get(path)).toMatchObject({ status: 200, text: then.text, headers: then.headers });
      expect((await get(path, { 'if-none-match': then.headers.etag as string })).status).toBe(304);
      expect((await get(path, { 'accept-encoding': 'gzip' })).text).toBe(then.text);
    }
    expect(functions.log.join('')).toContain('is answered from memory');
  });

  test('any other document is a 503 with Retry-After and the id of the request, as HTML or JSON like its path', async () => {
    functions.connection.is(condition);
    for (const path of PAGES) {
      const answer = await get(path);
      isRefusal(answer, 503, HTML);
      expect(answer.headers['retry-after']).toBe('2');
    }
    for (const path of OTHERS) {
      const answer = await get(path);
      isRefusal(answer, 503, PROBLEM);
      expect(answer.headers['retry-after']).toBe('2');
    }
    expect(await functions.read({ method: 'HEAD', path: '/health' })).toMatchObject({ status: 503, text: '' });
  });

  test('and once it is back, everything is', async () => {
    for (const path of [...KNOWN, '/health']) expect((await get(path)).status).toBe(200);
  });
});

test('a store that does not answer is abandoned in time: the last good version, or 503', async () => {
  const { text } = await get('/rss.xml');
  functions.connection.is('silent');
  const started = performance.now();
  const [feed, page, health] = await Promise.all([get('/rss.xml'), get('/stories/unknown'), get('/health')]);
  expect(performance.now() - started).toBeLessThan(8_000);
  expect(feed).toMatchObject({ status: 200, text });
  isRefusal(page, 503, HTML);
  isRefusal(health, 503, PROBLEM);
}, 15_000);

describe('500 with the id of the request and nothing else', () => {
  const putUnreadable = (pk: string, sk: string) =>
    functions.table.client.send(
      new PutItemCommand({
        TableName: functions.table.name,
        Item: { pk: { S: pk }, sk: { S: sk }, format: { N: '99' }, secret: { S: 'secret' } },
      }),
    );

  test('for what this release cannot read; the log says what it was', async () => {
    await putUnreadable('FEED#section#broken', 'HEAD');
    await putUnreadable('STORY#broken', 'HEAD');
    await putUnreadable('STORY#broken', 'STORY');
    for (const [path, type] of [
      ['/sections/broken/rss.xml', PROBLEM],
      ['/stories/broken', HTML],
      ['/api/stories/broken', PROBLEM],
    ] as const) {
      const before = functions.log.length;
      const answer = await get(path);
      isRefusal(answer, 500, type);
      expect(answer.headers).not.toHaveProperty('retry-after');
      expect(answer.text).not.toMatch(/secret|format|99/);
      const [line] = functions.log.slice(before).map((each) => JSON.parse(each));
      expect(line).toMatchObject({ level: 'ERROR', status: 500, error: { name: 'UnreadableItem' } });
      expect(answer.text).toContain(line.requestId);
    }
    const newsroom = await functions.newsroom('GET', '/stories/broken');
    expect(newsroom).toMatchObject({ status: 500, headers: { 'content-type': PROBLEM, 'cache-control': 'no-store' } });
    expect(newsroom.json()).toEqual({
      status: 500,
      title: 'Internal Server Error',
      detail: expect.stringMatching(
        /^Something went wrong here\. Tell the publisher, with the request's id: request-\d+$/,
      ),
    });
  });

  test('for a fault of our own', async () => {
    functions.at('half past eight');
    isRefusal(await get('/rss.xml'), 500, PROBLEM);
    expect((await functions.newsroom('GET', '/stories')).status).toBe(500);
    expect((await functions.newsroom('POST', '/stories', { body: { headline: 'x', body: 'x' } })).status).toBe(500);
    functions.at(EIGHT);
    expect((await get('/rss.xml')).status).toBe(200);
  });
});
