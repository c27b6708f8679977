import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../feed/feed-edit';
import { isBreaking, momentsOf, status } from '../story/status';
import type { Story } from '../story/story';
import type { Instant } from '../values/instant';

/** A change of a story that readers may see. */
export type ChangeType =
  | 'published'
  | 'revised'
  | 'corrected'
  | 'breaking'
  | 'breaking_ended'
  | 'withdrawn'
  | 'reinstated';

/** What the clock does to a story at a moment. */
export interface ChangesAtMoment {
  readonly at: Instant;
  readonly types: readonly ChangeType[];
}

/** An edit in the list of changes. */
export interface EditChanges {
  /** The changes that readers see; none while the story is not public. */
  readonly types: readonly ChangeType[];
  /** The changes for a reader who passed a coming moment before the commit. The last passed moment counts. */
  readonly late: readonly ChangesAtMoment[];
  /** The coming moments that it sets or takes back. Nothing happens at a moment that it takes back. */
  readonly moments: readonly ChangesAtMoment[];
}

/** The changes that an edit makes now, and at the coming moments that it sets. */
export function changesOfEdit({ before, after, now }: Edit): EditChanges {
  const coming = [before, after].flatMap((story) => (story ? momentsOf(story) : [])).filter((at) => at > now);
  const moments = [...new Set(coming)].sort();
  return {
    types: changesSeenAt(now, before, after),
    late: moments.map((at) => ({ at, types: changesSeenAt(at, before, after) })),
    moments: moments
      .map((at) => ({ at, types: happensAt(after, at) }))
      .filter(({ at, types }) => types.join() !== happensAt(before, at).join()),
  };
}

/** The changes that readers see of an edit by a clock that stands at `at`, in their order in the list. */
function changesSeenAt(at: Instant, before: Story | undefined, after: Story): ChangeType[] {
  if (!isPublic(after, at)) return isPublic(before, at) ? ['withdrawn'] : [];
  if (!isPublic(before, at)) return [wasPublic(before) ? 'reinstated' : 'published', ...breaks(after, at)];
  const changes: ChangeType[] = [
    ...(isCorrected(before, after) ? (['corrected'] as const) : []),
    ...(before.breakingUntil !== after.breakingUntil ? breaks(after, at) : []),
    ...(isBreaking(before, at) && !isBreaking(after, at) ? (['breaking_ended'] as const) : []),
  ];
  // A mirror shows the revision's number too, so every edit of a public story is a change.
  return changes.length === 0 || isRevised(before, after) ? ['revised', ...changes] : changes;
}

/** What the clock alone does to a story at one of its moments; nothing at another second. */
function happensAt(story: Story | undefined, at: Instant): ChangeType[] {
  if (!story || !momentsOf(story).includes(at)) return [];
  return story.publishedAt === at ? ['published', ...breaks(story, at)] : ['breaking_ended'];
}

const isPublic = (story: Story | undefined, at: Instant): story is Story =>
  story !== undefined && status(story, at) === 'published';

/** Whether a withdrawn story was public before its withdrawal. */
const wasPublic = (story: Story | undefined): boolean =>
  story?.withdrawal !== undefined && story.publishedAt <= story.withdrawal.at;

const breaks = (story: Story, at: Instant): ChangeType[] => (isBreaking(story, at) ? ['breaking'] : []);

const isCorrected = ({ correction: before }: Story, { correction: after }: Story): boolean =>
  after !== undefined && !isDeepStrictEqual(before, after);

const isRevised = (before: Story, after: Story): boolean =>
  !isDeepStrictEqual(contentOf(before), contentOf(after)) || (before.correction && !after.correction) === true;

/** A story without its flag, its correction and the newsroom's own fields. */
function contentOf(story: Story): Partial<Story> {
  const {
    revision: _n,
    breakingUntil: _flag,
    correction: _note,
    withdrawal: _why,
    formerFeeds: _left,
    formerUrls: _addresses,
    ...content
  } = story;
  return content;
}
