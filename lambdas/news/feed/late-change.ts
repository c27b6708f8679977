import { type Instant, plusSeconds } from '../values/instant';
import type { Edit } from './feed-edit';

/**
 * A change that readers of a feed's newest stories would miss, because its story may be older than those. A feed shows
 * MAX_LATE_CHANGES of them. A place whose change is over waits for the next one.
 */
export interface LateChange {
  /** `nameHash` of the story's id; empty where the place is free. */
  readonly idHash: string;
  readonly revision: number;
  readonly at: Instant;
}

/** How many late changes a feed shows. */
export const MAX_LATE_CHANGES = 20;

/** Seconds for which a feed shows a late change, at least: 30 days. It goes with the feed's next change after that, never by time alone. */
const SHOWN_FOR = 30 * 86_400;

/** Seconds after which readers may have passed a publication date. */
const LONG_AGO = 3_600;

/** Whether a feed that last changed at `changedAt` shows a late change. */
export const isAnnounced = ({ idHash, at }: LateChange, changedAt: Instant): boolean =>
  idHash !== '' && at > plusSeconds(changedAt, -SHOWN_FOR);

/**
 * Whether an edit corrects a story, or puts it where readers of a feed have already passed. `isNew` says that the story was not
 * in the feed. An imported edit is late only if it was late where it was made.
 */
export function isLateChange({ before, after, now, imported }: Edit, isNew: boolean): boolean {
  const originalAt = imported?.originalAt ?? now;
  if (originalAt <= plusSeconds(now, -SHOWN_FOR)) return false;
  const { correction } = after;
  const previous = before?.correction;
  if (correction && (correction.at !== previous?.at || correction.note !== previous.note)) return true;
  return (isNew || before?.publishedAt !== after.publishedAt) && after.publishedAt < plusSeconds(originalAt, -LONG_AGO);
}

/** The late changes after a visible edit. A listed story keeps its place and time. `isIn`: the feed holds the story. */
export function lateChangesAfter(
  listed: readonly LateChange[],
  { idHash, revision, now, isIn, isLate }: Omit<LateChange, 'at'> & { now: Instant; isIn: boolean; isLate: boolean },
): LateChange[] {
  const own = listed.findIndex((change) => change.idHash === idHash && isAnnounced(change, now));
  const at = isLate ? now : listed[own]?.at;
  const others = listed.map((change) =>
    change.idHash === idHash ? { idHash: '', revision: 0, at: change.at } : change,
  );
  if (!isIn || at === undefined) return others;
  const place = own < 0 ? placeIn(others, now) : own;
  return [...others.slice(0, place), { idHash, revision, at }, ...others.slice(place + 1)];
}

/** A free place; else a new one; else the place of the oldest late change. */
function placeIn(listed: readonly LateChange[], now: Instant): number {
  const free = listed.findIndex((change) => !isAnnounced(change, now));
  if (free >= 0) return free;
  if (listed.length < MAX_LATE_CHANGES) return listed.length;
  return listed.reduce((oldest, { at }, place) => (at < (listed[oldest]?.at ?? at) ? place : oldest), 0);
}
