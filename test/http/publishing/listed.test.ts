import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, pointers, refusal, STORY, type Story, testNothingLeaked } from './newsroom-client';

/** One more than two pages of the limit below have. */
const NEWEST_FIRST = Array.from({ length: 35 }, (_, i) => `story-${45 - i}`);

const functions = useFunctions(async (functions) => {
  await functions.giveTokens();
  for (const id of NEWEST_FIRST.toReversed())
    await functions.upload({ ...STORY, id, publishedAt: `2026-11-22T18:00:${id.slice(-2)}Z` });
  await functions.newsroom('PUT', '/stories/story-15/withdrawal', { body: { reason: 'Wrong.' } });
  await functions.upload({ ...STORY, id: 'to-come', publishedAt: '2027-01-01T00:00:00Z' });
});
const { ask } = newsroomClient(functions);

describe('GET of stories', () => {
  test('lists every story newest first without bodies, also withdrawn ones, in pages of limit and cursor', async () => {
    const page = async (query: string) =>
      (
        await functions.publish({
          path: '/newsroom/stories',
          query,
          headers: { authorization: 'Bearer token-of-a-reader' },
        })
      ).json<{ stories: Story[]; cursor: string | null }>();
    const first = await page('limit=3');
    expect(first.stories).toHaveLength(3);
    expect(first.stories[0]).toMatchObject({ id: 'to-come', status: 'scheduled' });
    for (const story of first.stories) expect(story).not.toHaveProperty('body');
    const ids: string[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const { stories, cursor } = await page(`limit=17${before && `&before=${before}`}`);
      ids.push(...stories.map(({ id }) => id));
      before = cursor;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(['to-come', ...NEWEST_FIRST]);
  });

  test('is 400 for a filter, which only the public list takes', async () => {
    const answer = await functions.publish({
      path: '/newsroom/stories',
      query: 'section=Sport',
      headers: { authorization: 'Bearer token-of-a-reader' },
    });
    expect(refusal(answer).status).toBe(400);
    expect(pointers(answer)).toEqual(['#/section']);
  });

  test('is 400 for an invalid limit or cursor', async () => {
    const answer = await functions.publish({
      path: '/newsroom/stories',
      query: 'limit=1000&before=x',
      headers: { authorization: 'Bearer token-of-a-reader' },
    });
    expect(refusal(answer).status).toBe(400);
    expect(pointers(answer)).toEqual(['#/limit', '#/before']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const whole = await ask('GET', '/stories/story-20');
    const head = await ask('HEAD', '/stories/story-20');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers).toEqual(whole.headers);
  });
});

testNothingLeaked(functions);
