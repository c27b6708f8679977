import type { Representation } from '../../../lambdas/http/representation';
import type { Head } from '../../../lambdas/news/feed/head';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { DocumentCache, type DocumentSpec } from '../../../lambdas/serving/memory/document-cache';
import type { HeadSource } from '../../../lambdas/serving/memory/head-cache';
import { NOON } from '../../news/sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const aHead = (writeCount: number, fields: Partial<Head> = {}): Head => ({
  writeCount,
  version: `v${writeCount}`,
  changedAt: noon(-100),
  moments: [],
  ...fields,
});

/** A store of one head, and a renderer that writes its arguments. `calls` lists all calls of both. */
function setUp() {
  const reports: string[] = [];
  let now = NOON;
  const cache = new DocumentCache(
    (message) => reports.push(message),
    () => now,
  );
  const calls: string[] = [];
  const state = {
    head: aHead(1) as Head | undefined,
    later: undefined as Head | undefined,
    isOpen: true,
    fails: false,
  };
  const source: HeadSource<Head> = {
    name: 'feed all',
    async read({ consistent }) {
      calls.push(consistent ? 'read again' : 'read');
      if (state.fails) throw new Error('no answer');
      return consistent ? (state.later ?? state.head) : state.head;
    },
    withMoments: async (head) => head,
    visibleHead: (head) => (state.isOpen ? head : undefined),
  };
  const spec: DocumentSpec<Head> = {
    form: { name: 'rss', hash: 'x' },
    mediaType: 'text/plain',
    links: [],
    async render(head, now) {
      calls.push(`render ${head.version}`);
      return { text: `${head.version} at ${now}`, matchesHead: true };
    },
  };
  const pass = (to: Instant) => {
    now = to;
  };
  const at = async (moment: Instant = NOON, other: Partial<DocumentSpec<Head>> = {}) => {
    pass(moment);
    return (await cache.documentFor(source, { ...spec, ...other })) as Representation;
  };
  return { state, source, spec, calls, reports, cache, at, pass };
}

async function textOf(found: Representation) {
  const { kept, bytes } = await found.rendered();
  return { text: Buffer.from(await bytes('identity')).toString(), etag: kept?.validators.etag, kept };
}

test('validators exist after one read, before a document is rendered', async () => {
  const { at, calls } = setUp();
  expect((await at()).validators.etag).toBe('W/"v1.0.rss.x"');
  expect(calls).toEqual(['read']);
});

test('the clock is read after the head, also for a second read', async () => {
  const { state, source, spec, cache, pass } = setUp();
  const read: typeof source.read = async (how) => {
    pass(noon(how.consistent ? 7 : 3));
    return source.read(how);
  };
  const slow = { ...source, read };
  expect((await textOf((await cache.documentFor(slow, spec)) as Representation)).text).toBe(`v1 at ${noon(3)}`);
  state.head = aHead(2);
  let made = 0;
  const render: typeof spec.render = async ({ version }, now) => ({
    text: `${version} at ${now}`,
    matchesHead: made++ > 0,
  });
  expect((await textOf((await cache.documentFor(slow, { ...spec, render })) as Representation)).text).toBe(
    `v2 at ${noon(7)}`,
  );
});

test('a document is rendered once for a version', async () => {
  const { at, calls } = setUp();
  const first = await textOf(await at());
  const second = await textOf(await at(noon(30)));
  expect(second).toMatchObject({ text: first.text, etag: first.etag });
  expect(calls).toEqual(['read', 'render v1', 'read']);
});

test('another version, moment or form is rendered anew', async () => {
  const { at, calls, state } = setUp();
  state.head = aHead(1, { moments: [{ at: noon(10), idHash: 'a' }] });
  await textOf(await at());
  await textOf(await at(noon(10)));
  await textOf(await at(noon(10), { form: { name: 'atom', hash: 'x' } }));
  state.head = aHead(2);
  await textOf(await at(noon(10)));
  expect(calls.filter((what) => what !== 'read')).toEqual(['render v1', 'render v1', 'render v1', 'render v2']);
});

test('parallel requests share one rendering', async () => {
  const { at, calls } = setUp();
  const found = await Promise.all([at(), at(), at()]);
  const texts = await Promise.all(found.map(textOf));
  expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  expect(calls.filter((what) => what.startsWith('render'))).toEqual(['render v1']);
});

test('the next request tries a failed rendering again', async () => {
  const { at } = setUp();
  const failing = { render: () => Promise.reject(new Error('no page')) };
  await expect((await at(NOON, failing)).rendered()).rejects.toThrow('no page');
  expect((await textOf(await at())).text).toBe(`v1 at ${NOON}`);
});

