import type { FeedMembership } from './feed-memberships';
import { type Feed, feedsOf } from './feeds';
import type { Newsroom, Story } from './newsroom';
import { DAY, HOUR, MINUTE, type Seconds } from './time';

/** How many late stories a document may have, and for how long they are late. */
const LATE = 20;
export const LATE_FOR = 30 * DAY;

/** The history of a feed. */
interface History {
  readonly feed: Feed;
  readonly memberships: readonly FeedMembership[];
  /** The membership with which it opened. */
  readonly opening: FeedMembership | undefined;
}

/**
 * The late stories of a feed: the ones it must have, and the ones it may have dropped or not: ones whose
 * days are over, until the feed changes, and ones that newer late ones pushed out.
 */
export function lateStories({ stories }: Newsroom, history: History, at: Seconds): { must: Story[]; may: Story[] } {
  const memberships = history.memberships.filter(({ from }) => from <= at);
  const times = memberships.flatMap((membership) => timesOf(membership, history));
  const late = memberships
    .filter(({ to }) => at < to)
    .map((membership) => ({ story: membership.story, since: Math.max(...timesOf(membership, history)) }))
    .filter(({ since }) => since >= 0);
  // Edits that readers see, which those of an embargoed story are not, and all that may be: a head may be dated a little ahead.
  const edits = (membership: FeedMembership) =>
    membership.visibleRevisions.filter(({ from, revision }) => from === revision.at);
  const changes = memberships.flatMap((membership) => [membership.to, ...edits(membership).map(({ from }) => from)]);
  const others = stories
    .filter(({ revisions }) => revisions.some((revision) => feedsOf(revision).has(history.feed)))
    .flatMap(({ revisions }) => revisions.map((revision) => revision.at));
  const may = late.filter(({ since }) => !changes.some((change) => change >= since + LATE_FOR && change <= at));
  const must = may.filter(
    ({ since }) =>
      !others.some((change) => change >= since + LATE_FOR - 2 * MINUTE) &&
      times.filter((time) => time >= since).length <= LATE,
  );
  return { must: must.map(({ story }) => story), may: may.map(({ story }) => story) };
}

/** When a story became late: corrected, or put where readers of the feed have been already. */
const timesOf = (membership: FeedMembership, { opening }: History): Seconds[] =>
  membership.visibleRevisions.flatMap(({ from, revision }, i) => {
    const before = membership.story.revisions[revision.number - 2];
    const shown = membership.visibleRevisions[i - 1]?.revision;
    const corrected = revision.correction !== undefined && revision.correction.note !== before?.correction?.note;
    const moved = shown === undefined || shown.publishedAt !== revision.publishedAt;
    const dated = revision.publishedAt < revision.at - HOUR;
    const opens = i === 0 && opening === membership;
    return from === revision.at && !opens && (corrected || (moved && dated)) ? [revision.at] : [];
  });
