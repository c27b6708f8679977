import fc from 'fast-check';
import { reinstateStory, withdrawStory } from '../../../lambdas/news/edits/withdraw-story';
import { advanceFeed } from '../../../lambdas/news/feed/advance-feed';
import { type FeedName, feedsOf } from '../../../lambdas/news/feed/feed';
import { feedsAffectedBy } from '../../../lambdas/news/feed/feed-edit';
import { type FeedHead, feedUpdatedAt, hasBreaking } from '../../../lambdas/news/feed/feed-head';
import { entryInstant, isInFeed } from '../../../lambdas/news/feed/feed-place';
import { withFormerFeeds } from '../../../lambdas/news/feed/former-feeds';
import { COMMIT_MARGIN, nameHash } from '../../../lambdas/news/feed/head';
import { FIRST_PART } from '../../../lambdas/news/feed/sitemap';
import { hasTombstoneIn, tombstoneFeeds } from '../../../lambdas/news/feed/tombstone';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, NEVER, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON, nextOf } from '../sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const feed = (name: FeedName) => ({ name, title: '', guid: 'urn:uuid:feed' });

/** The head of `all`, or of another feed, after an edit at noon. */
function headAfter(
  previous: FeedHead | undefined,
  before: Story | undefined,
  after: Story,
  { name = 'all', now = NOON, nextPublication }: { name?: FeedName; now?: Instant; nextPublication?: Instant } = {},
): FeedHead {
  const version = `v${(previous?.writeCount ?? 0) + 1}`;
  const newGuid = () => 'urn:uuid:feed';
  return advanceFeed(previous, { before, after, now }, { name, newGuid, version, nextPublication }).head;
}

const story = aStory();
const opened = headAfter(undefined, undefined, story, { now: noon(-600) });

describe('the first story of a feed', () => {
  test('opens it at its publication', () => {
    expect(opened).toEqual({
      ...feed('all'),
      writeCount: 1,
      version: 'v1',
      changedAt: noon(-600),
      openedAt: story.publishedAt,
      updated: story.publishedAt,
      moments: [],
      touched: [{ at: story.publishedAt, idHash: nameHash(story.id), revision: 1 }],
      breaking: [],
      tombstones: [],
      lateChanges: [],
      archive: { version: 'v1', changedAt: noon(-600), open: { from: '2026-10-31T23:59:59Z', stories: 1 } },
      sitemap: { version: 'v1', changedAt: noon(-600), from: FIRST_PART, stories: 1 },
    });
  });

  test('opens it at the end of its embargo, and touches no entry', () => {
    const embargoed = aStory({ publishedAt: noon(3600) });
    expect(headAfter(undefined, undefined, embargoed)).toMatchObject({
      openedAt: noon(3600),
      updated: noon(3600),
      moments: [{ at: noon(3600), idHash: nameHash(story.id) }],
      touched: [],
    });
  });
});

describe('a feed whose only story is embargoed', () => {
  const embargoed = aStory({ publishedAt: noon(3600) });
  const closed = headAfter(undefined, undefined, embargoed);

  test.each<[string, Partial<Story>, Instant | undefined, Instant]>([
    ['moved away opens later', { publishedAt: noon(7200) }, undefined, noon(7200)],
    ['moved behind another opens with that one', { publishedAt: noon(7200) }, noon(5000), noon(5000)],
    ['brought forward opens sooner', { publishedAt: noon(60) }, noon(5000), noon(60)],
    ['lifted opens now', { publishedAt: NOON }, undefined, NOON],
    ['dated back opens then', { publishedAt: noon(-9000) }, undefined, noon(-9000)],
    ['taken out never opens', { section: 'World', withdrawal: { at: NOON, reason: 'wrong' } }, undefined, NEVER],
    ['taken out opens with another', { withdrawal: { at: NOON, reason: 'wrong' } }, noon(5000), noon(5000)],
  ])('%s', (_name, fields, nextPublication, openedAt) => {
    expect(headAfter(closed, embargoed, nextOf(embargoed, fields), { nextPublication }).openedAt).toBe(openedAt);
  });

  test('is updated no later than its story was published when the embargo is lifted', () => {
    const lifted = nextOf(embargoed, { publishedAt: NOON, updatedAt: NOON });
    expect(headAfter(closed, embargoed, lifted)).toMatchObject({ openedAt: NOON, updated: NOON });
  });

  test('that never opened opens with the next story', () => {
    const never = headAfter(closed, embargoed, nextOf(embargoed, { withdrawal: { at: NOON, reason: 'wrong' } }));
    expect(never).toMatchObject({ openedAt: NEVER, updated: NEVER });
    expect(headAfter(never, undefined, aStory({ id: 'next' }))).toMatchObject({
      openedAt: '2026-11-22T11:00:00Z',
      updated: '2026-11-22T11:00:00Z',
    });
  });
});

