import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { MAX_BREAKING_FLAGS } from '../../../lambdas/news/limits';
import { sha256 } from '../../../lambdas/news/values/sha256';
import { type Answer, EIGHT, useFunctions } from '../../harness/http/functions';
import { fillBreaking } from '../../harness/newsroom/fill-breaking';
import { aStory } from '../../news/sample-story';
import { newsroomClient, STORY } from './newsroom-client';

const functions = useFunctions();
const { ask } = newsroomClient(functions);

const FILED = { ...STORY, section: 'Local', tags: ['Rivers'], authors: [{ name: 'Ann Li' }], language: 'en' };
const FEEDS = ['/', '/sections/local', '/tags/rivers', '/authors/ann-li', '/languages/en'];

const storedItems = async () => {
  const { Items = [] } = await functions.table.client.send(
    new ScanCommand({ TableName: functions.table.name, ConsistentRead: true }),
  );
  return new Map(Items.map((item) => [`${item.pk?.S} ${item.sk?.S}`, item]));
};

/** Tries a request and expects that the table stays; then makes it, and expects the tried answer. */
async function tryThenMake(method: string, path: string, body?: unknown): Promise<{ tried: Answer; made: Answer }> {
  const headers = { 'idempotency-key': sha256(`${method} ${path} ${JSON.stringify(body)}`) };
  const before = await storedItems();
  const tried = await functions.publish({
    method,
    path: `/newsroom${path}`,
    query: 'dry-run=true',
    headers: { authorization: 'Bearer token-of-everybody', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(await storedItems()).toEqual(before);
  const made = await ask(method, path, { body, headers });
  expect(tried.status).toBe(made.status);
  expect(tried.json()).toEqual(made.json());
  expect(tried.headers).not.toHaveProperty('etag');
  expect(made.headers).not.toHaveProperty('idempotency-replayed');
  return { tried, made };
}

describe('a dry run answers as the request, and stores neither a story nor a receipt:', () => {
  beforeAll(async () => {
    for (const id of ['filed', 'never-withdrawn']) await functions.upload({ ...FILED, id });
  });

  test.each([
    ['a flag', 'PUT', '/stories/filed/breaking', { for: 'PT2H' }, ['/', '/breaking', ...FEEDS.slice(1)]],
    ['a flag that is cleared', 'DELETE', '/stories/filed/breaking', undefined, FEEDS],
    ['a withdrawal', 'PUT', '/stories/filed/withdrawal', { reason: 'wrong' }, FEEDS],
    ['another reason', 'PUT', '/stories/filed/withdrawal', { reason: 'very wrong', note: ' It is wrong. ' }, FEEDS],
    ['a reinstatement', 'DELETE', '/stories/filed/withdrawal', undefined, FEEDS],
  ])('%s', async (_, method, path, body, feeds) => {
    const { tried, made } = await tryThenMake(method, path, body);
    expect(tried.status).toBe(200);
    expect(tried.json().feeds).toEqual(feeds);
    expect(made.headers.etag).toBeDefined();
  });

  test.each([
    ['of no story', 'PUT', '/stories/nowhere/breaking', {}, 404],
    ['with an end that has passed', 'PUT', '/stories/filed/breaking', { until: '2020-01-01T00:00:00Z' }, 422],
    ['without a reason', 'PUT', '/stories/filed/withdrawal', {}, 422],
    ['of a story that is not withdrawn', 'DELETE', '/stories/never-withdrawn/withdrawal', undefined, 409],
    ['of a feed that holds a story', 'PUT', '/feeds/tag/rivers/closed', {}, 409],
    ['of no feed', 'DELETE', '/feeds/tag/nothing/closed', undefined, 404],
    ['with nothing to import', 'POST', '/imports', {}, 422],
  ])('a refusal, %s', async (_, method, path, body, status) => {
    expect((await tryThenMake(method, path, body)).tried.status).toBe(status);
  });

  test('a feed that is closed, moved and opened', async () => {
    await functions.upload({ ...FILED, id: 'misspelt', tags: ['Rivvers'] });
    await ask('PUT', '/stories/misspelt', { body: FILED, headers: { 'if-match': '*' } });
    const close = await tryThenMake('PUT', '/feeds/tag/rivvers/closed', { movedTo: '/tags/rivers' });
    expect(close.tried.json()).toMatchObject({ feed: { closed: { movedTo: 'https://news.example/tags/rivers' } } });
    const open = await tryThenMake('DELETE', '/feeds/tag/rivvers/closed');
    expect(open.tried.json()).toEqual({
      feed: expect.not.objectContaining({ closed: expect.anything() }),
      warnings: [],
    });
  });

  test('the flag of a story under embargo counts from its publication', async () => {
    await functions.upload({ ...FILED, id: 'later', publishedAt: '2026-11-23T20:00:00Z' });
    const { tried } = await tryThenMake('PUT', '/stories/later/breaking', { until: '2026-11-23T22:00:00Z' });
    expect(tried.json().feeds).toContain('/breaking');
  });

  test('the page of a section has its address in ASCII', async () => {
    await functions.upload({ ...STORY, id: 'foreign', section: '世界' });
    const { tried } = await tryThenMake('PUT', '/stories/foreign/withdrawal', { reason: 'wrong' });
    expect(tried.json().feeds).toContain(`/sections/${encodeURIComponent('世界')}`);
  });

  test('an Idempotency-Key of an earlier request does not count', async () => {
    const headers = { 'idempotency-key': 'used-before' };
    await ask('POST', '/stories', { body: { ...STORY, id: 'keyed' }, headers });
    const taken = await ask('POST', '/stories?dry-run=true', { body: { ...FILED, id: 'keyed' }, headers });
    expect([taken.status, taken.json().detail]).toEqual([409, expect.stringContaining('The id keyed is taken')]);
    const reinstated = await ask('DELETE', '/stories/keyed/withdrawal?dry-run=true', { headers });
    expect(reinstated.status).toBe(409);
  });

  test('without the scope it is a 403', async () => {
    for (const [method, path] of [
      ['PUT', '/stories/filed/breaking'],
      ['DELETE', '/stories/filed/withdrawal'],
      ['PUT', '/feeds/tag/rivers/closed'],
      ['POST', '/imports'],
    ] as const) {
      const headers = { authorization: 'Bearer token-of-a-reader' };
      const answer = await functions.publish({ method, path: `/newsroom${path}`, query: 'dry-run=true', headers });
      expect(answer.status).toBe(403);
    }
  });
});

describe('a dry run of an import gives each outcome, and stores nothing:', () => {
  const guid = (number: number) => `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const foreign = (number: number) => ({ ...FILED, guid: guid(number), publishedAt: '2019-03-04T05:06:07Z' });
  const past = (number: number, revision: number, fields: object = {}) => ({
    at: '2026-11-22T19:00:00Z',
    by: 'elsewhere',
    story: {
      ...aStory({ id: `past-${number}`, publishedAt: '2026-11-22T19:00:00Z' }),
      ...{ guid: guid(number), revision },
      ...fields,
    },
  });

  test('stories of another publisher', async () => {
    const stories = [foreign(1), { ...foreign(2), headline: '' }, foreign(1), foreign(3)];
    const { tried } = await tryThenMake('POST', '/imports', { stories });
    const { results } = tried.json<{ results: { outcome: string; id: string }[] }>();
    expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'refused', 'known', 'stored']);
    expect(results[3]?.id).not.toBe(results[0]?.id);
  });

  test('revisions, of which one does not follow', async () => {
    const revisions = [past(4, 1), past(4, 2), past(5, 2)];
    const { tried } = await tryThenMake('POST', '/imports', { revisions });
    expect(tried.json<{ results: object[] }>().results).toMatchObject([
      { outcome: 'stored', revision: 1 },
      { outcome: 'stored', revision: 2 },
      { outcome: 'refused', errors: [{ pointer: '#/story/revision' }] },
    ]);
  });

  test('two stories with one guid', async () => {
    const revisions = [past(6, 1), past(7, 1, { guid: guid(6) })];
    const answer = await ask('POST', '/imports?dry-run=true', { body: { revisions } });
    expect(answer.json<{ results: object[] }>().results).toMatchObject([
      { outcome: 'stored' },
      { outcome: 'refused', errors: [{ detail: expect.stringContaining('another story took its id or guid') }] },
    ]);
  });

  test('the closed feeds of an export are not answered for', async () => {
    const feeds = [{ name: 'tag#floods', guid: guid(9), closed: { at: '2026-11-22T19:00:00Z' } }];
    const answer = await ask('POST', '/imports?dry-run=true', { body: { revisions: [past(8, 1)], feeds } });
    expect(answer.json()).toEqual({ results: [expect.objectContaining({ outcome: 'stored' })] });
  });

  describe('once all flags but one are set', () => {
    beforeAll(async () => {
      // And the story `later` of a test above.
      const others = Array.from({ length: MAX_BREAKING_FLAGS - 2 }, (_, i) =>
        aStory({ id: `other-${i}`, publishedAt: EIGHT, breakingUntil: null }),
      );
      await fillBreaking(functions.table, others, { from: EIGHT, flags: MAX_BREAKING_FLAGS - 1 });
    });

    test('the second flag is one too many, and so is what follows it', async () => {
      const flag = { breakingUntil: null };
      const revisions = [past(11, 1, flag), past(12, 1, flag), past(12, 2), past(13, 1)];
      const answer = await ask('POST', '/imports?dry-run=true', { body: { revisions } });
      expect(answer.json<{ results: object[] }>().results).toMatchObject([
        { outcome: 'stored' },
        { outcome: 'refused', errors: [{ pointer: '#/story/breakingUntil' }] },
        { outcome: 'refused' },
        { outcome: 'stored' },
      ]);
      const freed = [past(11, 1, flag), past(11, 2), past(12, 1, flag)];
      const second = await ask('POST', '/imports?dry-run=true', { body: { revisions: freed } });
      expect(second.json<{ results: object[] }>().results).toMatchObject(freed.map(() => ({ outcome: 'stored' })));
    });

    test('an upload, an edit or a flag is refused only when no more may be set', async () => {
      const tries = [
        ['POST', '/stories?dry-run=true', { ...STORY, breaking: true }],
        ['PUT', '/stories/quiet?dry-run=true', { ...STORY, breaking: true }],
        ['PUT', '/stories/quiet/breaking?dry-run=true', {}],
      ] as const;
      await functions.upload({ ...STORY, id: 'quiet' });
      const statuses = async () => {
        const answers = [];
        for (const [method, path, body] of tries)
          answers.push(await ask(method, path, { body, headers: { 'if-match': '*' } }));
        return answers.map(({ status }) => status);
      };
      expect(await statuses()).toEqual([200, 200, 200]);
      await functions.upload({ ...STORY, id: 'last', breaking: true });
      expect(await statuses()).toEqual([422, 422, 422]);
    });
  });
});
