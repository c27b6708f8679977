import type { FeedName } from './feed';
import type { Edit } from './feed-edit';
import { type FeedPlace, placeIn } from './feed-place';
import { nameHash } from './head';

/** An entry or tombstone that a recent edit wrote or removed. */
export interface TouchedEntry extends FeedPlace {
  /** `nameHash` of the story's id. */
  readonly idHash: string;
  /** The story's revision; 0 where the entry was removed. */
  readonly revision: number;
}

/** How many touched entries a head lists, unless one transaction touches more. */
const MAX_TOUCHED = 4;

/** The touched entries of a feed after an edit, newest first. `touchedInBatch` entries of the same transaction come before it. */
export function entriesTouchedBy(
  listed: readonly TouchedEntry[],
  feed: FeedName,
  { before, after }: Pick<Edit, 'before' | 'after'>,
  { isVisible, touchedInBatch }: { isVisible: boolean; touchedInBatch: number },
): TouchedEntry[] {
  const idHash = nameHash(after.id);
  const [previous, next] = [placeIn(feed, before), placeIn(feed, after)];
  const touched = [
    ...(next ? [{ ...next, idHash, revision: after.revision }] : []),
    ...(previous ? [{ ...previous, idHash, revision: 0 }] : []),
    ...listed,
  ];
  return (
    touched
      .filter((entry, i) => touched.findIndex((other) => isSamePlace(other, entry)) === i)
      // What readers do not see needs no place in the list. What is listed already has to be right when they do.
      .filter((entry) => isVisible || listed.some((other) => isSamePlace(other, entry)))
      // A query may see any part of a transaction, so every entry that it touches is listed.
      .slice(0, Math.max(MAX_TOUCHED, touchedInBatch + 2))
  );
}

const isSamePlace = (a: TouchedEntry, b: TouchedEntry): boolean =>
  a.at === b.at && a.idHash === b.idHash && a.tombstone === b.tombstone;
