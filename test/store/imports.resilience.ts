import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { readRegisteredFeeds } from '../../lambdas/store/read/read-register';
import { repair } from '../../lambdas/store/repair/repair';
import { tableForTests } from '../harness/engine';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { aStory, NOON } from '../news/sample-story';
import { comparable, filingOf, history, importing, importOf, stories } from './importing';
import { countingIds, newsroom } from './sample-newsroom';

const DAY = 86_400;
describe('stories of another publisher, oldest first, into an empty newsroom', () => {
  const table = tableForTests();
  const all = stories(130, NOON, DAY / 2, filingOf);
  const { store, faults } = importing(table, NOON);

  test('are stored, several in one transaction that writes each head once', async () => {
    table.forget();
    expect(await store(all.map(importOf))).toEqual(all.map(() => 'stored'));
    expect(table.traffic.requests.TransactWriteItems).toBeLessThan(all.length / 3);
    expect(await faults()).toEqual([]);
  });

  test('are in their feeds as if published here, and are no late changes', async () => {
    const room = newsroom(table);
    const newest = all.map(({ id }) => id).reverse();
    expect(await room.ids('all')).toEqual(newest.slice(0, 50));
    const { late, lateChangesAndTombstones } = await room.news('section#world');
    expect([late, lateChangesAndTombstones.lateChanges]).toEqual([[], []]);
    expect(await room.head('all')).toMatchObject({
      openedAt: all[0]?.publishedAt,
      updated: all.at(-1)?.publishedAt,
    });
  });

  test('close an archive document after each month and each fifty stories', async () => {
    const { reader } = newsroom(table);
    const head = await reader.feedHead('all', { consistent: true });
    if (!head) throw new Error('there is no feed');
    const first = await reader.page(head, { now: NOON, limit: 50 });
    const ids = first.entries.map(({ id }) => id);
    let older: Parameters<typeof reader.archive>[1] | undefined = first.last && { below: first.last };
    while (older) {
      const page = await reader.archive(head, older, NOON);
      expect(page?.entries.length).toBeLessThanOrEqual(62);
      ids.push(...(page?.entries ?? []).map(({ id }) => id));
      older = page?.older;
    }
    expect(ids).toEqual(all.map(({ id }) => id).reverse());
  });

  test('are in the list of changes, each once, in their order', async () => {
    const { reader } = newsroom(table);
    const listed: string[] = [];
    for (let after = { sequenceNumber: 0, writeId: '', moment: '' }, more = true; more; ) {
      const page = await reader.changes(after, { now: plusSeconds(NOON, 5), limit: 100 });
      const changes = (page?.steps ?? []).flatMap((step) => step.changes);
      listed.push(...changes.map(({ id, type }) => `${id} ${type}`));
      more = changes.length > 0;
      after = page?.next ?? after;
    }
    expect(listed).toEqual(all.map(({ id }) => `${id} published`));
  });

  test('conflict when they are imported again, and change nothing', async () => {
    const before = await newsroom(table).head('all');
    expect(await store(all.slice(0, 20).map(importOf))).toEqual(Array(20).fill('conflict'));
    expect(await newsroom(table).head('all')).toEqual(before);
  });

  test('are stored without the one that is refused', async () => {
    const [taken] = all;
    const others = stories(4, NOON, 60, (i) => ({ id: `other-${i}`, guid: `other-${i}` }));
    const again = { ...(others[1] as Story), id: 'the-guid-once-more' };
    const some = [...others.slice(0, 2), { ...(taken as Story), id: 'another-id' }, ...others.slice(2), again];
    const outcomes = ['stored', 'stored', 'conflict', 'stored', 'stored', 'conflict'];
    expect(await store(some.map(importOf))).toEqual(outcomes);
    expect(await faults()).toEqual([]);
  });
});

describe.each([
  ['newest first', (all: Story[]) => [...all].reverse()],
  ['in no order', (all: Story[]) => all.map((_, i) => all[(i * 37) % all.length] as Story)],
  ['all of one second', (all: Story[]) => all.map((story) => ({ ...story, publishedAt: '2026-01-01T00:00:00Z' }))],
])('stories that come %s', (_, order) => {
  const table = tableForTests();
  test('are whole too', async () => {
    const { store, faults } = importing(table, NOON);
    const all = order(stories(70, NOON, DAY, filingOf));
    expect(new Set(await store(all.map(importOf)))).toEqual(new Set(['stored']));
    expect(await faults()).toEqual([]);
    expect(await newsroom(table).ids('all')).toHaveLength(50);
  });
});

describe('imports into a newsroom that has stories already', () => {
  const table = tableForTests();
  test('are no late changes, and give its feeds a new version', async () => {
    const room = newsroom(table);
    const later = plusSeconds(NOON, DAY);
    const { store, faults } = importing(table, later);
    await room.upload(aStory({ id: 'here', section: 'World', publishedAt: NOON }));
    await room.upload(aStory({ id: 'coming', section: 'World', publishedAt: plusSeconds(later, 30) }));
    const before = await room.head('section#world');
    await store(stories(20, plusSeconds(NOON, -90 * DAY), DAY, filingOf).map(importOf));
    const after = await room.head('section#world');
    expect(after?.version).not.toBe(before?.version);
    expect((after?.changedAt ?? '') > later).toBe(true);
    const { openedAt, updated } = before ?? {};
    expect(after).toMatchObject({ openedAt, updated, lateChanges: [] });
    expect(await faults()).toEqual([]);
  });
});

describe("the import of a newsroom's whole history", () => {
  const [from, to] = [tableForTests(), tableForTests()];

  test('equals its origin, item by item', async () => {
    const made = await history(from, 7, 70);
    const now = plusSeconds(made.at(-1)?.originalAt ?? NOON, 1);
    expect(faultsIn(await everyItem(from), now)).toEqual([]);
    const { store, faults } = importing(to, now);
    const feedGuids = new Map((await readRegisteredFeeds(from)).map(({ name, guid }) => [name, guid]));
    const imports = made.map(({ record, ...one }) => ({ ...one, record: { ...record, feedGuids } }));
    expect(new Set(await store(imports))).toEqual(new Set(['stored']));
    expect(await faults()).toEqual([]);
    expect(comparable(await everyItem(to))).toEqual(comparable(await everyItem(from)));
  });
});

describe('two imports and an editor at once', () => {
  const table = tableForTests();
  test('lose nothing, and the table needs no repair', async () => {
    const now = plusSeconds(NOON, DAY);
    const [one, two] = [0, 1].map((which) =>
      stories(40, NOON, 3_600, (i) => ({ ...filingOf(i), id: `of-${which}-${i}`, guid: `of-${which}-${i}` })),
    ) as [Story[], Story[]];
    const room = newsroom(table);
    room.at(now);
    const uploads = async () => {
      for (let i = 0; i < 20; i++) await room.upload(aStory({ id: `here-${i}`, publishedAt: now, ...filingOf(i) }));
    };
    const [first, second] = await Promise.all([
      importing(table, now).store(one.map(importOf)),
      importing(table, now).store([...two, ...one.slice(0, 5)].map(importOf)),
      uploads(),
    ]);
    expect([...first, ...second].filter((outcome) => outcome === 'stored')).toHaveLength(80);
    expect(await importing(table, now).faults()).toEqual([]);
    const needs = { clock: () => now, ids: countingIds(table.name), wait: async () => {}, onProgress: () => {} };
    const mended = await repair(table, { ...needs, dryRun: true });
    expect(mended).toMatchObject({ mended: [], lost: [] });
  });
});
