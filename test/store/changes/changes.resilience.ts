import fc from 'fast-check';
import { type ChangePosition, FIRST_POSITION, type ListedChange } from '../../../lambdas/news/changes/change-list';
import { breakStory, clearBreaking } from '../../../lambdas/news/edits/break-story';
import { reinstateStory, withdrawStory } from '../../../lambdas/news/edits/withdraw-story';
import { isBreaking, status } from '../../../lambdas/news/story/status';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { type ChangeListNeeds, changeList } from '../../../lambdas/store/read/change-pages';
import {
  changeItem,
  listWrite,
  momentChangeItem,
  momentChangeKeyOf,
  momentChangesOf,
} from '../../../lambdas/store/table/change-items';
import { type Item, keyOf } from '../../../lambdas/store/table/item';
import { type Key, keyText, MOMENT_CHANGES_PARTITION } from '../../../lambdas/store/table/keys';
import { storyBytes } from '../../../lambdas/store/table/story-items';
import { aStory, NOON, nextOf } from '../../news/sample-story';

// Writers as bad as DynamoDB and clocks allow: transactions that commit seconds after they were planned, by clocks that
// differ, and whose items become visible one by one, in any order. Partners poll meanwhile.

const seconds = (max: number) => fc.oneof(fc.constant(0), fc.double({ min: 0, max, noNaN: true }));

const write = fc.record({
  is: fc.constant('write' as const),
  story: fc.nat({ max: 2 }),
  does: fc.constantFrom('text', 'note', 'move', 'flag', 'clear', 'withdraw', 'reinstate'),
  ahead: fc.integer({ min: -3, max: 12 }),
  until: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  flagged: fc.boolean(),
  after: seconds(4),
  /** How long before the commit it was planned, by the clock of its writer, which may be ahead; and before that, decided. */
  planned: fc.double({ min: -2, max: 7, noNaN: true }),
  decided: seconds(2),
  /** How long after the commit each of its items becomes visible. */
  delays: fc.array(seconds(5), { minLength: 5, maxLength: 5 }),
});
const poll = fc.record({
  is: fc.constant('poll' as const),
  partner: fc.nat({ max: 1 }),
  limit: fc.integer({ min: 1, max: 4 }),
  after: seconds(4),
  /** How long each request to DynamoDB takes. */
  takes: seconds(2),
});
const steps = fc.array(fc.oneof(write, poll), { minLength: 5, maxLength: 40 });

type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

/** A table whose items are visible from a moment on, by a clock in milliseconds that each request moves. */
function slowTable() {
  const items: { item: Item; from: number }[] = [];
  let time = Date.parse(NOON);
  let takes = 0;
  const visibleItems = () => {
    const now = items.filter(({ from }) => from <= time).map(({ item }) => item);
    time += takes;
    return now;
  };
  const needs: ChangeListNeeds = {
    async query({ ExpressionAttributeValues: values = {}, Limit = 1, ExclusiveStartKey }) {
      const [list, from, to] = [':pk', ':from', ':to'].map((name) => `${values[name]?.S}`);
      const found = visibleItems()
        .filter((item) => keyOf(item).pk === list && keyOf(item).sk >= `${from}` && keyOf(item).sk <= `${to}`)
        .filter((item) => !ExclusiveStartKey || keyOf(item).sk > keyOf(ExclusiveStartKey).sk)
        .sort((a, b) => (keyOf(a).sk < keyOf(b).sk ? -1 : 1));
      const Items = found.slice(0, Limit);
      const last = Items.at(-1);
      return { Items, ...(found.length > Limit && last && { LastEvaluatedKey: last }), $metadata: {} };
    },
    async getAll(keys: readonly Key[]) {
      const wanted = new Set(keys.map(keyText));
      return visibleItems().filter((item) => wanted.has(keyText(keyOf(item))));
    },
  };
  return {
    list: changeList(needs),
    put: (item: Item, from: number) => items.push({ item, from }),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    taking: (milliseconds: number) => {
      takes = milliseconds;
    },
    get time() {
      return time;
    },
    get now(): Instant {
      return instant(time);
    },
  };
}

/** The next revision; undefined where the edit cannot be. */
function storyAfter(story: Story | undefined, { does, ahead, until, flagged, story: which }: Write, now: Instant) {
  const flag = { breakingUntil: until === null ? null : plusSeconds(now, until) };
  if (!story) {
    const publishedAt = plusSeconds(now, ahead);
    return aStory({ id: `story-${which}`, publishedAt, ...(flagged && flag) });
  }
  if (does === 'text' || does === 'note' || does === 'move') {
    if (story.withdrawal || (does === 'move' && story.publishedAt <= now)) return undefined;
    const body = `<p>${story.revision}</p>`;
    const note = { correction: { at: now, note: `${story.revision}` } };
    return nextOf(
      story,
      does === 'text' ? { body } : does === 'note' ? note : { publishedAt: plusSeconds(now, ahead) },
    );
  }
  const after = {
    flag: () => breakStory(story, flag.breakingUntil, now),
    clear: () => clearBreaking(story, now),
    withdraw: () => withdrawStory(story, { reason: 'wrong' }, { now, tombstoneSeconds: 3_600 }),
    reinstate: () => reinstateStory(story, now),
  }[does]();
  return typeof after === 'string' ? undefined : after;
}

