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
import type { Query } from '../table/query-all';

/** What there is to tell after a place, and where that leaves who was told. */
export interface ChangePage {
  readonly steps: readonly ChangeStep[];
  readonly next: ChangePosition;
}

export interface ChangeListNeeds {
  /** Strongly consistent, both. */
  readonly query: Query;
  readonly get: (key: Key) => Promise<Item | undefined>;
}

/** How many items are read at once where nothing that was read is for readers. */
const STRIDE = 1_000;
/** How many strides one request takes. */
const STRIDES = 20;
/** How many writes that readers see nothing of are read anew by each poll, before its place tells that they were. */
const UNTOLD = 1_000;
/** Seconds after which a transaction is surely whole, or was cut by a restore. */
export const COMMITTED_AFTER_SECONDS = 3_600;

const MOMENT_ORDER = { storyMoment, instantOfMoment };

/** The list of changes: what writes did, in their order, and what the clock did between them. */
export function changeList({ query, get }: ChangeListNeeds) {
  const between = (pk: string, from: string, to: string, limit: number, last: Item | undefined) =>
    query({
      KeyConditionExpression: 'pk = :list AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':list': { S: pk }, ':from': { S: from }, ':to': { S: to } },
      Limit: limit,
      ...(last && { ExclusiveStartKey: last }),
    });

  /** The writes after a place, as far as they are whole; undefined where the place is of another table's list. */
  async function writesAfter({ n, mark }: ChangePosition, limit: number, now: Instant) {
    const { Items = [], LastEvaluatedKey } = await between(
      CHANGES_PARTITION,
      changeKey(n).sk,
      LAST_CHANGE_SORT_KEY,
      limit + 1,
      undefined,
    );
    const found = Items.map(readChange);
    if (n > 0 && (found[0]?.n !== n || found[0].mark !== mark)) return undefined;
    // A query may see half of a transaction, so a number may be there before the one below it.
    const following = found.slice(n > 0 ? 1 : 0).filter((write, i) => write.n === n + 1 + i && write.at <= now);
    const whole = await Promise.all(following.map((write) => isWhole(write, now)));
    const torn = whole.indexOf(false);
    const writes = torn < 0 ? following : following.slice(0, torn);
    const isAll = writes.length === found.length - (n > 0 ? 1 : 0);
    return { writes, goesOn: isAll && LastEvaluatedKey !== undefined };
  }

  /** Whether all that a write said of coming moments is there. They are read after it, so nothing of it is passed over. */
  async function isWhole(write: ListedWrite, now: Instant): Promise<boolean> {
    if ((write.storedAt ?? write.at) < plusSeconds(now, -COMMITTED_AFTER_SECONDS)) return true;
    const said = await Promise.all(momentChangesOf(write).map((said) => get(momentChangeKeyOf(said))));
    return said.every((item) => item !== undefined);
  }

  /** What was said of each moment after one, up to now. A moment that was not read to its end is left out. */
  async function momentsAfter(moment: string, limit: number, now: Instant) {
    const moments = new Map<string, ListedMoment[]>();
    let last: Item | undefined;
    do {
      const from = moment === '' ? '0' : `${moment}$`;
      const { Items = [], LastEvaluatedKey } = await between(
        MOMENT_CHANGES_PARTITION,
        from,
        aboveEntriesAt(now),
        limit,
        last,
      );
      for (const item of Items) {
        const { moment } = momentChangeKeyParts(keyOf(item).sk);
        moments.set(moment, [...(moments.get(moment) ?? []), readMomentChange(item)]);
      }
      last = LastEvaluatedKey;
    } while (last && moments.size < 2);
    const cut = last && [...moments.keys()].at(-1);
    if (cut !== undefined) moments.delete(cut);
    return { moments, readUntil: cut === undefined ? undefined : instantOfMoment(cut) };
  }

  return {
    /**
     * What happened after a place, in the order in which readers could first see it; nothing only where there is nothing
     * more now. `limit` counts changes, 1 to 100; what one write did is not cut in two. Undefined for a place that is not
     * in this list. Two queries, and a small read for each coming moment of the last hour's writes.
     */
    async changes(
      after: ChangePosition,
      { now, limit }: { now: Instant; limit: number },
    ): Promise<ChangePage | undefined> {
      let reached = after;
      for (let stride = 0; stride < STRIDES; stride++) {
        const size = stride === 0 ? limit : STRIDE;
        const written = await writesAfter(reached, size, now);
        if (!written) return undefined;
        const stretch = { ...written, ...(await momentsAfter(reached.moment, size, now)) };
        const { steps, ended, ...walk } = walkChanges(reached, stretch, {
          ...{ now, limit, order: MOMENT_ORDER },
          lastShown: after.moment,
        });
        const last = steps.at(-1);
        if (last) return { steps, next: last.place };
        reached = walk.reached;
        // What happens under an embargo moves nothing that readers are given.
        if (ended && reached.n - after.n <= UNTOLD) return { steps, next: after };
        if (ended) break;
      }
      return { steps: [], next: reached };
    },
  };
}

/** The last write in the list. */
export async function lastChangeOf(query: Query): Promise<LastChange | undefined> {
  const { Items = [] } = await query({
    KeyConditionExpression: 'pk = :list AND sk <= :last',
    ExpressionAttributeValues: { ':list': { S: CHANGES_PARTITION }, ':last': { S: LAST_CHANGE_SORT_KEY } },
    ScanIndexForward: false,
    Limit: 1,
  });
  const [last] = Items.map(readChange);
  return last && { n: last.n, at: last.at };
}
