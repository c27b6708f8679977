import { type Instant, latest, plusSeconds } from '../values/instant';
import {
  type ChangesAtMoment,
  type ChangeType,
  type EditChanges,
  instantOfMoment,
  storyMoment,
} from './changes-of-edit';

/** A write as the list of changes keeps it. */
export interface ListedWrite extends EditChanges {
  /** Its place: one more than that of the write before it. The first is 1. */
  readonly n: number;
  /** A random id: after a restore another write may have the same number. */
  readonly mark: string;
  /** When it was made; never before the write before it. */
  readonly at: Instant;
  readonly id: string;
  readonly revision: number;
  /** When it was stored, of one that was made before that, elsewhere. */
  readonly storedAt?: Instant;
}

/** What one write said of a coming moment of a story; the last word counts. */
export interface ListedMoment extends ChangesAtMoment {
  /** The place of that write. */
  readonly n: number;
  readonly id: string;
  readonly revision: number;
}

/** How far somebody has followed: every write up to one, and every moment of what those say up to another. */
export interface ChangePosition {
  readonly n: number;
  /** The mark of write `n`; empty before the first. */
  readonly mark: string;
  /** As `momentOf` makes it; empty before the first. */
  readonly moment: string;
}

export const FIRST_POSITION: ChangePosition = { n: 0, mark: '', moment: '' };

export interface ListedChange {
  readonly at: Instant;
  readonly what: ChangeType;
  readonly id: string;
  /** The story's revision that it tells of, at least. */
  readonly revision: number;
}

/** Changes that are told together, and where that leaves who was told. */
export interface ChangeStep {
  readonly changes: readonly ListedChange[];
  readonly place: ChangePosition;
}

/** What there is to tell after a place. */
export interface ChangeSpan {
  /** The writes that follow without a gap. */
  readonly writes: readonly ListedWrite[];
  /** Whether more writes follow that were not read. */
  readonly goesOn: boolean;
  /** What was said of each moment that has come, by moment, in order. It was read after the writes. */
  readonly moments: ReadonlyMap<string, readonly ListedMoment[]>;
  /** Every moment below this has been read. */
  readonly momentsBelow: string;
}

export interface ChangeWalk {
  readonly steps: readonly ChangeStep[];
  /** Past all that was told, and past what there was not to be told. */
  readonly reached: ChangePosition;
  /** Whether there is nothing more to tell now. */
  readonly ended: boolean;
}

/**
 * Seconds for which what the clock does is held back, so that writes made just before it come first, and no process
 * whose clock is ahead shows a story early. What a write follows on is not held back.
 */
export const CLOCK_DELAY_SECONDS = 2;

/**
 * The changes after a place, in the order in which readers could first see them. `limit` counts changes; what one write did
 * is never cut in two. Steps leave a place that says nothing of what was passed over in silence; `from` may be one
 * that was reached so, and `told` is then the last moment that was told.
 */
export function walkChanges(
  from: ChangePosition,
  { writes, goesOn, moments, momentsBelow }: ChangeSpan,
  { now, limit, told = from.moment }: { now: Instant; limit: number; told?: string },
): ChangeWalk {
  const steps: ChangeStep[] = [];
  const due = [...moments];
  let reached = from;
  let left = limit;
  let last = told;
  const tell = (at: Instant, what: readonly ChangeType[], { id, revision }: Pick<ListedWrite, 'id' | 'revision'>) => {
    if (what.length === 0) return;
    const place = { ...reached, moment: last };
    steps.push({ changes: what.map((what) => ({ at, what, id, revision })), place });
    left -= what.length;
  };

  for (const write of [...writes, undefined]) {
    if (!write && goesOn) break;
    const until = write?.at ?? plusSeconds(now, -CLOCK_DELAY_SECONDS);
    for (let next = due[0]; next && instantOfMoment(next[0]) <= until && left > 0; next = due[0]) {
      due.shift();
      const [moment, said] = next;
      reached = { ...reached, moment };
      // Of a write that was not told yet: it will tell of the moment itself, as of one that has passed.
      const word = said.findLast(({ n }) => n <= reached.n);
      if (!word || word.what.length === 0) continue;
      last = moment;
      tell(word.at, word.what, word);
    }
    if (left <= 0 || `${until}$` > momentsBelow) break;
    if (!write) return { steps, reached, ended: true };
    reached = { ...reached, n: write.n, mark: write.mark };
    const late = write.late.findLast(({ at }) => storyMoment(at, write.id) <= reached.moment);
    tell(latest(write.at, instantOfMoment(reached.moment)) as Instant, (late ?? write).what, write);
    if (left <= 0) break;
  }
  return { steps, reached, ended: false };
}
