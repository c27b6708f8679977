import { type ChangePosition, FIRST_POSITION } from '../../../lambdas/news/changes/change-list';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { type ChangeListNeeds, changeList } from '../../../lambdas/store/read/change-pages';
import {
  changeItem,
  listWrite,
  momentChangeItem,
  momentChangeKeyOf,
  momentChangesOf,
} from '../../../lambdas/store/table/change-items';
import { type Item, itemBytes, keyOf } from '../../../lambdas/store/table/item';
import { aStory, NOON, nextOf } from '../../news/sample-story';

// The list over an array of items, which counts the requests and what they read.

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);

function createList() {
  const items: Item[] = [];
  const stats = { queries: 0, keys: [] as string[], items: 0, units: 0 };
  let last: ReturnType<typeof listWrite> | undefined;
  const needs: ChangeListNeeds = {
    async query({ ExpressionAttributeValues: values = {}, Limit = 1, ExclusiveStartKey }) {
      const [list, from, to] = [':pk', ':from', ':to'].map((name) => `${values[name]?.S}`);
      const found = items
        .filter((item) => keyOf(item).pk === list && keyOf(item).sk >= `${from}` && keyOf(item).sk <= `${to}`)
        .filter((item) => !ExclusiveStartKey || keyOf(item).sk > keyOf(ExclusiveStartKey).sk)
        .sort((a, b) => (keyOf(a).sk < keyOf(b).sk ? -1 : 1));
      const Items = found.slice(0, Limit);
      stats.queries += 1;
      stats.items += Items.length;
      stats.units += Math.ceil(Items.reduce((sum, item) => sum + itemBytes(item), 0) / 4096);
      return { Items, LastEvaluatedKey: found.length > Limit ? Items.at(-1) : undefined, $metadata: {} };
    },
    async getAll(keys) {
      stats.keys.push(...keys.map(({ sk }) => sk));
      stats.units += keys.length / 2;
      return items.filter((item) => keys.some(({ pk, sk }) => keyOf(item).pk === pk && keyOf(item).sk === sk));
    },
  };
  const store = (after: Story, at: Instant, before?: Story) => {
    last = listWrite({ before, after, now: at }, last, { writeId: `w${items.length}`, bytes: 1_000 * after.revision });
    items.push(changeItem(last), ...momentChangesOf(last).map(momentChangeItem));
    return after;
  };
  return {
    stats,
    store,
    /** Takes the moments of the newest write away. */
    tear: () => {
      for (const moment of momentChangesOf(last ?? fail())) {
        items.splice(
          items.findIndex((item) => keyOf(item).sk === momentChangeKeyOf(moment).sk),
          1,
        );
      }
    },
    async page(after: ChangePosition, now: Instant, limit = 100) {
      Object.assign(stats, { queries: 0, keys: [], items: 0, units: 0 });
      const page = (await changeList(needs).changes(after, { now, limit })) ?? fail();
      return { ...page, ids: page.steps.map(({ changes }) => changes[0]?.id) };
    },
  };
}

const fail = (): never => {
  throw new Error('it is not there');
};

const secretStory = (i: number, at = 86_400) => aStory({ id: `secret-${i}`, publishedAt: noon(at) });

describe('edits that readers do not see', () => {
  test('move no position while they are a hundred at most', async () => {
    const list = createList();
    for (let i = 0; i < 100; i++) list.store(secretStory(i), NOON);
    const { next, steps } = await list.page(FIRST_POSITION, NOON);
    expect([steps, next]).toEqual([[], FIRST_POSITION]);
  });

  test('are passed a hundred at a time, so that no request costs more', async () => {
    const list = createList();
    for (let i = 0; i < 350; i++) list.store(secretStory(i), NOON);
    list.store(aStory({ id: 'public' }), NOON);
    const positions: number[] = [];
    let position = FIRST_POSITION;
    for (let ids: (string | undefined)[] = []; ids.length === 0; ) {
      const page = await list.page(position, NOON, 1);
      expect(list.stats).toMatchObject({ queries: 2, keys: [] });
      expect(list.stats.units).toBeLessThanOrEqual(9);
      [ids, position] = [page.ids, page.next];
      positions.push(position.sequenceNumber);
      if (ids.length > 0) expect(ids).toEqual(['public']);
    }
    expect(positions).toEqual([101, 201, 301, 351]);
  });

  test('betray no moment that they took back', async () => {
    const list = createList();
    const before = list.store(secretStory(0, 10), NOON);
    list.store(nextOf(before, { publishedAt: noon(86_400) }), NOON, before);
    for (let i = 1; i < 150; i++) list.store(secretStory(i), NOON);
    expect((await list.page(FIRST_POSITION, noon(3_600))).next).toMatchObject({ sequenceNumber: 101, moment: '' });
  });
});

