import fc from 'fast-check';
import { addressesOf } from '../../lambdas/formats/addresses';
import { renderStory, renderStoryList, storyJson } from '../../lambdas/formats/json/story-json';
import { expectGolden } from './golden';
import { allowed, frozen, hostileText } from './hostile';
import { allStories, kerry, minimal, publication, storm } from './sample';

const { now } = allStories;
const addresses = addressesOf(publication.url);
const parsed = (story = kerry, at = now) => JSON.parse(renderStory(addresses, story, at));

test('stories with everything and with nothing are the approved documents', () => {
  expectGolden('storm.json', renderStory(addresses, storm, now));
  expectGolden('quiet-day.json', renderStory(addresses, minimal, now));
});

test('a page of stories is the approved document', () => {
  expectGolden('stories.json', renderStoryList(addresses, allStories.entries, 'b3BhcXVl', now));
});

test('a page of stories holds no body, and the last one no cursor', () => {
  const page = JSON.parse(renderStoryList(addresses, [kerry, storm], null, now));
  expect(page.next).toBeNull();
  expect(page.stories).toHaveLength(2);
  for (const story of page.stories) expect(story).not.toHaveProperty('body');
});

test('a story is what was stored, with its address, its status and whether it breaks', () => {
  const { whole, ...stored } = kerry;
  expect(parsed()).toEqual({
    ...stored,
    url: 'https://news.example/stories/kerry-fears-fallout-from-fighting-in-syrian-town',
    status: 'published',
    breaking: true,
    breakingUntil: null,
  });
});

test('an address is ASCII whatever the script of the id', () => {
  expect(parsed({ ...kerry, id: 'münchen' }).url).toBe('https://news.example/stories/m%C3%BCnchen');
});

test('a flag that has ended leaves no end behind', () => {
  expect(parsed(storm, '2013-06-03T19:59:59Z')).toMatchObject({
    breaking: true,
    breakingUntil: '2013-06-03T20:00:00Z',
  });
  const after = parsed(storm, '2013-06-03T20:00:00Z');
  expect(after.breaking).toBe(false);
  expect(after).not.toHaveProperty('breakingUntil');
});

test('a story under embargo is scheduled, and is never updated before it is published', () => {
  const scheduled = { ...kerry, publishedAt: '2013-06-04T20:00:00Z' };
  expect(parsed(scheduled)).toMatchObject({ status: 'scheduled', updatedAt: '2013-06-04T20:00:00Z' });
});

test('a withdrawn story says so and not why', () => {
  const withdrawn = { ...kerry, withdrawal: { at: now, reason: 'libel', note: 'the lawyers rang' } };
  expect(parsed(withdrawn).status).toBe('withdrawn');
  expect(renderStory(addresses, withdrawn, now)).not.toMatch(/libel|lawyers|withdrawal/);
});

test('any text comes back as it was, without the characters that no document may hold', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = allowed(text);
      expect(
        parsed({
          ...storm,
          headline: text,
          summary: text,
          body: text,
          section: text,
          tags: [text],
          authors: [{ name: text }],
          correction: { at: now, note: text },
        }),
      ).toMatchObject({
        headline: shown,
        summary: shown,
        body: shown,
        section: shown,
        tags: [shown],
        authors: [{ name: shown }],
        correction: { note: shown },
      });
    }),
  );
});

test('the same story at the same moment is the same bytes, and is left as it was', () => {
  const story = frozen(structuredClone(storm));
  expect(renderStory(addresses, story, now)).toBe(renderStory(addresses, story, now));
  expect(storyJson(addresses, story, now)).toEqual(storyJson(addresses, story, now));
});