test('an open feed stays open, whatever leaves it', () => {
  const gone = headAfter(opened, story, nextOf(story, { withdrawal: { at: NOON, reason: 'wrong' } }));
  expect(gone.openedAt).toBe(story.publishedAt);
});

describe('breaking news', () => {
  const name = 'breaking';

  test('opens with the first story of all, breaking or not', () => {
    expect(headAfter(undefined, undefined, story, { name })).toMatchObject({
      openedAt: story.publishedAt,
      touched: [],
    });
    const withdrawn = aStory({ withdrawal: { at: NOON, reason: 'wrong' } });
    expect(headAfter(undefined, undefined, withdrawn, { name }).openedAt).toBe(NEVER);
  });

  test('is in the order of the ends of flags; a flag without an end comes last', () => {
    expect(entryInstant(name, aStory({ breakingUntil: noon(60) }))).toBe(noon(60));
    expect(entryInstant(name, aStory({ breakingUntil: null }))).toBe(NEVER);
    expect(entryInstant('all', aStory({ breakingUntil: noon(60) }))).toBe(story.publishedAt);
  });

  test('holds a story from its publication to the second of its flag', () => {
    const breakingStory = aStory({ publishedAt: NOON, breakingUntil: noon(60) });
    const held = [noon(-1), NOON, noon(59), noon(60)].map((at) => isInFeed(name, breakingStory, at));
    expect(held).toEqual([false, true, true, false]);
    expect(isInFeed(name, story, NOON)).toBe(false);
    expect(isInFeed(name, undefined, NOON)).toBe(false);
    expect(isInFeed('all', breakingStory, noon(60))).toBe(true);
  });

  test('does not change when an editor clears a flag that has ended', () => {
    const breakingStory = aStory({ breakingUntil: noon(-60) });
    const { breakingUntil: _flag, ...calm } = nextOf(breakingStory);
    const head = headAfter(undefined, undefined, breakingStory, { name, now: noon(-600) });
    // Readers know that since the flag ended.
    expect(headAfter(head, breakingStory, calm, { name })).toMatchObject({ version: 'v1', updated: noon(-60) });
  });

  test('changes with a story whose publication and end lie within the margin of a commit', () => {
    const flash = aStory({ publishedAt: noon(10), breakingUntil: noon(40) });
    const head = headAfter(undefined, undefined, story, { name, now: noon(-600) });
    expect(headAfter(head, undefined, flash, { name }).version).toBe('v2');
  });

  test('is updated when an editor clears a flag, and not when one is set on an old story', () => {
    const head = headAfter(undefined, undefined, story, { name, now: noon(-600) });
    const breakingStory = nextOf(story, { breakingUntil: null });
    const broken = headAfter(head, story, breakingStory, { name });
    expect(broken.updated).toBe(story.publishedAt);
    const { breakingUntil: _flag, ...calm } = nextOf(breakingStory);
    expect(headAfter(broken, breakingStory, calm, { name, now: noon(5) }).updated).toBe(noon(5));
  });
});