test('a limit counts changes, and says nothing of how many writes are read', async () => {
  const list = createList();
  for (let i = 0; i < 60; i++) list.store(secretStory(i), NOON);
  list.store(aStory({ id: 'public' }), NOON);
  expect((await list.page(FIRST_POSITION, NOON, 1)).ids).toEqual(['public']);
});

describe('a write of the last hour waits for its moments', () => {
  test('without a further request while the moments of the coming hour are few', async () => {
    const list = createList();
    list.store(aStory({ id: 'flag', breakingUntil: noon(1_800) }), NOON);
    list.store(aStory({ id: 'later', breakingUntil: noon(7_200) }), NOON);
    expect((await list.page(FIRST_POSITION, NOON)).ids).toEqual(['flag', 'later']);
    expect(list.stats).toMatchObject({ queries: 2, keys: [], items: 3 });
  });

  test('if they come within the hour', async () => {
    const list = createList();
    list.store(aStory({ id: 'soon', breakingUntil: noon(3_600) }), NOON);
    list.tear();
    expect(await list.page(FIRST_POSITION, NOON)).toMatchObject({ ids: [], next: FIRST_POSITION });
    expect((await list.page(FIRST_POSITION, noon(3_601))).ids).toEqual(['soon']);
  });

  test('and not for a moment that is further ahead', async () => {
    const list = createList();
    list.store(aStory({ id: 'far', breakingUntil: noon(3_601) }), NOON);
    list.tear();
    expect((await list.page(FIRST_POSITION, NOON)).ids).toEqual(['far']);
  });

  test('looks for moments beyond the first hundred by their keys, for 64 at most', async () => {
    const list = createList();
    for (let i = 0; i < 100; i++) list.store(aStory({ id: `old-${i}`, breakingUntil: noon(4_000 + i) }), noon(-7_200));
    const position = (await list.page(FIRST_POSITION, noon(500), 1_000)).next;
    for (let i = 0; i < 80; i++) list.store(aStory({ id: `new-${i}`, breakingUntil: noon(4_099) }), noon(500));
    const page = await list.page(position, noon(500), 1_000);
    expect(page.ids.length).toBeGreaterThanOrEqual(64);
    expect(list.stats).toMatchObject({ queries: 2, items: 181 });
    expect(list.stats.keys.length).toBe(64);
    const rest = await list.page(page.next, noon(500), 1_000);
    expect([...page.ids, ...rest.ids]).toEqual(Array.from({ length: 80 }, (_, i) => `new-${i}`));
    list.store(aStory({ id: 'torn', breakingUntil: noon(4_099) }), noon(500));
    list.tear();
    list.store(aStory({ id: 'behind' }), noon(500));
    expect(await list.page(rest.next, noon(500))).toMatchObject({ ids: [], next: rest.next });
  });
});

test('the list alone costs a bounded number of read units, with ids of any length', async () => {
  const list = createList();
  const longId = (i: number) => `${'語'.repeat(124)}${String(i).padStart(4, '0')}`;
  for (let i = 0; i < 200; i++) {
    const story = aStory({ id: longId(i), publishedAt: noon(1_000), breakingUntil: noon(2_000) });
    list.store(story, NOON);
  }
  await list.page(FIRST_POSITION, noon(3_000));
  expect(list.stats).toMatchObject({ queries: 2 });
  expect(list.stats.units).toBeLessThanOrEqual(30 + 16 + 32);
});

test('a hundred items of the list cost 30 read units at most, and as many moments 16', () => {
  const types = ['published', 'breaking', 'corrected', 'breaking_ended'] as const;
  const moments = Array.from({ length: 4 }, (_, i) => ({ at: noon(i), types }));
  const revision = { id: '語'.repeat(128), revision: 999_999, bytes: 400_000, storedAt: NOON };
  const write = { ...revision, sequenceNumber: 1, writeId: 'w'.repeat(12), at: NOON, types, late: moments, moments };
  const units = (bytes: number, count: number) => Math.ceil((bytes * count) / 4096);
  expect(units(itemBytes(changeItem(write)), 101)).toBeLessThanOrEqual(30);
  const [moment = fail()] = momentChangesOf(write);
  expect(units(itemBytes(momentChangeItem(moment)), 100)).toBeLessThanOrEqual(16);
});

test('a page names the bytes of each story in its newest revision that was read', async () => {
  const list = createList();
  const before = list.store(aStory({ id: 'a' }), NOON);
  list.store(nextOf(before, { headline: 'Other' }), NOON, before);
  const { bytes } = await list.page(FIRST_POSITION, NOON, 1);
  expect(bytes).toEqual(new Map([['a', 2_000]]));
});
