import { type Instant, plusSeconds } from '../values/instant';
import type { Edit } from './feed-head';

/**
 * A change that readers of a feed's newest stories would miss, of a story that may be older than those. A feed has
 * LATE_CHANGES places to tell of them; a place that nothing is told of any more waits for the next.
 */
export interface LateChange {
  /** `nameHash` of the story's id; empty where its place is free. */
  readonly of: string;
  readonly revision: number;
  readonly at: Instant;
}

/** How many a feed tells of. */
export const MAX_LATE_CHANGES = 20;

/** Seconds for which it does, at least: 30 days. They end with the feed's next change, so that time alone changes nothing. */
const TOLD_FOR = 30 * 86_400;

/** Seconds by which a publication lies back that readers may not look for any more. */
const LONG_AGO = 3_600;

/** Whether a feed that last changed at `changedAt` tells of a change. */
export const isAnnounced = ({ of, at }: LateChange, changedAt: Instant): boolean =>
  of !== '' && at > plusSeconds(changedAt, -TOLD_FOR);

/**
 * Whether an edit corrects a story, or puts it where readers of a feed have been already; `came` says that it was not
 * there. What was made elsewhere was late for its readers there, or is not late.
 */
export function isLateChange({ before, after, now: madeHere, imported }: Edit, came: boolean): boolean {
  const now = imported?.madeAt ?? madeHere;
  if (now <= plusSeconds(madeHere, -TOLD_FOR)) return false;
  const { correction } = after;
  const told = before?.correction;
  if (correction && (correction.at !== told?.at || correction.note !== told.note)) return true;
  return (came || before?.publishedAt !== after.publishedAt) && after.publishedAt < plusSeconds(now, -LONG_AGO);
}

/** An edit as the late changes of a feed see it. */
export interface LateChangeCandidate extends Pick<LateChange, 'of' | 'revision'> {
  readonly now: Instant;
  /** Whether readers find the story in the feed now. */
  readonly isIn: boolean;
  readonly isLate: boolean;
}

/** The late changes of a feed, by their places, after a change that readers see. A story that is told of keeps its place and time. */
export function lateChangesAfter(
  listed: readonly LateChange[],
  { of, revision, now, isIn, isLate }: LateChangeCandidate,
): LateChange[] {
  const own = listed.findIndex((change) => change.of === of && isAnnounced(change, now));
  const at = isLate ? now : listed[own]?.at;
  const others = listed.map((change) => (change.of === of ? { of: '', revision: 0, at: change.at } : change));
  if (!isIn || at === undefined) return others;
  const place = own < 0 ? placeIn(others, now) : own;
  return [...others.slice(0, place), { of, revision, at }, ...others.slice(place + 1)];
}

/** A free place, or a new one, or else the one that was taken longest ago. */
function placeIn(listed: readonly LateChange[], now: Instant): number {
  const free = listed.findIndex((change) => !isAnnounced(change, now));
  if (free >= 0) return free;
  if (listed.length < MAX_LATE_CHANGES) return listed.length;
  return listed.reduce((oldest, { at }, place) => (at < (listed[oldest]?.at ?? at) ? place : oldest), 0);
}
