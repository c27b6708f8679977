import { jsonLines } from '../../lambdas/runtime/log';

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

test('a message for the person on call has its facts', () => {
  const { log, lines } = logging();
  log.fault('The feed is stuck.', { is: 'stuck', feed: '/rss.xml' });
  expect(lines).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'The feed is stuck.', is: 'stuck', feed: '/rss.xml' }),
  ]);
});
