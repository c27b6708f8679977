import {
  type ChangePosition,
  type ChangeSpan,
  type ChangeStep,
  type ListedMoment,
  type ListedRevision,
  type ListedWrite,
  walkChanges,
} from '../../news/changes/change-list';
import type { LastChange } from '../../news/feed/feed-head';
import { type Instant, latest, plusSeconds } from '../../news/values/instant';
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
  /** Bytes of the item of each story, in its newest revision that was read here; by id. A later revision may have more. */
  readonly bytes: ReadonlyMap<string, number>;
}

export interface ChangeListNeeds {
  /** Strongly consistent. */
  readonly query: Query;
  /** The items that exist of some keys, eventually consistent. */
  readonly getAll: (keys: readonly Key[]) => Promise<Item[]>;
}

const MOMENT_ORDER = { storyMoment, instantOfMoment };

/** How many writes, and how many moments, one request reads. So many silent writes never move the position of a partner. */
const READ_AT_ONCE = 100;
/** How many moments one request looks for by their keys. Each costs half a read unit. */
const MAX_LOOKED_FOR = 64;
/** Seconds after which a transaction is surely whole, or was cut by a restore. */
export const COMMITTED_AFTER_SECONDS = 3_600;

/** The list of changes: the edits in their order, and the changes by the clock between them. */
export const changeList = (needs: ChangeListNeeds) => ({
  /**
   * The changes after a position, in the order in which readers could first see them. `limit` counts changes, 1 to 100; the
   * changes of one write stay together. Without a change for readers the page is empty: there are no more now where its
   * position is the old one, and more may follow where it is another. Undefined for a position that is not in this list.
   *
   * Two queries of a hundred small items; and a BatchGetItem, where more than a hundred moments lie before the end of the
   * coming hour. Five read units for each query of items of an ordinary size, 30 and 16 for the longest ids; 32 for the batch.
   */
  async changes(
    after: ChangePosition,
    { now, limit }: { now: Instant; limit: number },
  ): Promise<ChangePage | undefined> {
    const written = await writesAfter(needs, after, now);
    if (!written) return undefined;
    const span = await wholeSpan(needs, after, { ...written, now });
    const { steps, reached, ended } = walkChanges(after, span, { now, limit, order: MOMENT_ORDER });
    return {
      steps,
      bytes: newestBytes(span),
      next: steps.at(-1)?.position ?? (ended ? after : passSilence(after, reached)),
    };
  },
});

function newestBytes({ writes, moments }: ChangeSpan): Map<string, number> {
  const listed: ListedRevision[] = [...writes, ...[...moments.values()].flat()];
  return new Map(listed.sort((a, b) => a.revision - b.revision).map(({ id, bytes }) => [id, bytes]));
}

/** An edit under an embargo must not move the position that a partner sees, so only a hundred of them do, and no moment. */
const passSilence = (after: ChangePosition, reached: ChangePosition): ChangePosition =>
  reached.sequenceNumber > after.sequenceNumber ? { ...reached, moment: after.moment } : reached;

/** The writes that follow a position without a gap. */
type Writes = Pick<ChangeSpan, 'writes' | 'goesOn'>;

/** The writes after a position, up to a gap; undefined for a position in another table's list. */
async function writesAfter(
  needs: ChangeListNeeds,
  { sequenceNumber, writeId }: ChangePosition,
  now: Instant,
): Promise<Writes | undefined> {
  const range = keysBetween(CHANGES_PARTITION, changeKey(sequenceNumber).sk, LAST_CHANGE_SORT_KEY);
  const { Items = [], LastEvaluatedKey } = await needs.query({ ...range, Limit: READ_AT_ONCE + 1 });
  const found = Items.map(readChange);
  if (sequenceNumber > 0 && (found[0]?.sequenceNumber !== sequenceNumber || found[0].writeId !== writeId))
    return undefined;
  const after = found.slice(sequenceNumber > 0 ? 1 : 0);
  // A query may see half of a transaction, so a number may be there before the number below it.
  const writes = after.filter((write, i) => write.sequenceNumber === sequenceNumber + 1 + i && write.at <= now);
  return { writes, goesOn: writes.length === after.length && LastEvaluatedKey !== undefined };
}

