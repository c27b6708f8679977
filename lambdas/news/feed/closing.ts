import { earliest, type Instant, latest, NEVER } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import type { FeedName } from './feed';

/**
 * The last closing of a feed. It stands in the feed's head and in its row of the register, and stays there after the feed
 * opens again, with the moment of the opening.
 */
export interface Closing {
  readonly at: Instant;
  /** The feed that its readers are sent to. Without one, they learn that it is gone. */
  readonly movedTo?: FeedName;
  /** When it opens again, or opened: at the soonest publication of its stories under embargo, or by an edit. */
  readonly until?: Instant;
}

/** A feed as far as it decides whether readers find it. */
export interface Openable {
  readonly openedAt: Instant;
  readonly closing?: Closing;
}

/** From when on readers find a feed, as far as its stories tell: NEVER for a closed feed without a story to come. */
export const opensAt = ({ openedAt, closing }: Openable): Instant => (closing ? (closing.until ?? NEVER) : openedAt);

/** Whether readers find a feed at a moment. */
export const isOpen = (feed: Openable, now: Instant): boolean => opensAt(feed) <= now;

/** The closing of a feed that is closed at a moment; undefined for any other feed. */
export const closingAt = ({ closing }: Pick<Openable, 'closing'>, now: Instant): Closing | undefined =>
  closing && (closing.until ?? NEVER) > now ? closing : undefined;

/**
 * The closing after an edit of a story. `publishedAt` is of this story, if the feed holds it after the edit, `nextPublication`
 * of the next of its other stories. A published story opens a closed feed at once. A story under embargo opens it at its
 * publication, so that readers learn nothing of it before.
 */
export function closingAfter(
  { closing }: Pick<Openable, 'closing'>,
  publishedAt: Instant | undefined,
  { nextPublication }: { readonly nextPublication?: Instant },
  now: Instant,
): Closing | undefined {
  if (!closing || !closingAt({ closing }, now)) return closing;
  const opens = publishedAt === undefined ? undefined : latest(publishedAt, now);
  return omitUndefined({ ...closing, until: earliest(opens, nextPublication) });
}
