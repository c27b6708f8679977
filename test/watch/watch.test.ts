import type { Hono } from 'hono';
import { createReader } from '../../lambdas/store/read/reader';
import { findFaults } from '../../lambdas/watch/feed-faults';
import { pollWatchedFeed } from '../../lambdas/watch/poll-watched-feed';
import { type PolledFeed, WATCHED_FEEDS } from '../../lambdas/watch/watched-feeds';
import { EIGHT, type Functions, startFunctions } from '../harness/http/functions';
import { responseWith, type Serving, serve, without } from './serving';

// The real public side on an engine, behind a server that can misbehave.
let functions: Functions;
let app: Hono;
let site: Serving;

const STORY = { headline: 'River peaks at dawn', body: `<p>${'It was high. '.repeat(200)}</p>`, section: 'Local' };
const TIMES = { perRequest: 2_000, inAll: 8_000 };
const noWait = async () => {};

jest.setTimeout(30_000);

beforeAll(async () => {
  functions = await startFunctions();
  await functions.giveTokens();
  app = jest.requireActual<typeof import('../../lambdas/read')>('../../lambdas/read').app;
  site = await serve((request) => app.fetch(request));
});

afterEach(() => site.with((request) => app.fetch(request)));

afterAll(async () => {
  await site.stop();
  await functions.stop();
});

const pollAll = (times: Parameters<typeof pollWatchedFeed>[2] = TIMES): Promise<PolledFeed[]> =>
  Promise.all(WATCHED_FEEDS.map((watched) => pollWatchedFeed(site.address, watched, times, noWait)));

const storedHead = () => createReader(functions.table).feedHead('all', { consistent: true });

/** `broken /rss.xml answers 503`, one line for each fault. */
async function faults(now: string, times?: Parameters<typeof pollWatchedFeed>[2]): Promise<string[]> {
  const polled = await pollAll(times);
  return findFaults(polled, await storedHead(), now).map(({ kind, feed, wrong }) => `${kind} ${feed} ${wrong}`);
}

const EVERY = WATCHED_FEEDS.map(({ path }) => path);

describe('before the first story', () => {
  test('an empty table has no faults', async () => {
    await expect(faults(EIGHT)).resolves.toEqual([]);
  });

  test('an embargoed first story makes no fault, before or right after it appears', async () => {
    await functions.upload({ ...STORY, id: 'embargoed', publishedAt: '2026-11-22T21:00:00Z' });
    functions.at('2026-11-22T20:30:00Z');
    await expect(faults('2026-11-22T20:30:00Z')).resolves.toEqual([]);
    // A cache may still have the earlier 404.
    await expect(faults('2026-11-22T21:00:05Z')).resolves.toEqual([]);
  });

  test('a feed that opened long ago and still answers 404 is broken', async () => {
    site.with(() => new Response('Not found', { status: 404 }));
    await expect(faults('2026-11-22T21:30:00Z')).resolves.toEqual(
      EVERY.map((path) => `broken ${path} answers 404, though it opened 2026-11-22T21:00:00Z`),
    );
  });
});

