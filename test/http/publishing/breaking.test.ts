import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, refusal, STORY, type Stored, type Story, testNothingLeaked } from './newsroom-client';

const functions = useFunctions();
const { ask, put, current } = newsroomClient(functions);

describe('the breaking flag of a story', () => {
  const NOW = '2026-11-22T20:10:00Z';
  const flag = (method: 'PUT' | 'DELETE', body?: unknown, headers?: Record<string, string>) =>
    ask(method, '/stories/flagged/breaking', { body, headers });

  beforeAll(async () => {
    functions.at('2026-11-22T20:07:00Z');
    await functions.upload({ ...STORY, id: 'flagged' });
    functions.at(NOW);
  });

  test.each([
    ['without a body, for the default time', undefined, '2026-11-23T00:10:00Z'],
    ['with an empty object, for the default time', {}, '2026-11-23T00:10:00Z'],
    ['for a time', { for: 'PT2H' }, '2026-11-22T22:10:00Z'],
    ['for days', { for: 'P1DT12H' }, '2026-11-24T08:10:00Z'],
    ['until a moment', { until: '2026-11-22T23:00:00+01:00' }, '2026-11-22T22:00:00Z'],
    ['until an editor clears it', { until: null }, null],
  ])('is set by PUT %s; a revision, and updatedAt stays', async (_, body, breakingUntil) => {
    const { revision } = await current('flagged');
    const answer = await flag('PUT', body);
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision + 1}"` } });
    expect(answer.json<Stored>()).toMatchObject({
      story: { breaking: true, breakingUntil, revision: revision + 1, updatedAt: '2026-11-22T20:07:00Z' },
      warnings: [],
    });
    expect(await current('flagged')).toMatchObject({ breaking: true, breakingUntil, headline: STORY.headline });
    const { stories } = (await functions.read({ path: '/api/stories', query: 'breaking=true' })).json<{
      stories: Story[];
    }>();
    expect(stories.map(({ id }) => id)).toContain('flagged');
  });

  test('is cleared by DELETE; a revision, and updatedAt stays', async () => {
    const { revision } = await current('flagged');
    const answer = await flag('DELETE');
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision + 1}"` } });
    expect(answer.json<Stored>().story).toMatchObject({ breaking: false, updatedAt: '2026-11-22T20:07:00Z' });
    expect(answer.json<Stored>().story).not.toHaveProperty('breakingUntil');
    const { stories } = (await functions.read({ path: '/api/stories', query: 'breaking=true' })).json<{
      stories: Story[];
    }>();
    expect(stories.map(({ id }) => id)).not.toContain('flagged');
  });

  test('needs no If-Match; a stale one is 412', async () => {
    const { revision } = await current('flagged');
    expect(refusal(await flag('PUT', {}, { 'if-match': `"${revision - 1}"` })).status).toBe(412);
    expect(refusal(await flag('DELETE', undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await flag('PUT', {}, { 'if-match': `W/"${revision}"` })).status).toBe(200);
    expect((await flag('DELETE', undefined, { 'if-match': '*' })).status).toBe(200);
  });

  test('is 415 for a body of another type', async () => {
    expect(
      refusal(await flag('PUT', 'until=never', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
  });

  test('of a story under embargo begins at its publication', async () => {
    await functions.upload({ ...STORY, id: 'flag-to-come', publishedAt: '2027-01-01T00:00:00Z' });
    const answer = await ask('PUT', '/stories/flag-to-come/breaking', { body: { for: 'PT1H' } });
    expect(answer.json<Stored>().story).toMatchObject({ breakingUntil: '2027-01-01T01:00:00Z' });
    const early = await ask('PUT', '/stories/flag-to-come/breaking', { body: { until: '2026-12-31T00:00:00Z' } });
    expect(refusal(early).status).toBe(422);
  });

  test('is not in the revision after its end', async () => {
    functions.at('2026-11-22T20:11:00Z');
    await flag('PUT', { for: 'PT1M' });
    functions.at('2026-11-22T20:12:00Z');
    expect(await current('flagged')).toMatchObject({ breaking: false });
    const { revision } = await current('flagged');
    const answer = await put('flagged', await current('flagged'), { 'if-match': `"${revision}"` });
    expect(answer.json<Stored>().story).toMatchObject({ breaking: false });
  });
});

testNothingLeaked(functions);