test('without a visible head there is no document', async () => {
  const { at, state } = setUp();
  state.head = undefined;
  expect(await at()).toBeUndefined();
  state.head = aHead(1);
  state.isOpen = false;
  expect(await at()).toBeUndefined();
});

describe('a head older than the remembered head', () => {
  test('is not used: the remembered head is', async () => {
    const { at, state } = setUp();
    state.head = aHead(9);
    await at();
    for (const older of [aHead(8), undefined]) {
      state.head = older;
      expect((await at()).validators.etag).toBe('W/"v9.0.rss.x"');
    }
    state.head = aHead(10);
    expect((await at()).validators.etag).toBe('W/"v10.0.rss.x"');
  });

  test('does not replace a newer head of a parallel request', async () => {
    const { state, source, spec, cache } = setUp();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    state.head = aHead(5);
    const late = cache.documentFor({ ...source, withMoments: (head) => slow.then(() => head) }, spec);
    await new Promise(setImmediate);
    state.head = aHead(6);
    await cache.documentFor(source, spec);
    release();
    await late;
    state.head = aHead(5);
    const found = (await cache.documentFor(source, spec)) as Representation;
    expect(found.validators.etag).toBe('W/"v6.0.rss.x"');
  });
});

describe('half of a transaction', () => {
  const halves = (count: number) => {
    let reads = 0;
    return async (head: Head) => ({ text: `${head.version}, read ${++reads}`, matchesHead: reads > count });
  };

  test('is read again with a strongly consistent head', async () => {
    const { at, state, calls } = setUp();
    state.later = aHead(2);
    const found = await textOf(await at(NOON, { render: halves(1) }));
    expect(found).toMatchObject({ text: 'v2, read 2', etag: 'W/"v2.0.rss.x"' });
    expect(calls).toEqual(['read', 'read again']);
  });

  test('is stored under the version that it shows', async () => {
    const { at, state, calls } = setUp();
    state.later = aHead(2);
    await textOf(await at(NOON, { render: halves(1) }));
    state.head = aHead(2);
    expect((await textOf(await at())).text).toBe('v2, read 2');
    expect(calls).not.toContain('render v2');
  });

  test('is answered after three reads, without validators', async () => {
    const { at, calls } = setUp();
    const found = await textOf(await at(NOON, { render: halves(9) }));
    expect(found).toMatchObject({ text: 'v1, read 3', kept: undefined });
    expect(calls).toEqual(['read', 'read again', 'read again']);
    expect((await textOf(await at())).text).toBe(`v1 at ${NOON}`);
  });

  test('of a document that is no longer visible is an error', async () => {
    const { at, state } = setUp();
    const found = await at(NOON, { render: halves(9) });
    state.isOpen = false;
    await expect(found.rendered()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  test('of a story withdrawn meanwhile is an error', async () => {
    const { at, state } = setUp();
    state.later = aHead(2);
    const gone = ({ writeCount }: Head) => (writeCount === 2 ? ({ gone: 'story' } as const) : undefined);
    const found = await at(NOON, { render: halves(1), gone });
    await expect(found.rendered()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});

test('a withdrawn document is gone, and is not rendered', async () => {
  const { at, calls } = setUp();
  expect(await at(NOON, { gone: () => ({ gone: 'story', note: 'Sorry.' }) })).toEqual({
    gone: 'story',
    note: 'Sorry.',
  });
  expect(calls).toEqual(['read']);
});

describe('while the store does not answer', () => {
  test('a rendered document is answered from memory, and the failure is reported', async () => {
    const { at, state, reports } = setUp();
    const before = await textOf(await at());
    state.fails = true;
    expect(await textOf(await at(noon(500)))).toMatchObject({ text: before.text, etag: before.etag });
    expect(reports).toEqual(['feed all is answered from memory']);
  });

  test('a document that was not rendered is an error', async () => {
    const { at, state } = setUp();
    await at();
    state.fails = true;
    await expect(at()).rejects.toThrow('no answer');
  });

  test('a document that changed at a moment since is an error', async () => {
    const { at, state } = setUp();
    state.head = aHead(1, { moments: [{ at: noon(10), idHash: 'a' }] });
    await textOf(await at());
    state.fails = true;
    expect((await textOf(await at(noon(9)))).text).toBe(`v1 at ${NOON}`);
    await expect(at(noon(10))).rejects.toThrow('no answer');
  });

  test('a document past the end of its list of moments is an error', async () => {
    const { at, state } = setUp();
    state.head = aHead(1, { momentsUntil: noon(10) });
    await textOf(await at());
    state.fails = true;
    expect((await textOf(await at(noon(9)))).text).toBe(`v1 at ${NOON}`);
    await expect(at(noon(10))).rejects.toThrow('no answer');
  });
});
