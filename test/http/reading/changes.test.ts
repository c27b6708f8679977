import { formatChangeCursor, parseChangeCursor } from '../../../lambdas/http/cursor';
import { useFunctions } from '../../harness/http/functions';

const functions = useFunctions();

interface Page {
  readonly changes: readonly { at: string; type: string; id: string; story: Record<string, unknown> | null }[];
  readonly cursor: string;
}

const get = (query = '', headers: Record<string, string> = {}, method = 'GET') =>
  functions.read({ method, path: '/api/changes', query, headers });

let after: string | undefined;
/** The changes that a partner gets by following `cursor`: time, story, type, and whether the story is there. */
async function newChanges(): Promise<string[]> {
  const { changes, cursor } = (await get(after === undefined ? '' : `after=${after}`)).json<Page>();
  after = cursor;
  return changes.map(({ at, type, id, story }) => `${at.slice(11, 19)} ${id} ${type}${story ? '' : ' (gone)'}`);
}
const body = (headline: string, more: object = {}) => ({ headline, body: `<p>${headline}</p>`, ...more });
const edit = (method: string, path: string, value?: object, headers = {}) =>
  functions.newsroom(method, `/stories/${path}`, { headers, ...(value && { body: value }) });

test('before the first story there is nothing, and a position to go on from', async () => {
  expect(await newChanges()).toEqual([]);
  expect(await newChanges()).toEqual([]);
});

test('a partner that follows `cursor` gets every change once, in order, with the current story', async () => {
  await functions.upload({ id: 'a', ...body('Rain') });
  await functions.upload({ id: 'b', ...body('Storm'), breaking: true, breakingUntil: '2026-11-22T20:00:30Z' });
  expect(await newChanges()).toEqual(['20:00:00 a published', '20:00:00 b published', '20:00:00 b breaking']);
  functions.at('2026-11-22T20:00:10Z');
  await edit('PUT', 'a', { ...body('More rain'), correction: { note: 'It rained more.' } }, { 'if-match': '*' });
  functions.at('2026-11-22T20:00:20Z');
  await edit('PUT', 'a/withdrawal', { reason: 'It was fog.' });
  expect(await newChanges()).toEqual([
    '20:00:10 a revised (gone)',
    '20:00:10 a corrected (gone)',
    '20:00:20 a withdrawn (gone)',
  ]);
  functions.at('2026-11-22T20:00:40Z');
  await edit('DELETE', 'a/withdrawal');
  await edit('PUT', 'b/breaking', { until: null });
  await edit('DELETE', 'b/breaking');
  expect(await newChanges()).toEqual([
    '20:00:30 b breaking_ended',
    '20:00:40 a reinstated',
    '20:00:40 b breaking',
    '20:00:40 b breaking_ended',
  ]);
  expect(await newChanges()).toEqual([]);
});

test('a story is what /api/stories/{id} gives', async () => {
  const { changes } = (await get('limit=100')).json<Page>();
  const story = (await functions.read({ path: '/api/stories/a' })).json();
  expect(changes.filter(({ id }) => id === 'a').map((change) => change.story)).toEqual(Array(5).fill(story));
});

test('an embargo changes no byte before its end, and the change comes within two seconds after it', async () => {
  await newChanges();
  const before = await get(`after=${after}`);
  await functions.upload({ id: 'secret', ...body('Nobel prize'), publishedAt: '2026-11-22T20:10:00Z' });
  await edit('PUT', 'secret', body('Nobel prize for peace'), { 'if-match': '*' });
  for (const time of ['20:01:00', '20:09:59', '20:10:01']) {
    functions.at(`2026-11-22T${time}Z`);
    const now = await get(`after=${after}`);
    expect([now.text, now.headers.etag]).toEqual([before.text, before.headers.etag]);
    expect((await get('limit=100')).text).not.toContain('secret');
  }
  functions.at('2026-11-22T20:10:02Z');
  expect(await newChanges()).toEqual(['20:10:00 secret published']);
});

test('replayed into an empty mirror, the changes give the stories as they stand', async () => {
  const mirror = new Map<string, unknown>();
  for (const { id, story } of (await get('limit=100')).json<Page>().changes) {
    if (story) mirror.set(id, { ...story, body: undefined });
    else mirror.delete(id);
  }
  const { stories } = (await functions.read({ path: '/api/stories' })).json<{ stories: { id: string }[] }>();
  expect(Object.fromEntries(mirror)).toEqual(Object.fromEntries(stories.map((story) => [story.id, story])));
  expect([...mirror.keys()].sort()).toEqual(['a', 'b', 'secret']);
});

