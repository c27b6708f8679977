import fc from 'fast-check';
import type { ChangeStep } from '../../../lambdas/news/changes/change-list';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import {
  MAX_STORY_UNITS,
  type ReadStories,
  STORIES_AT_ONCE,
  storiesOfChanges,
} from '../../../lambdas/store/read/change-stories';
import { readUnits } from '../../../lambdas/store/table/item';
import { aStory, NOON } from '../../news/sample-story';

interface ListedStory {
  readonly listed: number;
  /** Bytes of the story as it is stored now. */
  readonly stored: number;
  readonly isLate?: boolean;
}

const idOf = (i: number) => `story-${i}`;
const step = (i: number, revision = 2, storedAt?: string): ChangeStep => ({
  changes: [{ at: NOON, type: 'revised', id: idOf(i), revision, bytes: 0, storedAt }],
  position: { sequenceNumber: i + 1, writeId: `w${i}`, moment: '' },
});

/** Reads the stories of one page; `steps` have a change of each story in turn unless the caller gives others. */
async function readPage(stories: readonly ListedStory[], steps = stories.map((_, i) => step(i)), now = NOON) {
  const batches: { ids: readonly string[]; consistent: boolean }[] = [];
  let units = 0;
  const readStories: ReadStories = async (ids, { consistent }) => {
    batches.push({ ids, consistent });
    return ids.map((id) => {
      const { stored, isLate } = stories[Number(id.slice('story-'.length))] as ListedStory;
      const cost = readUnits(stored, { consistent });
      units += cost;
      return { story: aStory({ id, revision: isLate && !consistent ? 1 : 2 }), units: cost };
    });
  };
  const bytes = new Map(stories.map(({ listed }, i) => [idOf(i), listed]));
  const storyOf = storiesOfChanges({ steps, bytes }, readStories, now);
  let shown = 0;
  for (const one of steps) {
    if (!(await storyOf(one))) break;
    shown++;
  }
  return { shown, units, batches };
}

const KB = 1024;
const size = fc.integer({ min: 1, max: 400 * KB });

test('by the listed bytes a page costs 64 read units, or is one large story', async () => {
  const story = fc.record({ listed: size, isLate: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 100 }), async (listed) => {
      const stories = listed.map((one) => ({ ...one, stored: one.listed }));
      const { shown, units, batches } = await readPage(stories);
      expect(shown).toBeGreaterThan(0);
      for (const { ids } of batches) expect(ids.length).toBeLessThanOrEqual(STORIES_AT_ONCE);
      expect(batches.filter(({ consistent }) => consistent).length).toBeLessThanOrEqual(1);
      if (units <= MAX_STORY_UNITS) return;
      expect([shown, batches[0]?.ids]).toEqual([1, [idOf(0)]]);
      expect(units).toBeLessThanOrEqual(150);
    }),
  );
});

test('stories that have grown cost one batch of the largest stories more, at most', async () => {
  const story = fc.record({ listed: fc.integer({ min: 1, max: 8 * KB }), stored: size });
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 100 }), async (stories) => {
      const { units } = await readPage(stories);
      expect(units).toBeLessThanOrEqual(MAX_STORY_UNITS + STORIES_AT_ONCE * 50);
    }),
  );
  const { units, shown } = await readPage(Array(100).fill({ listed: 1, stored: 400 * KB }));
  expect([units, shown]).toEqual([500, 10]);
});

test('a story of many changes is read once', async () => {
  const { batches, shown } = await readPage([{ listed: 9, stored: 9 }], [step(0, 1), step(0, 2), step(0, 2)]);
  expect([shown, batches]).toEqual([3, [{ ids: ['story-0'], consistent: false }]]);
});

test('the first story is read again once, if it is older than its change', async () => {
  const late = { listed: 9, stored: 9, isLate: true };
  const again = await readPage([late, late], [step(0), step(0), step(1)]);
  expect(again.shown).toBe(2);
  expect(again.batches).toEqual([
    { ids: ['story-0', 'story-1'], consistent: false },
    { ids: ['story-0'], consistent: true },
  ]);
  const proven = await readPage([late], [step(0, 1)]);
  expect(proven.batches).toHaveLength(1);
});

describe('a story whose transaction was cut off', () => {
  const lost = { listed: 9, stored: 9, isLate: true };
  const [at, hourLater] = [step(0, 3), plusSeconds(NOON, 3_600)];

  test('keeps its change waiting for an hour, and costs one more read at most', async () => {
    expect(await readPage([lost], [at], plusSeconds(NOON, 3_599))).toMatchObject({ shown: 0 });
    const { shown, batches } = await readPage([lost], [at, at, at], hourLater);
    expect(shown).toBe(3);
    expect(batches).toHaveLength(2);
  });

  test('waits by the moment when an import was stored, not by the moment of its making', async () => {
    expect(await readPage([lost], [step(0, 3, hourLater)], hourLater)).toMatchObject({ shown: 0 });
  });

  test('is not passed on the word of a replica', async () => {
    expect(await readPage([{ listed: 9, stored: 9 }, lost], [step(0), step(1, 3)], hourLater)).toMatchObject({
      shown: 1,
    });
  });
});
