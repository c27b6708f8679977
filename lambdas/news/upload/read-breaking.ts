import { parseDuration } from '../values/duration';
import { epoch, type Instant, instant, latest } from '../values/instant';
import type { Field } from './field';
import { readMoment } from './read-moment';
import { kindOf } from './read-text';

/** No flag that ends by itself is set for longer; the year 9999 stands for "until an editor clears it" in keys. */
const LATEST_END = '9998-12-31T23:59:59Z';

/** true or false; undefined where the field is absent. */
export function readYesOrNo(field: Field): boolean | undefined {
  if (field.isAbsent) return undefined;
  return typeof field.value === 'boolean'
    ? field.value
    : field.refuse(`write true or false, not ${kindOf(field.value)}`);
}

/**
 * Until when an upload breaks: the time it gives; null where it says null; where it says nothing, `breakingFor` after its
 * publication or after now, whichever is later. Undefined where it does not break. A flag that has ended, sent back
 * with `breaking: false`, is none.
 */
export function readBreakingUntil(
  field: Field,
  breaking: boolean | undefined,
  { now, publishedAt, breakingFor }: { now: Instant; publishedAt: Instant | undefined; breakingFor: string },
): Instant | null | undefined {
  if (!breaking) {
    if (field.value === undefined) return undefined;
    const until = readMoment(field);
    const ended = field.value === null || (until !== undefined && until <= now);
    return ended && breaking === false
      ? undefined
      : field.refuse('give it with "breaking": true only, or leave it out');
  }
  if (field.value === null) return null;
  const begins = latest(now, publishedAt) ?? now;
  if (field.value === undefined) return endAfter(begins, breakingFor);
  const until = readMoment(field);
  if (until === undefined || until > begins) return until;
  return field.refuse(`write a moment after ${begins}, null for no end, or leave it out for the usual time`);
}

function endAfter(begins: Instant, duration: string): Instant {
  const seconds = parseDuration(duration);
  if (seconds === undefined) throw new RangeError(`${duration} is not a duration like PT4H`);
  return instant(Math.min(epoch(begins) + seconds * 1000, epoch(LATEST_END)));
}
