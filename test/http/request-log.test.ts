import { Hono } from 'hono';
import { ProblemError, problem, problemJson } from '../../lambdas/http/problem-details';
import { type RequestLine, requestId, requestLog } from '../../lambdas/http/request-log';

const lines: RequestLine[] = [];
const requestIds: string[] = [];
beforeEach(() => {
  lines.length = 0;
  requestIds.length = 0;
});

const app = new Hono();
app.use(requestLog((line) => lines.push(line)));
app.get('/stories/:id{[a-z-]+}/:file{(?:rss\\.xml|atom\\.xml)}', (c) => c.text('12345'));
app.get('/counted', () => new Response('12345', { headers: { 'content-length': '5' } }));
app.get('/none', () => new Response(null, { status: 304 }));
app.get('/gone', () => {
  throw new ProblemError(problem(410, 'gone'));
});
app.all('/broken', (c) => {
  requestIds.push(requestId(c), requestId(c));
  throw new TypeError('wrong in ours');
});
app.onError((error) => problemJson(error instanceof ProblemError ? error.problem : problem(500, '')));

const lineOf = async (path: string, init?: RequestInit, env?: object) => {
  const response = await app.request(path, init, env);
  await response.text();
  expect(lines).toHaveLength(1);
  return lines[0] as RequestLine;
};

test('a line says time, id, method, route, status, duration and bytes, and nothing more', async () => {
  expect(await lineOf('/stories/kerry/rss.xml?x=1', {}, { lambdaContext: { awsRequestId: 'r-1' } })).toEqual({
    requestId: 'r-1',
    method: 'GET',
    route: '/stories/:id/:file',
    status: 200,
    durationMs: expect.any(Number),
    bytes: 5,
  });
});

test('a line holds no token, body, query, header or path', async () => {
  const headers = { authorization: 'Bearer secret-token', 'idempotency-key': 'secret-key', cookie: 'secret=cookie' };
  await lineOf('/broken?q=secret-query#secret', { method: 'POST', body: 'secret-body', headers });
  lines.length = 0;
  await lineOf('/stories/secret-headline/rss.xml', { headers });
  expect(JSON.stringify(lines)).not.toContain('secret');
});

test('bytes are those of the body, whether its length is declared or not', async () => {
  expect(await lineOf('/counted')).toMatchObject({ bytes: 5 });
  lines.length = 0;
  expect(await lineOf('/none')).toMatchObject({ bytes: 0, status: 304 });
  lines.length = 0;
  const response = await app.request('/stories/a/rss.xml');
  expect(await response.text()).toBe('12345');
});

test('a refusal is a line with its status and no error; an unknown path has the route /*', async () => {
  expect(await lineOf('/gone')).not.toHaveProperty('error');
  expect(lines[0]).toMatchObject({ status: 410, route: '/gone' });
  lines.length = 0;
  expect(await lineOf('/secret/place')).toMatchObject({ status: 404, route: '/*' });
});

test('a fault is a line with what went wrong', async () => {
  expect(await lineOf('/broken')).toMatchObject({ status: 500, error: new TypeError('wrong in ours') });
});

test('where no Lambda runs, a request gets one id of its own', async () => {
  const first = await lineOf('/broken');
  expect(requestIds).toEqual([first.requestId, first.requestId]);
  lines.length = 0;
  expect((await lineOf('/broken')).requestId).not.toBe(first.requestId);
});
