import {
  isAnnounced,
  isLateChange,
  type LateChange,
  lateChangesAfter,
  MAX_LATE_CHANGES,
} from '../../../lambdas/news/feed/late-change';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const DAY = 86_400;

describe('a late change is', () => {
  const story = aStory({ publishedAt: noon(-9_000) });
  const edit = (fields: Partial<Story>, before: Story = story, came = false) =>
    isLateChange({ before, after: nextOf(before, fields), now: NOON }, came);

  test('a correction that is new or changed, and not one that stays or goes', () => {
    const correction = { at: NOON, note: 'Two.' };
    const corrected = { ...story, correction };
    expect(edit({ correction })).toBe(true);
    expect(edit({ correction: { ...correction, note: 'Three.' } }, corrected)).toBe(true);
    expect(edit({ correction: { ...correction, at: noon(1) } }, corrected)).toBe(true);
    expect(edit({ headline: 'Anew' }, corrected)).toBe(false);
    expect(edit({ correction: undefined }, corrected)).toBe(false);
  });

  test('a story that is dated back by more than an hour before now', () => {
    const recent = aStory({ publishedAt: noon(-60) });
    expect(edit({ publishedAt: noon(-3_601) }, recent)).toBe(true);
    expect(edit({ publishedAt: noon(-3_600) }, recent)).toBe(false);
    expect(edit({ publishedAt: noon(-9_001) })).toBe(true);
    expect(edit({})).toBe(false);
  });

  test('a story that comes with such a date, uploaded or from another feed', () => {
    expect(edit({}, story, true)).toBe(true);
    expect(edit({}, aStory({ publishedAt: noon(-3_600) }), true)).toBe(false);
    const isLateUpload = (publishedAt: Instant) => isLateChange({ after: aStory({ publishedAt }), now: NOON }, true);
    expect([-3_601, -3_600, 60].map((seconds) => isLateUpload(noon(seconds)))).toEqual([true, false, false]);
  });
});

test("a late change is shown for 30 days before the feed's last change; a free place never", () => {
  const change = { idHash: 'a', revision: 1, at: NOON };
  expect([0, 30 * DAY - 1, 30 * DAY].map((seconds) => isAnnounced(change, noon(seconds)))).toEqual([true, true, false]);
  expect(isAnnounced({ ...change, idHash: '' }, NOON)).toBe(false);
});

describe('the late changes of a feed', () => {
  const change = (
    idHash: string,
    fields: Partial<Parameters<typeof lateChangesAfter>[1]> = {},
  ): Parameters<typeof lateChangesAfter>[1] => ({
    ...{ idHash, revision: 1, now: NOON, isIn: true, isLate: true },
    ...fields,
  });
  const listAfter = (...changes: Parameters<typeof lateChangesAfter>[1][]) =>
    changes.reduce<LateChange[]>(lateChangesAfter, []);
  const free = { idHash: '', revision: 0, at: NOON };

  test('take a place each, in their order', () => {
    expect(listAfter(change('a'), change('b', { revision: 7, now: noon(1) }))).toEqual([
      { idHash: 'a', revision: 1, at: NOON },
      { idHash: 'b', revision: 7, at: noon(1) },
    ]);
  });

  test('do not list an edit that is not late', () => {
    expect(listAfter(change('a', { isLate: false }))).toEqual([]);
    expect(listAfter(change('a', { isIn: false }))).toEqual([]);
  });

  test('of a story keep its place: an edit updates its revision, and a late edit its time too', () => {
    const places = listAfter(change('a'), change('b'), change('a', { revision: 2, now: noon(60), isLate: false }));
    expect(places[0]).toEqual({ idHash: 'a', revision: 2, at: NOON });
    expect(listAfter(change('a'), change('b'), change('a', { revision: 2, now: noon(60) }))).toEqual([
      { idHash: 'a', revision: 2, at: noon(60) },
      { idHash: 'b', revision: 1, at: NOON },
    ]);
  });

  test('leave a free place when a story leaves, and the next one takes it', () => {
    const left = listAfter(change('a'), change('b'), change('a', { isIn: false }));
    expect(left).toEqual([free, { idHash: 'b', revision: 1, at: NOON }]);
    expect(lateChangesAfter(left, change('c')).map(({ idHash }) => idHash)).toEqual(['c', 'b']);
    // It comes back as another one would.
    expect(lateChangesAfter(left, change('a', { isLate: false }))).toEqual(left);
  });

  test('that are over are free places, also for an edit of their own story', () => {
    const later = { now: noon(30 * DAY) };
    const old = listAfter(change('a'), change('b', { now: noon(60) }));
    expect(lateChangesAfter(old, change('c', later)).map(({ idHash }) => idHash)).toEqual(['c', 'b']);
    expect(lateChangesAfter(old, change('a', { ...later, isLate: false }))[0]).toEqual(free);
    expect(lateChangesAfter(old, change('a', { ...later, revision: 3 }))[0]).toEqual({
      ...{ idHash: 'a', revision: 3 },
      at: later.now,
    });
  });

  test(`are ${MAX_LATE_CHANGES}; one more takes the place of the oldest`, () => {
    const all = Array.from({ length: MAX_LATE_CHANGES }, (_, i) => change(`s${i}`, { now: noon(i) }));
    const full = listAfter(...all);
    const again = lateChangesAfter(full, change('s0', { now: noon(50), revision: 2 }));
    const more = lateChangesAfter(again, change('new', { now: noon(60) }));
    expect(more).toHaveLength(MAX_LATE_CHANGES);
    expect(more.map(({ idHash }) => idHash)).toEqual(full.map(({ idHash }) => (idHash === 's1' ? 'new' : idHash)));
  });
});
