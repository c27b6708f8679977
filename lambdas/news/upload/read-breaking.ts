import { LATEST_INSTANT } from '../limits';
import { parseDuration } from '../values/duration';
import { epoch, type Instant, instant, latest } from '../values/instant';
import type { Field } from './field';
import { readMoment } from './read-moment';

export interface BreakingContext {
  readonly now: Instant;
  /** Of the story. The flag of a story under embargo begins with the publication. */
  readonly publishedAt?: Instant;
  /** The default length of a flag: an ISO 8601 duration, `PT4H`. */
  readonly breakingFor: string;
}

/** Reads true or false; undefined if the field is absent. */
export function readYesOrNo(field: Field): boolean | undefined {
  if (field.isAbsent) return undefined;
  return typeof field.value === 'boolean' ? field.value : field.refuse('write true or false, without quotation marks');
}

/**
 * Reads the end of the breaking flag: a time, or null for no end. If the field is missing, the flag ends `breakingFor` after
 * the publication or after now, whichever is later. Undefined for a story that does not break. With `breaking: false` an
 * end that has passed is ignored: programs send it back as they read it.
 */
export function readBreakingUntil(
  field: Field,
  breaking: boolean | undefined,
  { now, publishedAt, breakingFor }: BreakingContext,
): Instant | null | undefined {
  if (!breaking) {
    if (field.value === undefined) return undefined;
    const until = readMoment(field);
    const isOver = field.value === null || (until !== undefined && until <= now);
    return isOver && breaking === false ? undefined : field.refuse('needs "breaking": true; otherwise leave it out');
  }
  if (field.value === null) return null;
  const begin = latest(now, publishedAt);
  if (field.value === undefined) return defaultEnd(begin, breakingFor);
  const until = readMoment(field);
  if (until === undefined || until > begin) return until;
  return field.refuse(`too early: write a time after ${begin}, null for no end, or leave it out for the default`);
}

function defaultEnd(begin: Instant, duration: string): Instant {
  const seconds = parseDuration(duration);
  if (seconds === undefined) throw new RangeError(`${duration} is not a duration like PT4H`);
  return instant(Math.min(epoch(begin) + seconds * 1000, epoch(LATEST_INSTANT)));
}
