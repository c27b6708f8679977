import { ADDRESS, useFunctions } from '../../harness/http/functions';
import { newsroomClient, refusal, STORY, type Stored, testNothingLeaked } from './newsroom-client';

const functions = useFunctions();
const { ask, post, put, current } = newsroomClient(functions);

describe('PUT of a story', () => {
  const WHOLE = {
    id: 'whole',
    headline: 'Whole',
    summary: 'In short',
    body: '<p>Text.</p>',
    section: 'Old Section',
    tags: ['Old Tag', 'Kept Tag'],
    authors: [{ name: 'Jane', email: 'jane@news.example', url: 'https://news.example/jane' }],
    language: 'fr',
    publishedAt: '2026-11-22T18:00:00Z',
    breaking: true,
    breakingUntil: '2026-11-22T22:00:00Z',
    audio: { url: 'https://news.example/a.mp3', type: 'audio/mpeg', length: 100, duration: 12.5 },
    image: { url: 'https://news.example/a.jpg', type: 'image/jpeg', alt: 'A', credit: 'B' },
    canonicalUrl: 'https://old.example/whole',
    correction: { note: 'A name was wrong.' },
  };

  test('accepts the JSON of a GET with its read-only fields, and changes only the revision', async () => {
    expect((await post(WHOLE)).json<Stored>().warnings).toEqual([]);
    const { etag } = (await ask('GET', '/stories/whole')).headers;
    const before = await current('whole');
    expect(before).toMatchObject({ correction: { at: '2026-11-22T20:00:00Z' }, status: 'published', revision: 1 });
    functions.at('2026-11-22T20:05:00Z');
    const answer = await put('whole', before, { 'if-match': etag as string });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(answer.json()).toEqual({
      story: { ...before, revision: 2, updatedAt: '2026-11-22T20:05:00Z' },
      warnings: [],
    });
    expect(answer.headers).not.toHaveProperty('location');
  });

  test('removes absent fields, but keeps publishedAt, breaking and breakingUntil', async () => {
    const answer = await put('whole', { headline: 'Less', body: '<p>Less.</p>' }, { 'if-match': 'W/"2"' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    const { story } = answer.json<Stored>();
    expect(story).toEqual({
      id: 'whole',
      guid: expect.any(String),
      url: `${ADDRESS}/stories/whole`,
      headline: 'Less',
      summary: 'Less.',
      body: '<p>Less.</p>',
      tags: [],
      authors: [],
      language: 'en',
      publishedAt: '2026-11-22T18:00:00Z',
      updatedAt: '2026-11-22T20:05:00Z',
      revision: 3,
      status: 'published',
      breaking: true,
      breakingUntil: '2026-11-22T22:00:00Z',
    });
  });

  test.each([
    ['the tag', '"3"', 4],
    ['the tag weakened by a CDN', 'W/"4"', 5],
    ['the tag with a suffix of a proxy', '"5-gzip"', 6],
    ['any, *', '*', 7],
    ['any, * with spaces', ' * ', 8],
  ])('is 200 with the next ETag for If-Match with %s', async (_, field, revision) => {
    const answer = await put('whole', { ...STORY, tags: [`r${revision}`] }, { 'if-match': field });
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision}"` } });
    expect(await current('whole')).toMatchObject({ revision, tags: [`r${revision}`] });
  });

  test.each([
    ['an older tag', '"7"'],
    ['a coming tag', '"9"'],
    ['no tag at all', 'rubbish'],
    ['a tag without quotation marks', '8'],
    ['an empty tag', '""'],
    ['another form of the number', '"08"'],
    ['a fraction', '"8.0"'],
    ['a number beyond all', `"${'9'.repeat(400)}"`],
    ['zero', '"0"'],
    ['a list, which names no single revision', '"8", "7"'],
    ['a feed tag', 'W/"abc.0.rss.made"'],
  ])('is 412 for If-Match with %s, and nothing changes', async (_, field) => {
    expect(refusal(await put('whole', STORY, { 'if-match': field })).status).toBe(412);
    expect((await current('whole')).revision).toBe(8);
  });

  test('is 428 without If-Match, and nothing changes', async () => {
    expect(refusal(await put('whole', STORY)).status).toBe(428);
    expect((await current('whole')).revision).toBe(8);
  });

  test('is 409 for a later publication date of a published story', async () => {
    const answer = refusal(await put('whole', { ...STORY, publishedAt: '2027-01-01T00:00:00Z' }, { 'if-match': '*' }));
    expect(answer.status).toBe(409);
    expect((await current('whole')).revision).toBe(8);
  });

  test('moves updatedAt, but not for an insignificant edit', async () => {
    functions.at('2026-11-22T20:06:00Z');
    const small = await put('whole', { ...STORY, significant: false }, { 'if-match': '"8"' });
    expect(small.json<Stored>().story.updatedAt).toBe('2026-11-22T20:05:00Z');
    const large = await put('whole', STORY, { 'if-match': '"9"' });
    expect(large.json<Stored>().story.updatedAt).toBe('2026-11-22T20:06:00Z');
  });

  test('publishes a story under embargo, or moves its embargo', async () => {
    await functions.upload({ ...STORY, id: 'to-come', publishedAt: '2027-01-01T00:00:00Z' });
    const later = await put('to-come', { ...STORY, publishedAt: '2027-02-01T00:00:00Z' }, { 'if-match': '"1"' });
    expect(later.json<Stored>().story).toMatchObject({ status: 'scheduled', updatedAt: '2027-02-01T00:00:00Z' });
    const now = await put('to-come', { ...STORY, publishedAt: '2026-11-22T20:06:00Z' }, { 'if-match': '"2"' });
    expect(now.json<Stored>().story).toMatchObject({ status: 'published' });
    expect((await functions.read({ path: '/stories/to-come' })).status).toBe(200);
  });

  test('is 409 for a withdrawn story, as is every other edit of it', async () => {
    await functions.upload({ ...STORY, id: 'gone' });
    expect((await ask('PUT', '/stories/gone/withdrawal', { body: { reason: 'Wrong.' } })).status).toBe(200);
    expect(refusal(await put('gone', STORY, { 'if-match': '*' })).status).toBe(409);
    expect(refusal(await ask('PUT', '/stories/gone/breaking')).status).toBe(409);
    expect(refusal(await ask('DELETE', '/stories/gone/breaking')).status).toBe(409);
    expect(refusal(await post({ ...STORY, id: 'gone', headline: 'New' })).status).toBe(409);
    expect(await current('gone')).toMatchObject({ status: 'withdrawn', revision: 2 });
  });
});

testNothingLeaked(functions);