describe('a write to a scheduled story', () => {
  const at = (seconds: number) => aStory({ id: 'embargoed', publishedAt: noon(seconds) });

  test('leaves version, date and touched entries: only writeCount and the coming moments move', () => {
    const head = headAfter(opened, undefined, at(3600));
    expect(head).toEqual({
      ...opened,
      writeCount: 2,
      moments: [{ at: noon(3600), idHash: nameHash('embargoed') }],
      archive: { ...opened.archive, open: { from: '2026-10-31T23:59:59Z', stories: 2 } },
      sitemap: { ...opened.sitemap, stories: 2 },
    });
  });

  test('moves them when its moment lies within the margin, because readers may see it before the commit', () => {
    expect(headAfter(opened, undefined, at(COMMIT_MARGIN + 1)).version).toBe('v1');
    const head = headAfter(opened, undefined, at(COMMIT_MARGIN));
    expect(head).toMatchObject({ version: 'v2', changedAt: noon(COMMIT_MARGIN + 1) });
    expect(head.touched[0]).toEqual({ at: noon(COMMIT_MARGIN), idHash: nameHash('embargoed'), revision: 1 });
  });

  test('moves them also when it takes back such a moment', () => {
    expect(headAfter(opened, at(30), nextOf(at(30), { publishedAt: noon(9000) }))).toMatchObject({ version: 'v2' });
  });

  test('keeps the revision of a listed entry right', () => {
    const held = nextOf(at(30), { publishedAt: noon(9000) });
    const moved = headAfter(opened, at(30), held);
    expect(moved.touched.slice(0, 2)).toEqual([
      { at: noon(9000), idHash: nameHash('embargoed'), revision: 2 },
      { at: noon(30), idHash: nameHash('embargoed'), revision: 0 },
    ]);
    const rewritten = headAfter(moved, held, nextOf(held), { now: noon(100) });
    expect(rewritten).toMatchObject({ version: 'v2', changedAt: moved.changedAt });
    expect(rewritten.touched[0]).toEqual({ at: noon(9000), idHash: nameHash('embargoed'), revision: 3 });
    expect(rewritten.touched).toHaveLength(moved.touched.length);
  });
});

describe('the touched entries', () => {
  test('are the new entry and the removed one', () => {
    const moved = nextOf(story, { publishedAt: noon(-9000) });
    expect(headAfter(opened, story, moved).touched).toEqual([
      { at: noon(-9000), idHash: nameHash(story.id), revision: 2 },
      { at: story.publishedAt, idHash: nameHash(story.id), revision: 0 },
    ]);
  });

  test('are one entry when it stays in its place', () => {
    expect(headAfter(opened, story, nextOf(story)).touched).toEqual([
      { at: story.publishedAt, idHash: nameHash(story.id), revision: 2 },
    ]);
  });

  test('of a feed that a story left are the removed entry; the feed is updated then', () => {
    const there = aStory({ section: 'World' });
    const name = 'section#world';
    const head = headAfter(undefined, undefined, there, { name, now: noon(-600) });
    const left = headAfter(head, there, nextOf(there, { section: 'Europe' }), { name });
    expect(left.touched).toEqual([{ at: there.publishedAt, idHash: nameHash(there.id), revision: 0 }]);
    expect(left).toMatchObject({ updated: NOON, version: 'v2' });
  });

  test('are those of the last changes only, newest first', () => {
    let head = opened;
    for (let i = 0; i < 9; i++) head = headAfter(head, undefined, aStory({ id: `story-${i}` }));
    expect(head.touched.map(({ idHash }) => idHash)).toEqual([8, 7, 6, 5].map((i) => nameHash(`story-${i}`)));
  });
});

describe('the date of a feed', () => {
  test('moves with a significant edit, and not with another', () => {
    expect(headAfter(opened, story, nextOf(story, { updatedAt: NOON })).updated).toBe(NOON);
    expect(headAfter(opened, story, nextOf(story, { headline: 'Quieter day' })).updated).toBe(story.publishedAt);
  });

  test('moves with the note of a withdrawal, as validators do, and not with its reason', () => {
    const withdrawal = { at: NOON, until: noon(3_600), reason: 'Wrong' };
    const gone = nextOf(story, { withdrawal });
    const withTombstone = headAfter(opened, story, gone);
    const again = (fields: { reason: string; note?: string }) =>
      headAfter(withTombstone, gone, nextOf(gone, { withdrawal: { ...withdrawal, ...fields } }), { now: noon(60) });
    const { updated, version, changedAt } = withTombstone;
    expect(again({ reason: 'Unproven' })).toMatchObject({ updated, version, changedAt });
    expect(updated).toBe(NOON);
    const noted = again({ reason: 'Wrong', note: 'We regret' });
    expect(noted.updated).toBe(noon(60));
    expect(noted.version).not.toBe(version);
  });
});

