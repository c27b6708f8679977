import { addsFlag, flagCountAfter, takesFlag } from '../../../lambdas/news/feed/flag-count';
import { MAX_BREAKING_FLAGS } from '../../../lambdas/news/limits';
import type { Story } from '../../../lambdas/news/story/story';
import { NEVER, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON } from '../sample-story';

const HOUR_AGO = plusSeconds(NOON, -3_600);
const IN_AN_HOUR = plusSeconds(NOON, 3_600);

test.each([
  ['a new flag', undefined, IN_AN_HOUR, 4],
  ['a flag without an end', undefined, NEVER, 4],
  ['a flag that had ended before the count', undefined, HOUR_AGO, 3],
  ['the last second of a flag', undefined, NOON, 3],
  ['a flag that ends at another moment', IN_AN_HOUR, NEVER, 3],
  ['a flag that is set again', HOUR_AGO, IN_AN_HOUR, 4],
  ['a flag that is cleared', IN_AN_HOUR, undefined, 2],
  ['an ended flag that is cleared', HOUR_AGO, undefined, 3],
])('the count after %s', (_, previousAt, nextAt, flags) => {
  expect(flagCountAfter({ from: NOON, flags: 3 }, { previousAt, nextAt })).toEqual({ from: NOON, flags });
});

const flagged = (breakingUntil: Story['breakingUntil'], more: Partial<Story> = {}) =>
  aStory({ breakingUntil, ...more });
const withdrawal = { at: NOON, until: IN_AN_HOUR, reason: 'wrong' };

test.each<[string, Story | undefined, Story, boolean]>([
  ['an upload with a flag', undefined, flagged(null), true],
  ['an upload under embargo with a flag', undefined, flagged(null, { publishedAt: IN_AN_HOUR }), true],
  ['an upload without a flag', undefined, aStory(), false],
  ['a first flag', aStory(), flagged(IN_AN_HOUR), true],
  ['a flag after one that has ended', flagged(NOON), flagged(IN_AN_HOUR), true],
  ['another end of a flag', flagged(IN_AN_HOUR), flagged(null), false],
  ['a flag that is cleared', flagged(null), aStory(), false],
  ['a withdrawal', flagged(null), flagged(null, { withdrawal }), false],
  ['a reinstatement', flagged(null, { withdrawal }), flagged(null), true],
  ['a flag that has ended', aStory(), flagged(HOUR_AGO), false],
])('%s adds a flag or does not', (_, before, after, adds) => {
  expect(addsFlag({ before, after, now: NOON })).toBe(adds);
});

test('a flag of an import counts by the time at which it is stored', () => {
  const imported = { originalAt: HOUR_AGO, storedAt: IN_AN_HOUR };
  expect(addsFlag({ after: flagged(IN_AN_HOUR), now: HOUR_AGO, imported })).toBe(false);
  expect(addsFlag({ after: flagged(null), now: HOUR_AGO, imported })).toBe(true);
});

test('breaking takes flags up to its limit, and none without a count', () => {
  expect(takesFlag({ from: NOON, flags: MAX_BREAKING_FLAGS - 1 })).toBe(true);
  expect(takesFlag({ from: NOON, flags: MAX_BREAKING_FLAGS })).toBe(false);
  expect(takesFlag(undefined)).toBe(false);
});
