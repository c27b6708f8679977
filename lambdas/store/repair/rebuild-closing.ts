import { type Closing, closingAt } from '../../news/feed/closing';
import { earliest, type Instant, latest, NEVER } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';

/** The later of two closings of one feed. Of two that were made at once, the one that ended, and else the first. */
export function lastClosing(one: Closing | undefined, other: Closing | undefined): Closing | undefined {
  if (!one || !other) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return (one.until ?? NEVER) <= (other.until ?? NEVER) ? one : other;
}

/** The closing that fits to the stories of a feed: a feed with published stories is open, also where the write is lost that opened it. */
export function rebuildClosing(
  closing: Closing | undefined,
  publications: readonly Instant[],
  now: Instant,
): Closing | undefined {
  if (!closing || !closingAt({ closing }, now)) return closing;
  const first = earliest(...publications);
  return omitUndefined({ ...closing, until: first === undefined ? undefined : latest(first, now) });
}
