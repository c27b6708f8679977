import type { FeedHead } from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import { isAnnounced } from '../../news/feed/late-change';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries, readTombstone, type StoredTombstone } from '../table/entry-items';
import { type Item, keyOf, UnreadableItem } from '../table/item';
import { isLateChangeKey, isTombstoneKey, placeOfLateChange, tombstoneKeyParts } from '../table/keys';

/** The part of a feed's documents that is not its newest stories. */
export interface LateChangesAndTombstones {
  /** Stories that changed lately, newest first. They may be among the newest stories too. */
  readonly lateChanges: readonly FeedEntry[];
  /** Stories that were withdrawn lately, the last withdrawal first. */
  readonly tombstones: readonly Tombstone[];
  /** Items that this release cannot read. They are in neither list. */
  readonly unreadable: readonly UnreadableItem[];
  /** Whether both lists show the whole of the transaction that wrote the head. */
  readonly matchesHead: boolean;
}

export const NO_LATE_CHANGES_OR_TOMBSTONES: LateChangesAndTombstones = {
  lateChanges: [],
  tombstones: [],
  unreadable: [],
  matchesHead: true,
};

/** How many tombstones a feed shows, and how many a query reads at most. */
export const MAX_TOMBSTONES = 100;

/** Whether a feed has late changes or tombstones at a moment. */
export const hasLateChangesOrTombstones = (
  { lateChanges, tombstones, tombstonesUntil, changedAt }: FeedHead,
  now: Instant,
): boolean =>
  [...tombstones, tombstonesUntil].some((at) => at !== undefined && at > now) ||
  lateChanges.some((change) => isAnnounced(change, changedAt));

/** The late changes and tombstones among some items of a feed. `isCut` says that the feed has more tombstones. */
export function lateChangesAndTombstones(
  items: readonly Item[],
  head: FeedHead,
  now: Instant,
  isCut = false,
): LateChangesAndTombstones {
  const lateChanges = items.filter((item) => isLateChangeKey(keyOf(item).sk)).map(readLateChange);
  const tombstones = items.filter((item) => isTombstoneKey(keyOf(item).sk)).map(readTombstoneIfPossible);
  const places = new Map(lateChanges.map((change) => [change.place, change]));
  const announced = head.lateChanges
    .map((change, place) => ({ ...change, found: places.get(place) }))
    .filter((change) => isAnnounced(change, head.changedAt));
  const hasEveryChange = announced.every(
    ({ idHash, revision, found }) =>
      found && (!found.entry || (nameHash(found.entry.id) === idHash && found.entry.revision === revision)),
  );
  return {
    lateChanges: announced
      .flatMap(({ found }) => found?.entry ?? [])
      .sort((a, b) => (`${a.publishedAt}#${a.id}` < `${b.publishedAt}#${b.id}` ? 1 : -1)),
    tombstones: tombstones
      .flatMap((found) => found.tombstone ?? [])
      .sort((a, b) => (`${a.withdrawnAt}#${a.id}` < `${b.withdrawnAt}#${b.id}` ? 1 : -1))
      .slice(0, MAX_TOMBSTONES),
    unreadable: [...lateChanges, ...tombstones].flatMap(({ unreadable }) => unreadable ?? []),
    matchesHead:
      [...lateChanges, ...tombstones].every(({ writeCount }) => writeCount <= head.writeCount) &&
      hasEveryChange &&
      hasTouchedTombstones(head, tombstones, now, isCut),
  };
}

/** Whether the tombstones that the last changes touched are there, or gone, as the head says. */
function hasTouchedTombstones(
  { touched }: FeedHead,
  tombstones: readonly FoundTombstone[],
  now: Instant,
  isCut: boolean,
): boolean {
  const ends = new Map(tombstones.map((found) => [`${found.until}#${nameHash(found.id)}`, found]));
  return touched
    .filter(({ tombstone, at }) => tombstone && at > now)
    .every(({ at, idHash, revision }) => {
      const found = ends.get(`${at}#${idHash}`);
      return found ? !found.tombstone || found.tombstone.revision === revision : revision === 0 || isCut;
    });
}

interface FoundTombstone extends Partial<StoredTombstone> {
  readonly until: Instant;
  readonly id: string;
  readonly writeCount: number;
  readonly unreadable?: UnreadableItem;
}

function readLateChange(item: Item) {
  const {
    entries: [stored],
    unreadable: [unreadable],
  } = readEntries([item]);
  const place = placeOfLateChange(keyOf(item).sk);
  return { place, writeCount: stored?.writeCount ?? 0, entry: stored?.entry, unreadable };
}

function readTombstoneIfPossible(item: Item): FoundTombstone {
  const { at: until, id } = tombstoneKeyParts(keyOf(item).sk);
  try {
    return { until, id, ...readTombstone(item) };
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return { until, id, writeCount: 0, unreadable: error };
  }
}