/** The writes up to the first that may not be whole, and the moments beside them. Moments are read after the writes. */
async function wholeSpan(
  needs: ChangeListNeeds,
  { moment }: ChangePosition,
  { writes, goesOn, now }: Writes & { now: Instant },
): Promise<ChangeSpan> {
  const awaited = writes.map((write) => awaitedMoments(write, moment, now));
  const until = latest(now, ...awaited.flat().map(({ at }) => at));
  const { there, last, ...read } = await momentsAfter(needs, moment, { now, until });
  const missing = awaited
    .flat()
    .map(momentChangeKeyOf)
    .filter(({ sk }) => !there.has(sk));
  // The query was cut above a key: the item may be there all the same.
  const lookedFor = missing.filter(({ sk }) => last !== undefined && sk > last);
  const looked = lookedFor.slice(0, MAX_LOOKED_FOR);
  if (looked.length > 0) for (const item of await needs.getAll(looked)) there.add(keyOf(item).sk);
  const isThere = (one: ListedMoment) => there.has(momentChangeKeyOf(one).sk);
  const torn = awaited.findIndex((moments) => !moments.every(isThere));
  if (torn < 0) return { writes, goesOn, ...read };
  const unread = new Set(lookedFor.slice(MAX_LOOKED_FOR).map(({ sk }) => sk));
  const isUnread = awaited[torn]?.some((one) => unread.has(momentChangeKeyOf(one).sk)) ?? false;
  return { writes: writes.slice(0, torn), goesOn: isUnread, ...read };
}

/**
 * The coming moments of a write that must be there before a partner passes the write: else the clock might pass one that is
 * not there yet. A moment that is further ahead is there when it comes, and the partner knows an earlier one already.
 */
function awaitedMoments(write: ListedWrite, passed: string, now: Instant): ListedMoment[] {
  if ((write.storedAt ?? write.at) < plusSeconds(now, -COMMITTED_AFTER_SECONDS)) return [];
  const end = plusSeconds(now, COMMITTED_AFTER_SECONDS);
  return momentChangesOf(write).filter(({ at, id }) => at <= end && storyMoment(at, id) > passed);
}

/**
 * The changes at each moment after one, up to now; `there` has the sort keys of all that were read, up to `until`. A moment
 * that was not read to its end is left out. `last` is the last key of a query that was cut.
 */
async function momentsAfter(
  { query }: ChangeListNeeds,
  moment: string,
  { now, until }: { now: Instant; until: Instant },
): Promise<Pick<ChangeSpan, 'moments' | 'readUntil'> & { there: Set<string>; last: string | undefined }> {
  const moments = new Map<string, ListedMoment[]>();
  const there = new Set<string>();
  const [from, to] = [moment === '' ? '0' : `${moment}$`, aboveEntriesAt(until)];
  // A forged cursor, or one of a process whose clock is ahead: no moment lies between.
  if (from > to) return { moments, readUntil: undefined, there, last: undefined };
  const range = keysBetween(MOMENT_CHANGES_PARTITION, from, to);
  let lastKey: string | undefined;
  for await (const { items, last } of queryPages(query, { ...range, Limit: READ_AT_ONCE })) {
    for (const item of items) {
      const { sk } = keyOf(item);
      there.add(sk);
      const { moment } = momentChangeKeyParts(sk);
      moments.set(moment, [...(moments.get(moment) ?? []), readMomentChange(item)]);
    }
    lastKey = last && keyOf(last).sk;
    if (moments.size >= 2) break;
  }
  const cut = lastKey === undefined ? undefined : momentChangeKeyParts(lastKey).moment;
  const hasCome = ([one]: readonly [string, unknown]) => one !== cut && instantOfMoment(one) <= now;
  const readUntil = cut !== undefined && instantOfMoment(cut) <= now ? instantOfMoment(cut) : undefined;
  return { moments: new Map([...moments].filter(hasCome)), readUntil, there, last: lastKey };
}

/** The last write in the list. */
export async function lastChangeOf(query: Query): Promise<LastChange | undefined> {
  const { Items = [] } = await newestBelow(query, CHANGES_PARTITION, LAST_CHANGE_SORT_KEY, 1);
  const [last] = Items.map(readChange);
  return last && { sequenceNumber: last.sequenceNumber, at: last.at };
}
