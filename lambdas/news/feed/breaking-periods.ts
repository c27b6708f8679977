import { isBreaking } from '../story/status';
import type { Story } from '../story/story';
import { type Instant, NEVER } from '../values/instant';
import { nameHash } from './head';

/** When one story of a feed breaks. */
export interface BreakingPeriod {
  readonly from: Instant;
  readonly until: Instant;
  /** `nameHash` of the story's id. */
  readonly idHash: string;
}

/** How many periods a head lists. */
const MAX_PERIODS = 4;

/** When some stories of a feed break, as its head lists it: the period that ends last comes first. */
export const breakingPeriods = (stories: readonly Story[], now: Instant): BreakingPeriod[] =>
  longestFirst(
    stories
      .filter((story) => isBreaking(story, now))
      .map(({ id, publishedAt, breakingUntil }) => ({
        from: publishedAt,
        until: breakingUntil ?? NEVER,
        idHash: nameHash(id),
      })),
  );

/** The periods after an edit of a story. */
export function breakingPeriodsAfter(
  listed: readonly BreakingPeriod[],
  { story, isInFeed, now }: { story: Story; isInFeed: boolean; now: Instant },
): BreakingPeriod[] {
  const idHash = nameHash(story.id);
  const others = listed.filter((other) => other.idHash !== idHash && other.until > now);
  return longestFirst([...breakingPeriods(isInFeed ? [story] : [], now), ...others]);
}

const longestFirst = (periods: readonly BreakingPeriod[]): BreakingPeriod[] =>
  [...periods].sort((a, b) => (a.until < b.until ? 1 : -1)).slice(0, MAX_PERIODS);
