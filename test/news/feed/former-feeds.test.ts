import { MAX_FORMER_FEEDS, withFormerFeeds } from '../../../lambdas/news/feed/former-feeds';
import type { Story } from '../../../lambdas/news/story/story';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const noon = (seconds: number) => plusSeconds(NOON, seconds);
const story = aStory({ section: 'World', tags: ['Rain'] });
const edited = (before: Story, fields: Partial<Story>, now = NOON) =>
  withFormerFeeds(before, nextOf(before, fields), now);

test('a story remembers the feeds that it leaves, and when', () => {
  const moved = edited(story, { section: 'Sea', tags: [] });
  expect(moved.left).toEqual([
    { feed: 'section#world', at: NOON },
    { feed: 'tag#rain', at: NOON },
  ]);
  expect(moved).toEqual({ ...nextOf(story, { section: 'Sea', tags: [] }), left: moved.left });
});

test('one that leaves none remembers none, and keeps those it left before, the last first', () => {
  expect(edited(story, { headline: 'Anew' })).not.toHaveProperty('left');
  const twice = edited(edited(story, { section: 'Sea' }, noon(-60)), { tags: [] });
  expect(twice.left).toEqual([
    { feed: 'tag#rain', at: NOON },
    { feed: 'section#world', at: noon(-60) },
  ]);
});

test('a feed that it comes back to it has not left; one that it leaves again it left then', () => {
  const moved = edited(story, { section: 'Sea' }, noon(-60));
  const back = edited(moved, { section: 'World' });
  expect(back.left).toEqual([{ feed: 'section#sea', at: NOON }]);
  expect(edited(back, { section: 'Sea' }, noon(60)).left).toEqual([{ feed: 'section#world', at: noon(60) }]);
  const again = edited(edited(moved, { section: 'World' }, noon(-30)), { section: 'Sky' });
  expect(again.left).toEqual([
    { feed: 'section#world', at: NOON },
    { feed: 'section#sea', at: noon(-30) },
  ]);
});

test('breaking news it leaves when its flag is cleared, or at the second at which it had ended', () => {
  const left = (breakingUntil: Story['breakingUntil']) =>
    edited({ ...story, breakingUntil }, { breakingUntil: undefined }).left;
  expect(left(null)).toEqual([{ feed: 'breaking', at: NOON }]);
  expect(left(noon(60))).toEqual([{ feed: 'breaking', at: NOON }]);
  expect(left(noon(-60))).toEqual([{ feed: 'breaking', at: noon(-60) }]);
});

test('what readers never saw it does not remember', () => {
  const embargoed = { ...story, publishedAt: noon(60), breakingUntil: null };
  expect(edited(embargoed, { section: 'Sea', breakingUntil: undefined })).not.toHaveProperty('left');
  expect(edited({ ...story, publishedAt: NOON }, { section: 'Sea' }).left).toHaveLength(1);
  const ended = { ...story, publishedAt: noon(-30), breakingUntil: noon(-60) };
  expect(edited(ended, { breakingUntil: undefined })).not.toHaveProperty('left');
});

test('what is reinstated without its flag left breaking news when it was withdrawn, or when the flag had ended', () => {
  const withdrawal = { at: noon(-600), until: noon(9_000), reason: 'wrong' };
  const back = (fields: Partial<Story>) =>
    edited({ ...story, withdrawal, ...fields }, { breakingUntil: undefined }).left;
  expect(back({ breakingUntil: noon(-60) })).toEqual([{ feed: 'breaking', at: noon(-600) }]);
  expect(back({ breakingUntil: noon(-900) })).toEqual([{ feed: 'breaking', at: noon(-900) }]);
  // It was withdrawn before its publication.
  expect(back({ breakingUntil: noon(-60), publishedAt: noon(-300) })).toBeUndefined();
});

test(`no more than the last ${MAX_FORMER_FEEDS} are remembered`, () => {
  let travelled = story;
  for (let i = 1; i <= 20; i++) travelled = edited(travelled, { section: `Section ${i}` }, noon(i));
  expect(travelled.left?.map(({ feed }) => feed)).toEqual(
    Array.from({ length: MAX_FORMER_FEEDS }, (_, i) => `section#section-${19 - i}`),
  );
});
