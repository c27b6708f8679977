import { type Instant, latest, plusSeconds } from '../values/instant';
import type { ChangesAtMoment, ChangeType, EditChanges } from './changes-of-edit';

/** A revision of a story, as the list of changes names it. */
export interface ListedRevision {
  readonly id: string;
  readonly revision: number;
  /** Bytes of the story's stored item in this revision. A later revision may have more. */
  readonly bytes: number;
  /** Only of an imported write: when it was stored. */
  readonly storedAt?: Instant;
}

/** A write in the list of changes. */
export interface ListedWrite extends EditChanges, ListedRevision {
  /** Its number: 1 for the first write, one more for each next. */
  readonly sequenceNumber: number;
  /** A random id: after a restore another write may have the same number. */
  readonly writeId: string;
  /** When it was made; never earlier than the write before it. */
  readonly at: Instant;
}

/** What one write sets at a coming moment of a story. The last write counts. */
export interface ListedMoment extends ChangesAtMoment, ListedRevision {
  /** The number of that write. */
  readonly sequenceNumber: number;
}

/** How far a reader has followed: every write up to one, and every moment up to another. */
export interface ChangePosition {
  readonly sequenceNumber: number;
  /** The `writeId` of the write with that number; empty before the first write. */
  readonly writeId: string;
  /** As `MomentOrder` makes it; empty before the first moment. */
  readonly moment: string;
}

export const FIRST_POSITION: ChangePosition = { sequenceNumber: 0, writeId: '', moment: '' };

/** A change of a story that has at least this revision. */
export interface ListedChange extends ListedRevision {
  readonly at: Instant;
  readonly type: ChangeType;
}

/** Changes that belong together, and the position after them. */
export interface ChangeStep {
  readonly changes: readonly ListedChange[];
  readonly position: ChangePosition;
}

/** The part of the list after a position. */
export interface ChangeSpan {
  /** The writes that follow without a gap. */
  readonly writes: readonly ListedWrite[];
  /** Whether more writes follow that were not read. */
  readonly goesOn: boolean;
  /** What writes set at each moment that has come, by moment, in order. It was read after the writes. */
  readonly moments: ReadonlyMap<string, readonly ListedMoment[]>;
  /** Every moment before this second was read; undefined where every moment up to now was. */
  readonly readUntil?: Instant;
}

export interface ChangeWalk {
  readonly steps: readonly ChangeStep[];
  /** After all steps, and after every write and moment that changes nothing for readers. */
  readonly reached: ChangePosition;
  /** Whether nothing more has happened yet. */
  readonly ended: boolean;
}

/** The order of moments in the list. Moments compare as strings. */
export interface MomentOrder {
  storyMoment(at: Instant, id: string): string;
  /** Empty for the empty moment. */
  instantOfMoment(moment: string): Instant;
}

/**
 * Seconds for which a moment waits. Writes made just before it then come first, and no process whose clock is ahead shows a story
 * early. A moment with a write after it does not wait.
 */
export const CLOCK_DELAY_SECONDS = 2;

/**
 * The changes after a position, in the order in which readers could first see them. `limit` counts changes; the changes of one
 * write stay together. The position of a step betrays no silent moment that the walk passed.
 */
export function walkChanges(
  from: ChangePosition,
  { writes, goesOn, moments, readUntil }: ChangeSpan,
  { now, limit, order }: { now: Instant; limit: number; order: MomentOrder },
): ChangeWalk {
  const { storyMoment, instantOfMoment } = order;
  const steps: ChangeStep[] = [];
  const due = [...moments];
  let reached = from;
  let room = limit;
  let shown = from.moment;
  const add = (at: Instant, types: readonly ChangeType[], listed: ListedRevision) => {
    if (types.length === 0) return;
    const { id, revision, bytes, storedAt } = listed;
    const changes = types.map((type) => ({ at, type, id, revision, bytes, storedAt }));
    steps.push({ changes, position: { ...reached, moment: shown } });
    room -= types.length;
  };
  const passMoments = (until: Instant) => {
    for (let next = due[0]; next && instantOfMoment(next[0]) <= until && room > 0; next = due[0]) {
      due.shift();
      const [moment, changes] = next;
      reached = { ...reached, moment };
      // A write that the walk has not reached shows the moment itself, as one that has passed.
      const change = changes.findLast(({ sequenceNumber }) => sequenceNumber <= reached.sequenceNumber);
      if (!change || change.types.length === 0) continue;
      shown = moment;
      add(change.at, change.types, change);
    }
  };

  for (const write of [...writes, undefined]) {
    if (!write && goesOn) break;
    const until = write?.at ?? plusSeconds(now, -CLOCK_DELAY_SECONDS);
    passMoments(until);
    if (room <= 0 || (readUntil !== undefined && until >= readUntil)) break;
    if (!write) return { steps, reached, ended: true };
    reached = { ...reached, sequenceNumber: write.sequenceNumber, writeId: write.writeId };
    const late = write.late.findLast(({ at }) => storyMoment(at, write.id) <= reached.moment);
    add(latest(write.at, instantOfMoment(reached.moment)), (late ?? write).types, write);
    if (room <= 0) break;
  }
  return { steps, reached, ended: false };
}
