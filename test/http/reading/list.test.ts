import { useFunctions } from '../../harness/http/functions';

const IDS = Array.from({ length: 23 }, (_, i) => `story-${10 + i}`);

const functions = useFunctions(async ({ giveTokens, upload, at }) => {
  await giveTokens();
  for (const [i, id] of IDS.entries())
    await upload({ id, headline: id, body: '<p>News.</p>', publishedAt: `2026-11-22T19:00:${10 + i}Z` });
  at('2026-11-22T21:00:00Z');
});

type Page = { cursor: string | null } & Record<'stories' | 'changes', { id: string }[]>;
const page = async (path: string, query: string) => (await functions.read({ path, query })).json<Page>();

test.each([
  ['limit=1', 10],
  ['limit=10', 10],
  ['limit=19', 10],
  ['limit=20', 20],
  ['', 20],
  ['limit=49', 20],
  ['limit=100', 23],
])('?%s is served with %i stories, and with as many changes', async (query, length) => {
  expect((await page('/api/stories', query)).stories).toHaveLength(length);
  expect((await page('/api/changes', query)).changes).toHaveLength(length);
});

test('two limits that are served alike have one answer', async () => {
  for (const path of ['/api/stories', '/api/changes']) {
    const [first, second] = await Promise.all(['limit=3', 'limit=10'].map((query) => functions.read({ path, query })));
    expect(second?.text).toBe(first?.text);
    expect(second?.headers.etag).toBe(first?.headers.etag);
  }
});

test('a list is cut by its limit and goes on with its cursor, to its end', async () => {
  const ids: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { stories, cursor: next }: Page = await page('/api/stories', `limit=5${cursor && `&before=${cursor}`}`);
    ids.push(stories.map(({ id }) => id));
    cursor = next;
  }
  expect(ids.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(ids.flat()).toEqual(IDS.toReversed());
});
