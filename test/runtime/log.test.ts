import { setImmediate } from 'node:timers/promises';
import { batchLines, jsonLines, logFrom, readableLines } from '../../lambdas/runtime/log';

const request = { requestId: 'r-1', method: 'GET', route: '/rss.xml', status: 304, durationMs: 1.5, bytes: 0 };

/** The lines of a function's log, parsed. */
function logging(environment: Record<string, string> = {}) {
  const lines: Record<string, unknown>[] = [];
  const log = jsonLines((line) => lines.push(JSON.parse(line)), environment);
  return { log, lines };
}

test('a request is one JSON line for metric filters and queries', () => {
  const { log, lines } = logging({ _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53;Sampled=1' });
  log.request(request);
  expect(lines).toEqual([
    {
      level: 'INFO',
      message: 'request',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'bulletin',
      xray_trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      ...request,
    },
  ]);
});

test('a fault of ours is an error with its stack and its cause', () => {
  const { log, lines } = logging();
  log.request({ ...request, status: 500, error: new TypeError('wrong', { cause: new Error('below') }) });
  log.trouble('a story was left out', 'not an Error');
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      message: 'request',
      status: 500,
      error: {
        name: 'TypeError',
        message: 'wrong',
        stack: expect.stringContaining('log.test.ts'),
        cause: 'Error: below',
      },
    }),
    expect.objectContaining({
      level: 'ERROR',
      message: 'a story was left out',
      error: expect.objectContaining({ message: 'not an Error' }),
    }),
  ]);
  expect(lines[0]).not.toHaveProperty('xray_trace_id');
});

test('a readable line of a newsroom request ends with token, story and pointer', () => {
  const written: string[] = [];
  const { request: log } = readableLines((line) => written.push(line));
  log({ ...request, method: 'PUT', route: '/newsroom/stories/:id', token: 'ann', story: 'rain', pointer: '#/tags' });
  log({ ...request, status: 500, error: new Error('wrong') });
  expect(written).toEqual([
    '304 PUT /newsroom/stories/:id 1.5 ms 0 bytes ann rain #/tags',
    '500 GET /rss.xml 1.5 ms 0 bytes: wrong',
  ]);
});

test('a message for the person on call has its facts', () => {
  const { log, lines } = logging();
  log.fault('The feed is stuck.', { is: 'stuck', feed: '/rss.xml' });
  expect(lines).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'The feed is stuck.', is: 'stuck', feed: '/rss.xml' }),
  ]);
});

test('lines outside Lambda leave together at the end of a turn of the event loop, in order', async () => {
  const written: string[] = [];
  const { add } = batchLines((text) => written.push(text));
  for (const line of ['one', 'two', 'three']) add(line);
  expect(written).toEqual([]);
  await setImmediate();
  add('four');
  await setImmediate();
  expect(written).toEqual(['one\ntwo\nthree\n', 'four\n']);
});

test('a process that ends writes its last lines, each once', async () => {
  const written: string[] = [];
  const { add, flush } = batchLines((text) => written.push(text));
  add('one');
  flush();
  await setImmediate();
  flush();
  expect(written).toEqual(['one\n']);
});

describe('standard output', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('gets each line of Lambda at once, for the process freezes after its answer', () => {
    logFrom({ AWS_LAMBDA_FUNCTION_NAME: 'read' }).request(request);
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
  });

  test('gets the lines of two apps elsewhere together, also where the process ends before the turn does', async () => {
    const [read, publish] = [logFrom({}), logFrom({})];
    read.request(request);
    publish.request({ ...request, method: 'POST' });
    expect(written).toEqual([]);
    process.emit('exit', 0);
    const lines = '304 GET /rss.xml 1.5 ms 0 bytes\n304 POST /rss.xml 1.5 ms 0 bytes\n';
    expect(written).toEqual([lines]);
    await setImmediate();
    expect(written).toEqual([lines]);
  });
});
