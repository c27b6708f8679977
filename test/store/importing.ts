import { setTimeout } from 'node:timers/promises';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { type Item, keyOf } from '../../lambdas/store/table/item';
import type { Table } from '../../lambdas/store/table/table';
import { createImporter } from '../../lambdas/store/transfer/importer';
import type { Import } from '../../lambdas/store/write/plan-batch';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { chance } from '../harness/newsroom/chance';
import { aStory } from '../news/sample-story';
import { countingIds, newsroom } from './sample-newsroom';

const DAY = 86_400;

/** Imports into a table by a clock that stands still, and the faults that the audit finds then. */
export const importing = (table: Table, now: Instant) => ({
  store: createImporter({
    table,
    clock: () => now,
    ids: countingIds(table.name),
    wait: (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
  }).store,
  faults: async () => faultsIn(await everyItem(table), now),
});

/** A story as it was published elsewhere. */
export const importOf = (after: Story): Import => ({
  after,
  originalAt: after.publishedAt,
  record: { by: 'importer' },
});

/** Feeds that a story may be in. */
export const filingOf = (i: number): Partial<Story> => ({
  section: ['World', 'Local', 'Sport'][i % 3] as string,
  tags: [`Tag ${i % 4}`],
  authors: [{ name: 'Ann Li' }],
});

/** Stories that were published elsewhere, so many seconds apart, oldest first, until a moment. */
export const stories = (count: number, until: Instant, apart: number, fields: (i: number) => Partial<Story>): Story[] =>
  Array.from({ length: count }, (_, i) =>
    aStory({
      id: `story-${i}`,
      guid: `https://old.example/?p=${i}`,
      publishedAt: plusSeconds(until, -apart * (count - i)),
      ...fields(i),
    }),
  );

/** A history of everything that can happen to stories, and its revisions in the order in which they were made. */
export async function history(table: Table, seed: number, edits: number): Promise<Import[]> {
  const room = newsroom(table);
  const { number, pick, is } = chance(seed);
  const kept = new Map<string, Story>();
  const made: Import[] = [];
  const keep = (after: Story, before?: Story) => {
    kept.set(after.id, after);
    made.push({ ...(before && { before }), after, originalAt: room.now, record: { by: 'ann' } });
  };
  for (let n = 0; n < edits; n++) {
    room.pass(pick([0, 1, 700, 9_000, 40_000]));
    const before = kept.size > 0 && is(0.5) ? pick([...kept.values()]) : undefined;
    const at = room.now;
    if (!before) {
      const publishedAt = plusSeconds(at, pick([0, 0, 0, 30, 5_000, -90_000, -40 * DAY]));
      const flag = pick<Partial<Story>>([
        {},
        {},
        {},
        { breakingUntil: null },
        { breakingUntil: plusSeconds(at, 100_000) },
      ]);
      keep(await room.upload(aStory({ id: `story-${n}`, publishedAt, ...filingOf(number(0, 12)), ...flag })));
      continue;
    }
    if (before.withdrawal) {
      keep(await room.reinstate(before), before);
      continue;
    }
    const changed = pick<() => Promise<Story>>([
      () => room.withdraw(before, { tombstoneSeconds: pick([5_000, 30 * DAY]) }),
      () => room.edit(before, { ...filingOf(number(0, 12)), updatedAt: [at, before.publishedAt].sort()[1] as Instant }),
      () => room.edit(before, { correction: { at, note: `Wrong ${n}` } }),
      () => room.flag(before, pick([null, plusSeconds(at, 50_000)])),
      () => room.flag(before, undefined),
    ]);
    keep(await changed(), before);
  }
  return made;
}

/** The part of a table that two newsrooms with one history share: not when and how it was written. */
export const comparable = (items: readonly Item[]): Record<string, unknown> =>
  Object.fromEntries(
    items
      .filter(({ pk }) => !pk?.S?.startsWith('GUID#'))
      .map((item) => {
        const { pk, sk } = keyOf(item);
        const {
          version: _v,
          changedAt: _at,
          writeId: _m,
          storedAt: _s,
          imported: _i,
          touched: _t,
          // Counted from the moment of storing, which is not shared. The audit proves each count.
          flags: _f,
          archive,
          sitemap,
          ...rest
        } = item;
        return [`${pk} / ${sk}`, { ...rest, archive: undated(archive), sitemap: undated(sitemap) }] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function undated(state: Item[string] | undefined) {
  const { version: _v, changedAt: _at, ...kept } = state?.M ?? {};
  return kept;
}
