import { type Feed, feedsOf } from './feeds';
import type { Newsroom, Story } from './newsroom';
import type { Stay } from './stays';
import { DAY, HOUR, MINUTE, type Seconds } from './time';

/** How many late stories a document may have, and for how long they are late. */
const LATE = 20;
export const LATE_FOR = 30 * DAY;

/** What is known of a feed. */
interface History {
  readonly feed: Feed;
  readonly stays: readonly Stay[];
  /** The stay with which it opened. */
  readonly opening: Stay | undefined;
}

/**
 * The stories that a feed has for late ones: those that it has to, and those that it may have dropped or not: ones whose
 * days are over, until the feed changes, and ones that newer late ones pushed out.
 */
export function lateStories({ stories }: Newsroom, history: History, at: Seconds): { must: Story[]; may: Story[] } {
  const stays = history.stays.filter(({ from }) => from <= at);
  const times = stays.flatMap((stay) => timesOf(stay, history));
  const late = stays
    .filter(({ to }) => at < to)
    .map((stay) => ({ story: stay.story, since: Math.max(...timesOf(stay, history)) }))
    .filter(({ since }) => since >= 0);
  // Edits that readers see, which those of an embargoed story are not, and all that may be: a head may be dated a little ahead.
  const edits = (stay: Stay) => stay.seen.filter(({ from, revision }) => from === revision.at);
  const changes = stays.flatMap((stay) => [stay.to, ...edits(stay).map(({ from }) => from)]);
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
const timesOf = (stay: Stay, { opening }: History): Seconds[] =>
  stay.seen.flatMap(({ from, revision }, i) => {
    const before = stay.story.revisions[revision.number - 2];
    const shown = stay.seen[i - 1]?.revision;
    const corrected = revision.correction !== undefined && revision.correction.note !== before?.correction?.note;
    const moved = shown === undefined || shown.publishedAt !== revision.publishedAt;
    const dated = revision.publishedAt < revision.at - HOUR;
    const opens = i === 0 && opening === stay;
    return from === revision.at && !opens && (corrected || (moved && dated)) ? [revision.at] : [];
  });
