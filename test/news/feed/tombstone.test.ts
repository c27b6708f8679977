import {
  hasTombstoneIn,
  MAX_LISTED_TOMBSTONES,
  tombstoneEndsAfter,
  tombstoneFeeds,
  tombstoneOf,
} from '../../../lambdas/news/feed/tombstone';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { aStory, NOON } from '../sample-story';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const TOMBSTONE_SECONDS = 3_600;
const UNTIL = noon(TOMBSTONE_SECONDS);
const withdrawal = { at: NOON, until: UNTIL, reason: 'wrong' };
const gone = (fields: Partial<Story> = {}) => aStory({ section: 'World', withdrawal, revision: 2, ...fields });

describe('the tombstone of a story', () => {
  test('has its guid, its times and the note, and none of its text', () => {
    const shared = { id: 'quiet-day', guid: 'urn:uuid:quiet-day', publishedAt: '2026-11-22T11:00:00Z', revision: 2 };
    expect(tombstoneOf(gone())).toEqual({ ...shared, withdrawnAt: NOON, until: UNTIL });
    expect(tombstoneOf(gone({ withdrawal: { ...withdrawal, note: 'Sorry.' } }))).toMatchObject({ note: 'Sorry.' });
  });

  test('exists only if the story was published by the second of its withdrawal', () => {
    expect(tombstoneOf(gone({ publishedAt: NOON }))).toBeDefined();
    expect(tombstoneOf(gone({ publishedAt: noon(1) }))).toBeUndefined();
    expect(tombstoneOf(aStory())).toBeUndefined();
    expect(tombstoneOf(gone({ withdrawal: { at: NOON, reason: 'wrong' } }))).toBeUndefined();
  });
});

describe('a withdrawal has a tombstone', () => {
  const feeds = (fields: Partial<Story>) => [...tombstoneFeeds(gone(fields))].sort();

  test('in every feed that the story was in', () => {
    expect(feeds({ tags: ['Rain'], authors: [{ name: 'Ann' }] })).toEqual(
      ['all', 'author#ann', 'language#en', 'section#world', 'tag#rain'].sort(),
    );
    expect(tombstoneFeeds(undefined).size).toBe(0);
    expect(tombstoneFeeds(aStory()).size).toBe(0);
    expect(feeds({ publishedAt: noon(1) })).toEqual([]);
  });

  test('in the former feeds that it left no longer ago than the tombstone stays', () => {
    const hasFormerFeed = (seconds: number) =>
      feeds({ formerFeeds: [{ feed: 'tag#left', at: noon(-seconds) }] }).includes('tag#left');
    expect([0, 1, TOMBSTONE_SECONDS - 1, TOMBSTONE_SECONDS, TOMBSTONE_SECONDS + 1].map(hasFormerFeed)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('once in a feed that the story left and entered again', () => {
    expect(
      feeds({ formerFeeds: [{ feed: 'section#world', at: noon(-9) }] }).filter((feed) => feed === 'section#world'),
    ).toEqual(['section#world']);
  });

  test('in breaking news while the flag is set, and after its end as in a former feed', () => {
    const broke = (breakingUntil: Instant | null) => feeds({ breakingUntil }).includes('breaking');
    expect(broke(null)).toBe(true);
    expect([1, 0, -1, 1 - TOMBSTONE_SECONDS, -TOMBSTONE_SECONDS].map((seconds) => broke(noon(seconds)))).toEqual(
      // The story was published an hour before noon: a flag that had ended by then never broke for readers.
      [true, true, true, true, false],
    );
    const longAgo = { publishedAt: noon(-9_000), breakingUntil: noon(-TOMBSTONE_SECONDS) };
    expect(feeds(longAgo)).not.toContain('breaking');
    expect(feeds({ ...longAgo, breakingUntil: noon(1 - TOMBSTONE_SECONDS) })).toContain('breaking');
    expect(feeds({ publishedAt: noon(-60), breakingUntil: noon(-61) })).not.toContain('breaking');
    expect(feeds({})).not.toContain('breaking');
  });

  test('until its end', () => {
    const hasTombstone = (seconds: number) => hasTombstoneIn('all', gone(), noon(seconds));
    expect([0, TOMBSTONE_SECONDS - 1, TOMBSTONE_SECONDS].map(hasTombstone)).toEqual([true, true, false]);
    expect(hasTombstoneIn('tag#other', gone(), NOON)).toBe(false);
    expect(hasTombstoneIn('all', undefined, NOON)).toBe(false);
  });
});

describe('the ends of tombstones that a head lists', () => {
  const many = Array.from({ length: MAX_LISTED_TOMBSTONES }, (_, i) => noon(100 + i));

  test('are all coming ends, the soonest first', () => {
    const first = tombstoneEndsAfter({ tombstones: [] }, { is: noon(50), now: NOON });
    expect(first).toEqual({ tombstones: [noon(50)] });
    expect(tombstoneEndsAfter(first, { is: noon(20), now: NOON }).tombstones).toEqual([noon(20), noon(50)]);
    expect(tombstoneEndsAfter(first, { is: noon(70), now: noon(50) }).tombstones).toEqual([noon(70)]);
    expect(tombstoneEndsAfter(first, { is: noon(-1), now: NOON }).tombstones).toEqual([noon(50)]);
  });

  test('lose one with its tombstone, and keep it while the tombstone stays', () => {
    const two = { tombstones: [noon(50), noon(50), noon(60)] };
    expect(tombstoneEndsAfter(two, { was: noon(50), now: NOON })).toEqual({ tombstones: [noon(50), noon(60)] });
    expect(tombstoneEndsAfter(two, { was: noon(50), is: noon(50), now: NOON })).toEqual(two);
    expect(tombstoneEndsAfter(two, { was: noon(55), now: NOON })).toEqual(two);
  });

  test(`are ${MAX_LISTED_TOMBSTONES} at most; until when there are others is known besides`, () => {
    const full = { tombstones: many };
    expect(tombstoneEndsAfter(full, { is: noon(500), now: NOON })).toEqual({ ...full, tombstonesUntil: noon(500) });
    const sooner = tombstoneEndsAfter(full, { is: noon(10), now: NOON });
    expect(sooner).toEqual({ tombstones: [noon(10), ...many.slice(0, -1)], tombstonesUntil: many.at(-1) });
    expect(tombstoneEndsAfter(sooner, { is: noon(20), now: NOON }).tombstonesUntil).toBe(many.at(-1));
  });

  test('know of unlisted ends until those have passed, whatever is taken back', () => {
    const over = { tombstones: many, tombstonesUntil: noon(500) };
    expect(tombstoneEndsAfter(over, { was: noon(100), now: NOON })).toEqual({
      tombstones: many.slice(1),
      tombstonesUntil: noon(500),
    });
    expect(tombstoneEndsAfter(over, { was: noon(500), now: noon(499) })).toEqual({
      tombstones: [],
      tombstonesUntil: noon(500),
    });
    expect(tombstoneEndsAfter(over, { now: noon(500) })).toEqual({ tombstones: [] });
  });
});
