import { advanceHead, COMMIT_MARGIN, type Head, inOrder, type Moment } from '../../news/feed/head';
import { type Instant, latest, plusSeconds } from '../../news/values/instant';

/**
 * A head under a new version, dated COMMIT_MARGIN ahead of now and of the stored head: no validator that a reader holds
 * stays valid. `moments` are all moments, the passed ones too.
 */
export function renewHead(
  stored: Head | undefined,
  {
    writeCount,
    moments,
    now,
    version,
  }: { writeCount: number; moments: readonly Moment[]; now: Instant; version: string },
): Head {
  const changedAt = plusSeconds(latest(now, stored?.changedAt), COMMIT_MARGIN);
  // A passed moment stays, also that of a story that left: it dates the feed of breaking news.
  const passed = (stored?.moments ?? []).filter(({ at }) => at <= now);
  const previous = { writeCount: writeCount - 1, version: '', changedAt, moments: inOrder([...passed, ...moments]) };
  return advanceHead(previous, { now, isVisible: true, moments: new Map(), version });
}

/** Whether the coming moments that a head lists are among `all`, and none is missing before its `momentsUntil`. */
export function hasSameMoments({ moments, momentsUntil }: Head, all: readonly Moment[], now: Instant): boolean {
  const coming = (some: readonly Moment[]) =>
    inOrder(some)
      .filter(({ at }) => at > now && (momentsUntil === undefined || at < momentsUntil))
      .map(({ at, idHash }) => `${at} ${idHash}`)
      .join();
  return coming(moments) === coming(all);
}