test('a walk in small steps is the same as in one', async () => {
  const whole = (await get('limit=100')).json<Page>();
  const steps: unknown[] = [];
  let query = 'limit=1';
  for (let page: Page | undefined; page?.changes.length !== 0; query = `limit=1&after=${page.cursor}`) {
    page = (await get(query)).json<Page>();
    steps.push(...page.changes);
  }
  expect(steps).toEqual(whole.changes);
  expect(steps.length).toBeGreaterThan(10);
});

describe('with story=head', () => {
  test('each story has everything but its body, and the rest is as without', async () => {
    const whole = await get('limit=100');
    const heads = await get('limit=100&story=head');
    const { changes, cursor } = whole.json<Page>();
    const withoutBody = changes.map(({ story, ...change }) => {
      const { body: _, ...head } = story ?? {};
      return { ...change, story: story && head };
    });
    expect(heads.json()).toEqual({ changes: withoutBody, cursor });
    expect(heads.text).not.toContain('"body"');
    expect(whole.text).toContain('"body"');
  });

  test('the validator is another one, and a copy with it is current', async () => {
    const [whole, heads] = [await get('limit=100'), await get('limit=100&story=head')];
    const { etag = '' } = heads.headers;
    expect(etag).not.toBe(whole.headers.etag);
    expect((await get('limit=100&story=head', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('limit=100', { 'if-none-match': etag })).status).toBe(200);
  });

  test('a cursor goes on from one form to the other', async () => {
    const first = (await get('limit=10&story=head')).json<Page>();
    const { changes } = (await get(`after=${first.cursor}`)).json<Page>();
    const { changes: again } = (await get(`after=${first.cursor}&story=head`)).json<Page>();
    expect(again.map(({ at, id }) => [at, id])).toEqual(changes.map(({ at, id }) => [at, id]));
  });

  test.each(['story=whole', 'story=', 'story=HEAD', 'story=head&story=head', 'story=head&story=whole'])(
    '%s is a 400 that names the parameter',
    async (query) => {
      const answer = await get(query);
      expect(answer.status).toBe(400);
      expect(answer.json().errors).toEqual([{ pointer: '#/story', detail: expect.any(String) }]);
    },
  );
});

describe('the answer', () => {
  const CACHE = 'public, max-age=1, s-maxage=2, stale-while-revalidate=0, stale-if-error=600';

  test('is kept for seconds, is for every browser, and has a validator that only other bytes move', async () => {
    const answer = await get();
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': CACHE,
        'access-control-allow-origin': '*',
        etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
      },
    });
    expect(answer.headers).not.toHaveProperty('last-modified');
    functions.at('2026-11-22T21:00:00Z');
    expect((await get()).headers.etag).toBe(answer.headers.etag);
    expect((await get('limit=1')).headers.etag).not.toBe(answer.headers.etag);
    const unchanged = await get('', { 'if-none-match': `${answer.headers.etag}` });
    expect(unchanged).toMatchObject({ status: 304, text: '', headers: { 'cache-control': CACHE } });
  });

  test('is compressed, and to HEAD it is the headers alone', async () => {
    const plain = await get();
    const packed = await get('', { 'accept-encoding': 'br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.text).toBe(plain.text);
    const { text, headers } = await get('', {}, 'HEAD');
    expect([text, headers.etag, headers['content-length']]).toEqual([
      '',
      plain.headers.etag,
      plain.headers['content-length'],
    ]);
  });

  test.each([
    ['limit=0', '#/limit'],
    ['limit=101', '#/limit'],
    ['after=rubbish', '#/after'],
    [`after=${formatChangeCursor({ sequenceNumber: 1, writeId: 'of-another-1', moment: '' })}`, '#/after'],
    [`after=${formatChangeCursor({ sequenceNumber: 999_999, writeId: 'of-another-1', moment: '' })}`, '#/after'],
  ])('to %s is a 400 that names the parameter', async (query, pointer) => {
    const answer = await get(query);
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } });
    expect(answer.json().errors).toMatchObject([{ pointer }]);
  });

  test('tells of nothing that a position ahead of the clock names', async () => {
    const position = parseChangeCursor(after ?? '');
    if (!position) throw new Error('it is a position');
    await functions.upload({ id: 'ahead', ...body('Ahead'), publishedAt: '2026-11-23T20:00:00Z' });
    const forged = formatChangeCursor({ ...position, moment: `2026-11-23T19:59:59Z#${'f'.repeat(32)}` });
    expect((await get(`after=${forged}`)).text).not.toContain('ahead');
  });
});
