import type { Instant } from '../values/instant';
import type { Story } from './story';

export const STATUSES = ['scheduled', 'published', 'withdrawn'] as const;
export type Status = (typeof STATUSES)[number];

/** The times that decide the status of a story. The head of a story holds only these. */
export type Timed = Pick<Story, 'publishedAt' | 'breakingUntil' | 'withdrawal'>;

/** The status of a story at a moment. */
export const status = (story: Timed, now: Instant): Status =>
  story.withdrawal ? 'withdrawn' : story.publishedAt > now ? 'scheduled' : 'published';

/** Whether the breaking flag is set and lasts longer than `now`. It may be set on a story under embargo. */
export const isBreaking = (story: Timed, now: Instant): boolean =>
  story.breakingUntil !== undefined && (story.breakingUntil === null || now < story.breakingUntil);

/** The moments at which the story changes for readers without a write: its publication and the end of its flag. */
export const momentsOf = ({ publishedAt, breakingUntil, withdrawal }: Timed): Instant[] =>
  withdrawal ? [] : [publishedAt, ...(breakingUntil && breakingUntil > publishedAt ? [breakingUntil] : [])];
