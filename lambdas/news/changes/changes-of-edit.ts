import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../feed/feed-head';
import { isBreaking, momentsOf, type Story, status } from '../story/story';
import type { Instant } from '../values/instant';
import { sha256 } from '../values/sha256';

/** What readers may see happen to a story. */
export type ChangeType =
  | 'published'
  | 'revised'
  | 'corrected'
  | 'breaking'
  | 'breaking ended'
  | 'withdrawn'
  | 'reinstated';

/** What happens to a story at a moment, by the clock. */
export interface ChangesAtMoment {
  readonly at: Instant;
  readonly what: readonly ChangeType[];
}

/** What an edit is to whoever follows every change. */
export interface EditChanges {
  /** What readers see of it; nothing while the story is not public. */
  readonly what: readonly ChangeType[];
  /**
   * The same for who was told of one of the story's coming moments already: the edit was committed after the clock had
   * passed it. The last one counts.
   */
  readonly late: readonly ChangesAtMoment[];
  /** The coming moments that it sets, and those that it takes back, at which nothing happens any more. */
  readonly moments: readonly ChangesAtMoment[];
}

/** What an edit, and the coming moments that it sets, are to whoever follows every change. */
export function changesOfEdit({ before, after, now }: Edit): EditChanges {
  const coming = [before, after].flatMap((story) => (story ? momentsOf(story) : [])).filter((at) => at > now);
  const moments = [...new Set(coming)].sort();
  return {
    what: happened(before, after, now),
    late: moments.map((at) => ({ at, what: happened(before, after, at) })),
    moments: moments
      .map((at) => ({ at, what: happensAt(after, at) }))
      .filter(({ at, what }) => what.join() !== happensAt(before, at).join()),
  };
}

/** What readers see of an edit, in the order in which it is told, by a clock that stands at `at`. */
function happened(before: Story | undefined, after: Story, at: Instant): ChangeType[] {
  if (!isPublic(after, at)) return isPublic(before, at) ? ['withdrawn'] : [];
  if (!isPublic(before, at)) return [wasPublic(before) ? 'reinstated' : 'published', ...breaks(after, at)];
  const told: ChangeType[] = [
    ...(isCorrected(before, after) ? (['corrected'] as const) : []),
    ...(before.breakingUntil !== after.breakingUntil ? breaks(after, at) : []),
    ...(isBreaking(before, at) && !isBreaking(after, at) ? (['breaking ended'] as const) : []),
  ];
  // A mirror shows the revision's number too: whatever else an edit was, it is told.
  return told.length === 0 || isRevised(before, after) ? ['revised', ...told] : told;
}

/** What the clock alone does to a story at one of its moments; nothing at any other. */
function happensAt(story: Story | undefined, at: Instant): ChangeType[] {
  if (!story || !momentsOf(story).includes(at)) return [];
  return story.publishedAt === at ? ['published', ...breaks(story, at)] : ['breaking ended'];
}

const isPublic = (story: Story | undefined, at: Instant): story is Story =>
  story !== undefined && status(story, at) === 'published';

/** Whether a story was withdrawn from readers, and not before they ever saw it. */
const wasPublic = (story: Story | undefined): boolean =>
  story?.withdrawal !== undefined && story.publishedAt <= story.withdrawal.at;

const breaks = (story: Story, at: Instant): ChangeType[] => (isBreaking(story, at) ? ['breaking'] : []);

const isCorrected = ({ correction: before }: Story, { correction: after }: Story): boolean =>
  after !== undefined && !isDeepStrictEqual(before, after);

const isRevised = (before: Story, after: Story): boolean =>
  !isDeepStrictEqual(contentOf(before), contentOf(after)) || (before.correction && !after.correction) === true;

/** What of a story is neither a flag, nor a correction, nor the newsroom's own. */
function contentOf(story: Story): Partial<Story> {
  const { revision: _n, breakingUntil: _flag, correction: _note, withdrawal: _why, left: _left, ...content } = story;
  return content;
}

/** A moment of a story as logs order it: by time, then by a hash of the story's id, which has one order in every language. */
export const storyMoment = (at: Instant, id: string): string => `${at}#${sha256(id).slice(0, 32)}`;

/** When a moment is. */
export const instantOfMoment = (moment: string): Instant => moment.slice(0, moment.indexOf('#'));
