import { breakStory, clearBreaking } from '../../lambdas/news/edits/break-story';
import { reinstateStory, withdrawStory } from '../../lambdas/news/edits/withdraw-story';
import type { FlagCount } from '../../lambdas/news/feed/flag-count';
import { MAX_BREAKING_FLAGS } from '../../lambdas/news/limits';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { NEVER, plusSeconds } from '../../lambdas/news/values/instant';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { entryKey } from '../../lambdas/store/table/keys';
import { countFlagsIfNeeded } from '../../lambdas/store/write/count-flags';
import { tableForTests } from '../harness/engine';
import { fillBreaking } from '../harness/newsroom/fill-breaking';
import { aStory, NOON } from '../news/sample-story';
import { importing, importOf } from './importing';
import { aHead } from './mock-table';
import { newsroom } from './sample-newsroom';

const IN_AN_HOUR = plusSeconds(NOON, 3_600);
const BY = { by: 'ann' };
const FULL = 'breaking full';

let made = 0;
const story = (fields: Partial<Story> = {}) => aStory({ id: `story-${++made}`, publishedAt: NOON, ...fields });
const flagged = (fields: Partial<Story> = {}) => story({ breakingUntil: null, ...fields });
const flagOf = (one: Story) => breakStory(one, null, NOON) as Story;

/** A newsroom with one flagged story, and with so many flags in all. `ending` of them end after five seconds. */
function newsroomWith(flags: number, ending = 0) {
  const table = tableForTests();
  const room = newsroom(table);
  const known = flagged();
  beforeAll(async () => {
    await room.upload(known);
    const others = Array.from({ length: flags - 1 }, (_, i) =>
      flagged(i < ending ? { breakingUntil: plusSeconds(NOON, 5) } : {}),
    );
    await fillBreaking(table, others, { from: NOON, flags });
  });
  const count = async () => (await room.reader.feedHead('breaking', { consistent: true }))?.flags;
  return { table, room, known, count };
}

describe('with 99 flags', () => {
  const { room, known, count } = newsroomWith(MAX_BREAKING_FLAGS - 1);
  let quiet: Story;
  let withdrawn: Story;

  test('one more is set, and then none, by whatever edit', async () => {
    quiet = await room.upload(story());
    const first = await room.upload(story());
    const hundredth = flagOf(first);
    expect(await room.writer.revise(first, hundredth, BY)).toBe('stored');
    expect(await room.writer.create(flagged(), BY)).toBe(FULL);
    expect(await room.writer.create(flagged({ publishedAt: IN_AN_HOUR }), BY)).toBe(FULL);
    expect(await room.writer.revise(quiet, flagOf(quiet), BY)).toBe(FULL);
    expect((await room.reader.story(quiet.id))?.revision).toBe(1);
    expect(await count()).toEqual({ from: NOON, flags: MAX_BREAKING_FLAGS });

    // Another end of a flag and a withdrawal add none.
    const withEnd = breakStory(hundredth, IN_AN_HOUR, NOON) as Story;
    expect(await room.writer.revise(hundredth, withEnd, BY)).toBe('stored');
    withdrawn = withdrawStory(withEnd, { reason: 'wrong' }, { now: NOON, tombstoneSeconds: 60 });
    expect(await room.writer.revise(withEnd, withdrawn, BY)).toBe('stored');
  });

  test('an embargoed flag takes the room of a withdrawn one, and a reinstatement waits for the next', async () => {
    expect(await room.writer.create(flagged({ publishedAt: IN_AN_HOUR }), BY)).toBe('stored');
    const reinstated = reinstateStory(withdrawn, NOON) as Story;
    expect(await room.writer.revise(withdrawn, reinstated, BY)).toBe(FULL);
    expect(await room.writer.revise(known, clearBreaking(known, NOON) as Story, BY)).toBe('stored');
    expect(await room.writer.revise(withdrawn, reinstated, BY)).toBe('stored');
    expect(await count()).toEqual({ from: NOON, flags: MAX_BREAKING_FLAGS });
  });

  test('a revision of an unknown story is a conflict all the same', async () => {
    const unknown = story();
    expect(await room.writer.revise(unknown, flagOf(unknown), BY)).toBe('conflict');
  });
});

