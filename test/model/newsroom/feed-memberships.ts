import { BREAKING, type Feed, feedsOf } from './feeds';
import { breaks, type Revision, type Story } from './newsroom';
import type { Seconds } from './time';

/** One time that readers found a story in a feed, whatever was done to it meanwhile. */
export interface FeedMembership {
  readonly story: Story;
  readonly from: Seconds;
  /** When it left; infinite while nothing is known that ends it. */
  readonly to: Seconds;
  /** The revisions that readers saw, each with its first second. */
  readonly visibleRevisions: readonly { readonly from: Seconds; readonly revision: Revision }[];
}

/** Every membership of a story in a feed, those to come included. A revision is visible even if another follows in its second. */
export function feedMembershipsOf(story: Story, feed: Feed): FeedMembership[] {
  const memberships: FeedMembership[] = [];
  for (const [i, revision] of story.revisions.entries()) {
    if (!feedsOf(revision).has(feed)) continue;
    const from = Math.max(revision.at, revision.publishedAt);
    const replacedAt = story.revisions[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const ends = feed === BREAKING ? (revision.breakingUntil ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    if (from > replacedAt || from >= ends) continue;
    const last = memberships.at(-1);
    const before = story.revisions[i - 1];
    const stood = last !== undefined && before !== undefined && last.visibleRevisions.at(-1)?.revision === before;
    const goes = stood && last.to === revision.at && (feed !== BREAKING || breaks(before, revision.at));
    const membership = {
      story,
      from: goes ? last.from : from,
      to: Math.min(replacedAt, ends),
      visibleRevisions: [...(goes ? last.visibleRevisions : []), { from, revision }],
    };
    if (goes) memberships.pop();
    memberships.push(membership);
  }
  return memberships;
}