describe('a withdrawal', () => {
  const until = noon(3_600);
  const idHash = nameHash(story.id);
  const there = { ...story, section: 'World' };
  const gone = nextOf(there, { withdrawal: { at: NOON, until, reason: 'wrong' } });
  const name = 'section#world';
  const open = headAfter(undefined, undefined, there, { name, now: noon(-600) });
  const withTombstone = headAfter(open, there, gone, { name });

  test('changes the feed: the tombstone is touched, the entry removed, the end a moment', () => {
    expect(withTombstone).toMatchObject({
      ...{ version: 'v2', changedAt: NOON, updated: NOON, tombstones: [until] },
      moments: [{ at: until, idHash }],
      touched: [
        { at: until, idHash, revision: 2, tombstone: true },
        { at: story.publishedAt, idHash, revision: 0 },
      ],
    });
  });

  test('changes a former feed, in which it touches no entry', () => {
    const moved = { ...nextOf(there, { section: 'Sea' }), formerFeeds: [{ feed: name, at: noon(-300) }] };
    const left = headAfter(open, there, moved, { name, now: noon(-300) });
    const withdrawn = nextOf(moved, { withdrawal: { at: NOON, until, reason: 'wrong' } });
    const tombstoned = headAfter(left, moved, withdrawn, { name });
    expect(tombstoned).toMatchObject({ updated: NOON, tombstones: [until], moments: [{ at: until, idHash }] });
    expect(tombstoned.version).not.toBe(left.version);
    expect(tombstoned.touched[0]).toEqual({ at: until, idHash, revision: 3, tombstone: true });
    expect(tombstoned.touched.slice(1)).toEqual(left.touched);
  });

  test('with a new note touches the tombstone again, and leaves its end', () => {
    const withdrawal = { at: NOON, until, reason: 'wrong', note: 'Sorry' };
    const amended = headAfter(withTombstone, gone, nextOf(gone, { withdrawal }), { name, now: noon(60) });
    expect(amended).toMatchObject({ version: 'v3', updated: noon(60), tombstones: [until], moments: [{ at: until }] });
    expect(amended.touched).toEqual([
      { at: until, idHash, revision: 3, tombstone: true },
      { at: story.publishedAt, idHash, revision: 0 },
    ]);
  });

  test('that is taken back leaves no tombstone, and an old story becomes a late change', () => {
    const { withdrawal: _gone, ...back } = nextOf(gone, { updatedAt: noon(60), publishedAt: noon(-9_000) });
    const old = { ...gone, publishedAt: back.publishedAt };
    const after = headAfter(withTombstone, old, back, { name, now: noon(60) });
    expect(after).toMatchObject({
      ...{ updated: noon(60), tombstones: [], moments: [] },
      lateChanges: [{ idHash, revision: 3, at: noon(60) }],
      touched: [
        { at: back.publishedAt, idHash, revision: 3 },
        { at: until, idHash, revision: 0, tombstone: true },
        { at: story.publishedAt, idHash, revision: 0 },
      ],
    });
  });

  test('whose tombstone has ended does not change the feed when it is amended or taken back', () => {
    const amended = nextOf(gone, { withdrawal: { at: NOON, until, reason: 'wrong', note: 'Sorry' } });
    const after = headAfter(withTombstone, gone, amended, { name, now: noon(3_601) });
    expect(after).toMatchObject({ version: 'v2', updated: until, tombstones: [] });
  });

  test('before publication changes no feed, and its end updates none', () => {
    const embargoed = aStory({ id: 'embargoed', publishedAt: noon(3_600) });
    const scheduled = headAfter(opened, undefined, embargoed);
    const after = headAfter(scheduled, embargoed, nextOf(embargoed, { withdrawal: { at: NOON, until, reason: 'r' } }));
    expect(after).toMatchObject({ version: 'v1', moments: [], tombstones: [], updated: opened.updated });
    expect(feedUpdatedAt(after, noon(9_000))).toBe(opened.updated);
  });

  test('updates the feed at its end without a write, and so does each of very many', () => {
    expect(feedUpdatedAt(withTombstone, noon(3_599))).toBe(NOON);
    expect(feedUpdatedAt(withTombstone, until)).toBe(until);
    expect(
      headAfter(withTombstone, undefined, { ...aStory({ id: 'b' }), section: 'World' }, { name, now: noon(9_000) }),
    ).toMatchObject({
      updated: until,
      tombstones: [],
    });
    const more = { ...withTombstone, tombstones: [], tombstonesUntil: noon(9_000) };
    expect(feedUpdatedAt(more, until)).toBe(until);
    // The last of them may have been taken back: only a moment says that it ended.
    expect(feedUpdatedAt(more, noon(9_000))).toBe(until);
  });
});