describe('with 100 flags of which 60 have ended', () => {
  const { table, room, count } = newsroomWith(MAX_BREAKING_FLAGS, 60);
  const uploadCosts = async (one: Story) => {
    table.forget();
    expect(await room.writer.create(one, BY)).toBe('stored');
    return table.traffic.requests;
  };

  test('the next edit that adds a flag counts the others, in one query', async () => {
    room.at(plusSeconds(NOON, 10));
    const usual = await uploadCosts(story());
    expect(await uploadCosts(flagged())).toEqual({ ...usual, Query: (usual.Query ?? 0) + 1 });
    expect(await count()).toEqual({ from: room.now, flags: 41 });
    expect(await uploadCosts(flagged())).toEqual(usual);
  });
});

describe('with 97 flags', () => {
  const { room, count } = newsroomWith(MAX_BREAKING_FLAGS - 3);

  test('three of eight writers at once set one', async () => {
    const open: Story[] = [];
    for (let i = 0; i < 8; i++) open.push(await room.upload(story()));
    const outcomes = await Promise.all(open.map((one) => room.writer.revise(one, flagOf(one), BY)));
    expect([...outcomes].sort()).toEqual([...Array(5).fill(FULL), ...Array(3).fill('stored')]);
    expect(await count()).toEqual({ from: NOON, flags: MAX_BREAKING_FLAGS });
  });
});

describe('with 98 flags', () => {
  const { table, count } = newsroomWith(MAX_BREAKING_FLAGS - 2);

  test('an import sets two, and any number that have ended', async () => {
    const now = plusSeconds(NOON, 10);
    const { store } = importing(table, now);
    const ended = () => importOf(flagged({ breakingUntil: plusSeconds(NOON, 1) }));
    const imports = [ended(), importOf(flagged()), importOf(flagged()), importOf(flagged()), ended(), ended()];
    expect(await store(imports)).toEqual(['stored', 'stored', 'stored', FULL, 'stored', 'stored']);
    expect((await count())?.flags).toBeGreaterThanOrEqual(MAX_BREAKING_FLAGS);
  });
});

describe('the count', () => {
  const ends = (...found: string[]) =>
    found.map((end, i) => entryItem(entryKey('breaking', end, `s${i}`), makeFeedEntry(flagged({ id: `s${i}` })), 1));
  const countIn = async (flags: FlagCount, ...answers: ReturnType<typeof ends>[]) => {
    const query = jest.fn(async () => ({ Items: answers.shift() ?? [], $metadata: {} }));
    const head = aHead({ name: 'breaking', flags });
    return [await countFlagsIfNeeded(query, head, { after: flagged(), now: NOON }), query.mock.calls.length];
  };
  const full = { from: plusSeconds(NOON, -60), flags: MAX_BREAKING_FLAGS };
  const allBut = (left: number) => [
    ...ends(...Array<string>(left).fill(plusSeconds(NOON, -1))),
    ...ends(...Array<string>(MAX_BREAKING_FLAGS - left).fill(NEVER)),
  ];

  test('reads nothing while the head has room', async () => {
    expect(await countIn({ from: NOON, flags: MAX_BREAKING_FLAGS - 1 })).toEqual([undefined, 0]);
  });

  test('leaves out flags that have ended', async () => {
    expect(await countIn(full, allBut(7))).toEqual([{ from: NOON, flags: MAX_BREAKING_FLAGS - 7 }, 1]);
  });

  test('reads again where it sees half of a transaction, three times at most', async () => {
    const half = allBut(0).slice(1);
    expect(await countIn(full, half, allBut(0))).toEqual([{ from: NOON, flags: MAX_BREAKING_FLAGS }, 2]);
    expect(await countIn(full, half, half, half)).toEqual([{ from: NOON, flags: MAX_BREAKING_FLAGS - 1 }, 3]);
  });
});
