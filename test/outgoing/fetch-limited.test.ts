import { type FetchLimits, fetchLimited, mayHaveCredentials } from '../../lambdas/outgoing/fetch-limited';
import { pollFeed } from '../../lambdas/outgoing/poll-feed';
import { retry } from '../../lambdas/outgoing/retry';
import { type Serving, serve } from '../watch/serving';

let site: Serving;
beforeEach(async () => {
  site = await serve(() => new Response('hello'));
});
afterEach(() => site.stop());

const LIMITS: FetchLimits = { milliseconds: 2_000, bytes: 10, redirects: 2 };
const get = (path = '/', limits: Partial<FetchLimits> = {}) =>
  fetchLimited(site.address + path, {}, { ...LIMITS, ...limits });

test('a response has its status, headers and text', async () => {
  site.with(() => new Response('héllo', { status: 201, headers: { etag: '"1"' } }));
  const result = await get();
  expect(result).toMatchObject({ url: `${site.address}/`, status: 201, text: 'héllo', redirects: [] });
  expect(result.headers.get('etag')).toBe('"1"');
});

test('a body that is too large ends the request, though it never ends itself', async () => {
  let isCancelled = false;
  const body = () =>
    new ReadableStream({
      pull: (stream) => stream.enqueue(new Uint8Array(4)),
      cancel: () => {
        isCancelled = true;
      },
    });
  site.with(() => new Response(body()));
  expect(await get()).toMatchObject({ status: 0, failed: 'is larger than 0.00001 MB', isPermanent: true });
  for (let waits = 0; !isCancelled && waits < 100; waits++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isCancelled).toBe(true);
  site.with(() => new Response('x'.repeat(10)));
  expect((await get()).text).toHaveLength(10);
  site.with(() => new Response(null));
  expect(await get()).toMatchObject({ status: 200, text: '' });
});

test('a time-out and a signal end a request, before and after its headers', async () => {
  site.with(() => new Promise(() => {}));
  const failure = { status: 0, failed: 'did not answer in time', isPermanent: false };
  expect(await get('/', { milliseconds: 50 })).toMatchObject(failure);
  const signal = AbortSignal.timeout(50);
  expect(await fetchLimited(site.address, { signal }, LIMITS)).toMatchObject(failure);
  site.with(() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(1)) })));
  expect(await get('/', { milliseconds: 50 })).toMatchObject(failure);
});

test('credentials go along to the same host only, and never to a weaker protocol', () => {
  const may = (to: string, from: string) => mayHaveCredentials(new URL(to), new URL(from));
  expect(may('https://a.example/x', 'http://a.example/')).toBe(true);
  expect(may('http://a.example/x', 'http://a.example/')).toBe(true);
  expect(may('http://a.example/x', 'https://a.example/')).toBe(false);
  expect(may('https://www.a.example/', 'https://a.example/')).toBe(false);
  expect(may('https://a.example:8443/', 'https://a.example/')).toBe(false);
});

describe('redirects', () => {
  beforeEach(() =>
    site.with(({ url }) => {
      const step = Number(new URL(url).pathname.slice(1));
      return step < 3
        ? new Response(null, { status: 302, headers: { location: `/${step + 1}` } })
        : new Response('end');
    }),
  );

  test('are followed and listed', async () => {
    const redirects = [1, 2].map((step) => ({ status: 302, from: `${site.address}/${step}` }));
    expect(await get('/1')).toMatchObject({ url: `${site.address}/3`, status: 200, text: 'end', redirects });
  });

  test('are limited', async () => {
    expect(await get('/0')).toMatchObject({ failed: 'redirects more than 2 times', isPermanent: true });
  });

  test('are returned without a limit', async () => {
    const result = await get('/1', { redirects: undefined });
    expect([result.status, result.headers.get('location')]).toEqual([302, '/2']);
  });

  test('may have no valid address', async () => {
    site.with(() => new Response(null, { status: 301, headers: { location: 'http://' } }));
    expect(await get()).toMatchObject({ failed: 'redirects to no address' });
  });
});

test('a server that is not there is a permanent failure', async () => {
  const gone = await serve(() => new Response());
  await gone.stop();
  const failure = { status: 0, failed: 'does not answer: nothing runs there', isPermanent: true };
  expect(await fetchLimited(gone.address, {}, LIMITS)).toMatchObject(failure);
});

describe('retry', () => {
  const counter = () => {
    let tries = 0;
    return async () => ++tries;
  };

  test('stops at a final result, after the pauses of the rule', async () => {
    const pauses: number[] = [];
    const wait = async (milliseconds: number) => pauses.push(milliseconds);
    const pause = (result: number, tries: number) => (result === 3 ? undefined : 10 * tries);
    expect(await retry(counter(), { tries: 5, pause, wait })).toBe(3);
    expect(pauses).toEqual([10, 20]);
  });

  test('gives the last result when no try is left', async () => {
    expect(await retry(counter(), { tries: 2, pause: () => 0 })).toBe(2);
  });
});

describe('a poll', () => {
  const conditions = ({ etag, lastModified }: { etag?: string; lastModified?: string }) => ({
    byTag: etag ? { 'if-none-match': etag } : undefined,
    byDate: lastModified ? { 'if-modified-since': lastModified } : undefined,
  });
  const poll = (isSound: (statuses: (number | undefined)[]) => boolean) =>
    pollFeed((headers) => fetchLimited(site.address, { headers }, LIMITS), {
      conditions,
      isSound: ({ first, repeats }) => isSound([first.status, repeats.byTag?.status, repeats.byDate?.status]),
      wait: async () => {},
    });

  test('repeats the request with each validator of the response', async () => {
    site.with(({ headers }) =>
      headers.has('if-none-match')
        ? new Response(null, { status: 304 })
        : new Response('', { headers: { etag: headers.get('if-modified-since') ?? '"1"' } }),
    );
    const { first, repeats } = await poll(() => true);
    expect([first.status, repeats.byTag?.status, repeats.byDate]).toEqual([200, 304, undefined]);
  });

  test('is made again, three times at most, until it is sound', async () => {
    let requests = 0;
    site.with(() => new Response('', { status: ++requests < 2 ? 503 : 200 }));
    expect((await poll(([status]) => status === 200)).first.status).toBe(200);
    expect(requests).toBe(2);
    await poll(() => false);
    expect(requests).toBe(5);
  });
});
