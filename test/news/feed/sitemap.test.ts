import fc from 'fast-check';
import {
  beginBetween,
  FIRST_PART,
  isBelow,
  newPlaceInClosedPart,
  type Sitemap,
  sitemapAfter,
  splitPart,
} from '../../../lambdas/news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../../lambdas/news/limits';
import { compareBytes } from '../../../lambdas/news/values/compare-bytes';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON } from '../sample-story';

const place = (seconds: number, id = 'a') => ({ at: plusSeconds(NOON, seconds), id });
const sitemap: Sitemap = { version: 'v1', changedAt: NOON, from: place(0, 'm'), stories: 7 };
const edit = { now: NOON, isVisible: true, version: 'v2', changedAt: plusSeconds(NOON, 9) };
const { at: noon } = place(0);

describe('after an edit', () => {
  test.each([
    ['a story comes into the last part', 'n', { nextAt: noon }, { stories: 8 }],
    ['a story leaves the last part', 'n', { previousAt: noon }, { stories: 6 }],
    ['a story stays in the last part', 'm', { previousAt: noon, nextAt: plusSeconds(noon, 1) }, {}],
    ['a story comes into a closed part', 'l', { nextAt: noon }, { version: 'v2', changedAt: edit.changedAt }],
    ['a story leaves a closed part', 'l', { previousAt: noon }, { version: 'v2', changedAt: edit.changedAt }],
    ['nobody sees the edit', 'l', { nextAt: noon, isVisible: false }, {}],
    [
      'a story moves into the last part',
      'l',
      { previousAt: noon, nextAt: plusSeconds(noon, 1) },
      { stories: 8, version: 'v2', changedAt: edit.changedAt },
    ],
  ])('%s', (_, id, move, expected) => {
    expect(sitemapAfter(sitemap, id, { ...edit, ...move })).toEqual({ ...sitemap, ...expected });
  });

  test('the first story of all is in the first part', () => {
    const { version, changedAt } = edit;
    expect(sitemapAfter(undefined, 'a', { ...edit, nextAt: noon })).toEqual({
      ...{ version, changedAt },
      from: FIRST_PART,
      stories: 1,
    });
  });
});

test('only a story that comes to another place of a closed part takes one there', () => {
  const story = aStory({ id: 'l', publishedAt: noon });
  const withdrawn = { ...story, withdrawal: { at: noon, reason: 'wrong', until: plusSeconds(noon, 99) } };
  const taken = (before: typeof story | undefined, after: typeof story) =>
    newPlaceInClosedPart(sitemap, { before, after, now: noon });
  expect(taken(undefined, story)).toEqual({ at: noon, id: 'l' });
  expect(taken(withdrawn, story)).toEqual({ at: noon, id: 'l' });
  expect(taken({ ...story, publishedAt: plusSeconds(noon, 5) }, story)).toEqual({ at: noon, id: 'l' });
  expect(taken(story, story)).toBeUndefined();
  expect(taken(story, withdrawn)).toBeUndefined();
  expect(taken(undefined, aStory({ id: 'm', publishedAt: noon }))).toBeUndefined();
});

describe('a full part', () => {
  const places = Array.from({ length: MAX_SITEMAP_STORIES }, (_, i) => place(i));

  test('is cut at its middle', () => {
    expect(splitPart(places)).toEqual({ stories: 250, begin: place(250, '') });
  });

  test.each([
    ['all are published', 500, 499],
    ['some are embargoed', 400, 400],
    ['most are embargoed', 100, 250],
  ])('that is the last keeps its published stories but the newest: %s', (_, published, stories) => {
    expect(splitPart(places, published)).toEqual({ stories, begin: place(stories, '') });
  });

  test.each([0, 1, 250])('that has %s stories left is not cut', (left) => {
    expect(splitPart(places.slice(0, left))).toEqual({ stories: left });
  });
});

test('a part begins above one story and not above the next, at the shortest place', () => {
  expect(beginBetween(place(0), place(1))).toEqual(place(1, ''));
  expect(beginBetween(place(0, 'ferry-2'), place(0, 'ferry-30'))).toEqual(place(0, 'ferry-3'));
  expect(beginBetween(place(0, 'ferry'), place(0, 'ferry-2'))).toEqual(place(0, 'ferry-'));
  const id = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ﬀ', '𐐀'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(id, id, fc.nat(1), (one, other, seconds) => {
      fc.pre(seconds > 0 || one !== other);
      const [last = '', first = ''] = seconds > 0 ? [one, other] : [one, other].sort(compareBytes);
      const begin = beginBetween(place(0, last), place(seconds, first));
      expect(isBelow(place(0, last), begin)).toBe(true);
      expect(isBelow(place(seconds, first), begin)).toBe(false);
    }),
  );
});
