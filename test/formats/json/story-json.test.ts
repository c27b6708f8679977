import fc from 'fast-check';
import { addressesOf } from '../../../lambdas/formats/addresses';
import { renderStory, renderStoryList, storyJson } from '../../../lambdas/formats/json/story-json';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, withoutForbidden } from '../hostile';
import { allStories, kerry, minimal, publication, storm } from '../sample';

const { now } = allStories;
const addresses = addressesOf(publication.url);
const renderJson = (story = kerry, at = now) => JSON.parse(renderStory(addresses, story, at));

test('a full story and a minimal story are the approved documents', () => {
  expectGolden('storm.json', renderStory(addresses, storm, now));
  expectGolden('quiet-day.json', renderStory(addresses, minimal, now));
});

test('a page of stories is the approved document', () => {
  expectGolden('stories.json', renderStoryList(addresses, allStories.entries, 'b3BhcXVl', now));
});

test('a page of stories has no bodies, and the last page has no cursor', () => {
  const page = JSON.parse(renderStoryList(addresses, [kerry, storm], null, now));
  expect(page.cursor).toBeNull();
  expect(page.stories).toHaveLength(2);
  for (const story of page.stories) expect(story).not.toHaveProperty('body');
});

test('a story has its stored fields, its address, its status and its breaking flag', () => {
  const { whole, ...stored } = kerry;
  expect(renderJson()).toEqual({
    ...stored,
    url: 'https://news.example/stories/kerry-fears-fallout-from-fighting-in-syrian-town',
    status: 'published',
    breaking: true,
    breakingUntil: null,
  });
});

test('an address is ASCII whatever the script of the id', () => {
  expect(renderJson({ ...kerry, id: 'münchen' }).url).toBe('https://news.example/stories/m%C3%BCnchen');
});

test('an ended flag has no breakingUntil', () => {
  expect(renderJson(storm, '2013-06-03T19:59:59Z')).toMatchObject({
    breaking: true,
    breakingUntil: '2013-06-03T20:00:00Z',
  });
  const after = renderJson(storm, '2013-06-03T20:00:00Z');
  expect(after.breaking).toBe(false);
  expect(after).not.toHaveProperty('breakingUntil');
});

test('an embargoed story is scheduled, and its update is not before its publication', () => {
  const scheduled = { ...kerry, publishedAt: '2013-06-04T20:00:00Z' };
  expect(renderJson(scheduled)).toMatchObject({ status: 'scheduled', updatedAt: '2013-06-04T20:00:00Z' });
});

test('a withdrawn story has its status but no reason', () => {
  const withdrawn = { ...kerry, withdrawal: { at: now, reason: 'libel', note: 'the lawyers rang' } };
  expect(renderJson(withdrawn).status).toBe('withdrawn');
  expect(renderStory(addresses, withdrawn, now)).not.toMatch(/libel|lawyers|withdrawal/);
});

test('any text comes back unchanged, without forbidden characters', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = withoutForbidden(text);
      expect(
        renderJson({
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

test('the same story at the same moment gives the same bytes, and is not changed', () => {
  const story = deepFreeze(structuredClone(storm));
  expect(renderStory(addresses, story, now)).toBe(renderStory(addresses, story, now));
  expect(storyJson(addresses, story, now)).toEqual(storyJson(addresses, story, now));
});