describe('the breaking periods of a feed', () => {
  const breakingStory = (id: string, until: Instant | null, publishedAt = story.publishedAt) =>
    aStory({ id, breakingUntil: until, publishedAt });

  test('run from publication to the end of the flag', () => {
    const head = headAfter(opened, undefined, breakingStory('a', noon(600), noon(300)));
    expect([noon(299), noon(300), noon(599), noon(600)].map((at) => hasBreaking(head, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('end when an editor clears the flag', () => {
    const forever = breakingStory('a', null);
    const head = headAfter(opened, undefined, forever);
    expect(hasBreaking(head, '2099-01-01T00:00:00Z')).toBe(true);
    const { breakingUntil: _flag, ...calm } = nextOf(forever);
    expect(hasBreaking(headAfter(head, forever, calm), NOON)).toBe(false);
  });

  test('go when the story leaves the feed, and once they have ended', () => {
    const there = { ...breakingStory('a', noon(600)), section: 'World' };
    const head = headAfter(undefined, undefined, there, { name: 'section#world' });
    const left = headAfter(head, there, nextOf(there, { section: 'Europe' }), { name: 'section#world' });
    expect(left.breaking).toEqual([]);
    expect(headAfter(head, undefined, aStory({ id: 'b' }), { now: noon(600), name: 'section#world' }).breaking).toEqual(
      [],
    );
  });

  test('are the four that end last', () => {
    let head = opened;
    for (const [i, until] of [100, 500, 300, 200, 400].entries()) {
      head = headAfter(head, undefined, breakingStory(`s${i}`, noon(until)));
    }
    expect(head.breaking.map(({ until }) => until)).toEqual([500, 400, 300, 200].map(noon));
  });
});

/** Edits of three stories over time, in and out of sections, with flags, embargoes and withdrawals. */
const edits = fc.array(
  fc.record({
    pass: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100 }), fc.nat({ max: 4_000 })),
    id: fc.constantFrom('a', 'b', 'c'),
    does: fc.constantFrom('edit', 'edit', 'withdraw', 'reinstate'),
    section: fc.constantFrom('World', 'Europe'),
    publishedIn: fc.integer({ min: -500, max: 3_000 }),
    breaksFor: fc.option(fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.constant(null)), { nil: undefined }),
    significant: fc.boolean(),
  }),
  { maxLength: 25 },
);

/** Plays edits as the newsroom allows them; the feed's state after each, beside every story. */
function history(name: FeedName, steps: typeof edits extends fc.Arbitrary<infer T> ? T : never) {
  const stories = new Map<string, Story>();
  let head: FeedHead | undefined;
  let now = NOON;
  return steps.map(({ pass, id, does, section, publishedIn, breaksFor, significant }) => {
    now = plusSeconds(now, pass);
    const before = stories.get(id);
    const isPublic = before !== undefined && before.publishedAt <= now;
    const asked = plusSeconds(now, publishedIn);
    const publishedAt = isPublic && asked > now ? before.publishedAt : asked;
    const replaced = aStory({
      id,
      section,
      publishedAt,
      revision: (before?.revision ?? 0) + 1,
      updatedAt: !isPublic ? publishedAt : significant ? now : before.updatedAt,
      ...(breaksFor !== undefined && {
        breakingUntil: breaksFor === null ? null : plusSeconds([publishedAt, now].sort()[1] as Instant, breaksFor),
      }),
    });
    const edits = {
      edit: () => (before ? withFormerFeeds(before, replaced, now) : replaced),
      withdraw: () =>
        before
          ? withdrawStory(
              before,
              { reason: 'r', ...(significant && { note: section }) },
              { now, tombstoneSeconds: 1_500 },
            )
          : replaced,
      reinstate: () => before && reinstateStory(before, now),
    };
    const made = edits[before?.withdrawal && does === 'edit' ? 'reinstate' : does]();
    const after = typeof made === 'object' ? made : before;
    const was = new Map(stories);
    if (!after || after === before) return { now, previous: head, head, was, stories: was };
    stories.set(id, after);
    const previous = head;
    const rest = [...stories.values()].filter((other) => other.id !== id && other.publishedAt > now);
    const others = rest.filter((other) => isInFeed(name === 'breaking' ? 'all' : name, other, other.publishedAt));
    const nextPublication = others.map((other) => other.publishedAt).sort()[0];
    const concerned = feedsAffectedBy({ ...(before && { before }), after });
    if (concerned.has(name) || name === 'breaking')
      head = headAfter(head, before, after, { name, now, nextPublication });
    return { now, previous, head, was, stories: new Map(stories) };
  });
}

const visibleIn = (name: FeedName, stories: ReadonlyMap<string, Story>, at: Instant) =>
  [...stories.values()]
    .filter((one) => isInFeed(name, one, at) || hasTombstoneIn(name, one, at))
    // Readers see the note of a withdrawal.
    .map(({ id, revision, withdrawal }) => `${id} ${withdrawal ? `withdrawn: ${withdrawal.note}` : revision}`)
    .sort();

test.each<FeedName>(['all', 'section#world', 'breaking'])('whatever is done to the stories of %s', (name) => {
  fc.assert(
    fc.property(edits, fc.nat({ max: COMMIT_MARGIN }), (steps, late) => {
      let opening: Instant | undefined;
      for (const { now, previous, head, was, stories } of history(name, steps)) {
        if (!head) continue;
        // Where the feed changes for readers, its version changes, however late the commit.
        const commit = plusSeconds(now, late);
        if (previous?.version === head.version)
          expect(visibleIn(name, was, commit)).toEqual(visibleIn(name, stories, commit));
        // Its dates never go back once it has opened, and are never ahead.
        if (previous && previous.openedAt <= now) {
          expect(head.openedAt).toBe(previous.openedAt);
          expect(head.updated >= previous.updated).toBe(true);
        }
        // A story reinstated in the second of its withdrawal is dated a second after it.
        if (head.openedAt <= now) expect(head.updated <= plusSeconds(now, 1)).toBe(true);
        // It is open once a story is, and not before.
        const isPublic = [...stories.values()].some(
          (one) => one.publishedAt <= now && isInFeed(name === 'breaking' ? 'all' : name, one, now),
        );
        if (isPublic) expect(head.openedAt <= now).toBe(true);
        if (head.openedAt <= now) opening ??= now;
        if (!opening && !isPublic) expect(head.openedAt > now).toBe(true);
        // Its touched entries have the right revisions.
        for (const { at, idHash, revision, tombstone } of head.touched) {
          const there = [...stories.values()].find(
            (one) =>
              nameHash(one.id) === idHash &&
              (tombstone
                ? tombstoneFeeds(one).has(name) && one.withdrawal?.until === at
                : feedsOf(one).has(name) && entryInstant(name, one) === at),
          );
          expect(there?.revision ?? 0).toBe(revision);
        }
      }
    }),
    { numRuns: 200 },
  );
});
