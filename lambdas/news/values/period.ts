import { EARLIEST_INSTANT } from '../limits';
import { type Instant, instant, plusSeconds } from './instant';

/** A year, a month or a day of the calendar, in UTC. */
export interface Period {
  /** `2026`, `2026-11` or `2026-11-22`. */
  readonly name: string;
  /** Its first second. */
  readonly begin: Instant;
  /** Its last second. */
  readonly end: Instant;
}

/** Characters of an instant that name its year, its month and its day. */
const LENGTHS = { year: 4, month: 7, day: 10 } as const;
type Unit = keyof typeof LENGTHS;

/** Whether a text is a moment that a story may have: none is older than 1900 (news/upload/read-moment.ts). */
export function isInHistory(at: Instant): boolean {
  const date = new Date(at);
  return !Number.isNaN(date.getTime()) && instant(date) === at && at >= EARLIEST_INSTANT;
}

/** The period that a name means; undefined for another text, for a date that no calendar has, and before 1900. */
export function parsePeriod(name: string): Period | undefined {
  if (!/^\d{4}(?:-\d\d){0,2}$/.test(name)) return undefined;
  const begin = `${name}${'0000-01-01'.slice(name.length)}T00:00:00Z`;
  return isInHistory(begin) ? { name, begin, end: endOf(begin, name.length) } : undefined;
}

/** The year, month or day in which a moment lies. */
export function periodAround(at: Instant, unit: Unit): Period {
  const name = at.slice(0, LENGTHS[unit]);
  const begin = `${name}${'0000-01-01'.slice(name.length)}T00:00:00Z`;
  return { name, begin, end: endOf(begin, name.length) };
}

/** The months or days from one moment to another, the last one first. */
export function periodsBetween(from: Instant, until: Instant, unit: Unit): Period[] {
  const periods: Period[] = [];
  for (let period = periodAround(until, unit); period.end >= from; period = periodAround(before(period), unit))
    periods.push(period);
  return periods;
}

/** The second before a period. */
export const before = ({ begin }: Period): Instant => plusSeconds(begin, -1);

/** The last second of the period that begins there, by the length of its name. */
function endOf(begin: Instant, length: number): Instant {
  const next = new Date(begin);
  if (length === LENGTHS.year) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (length === LENGTHS.month) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  return instant(next.getTime() - 1000);
}
