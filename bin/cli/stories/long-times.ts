import type { Story } from '../server/story-schemas';

/** Seconds. A longer embargo may be a mistake, and the command asks. */
const YEAR = 366 * 86_400;
/** Seconds. A longer breaking flag may be a mistake, and the command asks. */
export const DAY = 86_400;

type Times = Pick<Story, 'publishedAt' | 'breaking' | 'breakingUntil'>;

/** The times of a story that are unusually far away, as clauses of a question. `before` has the times that stay. */
export function describeLongTimes(story: Times, before: Partial<Times> | undefined, now: number): string[] {
  const clauses: string[] = [];
  const publication = Date.parse(story.publishedAt);
  if (story.publishedAt !== before?.publishedAt && publication - now > YEAR * 1_000)
    clauses.push(`appears at ${story.publishedAt}, in more than a year`);
  const flag = story.breaking ? describeLongFlag(story, now) : undefined;
  const keepsFlag = before?.breaking === true && before.breakingUntil === story.breakingUntil;
  if (flag !== undefined && !keepsFlag) clauses.push(flag);
  return clauses;
}

/** A flag of more than a day from the publication on, as a clause; undefined for a shorter one. */
export function describeLongFlag(
  { breakingUntil, publishedAt }: Pick<Times, 'breakingUntil' | 'publishedAt'>,
  now: number,
): string | undefined {
  if (breakingUntil == null) return 'breaks until an editor clears it';
  const seconds = (Date.parse(breakingUntil) - Math.max(now, Date.parse(publishedAt))) / 1_000;
  // An exact day takes some milliseconds to reach the server.
  return seconds > DAY + 60 ? `breaks until ${breakingUntil}, for more than a day` : undefined;
}
