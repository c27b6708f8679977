import { advanceFeed } from '../../../lambdas/news/feed/advance-feed';
import type { ImportTimes } from '../../../lambdas/news/feed/feed-edit';
import type { FeedHead } from '../../../lambdas/news/feed/feed-head';
import { COMMIT_MARGIN, nameHash } from '../../../lambdas/news/feed/head';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const DAY = 86_400;
const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const times: ImportTimes = { originalAt: NOON, storedAt: noon(90 * DAY) };

/** The head of `all` after the import of a story that was made at noon, three months before. */
function headAfter(
  previous: FeedHead | undefined,
  story: Story,
  {
    before,
    touchedInBatch,
    now = NOON,
    ...changed
  }: { before?: Story; touchedInBatch?: number; now?: Instant } & Partial<ImportTimes> = {},
): FeedHead {
  const version = `v${(previous?.writeCount ?? 0) + 1}`;
  const edit = { before, after: story, now, imported: { ...times, ...changed } };
  return advanceFeed(previous, edit, { name: 'all', newGuid: () => 'urn:uuid:feed', version, touchedInBatch }).head;
}

const opened = headAfter(undefined, aStory());

test('an import is dated by its storing, and listed by its original time', () => {
  expect(opened).toMatchObject({
    changedAt: times.storedAt,
    openedAt: aStory().publishedAt,
    updated: aStory().publishedAt,
  });
});

test('an embargo that ends between the original time and the storing is over for readers', () => {
  const embargoed = aStory({ id: 'embargoed', publishedAt: noon(5 * DAY) });
  expect(headAfter(opened, embargoed)).toMatchObject({
    version: 'v2',
    touched: [{ idHash: nameHash('embargoed') }, {}],
  });
  expect(headAfter(opened, aStory({ id: 'coming', publishedAt: noon(91 * DAY) })).version).toBe('v1');
});

test('500 imports in a second are dated in order, and at most a minute ahead', () => {
  let head = opened;
  for (let i = 0; i < 500; i++) {
    const next = headAfter(head, aStory({ id: `story-${i}` }));
    expect(next.changedAt >= head.changedAt).toBe(true);
    head = next;
  }
  expect(head.changedAt).toBe(plusSeconds(times.storedAt, COMMIT_MARGIN + 1));
});

test('a head names all entries of one transaction, and otherwise the entries of the last edits', () => {
  let head = opened;
  for (let i = 0; i < 12; i++) head = headAfter(head, aStory({ id: `story-${i}` }), { touchedInBatch: i });
  expect(head.touched.slice(0, 12).map(({ idHash }) => idHash)).toEqual(
    Array.from({ length: 12 }, (_, i) => nameHash(`story-${11 - i}`)),
  );
  expect(headAfter(head, aStory({ id: 'alone' })).touched).toHaveLength(4);
});

describe('an imported story', () => {
  const old = aStory({ id: 'old', publishedAt: noon(-90 * DAY) });

  test('is a late change only if it was one at its original time', () => {
    expect(headAfter(opened, old, { originalAt: old.publishedAt }).lateChanges).toEqual([]);
    expect(headAfter(opened, old).lateChanges).toMatchObject([{ idHash: nameHash('old'), at: NOON }]);
  });

  test('lists a recent correction as a late change, and not an old one', () => {
    const corrected = nextOf(old, { correction: { at: NOON, note: 'Wrong.' } });
    const now = noon(29 * DAY);
    expect(headAfter(opened, corrected, { before: old, now }).lateChanges).toMatchObject([{ revision: 2, at: now }]);
    expect(headAfter(opened, corrected, { before: old, now: noon(30 * DAY) }).lateChanges).toEqual([]);
  });
});