describe('with stories', () => {
  const NINE = '2026-11-22T21:10:00Z';

  beforeAll(() => functions.at(NINE));

  test('the public side has no faults, hours after an edit and right after one', async () => {
    await expect(faults(NINE)).resolves.toEqual([]);
    functions.at('2026-11-23T09:00:00Z');
    await expect(faults('2026-11-23T09:00:00Z')).resolves.toEqual([]);
    await functions.upload({ ...STORY, id: 'second' });
    await expect(faults('2026-11-23T09:00:00Z')).resolves.toEqual([]);
  });

  test('embargoes and flags in any order make no fault as their moments pass', async () => {
    functions.at('2026-11-23T10:00:00Z');
    for (let n = 1; n <= 12; n++) {
      const at = `2026-11-23T${10 + n}:00:00Z`;
      const flag = n % 3 === 0 ? { breaking: true, breakingUntil: `2026-11-23T${10 + n}:30:00Z` } : {};
      await functions.upload({ ...STORY, id: `to-come-${n}`, publishedAt: at, ...flag });
    }
    for (const hour of [10, 12, 13, 18, 20, 23]) {
      functions.at(`2026-11-23T${hour}:31:00Z`);
      await expect(faults(`2026-11-23T${hour}:31:00Z`)).resolves.toEqual([]);
    }
  });

  describe('a feed is broken if it', () => {
    const NOW = '2026-11-24T09:00:00Z';

    beforeAll(() => functions.at(NOW));

    test('answers with an error', async () => {
      site.with(() => new Response('{}', { status: 503 }));
      await expect(faults(NOW)).resolves.toEqual(EVERY.map((path) => `broken ${path} answers 503`));
    });

    test('answers 200 with an error page', async () => {
      site.with(() => new Response('<html><body>Back soon</body></html>', { headers: { etag: '"page"' } }));
      const said = await faults(NOW);
      expect(said).toContain('broken /rss.xml is not RSS: its root element is {}html');
      expect(said).toContain('broken /atom.xml is not Atom: its root element is {}html');
      expect(said.find((line) => line.startsWith('broken /feed.json'))).toMatch(/is not JSON \(/);
    });

    test.each([
      ['is cut off', (xml: string) => xml.slice(0, -20), /unclosed tag/],
      ['holds a control character', (xml: string) => xml.replace('River', 'Ri\u0001ver'), /disallowed character/],
      ['has an undeclared prefix', (xml: string) => xml.replace('<title', '<dc:x/><title'), /unbound namespace prefix/],
      ['has an undefined entity', (xml: string) => xml.replace('River', '&nbsp;River'), /undefined entity/],
    ])('has XML that %s', async (_, spoil, complaint) => {
      site.with(async (request) => {
        const response = await app.fetch(without(request, 'accept-encoding'));
        const { status, headers } = response;
        const spoiled = status === 200 ? spoil(await response.text()) : null;
        return responseWith(new Response(spoiled, { status, headers }), { 'content-length': '' });
      });
      const atom = (await faults(NOW)).find((line) => line.includes('/atom.xml'));
      expect(atom).toMatch(/^broken \/atom\.xml is not well-formed XML \(line and column \d+:\d+: /);
      expect(atom).toMatch(complaint);
    });

    test('is not compressed', async () => {
      site.with((request) => app.fetch(without(request, 'accept-encoding')));
      expect(await faults(NOW)).toContain('broken /rss.xml is not compressed');
    });

    test('never answers 304 to one of its validators', async () => {
      site.with((request) => app.fetch(without(request, 'if-none-match')));
      await expect(faults(NOW)).resolves.toEqual(
        EVERY.map((path) => `broken ${path} answers 200, not 304, to its own validator in If-None-Match`),
      );
      site.with((request) => app.fetch(without(request, 'if-modified-since')));
      await expect(faults(NOW)).resolves.toEqual(
        EVERY.map((path) => `broken ${path} answers 200, not 304, to its own validator in If-Modified-Since`),
      );
    });

    test('has no ETag, or a new one at each poll', async () => {
      site.with(async (request) => responseWith(await app.fetch(request), { etag: '' }));
      expect(await faults(NOW)).toContain('broken /feed.json has no ETag');
      let n = 0;
      site.with(async (request) =>
        responseWith(await app.fetch(without(request, 'if-none-match')), {
          etag: `W/"v${n++}.0.rss.abc"`,
          'last-modified': '',
        }),
      );
      expect(await faults(NOW)).toContain('broken /rss.xml has another ETag at every poll');
    });

    test('hangs, before or after its headers, for a limited time', async () => {
      const impatient = { perRequest: 400, inAll: 1_000 };
      const begun = performance.now();
      site.with(() => new Promise(() => {}));
      await expect(faults(NOW, impatient)).resolves.toEqual(
        EVERY.map((path) => `broken ${path} did not answer in time`),
      );
      const begin = new TextEncoder().encode('<rss>');
      site.with(() => new Response(new ReadableStream({ start: (body) => body.enqueue(begin) })));
      await expect(faults(NOW, impatient)).resolves.toEqual(
        EVERY.map((path) => `broken ${path} did not answer in time`),
      );
      expect(performance.now() - begun).toBeLessThan(2 * impatient.inAll + 2_000);
    });

    test('has no server', async () => {
      const watched = WATCHED_FEEDS[0];
      const gone = await serve(() => new Response());
      await gone.stop();
      const polled = await pollWatchedFeed(gone.address, watched, TIMES, noWait);
      expect(findFaults([polled], undefined, NOW)).toMatchObject([
        { kind: 'broken', feed: '/rss.xml', wrong: 'does not answer: nothing runs there' },
      ]);
    });

    test('fails in each of three polls: one failed request or an edit during a poll is no fault', async () => {
      let requests = 0;
      site.with((request) => (requests++ < 4 ? new Response('', { status: 502 }) : app.fetch(request)));
      await expect(faults(NOW)).resolves.toEqual([]);
      let edited: Promise<unknown> | undefined;
      site.with(async (request) => {
        if (request.headers.has('if-none-match')) {
          edited ??= functions.upload({ ...STORY, id: 'meanwhile' });
          await edited;
        }
        return app.fetch(request);
      });
      await expect(faults(NOW)).resolves.toEqual([]);
      expect(edited).toBeDefined();
    });
  });

  describe('a feed is stuck if it', () => {
    const NOW = '2026-11-25T09:00:00Z';

    test('shows an old state more than five minutes after an edit', async () => {
      functions.at(NOW);
      const before = await pollAll();
      await functions.upload({ ...STORY, id: 'unseen' });
      const head = await storedHead();
      expect(findFaults(before, head, '2026-11-25T09:01:00Z')).toEqual([]);
      expect(findFaults(before, head, '2026-11-25T09:05:01Z')).toMatchObject(
        ['/rss.xml', '/atom.xml', '/feed.json'].map((feed) => ({
          kind: 'stuck',
          feed,
          wrong: 'does not show what is stored',
          effect: expect.stringMatching(/since 2026-11-25T09:00:0\dZ\.$/),
        })),
      );
      expect(findFaults(await pollAll(), head, '2026-11-25T09:05:01Z')).toEqual([]);
    });

    test('misses an embargo that lifted more than five minutes ago', async () => {
      await functions.upload({ ...STORY, id: 'lifts', publishedAt: '2026-11-25T09:30:00Z' });
      functions.at('2026-11-25T09:29:00Z');
      const before = await pollAll();
      const head = await storedHead();
      expect(findFaults(before, head, '2026-11-25T09:34:00Z')).toEqual([]);
      expect(findFaults(before, head, '2026-11-25T09:36:00Z').map(({ kind, feed }) => `${kind} ${feed}`)).toEqual([
        'stuck /rss.xml',
        'stuck /atom.xml',
        'stuck /feed.json',
      ]);
      functions.at('2026-11-25T09:31:00Z');
      expect(findFaults(await pollAll(), head, '2026-11-25T09:36:00Z')).toEqual([]);
    });

    test('is an old copy of a cache, with or without an edit since', async () => {
      site.with(async (request) => responseWith(await app.fetch(request), { age: '301' }));
      await expect(faults('2026-11-25T09:36:00Z')).resolves.toEqual(
        EVERY.map((path) => `stuck ${path} is a copy that a cache made 301 seconds ago and cannot renew`),
      );
      site.with(async (request) => responseWith(await app.fetch(request), { age: '60' }));
      await expect(faults('2026-11-25T09:36:00Z')).resolves.toEqual([]);
    });

    test('has stories and the table has none', async () => {
      const said = findFaults(await pollAll(), undefined, NOW);
      expect(said.map(({ kind }) => kind)).toEqual(['stuck', 'stuck', 'stuck']);
      expect(said[0]?.wrong).toMatch(/BULLETIN_TABLE/);
    });
  });
});