/** A mirror that applies the changes. Throws for one that cannot follow the earlier ones. */
function follower() {
  const held = new Map<string, { breaking: boolean }>();
  const revisionLines: string[] = [];
  let last = '';
  return {
    position: FIRST_POSITION as ChangePosition,
    held,
    revisionLines,
    take({ at, type, id, revision }: ListedChange) {
      const story = held.get(id);
      const isNew = type === 'published' || type === 'reinstated';
      if (isNew === (story !== undefined)) throw new Error(`${id} was ${type}, and was ${story ? '' : 'not '}there`);
      if (type === 'breaking_ended' && !story?.breaking) throw new Error(`${id} did not break`);
      if (at < last) throw new Error(`${id} was ${type} at ${at}, after a change at ${last}`);
      last = at;
      if (type === 'withdrawn') held.delete(id);
      else held.set(id, { breaking: type === 'breaking' || (story?.breaking === true && type !== 'breaking_ended') });
      if (type === 'revised') revisionLines.push(`${id} ${revision}`);
    },
  };
}

async function follow(history: readonly (Write | (typeof poll extends fc.Arbitrary<infer T> ? T : never))[]) {
  const table = slowTable();
  const stories = new Map<number, Story>();
  const partners = [follower(), follower(), follower()];
  const revisions: string[] = [];
  let last: ReturnType<typeof listWrite> | undefined;

  function store(step: Write) {
    const now = instant(table.time - step.planned * 1000);
    const before = stories.get(step.story);
    const after = storyAfter(before, step, instant(table.time - (step.planned + step.decided) * 1000));
    if (!after) return;
    last = listWrite({ before, after, now }, last, {
      writeId: `write${table.time}`.slice(-12),
      bytes: storyBytes(after),
    });
    const visibleAt = step.delays.map((late) => table.time + late * 1000);
    table.put(changeItem(last), visibleAt[0] as number);
    for (const [i, change] of momentChangesOf(last).entries())
      table.put(momentChangeItem(change), visibleAt[i + 1] as number);
    stories.set(step.story, after);
    if (last.types.includes('revised')) revisions.push(`${after.id} ${after.revision}`);
  }

  async function ask(partner: ReturnType<typeof follower>, limit: number): Promise<number> {
    const { now } = table;
    const page = await table.list.changes(partner.position, { now, limit });
    if (!page) throw new Error('the position is not in the list');
    const changes = page.steps.flatMap((step) => step.changes);
    if (changes.length >= limit + 3) throw new Error(`${changes.length} changes of ${limit}`);
    for (const change of changes) {
      if (change.at > now) throw new Error(`${change.id} is listed at ${now} for ${change.at}`);
      partner.take(change);
    }
    partner.position = page.next;
    return changes.length;
  }

  for (const step of history) {
    table.pass(step.after * 1000);
    if (step.is === 'write') {
      store(step);
      continue;
    }
    table.taking(step.takes * 1000);
    await ask(partners[step.partner] as ReturnType<typeof follower>, step.limit);
  }
  table.pass(60_000);
  table.taking(0);
  for (const [i, partner] of partners.entries()) while ((await ask(partner, i + 1)) > 0);
  return { partners, stories: [...stories.values()], revisions, now: table.now };
}

test('a mirror that follows the changes misses nothing and repeats nothing, despite late commits and half-read transactions', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const { partners, stories, revisions, now } = await follow(history);
      const there = stories
        .filter((story) => status(story, now) === 'published')
        .map((story) => [story.id, { breaking: isBreaking(story, now) }]);
      for (const { held, revisionLines } of partners) {
        expect([...held].sort()).toEqual(there.sort());
        expect(new Set(revisionLines).size).toBe(revisionLines.length);
        expect(revisions.filter((revision) => !revisionLines.includes(revision))).toEqual([]);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 400) },
  );
});

test('coming moments are in order by moment, then by write', () => {
  const publishedAt = plusSeconds(NOON, 60);
  const write = listWrite(
    { after: aStory({ publishedAt, breakingUntil: plusSeconds(NOON, 90) }), now: NOON },
    undefined,
    { writeId: 'w', bytes: 900 },
  );
  const keys = momentChangesOf(write).map(momentChangeKeyOf);
  expect(keys.map(({ pk }) => pk)).toEqual([MOMENT_CHANGES_PARTITION, MOMENT_CHANGES_PARTITION]);
  expect(keys.map(({ sk }) => sk)).toEqual([
    expect.stringMatching(/^2026-11-22T12:01:00Z#[0-9a-f]{32}#000000000001$/),
    expect.stringMatching(/^2026-11-22T12:01:30Z#[0-9a-f]{32}#000000000001$/),
  ]);
});
