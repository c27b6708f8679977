import { MAX_FORMER_FEEDS, withFormerFeeds } from '../../../lambdas/news/feed/former-feeds';
import type { Story } from '../../../lambdas/news/story/story';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const noon = (seconds: number) => plusSeconds(NOON, seconds);
const story = aStory({ section: 'World', tags: ['Rain'] });
const afterEdit = (before: Story, fields: Partial<Story>, now = NOON) =>
  withFormerFeeds(before, nextOf(before, fields), now);

test('a story remembers the feeds that it leaves, and when', () => {
  const moved = afterEdit(story, { section: 'Sea', tags: [] });
  expect(moved.formerFeeds).toEqual([
    { feed: 'section#world', at: NOON },
    { feed: 'tag#rain', at: NOON },
  ]);
  expect(moved).toEqual({ ...nextOf(story, { section: 'Sea', tags: [] }), formerFeeds: moved.formerFeeds });
});

test('a story that leaves none adds none, and keeps its former feeds, the last first', () => {
  expect(afterEdit(story, { headline: 'Anew' })).not.toHaveProperty('formerFeeds');
  const twice = afterEdit(afterEdit(story, { section: 'Sea' }, noon(-60)), { tags: [] });
  expect(twice.formerFeeds).toEqual([
    { feed: 'tag#rain', at: NOON },
    { feed: 'section#world', at: noon(-60) },
  ]);
});

test('a feed that the story enters again is no former feed; leaving again sets a new time', () => {
  const moved = afterEdit(story, { section: 'Sea' }, noon(-60));
  const back = afterEdit(moved, { section: 'World' });
  expect(back.formerFeeds).toEqual([{ feed: 'section#sea', at: NOON }]);
  expect(afterEdit(back, { section: 'Sea' }, noon(60)).formerFeeds).toEqual([{ feed: 'section#world', at: noon(60) }]);
  const again = afterEdit(afterEdit(moved, { section: 'World' }, noon(-30)), { section: 'Sky' });
  expect(again.formerFeeds).toEqual([
    { feed: 'section#world', at: NOON },
    { feed: 'section#sea', at: noon(-30) },
  ]);
});

test("a story leaves breaking when an editor clears its flag, or at the flag's end", () => {
  const formerFeeds = (breakingUntil: Story['breakingUntil']) =>
    afterEdit({ ...story, breakingUntil }, { breakingUntil: undefined }).formerFeeds;
  expect(formerFeeds(null)).toEqual([{ feed: 'breaking', at: NOON }]);
  expect(formerFeeds(noon(60))).toEqual([{ feed: 'breaking', at: NOON }]);
  expect(formerFeeds(noon(-60))).toEqual([{ feed: 'breaking', at: noon(-60) }]);
});

test('a feed in which readers never saw the story is no former feed', () => {
  const embargoed = { ...story, publishedAt: noon(60), breakingUntil: null };
  expect(afterEdit(embargoed, { section: 'Sea', breakingUntil: undefined })).not.toHaveProperty('formerFeeds');
  expect(afterEdit({ ...story, publishedAt: NOON }, { section: 'Sea' }).formerFeeds).toHaveLength(1);
  const ended = { ...story, publishedAt: noon(-30), breakingUntil: noon(-60) };
  expect(afterEdit(ended, { breakingUntil: undefined })).not.toHaveProperty('formerFeeds');
});

test("a story reinstated without its flag left breaking at its withdrawal, or at the flag's end", () => {
  const withdrawal = { at: noon(-600), until: noon(9_000), reason: 'wrong' };
  const back = (fields: Partial<Story>) =>
    afterEdit({ ...story, withdrawal, ...fields }, { breakingUntil: undefined }).formerFeeds;
  expect(back({ breakingUntil: noon(-60) })).toEqual([{ feed: 'breaking', at: noon(-600) }]);
  expect(back({ breakingUntil: noon(-900) })).toEqual([{ feed: 'breaking', at: noon(-900) }]);
  // It was withdrawn before its publication.
  expect(back({ breakingUntil: noon(-60), publishedAt: noon(-300) })).toBeUndefined();
});

test(`no more than the last ${MAX_FORMER_FEEDS} are remembered`, () => {
  let travelled = story;
  for (let i = 1; i <= 20; i++) travelled = afterEdit(travelled, { section: `Section ${i}` }, noon(i));
  expect(travelled.formerFeeds?.map(({ feed }) => feed)).toEqual(
    Array.from({ length: MAX_FORMER_FEEDS }, (_, i) => `section#section-${19 - i}`),
  );
});
