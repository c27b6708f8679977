import { advanceHead, COMMIT_MARGIN, type Head, type Moment } from '../../news/feed/head';
import { type Instant, latest, plusSeconds } from '../../news/values/instant';

/**
 * A head under a new version. It is dated ahead of every state that readers may be told of until it is written, so that
 * no validator of before is ever honoured. `moments` are all, also those that passed.
 */
export function renewHead(
  seen: Head | undefined,
  { rev, moments, now, version }: { rev: number; moments: readonly Moment[]; now: Instant; version: string },
): Head {
  const changedAt = plusSeconds(latest(now, seen?.changedAt) as Instant, COMMIT_MARGIN);
  // What passed stays told of, also of stories that left: a feed of breaking news is dated by it.
  const passed = (seen?.moments ?? []).filter(({ at }) => at <= now);
  const before = { rev: rev - 1, version: '', changedAt, moments: inOrder([...passed, ...moments]) };
  return advanceHead(before, { now, isVisible: true, moments: new Map(), version });
}

/** Whether a head lists the coming moments that it should, as far as it says that it does. */
export function listsMoments({ moments, momentsUntil }: Head, all: readonly Moment[], now: Instant): boolean {
  const coming = (some: readonly Moment[]) =>
    inOrder(some)
      .filter(({ at }) => at > now && (momentsUntil === undefined || at < momentsUntil))
      .map(({ at, of }) => `${at} ${of}`)
      .join();
  return coming(moments) === coming(all);
}

const inOrder = (moments: readonly Moment[]): Moment[] =>
  [...moments].sort((a, b) => (`${a.at}${a.of}` < `${b.at}${b.of}` ? -1 : 1));
