import type { Representation } from '../../lambdas/http/representation';
import type { Head } from '../../lambdas/news/feed/head';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { DocumentCache, type DocumentSpec } from '../../lambdas/serving/document-cache';
import type { HeadSource } from '../../lambdas/serving/head-cache';
import { NOON } from '../news/sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const aHead = (rev: number, fields: Partial<Head> = {}): Head => ({
  rev,
  version: `v${rev}`,
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

test('validators are known after one read, before anything is made', async () => {
  const { at, calls } = setUp();
  expect((await at()).validators.etag).toBe('W/"v1.0.rss.x"');
  expect(calls).toEqual(['read']);
});

test('a document is of the moment when its head was there, however long that took, also where it is read again', async () => {
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

test('what was made once is not made again while its version stands', async () => {
  const { at, calls } = setUp();
  const first = await textOf(await at());
  const second = await textOf(await at(noon(30)));
  expect(second).toMatchObject({ text: first.text, etag: first.etag });
  expect(calls).toEqual(['read', 'render v1', 'read']);
});

test('it is made anew for another version, another moment and another form', async () => {
  const { at, calls, state } = setUp();
  state.head = aHead(1, { moments: [{ at: noon(10), of: 'a' }] });
  await textOf(await at());
  await textOf(await at(noon(10)));
  await textOf(await at(noon(10), { form: { name: 'atom', hash: 'x' } }));
  state.head = aHead(2);
  await textOf(await at(noon(10)));
  expect(calls.filter((what) => what !== 'read')).toEqual(['render v1', 'render v1', 'render v1', 'render v2']);
});

test('requests at the same time share one rendering', async () => {
  const { at, calls } = setUp();
  const found = await Promise.all([at(), at(), at()]);
  const texts = await Promise.all(found.map(textOf));
  expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
  expect(calls.filter((what) => what.startsWith('render'))).toEqual(['render v1']);
});

test('a rendering that failed is tried again by the next request', async () => {
  const { at } = setUp();
  const failing = { render: () => Promise.reject(new Error('no page')) };
  await expect((await at(NOON, failing)).rendered()).rejects.toThrow('no page');
  expect((await textOf(await at())).text).toBe(`v1 at ${NOON}`);
});

test('where there is nothing for readers there is nothing', async () => {
  const { at, state } = setUp();
  state.head = undefined;
  expect(await at()).toBeUndefined();
  state.head = aHead(1);
  state.isOpen = false;
  expect(await at()).toBeUndefined();
});

describe('a head that steps back', () => {
  test('is not answered: the newer one is, which was seen before', async () => {
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

  test('does not take the place of a newer one that another request saw meanwhile', async () => {
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

  test('is read again, with a head that is strongly consistent', async () => {
    const { at, state, calls } = setUp();
    state.later = aHead(2);
    const found = await textOf(await at(NOON, { render: halves(1) }));
    expect(found).toMatchObject({ text: 'v2, read 2', etag: 'W/"v2.0.rss.x"' });
    expect(calls).toEqual(['read', 'read again']);
  });

  test('is kept under the version that it shows, for those who ask for that', async () => {
    const { at, state, calls } = setUp();
    state.later = aHead(2);
    await textOf(await at(NOON, { render: halves(1) }));
    state.head = aHead(2);
    expect((await textOf(await at())).text).toBe('v2, read 2');
    expect(calls).not.toContain('render v2');
  });

  test('that stays half is answered after three reads, for nobody to keep', async () => {
    const { at, calls } = setUp();
    const found = await textOf(await at(NOON, { render: halves(9) }));
    expect(found).toMatchObject({ text: 'v1, read 3', kept: undefined });
    expect(calls).toEqual(['read', 'read again', 'read again']);
    expect((await textOf(await at())).text).toBe(`v1 at ${NOON}`);
  });

  test('of what is not for readers any more is not answered', async () => {
    const { at, state } = setUp();
    const found = await at(NOON, { render: halves(9) });
    state.isOpen = false;
    await expect(found.rendered()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  test('of what was withdrawn meanwhile is not answered', async () => {
    const { at, state } = setUp();
    state.later = aHead(2);
    const gone = ({ rev }: Head) => (rev === 2 ? ({ gone: true } as const) : undefined);
    const found = await at(NOON, { render: halves(1), gone });
    await expect(found.rendered()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});

test('what is gone is said to be so, and nothing is made', async () => {
  const { at, calls } = setUp();
  expect(await at(NOON, { gone: () => ({ gone: true, note: 'Sorry.' }) })).toEqual({
    gone: true,
    note: 'Sorry.',
  });
  expect(calls).toEqual(['read']);
});

describe('while the store does not answer', () => {
  test('what was made is answered from memory, and told', async () => {
    const { at, state, reports } = setUp();
    const before = await textOf(await at());
    state.fails = true;
    expect(await textOf(await at(noon(500)))).toMatchObject({ text: before.text, etag: before.etag });
    expect(reports).toEqual(['feed all is answered from memory']);
  });

  test('what was not made is an error', async () => {
    const { at, state } = setUp();
    await at();
    state.fails = true;
    await expect(at()).rejects.toThrow('no answer');
  });

  test('what changed at a moment since is an error, not what it was before', async () => {
    const { at, state } = setUp();
    state.head = aHead(1, { moments: [{ at: noon(10), of: 'a' }] });
    await textOf(await at());
    state.fails = true;
    expect((await textOf(await at(noon(9)))).text).toBe(`v1 at ${NOON}`);
    await expect(at(noon(10))).rejects.toThrow('no answer');
  });

  test('what may have changed since its list of moments ended is an error', async () => {
    const { at, state } = setUp();
    state.head = aHead(1, { momentsUntil: noon(10) });
    await textOf(await at());
    state.fails = true;
    expect((await textOf(await at(noon(9)))).text).toBe(`v1 at ${NOON}`);
    await expect(at(noon(10))).rejects.toThrow('no answer');
  });
});
