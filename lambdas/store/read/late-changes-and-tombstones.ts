import type { FeedHead } from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import { isAnnounced } from '../../news/feed/late-change';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { Instant } from '../../news/values/instant';
import { readEntries, readTombstone, type StoredTombstone } from '../table/entry-items';
import { type Item, keyOf, UnreadableItem } from '../table/item';
import { isLateChangeKey, isTombstoneKey, placeOfLateChange, tombstoneKeyParts } from '../table/keys';

/** What a feed tells besides its newest stories. */
export interface LateChangesAndTombstones {
  /** Stories that were changed lately, which may be among the newest too; newest first. */
  readonly lateChanges: readonly FeedEntry[];
  /** The stories that were withdrawn lately, the last first. */
  readonly tombstones: readonly Tombstone[];
  /** Those that this release cannot read, left out. */
  readonly unreadable: readonly UnreadableItem[];
  /** Whether this is what the head tells of, and not half of a transaction. */
  readonly matchesHead: boolean;
}

export const NO_LATE_CHANGES_OR_TOMBSTONES: LateChangesAndTombstones = {
  lateChanges: [],
  tombstones: [],
  unreadable: [],
  matchesHead: true,
};

/** How many tombstones a feed tells of, so that a document stays within the 6 MB that a Lambda may answer. */
export const MAX_TOMBSTONES = 500;

/** Whether a feed has anything to tell besides its stories. */
export const hasLateChangesOrTombstones = (
  { lateChanges, tombstones, tombstonesUntil, changedAt }: FeedHead,
  now: Instant,
): boolean =>
  [...tombstones, tombstonesUntil].some((at) => at !== undefined && at > now) ||
  lateChanges.some((change) => isAnnounced(change, changedAt));

/** The notices among some items of a feed. `cut` says that there are more tombstones than these. */
export function lateChangesAndTombstones(
  items: readonly Item[],
  head: FeedHead,
  now: Instant,
  cut = false,
): LateChangesAndTombstones {
  const late = items.filter((item) => isLateChangeKey(keyOf(item).sk)).map(lateChange);
  const buried = items.filter((item) => isTombstoneKey(keyOf(item).sk)).map(tombstone);
  const places = new Map(late.map((told) => [told.place, told]));
  const ends = new Map(buried.map((told) => [`${told.until}#${nameHash(told.id)}`, told]));

  const told = head.lateChanges
    .map((change, place) => ({ ...change, told: isAnnounced(change, head.changedAt), found: places.get(place) }))
    .filter((change) => change.told);
  const matchesHead =
    [...late, ...buried].every(({ rev }) => rev <= head.rev) &&
    told.every(
      ({ of, revision, found }) =>
        found && (!found.entry || (nameHash(found.entry.id) === of && found.entry.revision === revision)),
    ) &&
    head.touched
      .filter((touched) => touched.tombstone && touched.at > now)
      .every(({ at, of, revision }) => {
        const found = ends.get(`${at}#${of}`);
        return found ? !found.tombstone || found.tombstone.revision === revision : revision === 0 || cut;
      });
  return {
    lateChanges: told
      .flatMap(({ found }) => found?.entry ?? [])
      .sort((a, b) => (`${a.publishedAt}#${a.id}` < `${b.publishedAt}#${b.id}` ? 1 : -1)),
    tombstones: buried
      .flatMap((found) => found.tombstone ?? [])
      .sort((a, b) => (`${a.withdrawnAt}#${a.id}` < `${b.withdrawnAt}#${b.id}` ? 1 : -1))
      .slice(0, MAX_TOMBSTONES),
    unreadable: [...late, ...buried].flatMap(({ unreadable }) => unreadable ?? []),
    matchesHead,
  };
}

interface FoundTombstone extends Partial<StoredTombstone> {
  readonly until: Instant;
  readonly id: string;
  readonly rev: number;
  readonly unreadable?: UnreadableItem;
}

function lateChange(item: Item) {
  const { entries, unreadable } = readEntries([item]);
  const [stored] = entries;
  return {
    place: placeOfLateChange(keyOf(item).sk),
    rev: stored?.rev ?? 0,
    entry: stored?.entry,
    unreadable: unreadable[0],
  };
}

function tombstone(item: Item): FoundTombstone {
  const { at: until, id } = tombstoneKeyParts(keyOf(item).sk);
  try {
    return { until, id, ...readTombstone(item) };
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return { until, id, rev: 0, unreadable: error };
  }
}
