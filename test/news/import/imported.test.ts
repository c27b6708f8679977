import { type FeedHead, feedHeadAfter, type ImportTimes } from '../../../lambdas/news/feed/feed-head';
import { COMMIT_MARGIN, nameHash } from '../../../lambdas/news/feed/head';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const DAY = 86_400;
const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const times: ImportTimes = { madeAt: NOON, storedAt: noon(90 * DAY) };

/** The head of `all` after something that was made at noon is brought three months later. */
function headAfter(
  seen: FeedHead | undefined,
  story: Story,
  {
    before,
    together,
    now = NOON,
    ...how
  }: { before?: Story; together?: number; now?: Instant } & Partial<ImportTimes> = {},
): FeedHead {
  const circumstances = {
    feed: { name: 'all', title: '', guid: 'urn:uuid:feed' },
    version: `v${(seen?.rev ?? 0) + 1}`,
  } as const;
  const edit = { ...(before && { before }), after: story, now, imported: { ...times, ...how } };
  return feedHeadAfter(seen, edit, { ...circumstances, ...(together !== undefined && { touchedInBatch: together }) });
}

const opened = headAfter(undefined, aStory());

test('what is brought is dated by when it is stored, and told by when it was made', () => {
  expect(opened).toMatchObject({
    changedAt: times.storedAt,
    openedAt: aStory().publishedAt,
    updated: aStory().publishedAt,
  });
});

test('an embargo that is over by the time it is stored is seen then, though it was not when it was made', () => {
  const embargoed = aStory({ id: 'embargoed', publishedAt: noon(5 * DAY) });
  expect(headAfter(opened, embargoed)).toMatchObject({ version: 'v2', touched: [{ of: nameHash('embargoed') }, {}] });
  expect(headAfter(opened, aStory({ id: 'coming', publishedAt: noon(91 * DAY) })).version).toBe('v1');
});

test('thousands in a second are dated a minute ahead at most, and none before the one before it', () => {
  let head = opened;
  for (let i = 0; i < 500; i++) {
    const next = headAfter(head, aStory({ id: `story-${i}` }));
    expect(next.changedAt >= head.changedAt).toBe(true);
    head = next;
  }
  expect(head.changedAt).toBe(plusSeconds(times.storedAt, COMMIT_MARGIN + 1));
});

test('all entries that one transaction touches are named, and those of the last edits else', () => {
  let head = opened;
  for (let i = 0; i < 12; i++) head = headAfter(head, aStory({ id: `story-${i}` }), { together: i });
  expect(head.touched.slice(0, 12).map(({ of }) => of)).toEqual(
    Array.from({ length: 12 }, (_, i) => nameHash(`story-${11 - i}`)),
  );
  expect(headAfter(head, aStory({ id: 'alone' })).touched).toHaveLength(4);
});

describe('a story that is brought', () => {
  const old = aStory({ id: 'old', publishedAt: noon(-90 * DAY) });

  test('is no late change where it was none when it was made, however old it is', () => {
    expect(headAfter(opened, old, { madeAt: old.publishedAt }).lateChanges).toEqual([]);
    expect(headAfter(opened, old).lateChanges).toMatchObject([{ of: nameHash('old'), at: NOON }]);
  });

  test('is told of as corrected where that was lately, and not where it was long ago', () => {
    const corrected = nextOf(old, { correction: { at: NOON, note: 'Wrong.' } });
    const now = noon(29 * DAY);
    expect(headAfter(opened, corrected, { before: old, now }).lateChanges).toMatchObject([{ revision: 2, at: now }]);
    expect(headAfter(opened, corrected, { before: old, now: noon(30 * DAY) }).lateChanges).toEqual([]);
  });
});
