import {
  type ChangePosition,
  type ChangeStep,
  type ListedMoment,
  type ListedWrite,
  walkChanges,
} from '../../news/changes/change-list';
import type { LastChange } from '../../news/feed/feed-head';
import { type Instant, plusSeconds } from '../../news/values/instant';
import { momentChangeKeyOf, momentChangesOf, readChange, readMomentChange } from '../table/change-items';
import { type Item, keyOf } from '../table/item';
import {
  aboveEntriesAt,
  CHANGES_PARTITION,
  changeKey,
  instantOfMoment,
  type Key,
  LAST_CHANGE_SORT_KEY,
  MOMENT_CHANGES_PARTITION,
  momentChangeKeyParts,
  storyMoment,
} from '../table/keys';
import { type Query, queryPages } from '../table/query-all';
import { keysBetween, newestBelow } from './key-ranges';

/** The changes after a position, and the position that a partner asks with next. */
export interface ChangePage {
  readonly steps: readonly ChangeStep[];
  readonly next: ChangePosition;
}

export interface ChangeListNeeds {
  /** Strongly consistent. */
  readonly query: Query;
  /** Strongly consistent. */
  readonly get: (key: Key) => Promise<Item | undefined>;
}

const MOMENT_ORDER = { storyMoment, instantOfMoment };

/** How many writes one round reads after a round without a change for readers. */
const ROUND_SIZE = 1_000;
/** How many rounds one request takes. */
const MAX_ROUNDS = 20;
/** How many silent writes each poll reads again, before its position passes them. */
const MAX_SILENT_WRITES = 1_000;
/** Seconds after which a transaction is surely whole, or was cut by a restore. */
export const COMMITTED_AFTER_SECONDS = 3_600;

/** The list of changes: the edits in their order, and the changes by the clock between them. */
export const changeList = (needs: ChangeListNeeds) => ({
  /**
   * The changes after a position, in the order in which readers could first see them; none only where there are no more
   * now. `limit` counts changes, 1 to 100; the changes of one write stay together. Undefined for a position that is not in
   * this list. Two queries, and a small read for each coming moment of the writes of the last hour.
   */
  async changes(
    after: ChangePosition,
    { now, limit }: { now: Instant; limit: number },
  ): Promise<ChangePage | undefined> {
    let reached = after;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const size = round === 0 ? limit : ROUND_SIZE;
      const written = await writesAfter(needs, reached, size, now);
      if (!written) return undefined;
      const span = { ...written, ...(await momentsAfter(needs, reached.moment, size, now)) };
      const { steps, ended, ...walk } = walkChanges(reached, span, {
        now,
        limit,
        order: MOMENT_ORDER,
        lastShown: after.moment,
      });
      const last = steps.at(-1);
      if (last) return { steps, next: last.place };
      reached = walk.reached;
      // An edit under an embargo must not move the position that a partner sees.
      if (ended && reached.sequenceNumber - after.sequenceNumber <= MAX_SILENT_WRITES) return { steps, next: after };
      if (ended) break;
    }
    return { steps: [], next: reached };
  },
});

/** The writes after a position, up to the first that is not whole; undefined for a position in another table's list. */
async function writesAfter(
  needs: ChangeListNeeds,
  { sequenceNumber, writeId }: ChangePosition,
  limit: number,
  now: Instant,
) {
  const range = keysBetween(CHANGES_PARTITION, changeKey(sequenceNumber).sk, LAST_CHANGE_SORT_KEY);
  const { Items = [], LastEvaluatedKey } = await needs.query({ ...range, Limit: limit + 1 });
  const found = Items.map(readChange);
  if (sequenceNumber > 0 && (found[0]?.sequenceNumber !== sequenceNumber || found[0].writeId !== writeId))
    return undefined;
  const after = found.slice(sequenceNumber > 0 ? 1 : 0);
  // A query may see half of a transaction, so a number may be there before the number below it.
  const following = after.filter((write, i) => write.sequenceNumber === sequenceNumber + 1 + i && write.at <= now);
  const whole = await Promise.all(following.map((write) => isWhole(needs, write, now)));
  const torn = whole.indexOf(false);
  const writes = torn < 0 ? following : following.slice(0, torn);
  return { writes, goesOn: writes.length === after.length && LastEvaluatedKey !== undefined };
}

/** Whether all coming moments of a write are there. They are read after the write, so none is passed over. */
async function isWhole({ get }: ChangeListNeeds, write: ListedWrite, now: Instant): Promise<boolean> {
  if ((write.storedAt ?? write.at) < plusSeconds(now, -COMMITTED_AFTER_SECONDS)) return true;
  const items = await Promise.all(momentChangesOf(write).map((moment) => get(momentChangeKeyOf(moment))));
  return items.every((item) => item !== undefined);
}

/** The changes at each moment after one, up to now. A moment that was not read to its end is left out. */
async function momentsAfter({ query }: ChangeListNeeds, moment: string, limit: number, now: Instant) {
  const moments = new Map<string, ListedMoment[]>();
  const range = keysBetween(MOMENT_CHANGES_PARTITION, moment === '' ? '0' : `${moment}$`, aboveEntriesAt(now));
  let cut: string | undefined;
  for await (const { items, last } of queryPages(query, { ...range, Limit: limit })) {
    for (const item of items) {
      const { moment } = momentChangeKeyParts(keyOf(item).sk);
      moments.set(moment, [...(moments.get(moment) ?? []), readMomentChange(item)]);
    }
    cut = last && [...moments.keys()].at(-1);
    if (moments.size >= 2) break;
  }
  if (cut !== undefined) moments.delete(cut);
  return { moments, readUntil: cut === undefined ? undefined : instantOfMoment(cut) };
}

/** The last write in the list. */
export async function lastChangeOf(query: Query): Promise<LastChange | undefined> {
  const { Items = [] } = await newestBelow(query, CHANGES_PARTITION, LAST_CHANGE_SORT_KEY, 1);
  const [last] = Items.map(readChange);
  return last && { sequenceNumber: last.sequenceNumber, at: last.at };
}
