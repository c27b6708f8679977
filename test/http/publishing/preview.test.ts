import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { type Answer, useFunctions } from '../../harness/http/functions';

const functions = useFunctions();

const STORY = {
  headline: 'River peaks at dawn',
  summary: 'It was high.',
  body: '<p>It was <b>high</b>.</p><script>x</script>',
  section: 'Local',
};

interface DryRun {
  readonly story: Record<string, unknown> & { id: string; guid: string };
  readonly warnings: { pointer: string; detail: string }[];
  readonly preview: { rss: string; atom: string; json: string; html: string };
}

const DRY = { query: 'dry-run=true' };
const newsroom = (method: string, path: string, body: unknown, headers: Record<string, string> = {}, query = '') =>
  functions.publish({
    method,
    path: `/newsroom${path}`,
    query,
    headers: { authorization: 'Bearer token-of-everybody', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const dry = (body: unknown, headers?: Record<string, string>): Promise<Answer> =>
  newsroom('POST', '/stories', body, headers, DRY.query);
const dryEdit = (id: string, body: unknown, headers?: Record<string, string>): Promise<Answer> =>
  newsroom('PUT', `/stories/${id}`, body, headers, DRY.query);
const storedItems = async () => {
  const { Items = [] } = await functions.table.client.send(
    new ScanCommand({ TableName: functions.table.name, ConsistentRead: true }),
  );
  return new Map(Items.map((item) => [`${item.pk?.S} ${item.sk?.S}`, item]));
};

/** The result of `act`. Expects that the table does not change. */
async function expectNoWrite<T>(act: () => Promise<T>): Promise<T> {
  const before = await storedItems();
  const result = await act();
  expect(await storedItems()).toEqual(before);
  return result;
}

describe('a dry run of an upload', () => {
  test('answers the story, its warnings and its preview, and writes nothing', async () => {
    const answer = await expectNoWrite(() => dry(STORY));
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.headers).not.toHaveProperty('location');
    const { story, warnings } = answer.json<DryRun>();
    expect(story).toMatchObject({ id: 'river-peaks-at-dawn', revision: 1, status: 'published' });
    const real = (await functions.upload(STORY)).json<DryRun>();
    expect({ story, warnings }).toEqual({ ...real, story: { ...real.story, guid: story.guid } });
  });

  test('shows the item as each reader will have it', async () => {
    const { story, preview } = (await dry({ ...STORY, breaking: true })).json<DryRun>();
    const item = {
      title: STORY.headline,
      description: STORY.summary,
      link: `https://news.example/stories/${story.id}`,
    };
    expect(parseRssFeed(preview.rss).items).toEqual([
      expect.objectContaining({ ...item, guid: expect.objectContaining({ value: story.guid }) }),
    ]);
    expect(parseAtomFeed(preview.atom).entries).toEqual([expect.objectContaining({ id: story.guid })]);
    expect(parseJsonFeed(preview.json).items).toEqual([
      expect.objectContaining({
        id: story.guid,
        tags: ['Breaking News', 'Local'],
        content_html: '<p>It was <b>high</b>.</p>',
      }),
    ]);
    expect(preview.html).toMatch(/<p class="breaking"[^>]*>.*Breaking News/);
  });

  test('shows a story under embargo as it will be', async () => {
    const { story, preview } = (
      await dry({ ...STORY, id: 'later', publishedAt: '2027-01-01T00:00:00Z' })
    ).json<DryRun>();
    expect(story.status).toBe('scheduled');
    expect(parseRssFeed(preview.rss).items).toHaveLength(1);
    expect(preview.html).toContain('River peaks at dawn');
  });

  test('gives the id that the headline would have now', async () => {
    expect((await dry(STORY)).json<DryRun>().story.id).toBe('river-peaks-at-dawn-2');
  });

  test('has the same refusals as the upload', async () => {
    for (const wrong of [{ headline: 'No body' }, { ...STORY, id: 'no id' }, { ...STORY, tag: 'x' }]) {
      const [tried, real] = [await expectNoWrite(() => dry(wrong)), await newsroom('POST', '/stories', wrong)];
      expect(tried).toMatchObject({ status: 422, text: real.text });
    }
    const taken = { ...STORY, id: 'river-peaks-at-dawn', summary: 'Another.' };
    const [tried, real] = [await dry(taken), await newsroom('POST', '/stories', taken)];
    expect(tried).toMatchObject({ status: 409, text: real.text });
  });

  test('of a stored upload, sent again, shows that story and no conflict', async () => {
    const own = { ...STORY, id: 'my-own' };
    await functions.upload(own);
    const again = await expectNoWrite(() => dry(own));
    expect(again).toMatchObject({ status: 200 });
    expect(again.json<DryRun>().story).toMatchObject({ id: 'my-own', revision: 1 });
  });

  test('takes no Idempotency-Key for its own: the upload after it is a new one', async () => {
    const key = { 'idempotency-key': 'tried-first' };
    expect((await expectNoWrite(() => dry({ ...STORY, id: 'keyed' }, key))).status).toBe(200);
    expect((await newsroom('POST', '/stories', { ...STORY, id: 'keyed' }, key)).status).toBe(201);
    expect((await dry({ ...STORY, id: 'keyed-otherwise' }, key)).status).toBe(200);
  });

  test('needs the scopes of the upload', async () => {
    const dryRunAs = (token: string, body: unknown) => dry(body, { authorization: `Bearer ${token}` });
    expect((await dryRunAs('token-of-a-reader', STORY)).status).toBe(403);
    expect((await dryRunAs('token-of-a-writer', STORY)).status).toBe(200);
    expect((await dryRunAs('token-of-a-writer', { ...STORY, breaking: true })).status).toBe(403);
  });
});

describe('a dry run of a replacement', () => {
  beforeAll(() => functions.upload({ ...STORY, id: 'replaced' }));

  test('shows the next revision, and writes nothing', async () => {
    const body = { ...STORY, headline: 'River fell' };
    const answer = await expectNoWrite(() => dryEdit('replaced', body, { 'if-match': '"1"' }));
    expect(answer.status).toBe(200);
    const { story, preview } = answer.json<DryRun>();
    expect(story).toMatchObject({ id: 'replaced', revision: 2, headline: 'River fell' });
    expect(parseRssFeed(preview.rss).items?.[0]?.title).toBe('River fell');
  });

  test('is refused as the replacement would be', async () => {
    for (const [id, headers, status] of [
      ['replaced', {}, 428],
      ['replaced', { 'if-match': '"7"' }, 412],
      ['nowhere', { 'if-match': '*' }, 404],
    ] as const) {
      expect((await expectNoWrite(() => dryEdit(id, STORY, headers))).status).toBe(status);
    }
    await newsroom('PUT', '/stories/replaced/withdrawal', { reason: 'wrong' });
    expect((await expectNoWrite(() => dryEdit('replaced', STORY, { 'if-match': '*' }))).status).toBe(409);
  });
});

describe('400, and nothing happens, for', () => {
  test.each([
    ['POST', '/stories', 'dry-run=false'],
    ['POST', '/stories', 'dry-run'],
    ['POST', '/stories', 'dry-run=TRUE'],
    ['POST', '/stories', 'dry-run=true&dry-run=false'],
    ['PUT', '/stories/my-own', 'dry-run=1'],
    ['PUT', '/stories/my-own/breaking', 'dry-run=yes'],
    ['DELETE', '/stories/my-own/breaking', 'dry-run=0'],
    ['PUT', '/stories/my-own/withdrawal', 'dry-run='],
    ['DELETE', '/stories/my-own/withdrawal', 'dry-run=true&dry-run=true'],
    ['PUT', '/feeds/tag/rivers/closed', 'dry-run=false'],
    ['POST', '/imports', 'dry-run=false'],
  ])('%s %s?%s', async (method, path, query) => {
    const body = path.endsWith('withdrawal') ? { reason: 'x' } : path.endsWith('breaking') ? {} : STORY;
    const answer = await expectNoWrite(() => newsroom(method, path, body, { 'if-match': '*' }, query));
    expect(answer.status).toBe(400);
    expect(answer.json().errors).toEqual([{ pointer: '#/dry-run', detail: expect.stringContaining('leave it out') }]);
  });
});

describe('400 with the nearest parameter, and nothing happens, for', () => {
  const REVISION = '/stories/my-own/revisions/1';
  test.each([
    ['POST', '/stories', 'dryrun=true', '#/dryrun', '"dry-run"'],
    ['PUT', '/stories/my-own', 'Dry-Run=true', '#/Dry-Run', '"dry-run"'],
    ['PUT', '/stories/my-own/breaking', 'dryrun=true', '#/dryrun', '"dry-run"'],
    ['DELETE', '/stories/my-own/withdrawal', 'x=1', '#/x', '"dry-run"'],
    ['POST', '/imports', 'dry_run=true', '#/dry_run', '"dry-run"'],
    ['GET', '/stories/my-own', 'dry-run=true', '#/dry-run', 'takes no parameter'],
    ['GET', REVISION, 'limit=1', '#/limit', 'takes no parameter'],
    ['GET', '/stories', 'limt=1', '#/limt', '"limit"'],
    ['GET', '/stories/my-own/revisions', 'befor=1', '#/befor', '"before"'],
    ['GET', '/exports', 'aftr=1', '#/aftr', '"after"'],
    ['GET', '/exports', 'after=1&after=1', '#/after', 'give it once'],
  ])('%s %s?%s', async (method, path, query, pointer, detail) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : STORY;
    const answer = await expectNoWrite(() => newsroom(method, path, body, { 'if-match': '*' }, query));
    expect(answer.status).toBe(400);
    expect(answer.json().errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });
});

test.each([
  [400, 'POST', '/stories', 'dryrun=true'],
  [400, 'POST', '/stories', 'dry-run=false'],
  [400, 'PUT', '/stories/my-own', 'dry-run=1'],
  [403, 'PUT', '/stories/my-own', 'dry-run=true'],
  [403, 'PUT', '/stories/my-own/breaking', 'dry-run=true'],
])('a token without the scope gets %i for %s %s?%s', async (status, method, path, query) => {
  const headers = { authorization: 'Bearer token-of-a-reader', 'if-match': '*' };
  expect((await newsroom(method, path, STORY, headers, query)).status).toBe(status);
});
