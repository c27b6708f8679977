import type { ChangeStep, ListedChange } from '../../news/changes/change-list';
import type { Story } from '../../news/story/story';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { readUnits } from '../table/item';
import { type ChangePage, COMMITTED_AFTER_SECONDS } from './change-pages';
import type { Consistency } from './get-item';

/** A story as it is stored now, and the read units that it cost. */
export interface ReadStory {
  /** Undefined where it does not exist. */
  readonly story?: Story;
  readonly units: number;
}

/** Reads some stories in one BatchGetItem. Gives one result for each id, in their order. */
export type ReadStories = (ids: readonly string[], how: Consistency) => Promise<ReadStory[]>;

/** The read units that the stories of one page may cost. */
export const MAX_STORY_UNITS = 64;
/** How many stories one BatchGetItem reads. A story may have grown since its change, to 50 units at most. */
export const STORIES_AT_ONCE = 10;

const EVENTUALLY: Consistency = { consistent: false };

/**
 * Reads the stories of a page of changes, in the order of its steps. The function that it gives takes the steps in this
 * order; its answer is undefined for the step before which the page has to end:
 * - Together the stories cost 64 read units by the bytes that their changes list. One that costs more is alone on its page.
 * - An eventually consistent read proves itself by its revision. The first story of a page is read again if it is older than
 *   its change, strongly consistent; before another such story the page ends.
 * - A change waits while only half of its transaction is there.
 * A batch is ten stories and is read only if the ones before it cost less. So stories that have grown since their changes
 * cost ten times 50 units more, at most.
 */
export function storiesOfChanges(
  { steps, bytes }: Pick<ChangePage, 'steps' | 'bytes'>,
  readStories: ReadStories,
  now: Instant,
): (step: ChangeStep) => Promise<ReadStory | undefined> {
  const read = new Map<string, ReadStory>();
  const ids = [...new Set(steps.flatMap(({ changes }) => changes.map(({ id }) => id)))];
  let units = 0;
  let isReadAgain = false;

  const plannedUnits = (id: string, isFirst: boolean): number =>
    // The first story may be read twice, the second time for twice as many units.
    readUnits(bytes.get(id) ?? 0, EVENTUALLY) * (isFirst ? 3 : 1);

  function nextBatch(): string[] {
    const batch: string[] = [];
    let planned = units;
    for (const id of ids.slice(read.size, read.size + STORIES_AT_ONCE)) {
      const isFirst = read.size + batch.length === 0;
      planned += plannedUnits(id, isFirst);
      if (planned > MAX_STORY_UNITS && !isFirst) break;
      batch.push(id);
    }
    return batch;
  }

  async function readSome(some: readonly string[], how: Consistency): Promise<void> {
    for (const [i, story] of (await readStories(some, how)).entries()) {
      read.set(some[i] as string, story);
      units += story.units;
    }
  }

  return async ({ changes }) => {
    const [change] = changes;
    if (!change) return undefined;
    const { id } = change;
    if (!read.has(id)) await readSome(nextBatch(), EVENTUALLY);
    if (isBehind(read.get(id), change) && id === ids[0] && !isReadAgain) {
      isReadAgain = true;
      await readSome([id], { consistent: true });
    }
    const story = read.get(id);
    if (!isBehind(story, change)) return story;
    // A restore may have cut the story off. Only a strongly consistent read tells.
    return id === ids[0] && isCommitted(change, now) ? story : undefined;
  };
}

/** Whether a story was read before this change of it. */
const isBehind = (read: ReadStory | undefined, { revision }: ListedChange): boolean =>
  (read?.story?.revision ?? 0) < revision;

/** Whether the transaction of a change is surely over. */
const isCommitted = ({ at, storedAt }: ListedChange, now: Instant): boolean =>
  (storedAt ?? at) <= plusSeconds(now, -COMMITTED_AFTER_SECONDS);
