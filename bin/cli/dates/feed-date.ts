import { monthNumber } from './months';
import { zoneOffsetMinutes } from './time-zone';

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?(?:\s*(?<half>[ap])\.?m\b\.?)?`;
const ZONE = String.raw`\s*(?<zone>(?:[a-z]|[+-]\d\d|\().*)?`;

/** The date formats. In a date of digits only, the year is first: `03/04` would be ambiguous. */
const FORMS = [
  // ISO 8601 as in RFC 3339 and W3C's note (dc:date), and as YAML and Hexo write it.
  String.raw`(?<year>\d{4})(?:([-/])(?<month>\d{1,2})(?:\2(?<day>\d{1,2})(?:(?:T|\s+)${TIME}${ZONE})?)?)?`,
  // RFC 822, also with the hyphens of cookies.
  String.raw`(?<day>\d{1,2})\.?[\s-]+(?<name>\p{L}{3,12})\.?,?[\s-]+(?<year>\d{4}|\d\d)(?:,?\s+${TIME}${ZONE})?`,
  // The United States: June 3, 2013.
  String.raw`(?<name>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})(?:,?\s+(?:at\s+)?${TIME}${ZONE})?`,
  // C's ctime and Unix's date.
  String.raw`(?<name>\p{L}{3,12})\s+(?<day>\d{1,2})\s+${TIME}(?:\s+(?<zone>\S+))?\s+(?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'iu'));

/** A date as it is written. */
export interface WrittenDate {
  /** Milliseconds since 1970 of the same date and time in UTC. */
  readonly local: number;
  /** Minutes ahead of UTC; undefined for a date without a zone. */
  readonly offset?: number;
  /** The smallest part that is written; a year of two digits is a `century` that the reader has to guess. */
  readonly precision: 'century' | 'month' | 'day' | 'time';
}

/**
 * Parses a date of a feed into an instant, to the second: RFC 822 (also with two-digit years and months in other languages),
 * ISO 8601, or a date with a month name. Without a zone the date is UTC. Gives undefined for text that is not a date, a date
 * that does not exist, and an ambiguous one.
 */
export function parseFeedDate(date: string | undefined): string | undefined {
  const written = parseWrittenDate(date);
  return written && instantAt(written.local - (written.offset ?? 0) * 60_000);
}

/** Parses a date in the forms of `parseFeedDate`, and leaves a local one local. */
export function parseWrittenDate(date: string | undefined): WrittenDate | undefined {
  const text = date?.trim() ?? '';
  if (text === '' || text.length > 100) return undefined;
  for (const form of FORMS) {
    const match = form.exec(text) ?? form.exec(withoutWeekday(text));
    if (match?.groups) return writtenDate(match.groups);
  }
  return undefined;
}

/** A moment as an instant; undefined outside the years that a story may name. */
export function instantAt(at: number): string | undefined {
  const date = new Date(at);
  if (date.getUTCFullYear() < 1900 || date.getUTCFullYear() > 9998) return undefined;
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Weekdays in feeds are often wrong, and the date does not need them. */
const withoutWeekday = (text: string): string =>
  text.replace(
    /^(?:\p{L}{2,12}\.?,\s*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+)(?=[\p{L}\d]+\.?[\s-]+[\p{L}\d])/iu,
    '',
  );

function writtenDate(parts: Readonly<Record<string, string | undefined>>): WrittenDate | undefined {
  const { year = '', hour = '0', minute = '0', second = '0', half, zone = '' } = parts;
  const offset = zoneOffsetMinutes(zone);
  const month = parts.name === undefined ? Number(parts.month ?? 1) : monthNumber(parts.name);
  const hours = half === undefined ? Number(hour) : hourOf24(Number(hour), half);
  if (offset === undefined || month === undefined || hours === undefined) return undefined;
  // RFC 5322 §4.3: the century of a two-digit year.
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const fields = [month - 1, Number(parts.day ?? 1), hours, Number(minute), Number(second)] as const;
  if (full < 1900) return undefined;
  const local = new Date(Date.UTC(full, ...fields));
  const read = [local.getUTCMonth(), local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes()];
  // Date.UTC turns 31 February into March, and hour 25 into the next day.
  if ([...read, local.getUTCSeconds()].some((field, i) => field !== fields[i])) return undefined;
  const smallest = parts.hour !== undefined ? 'time' : parts.day !== undefined ? 'day' : 'month';
  return {
    local: local.getTime(),
    offset: zone.trim() === '' ? undefined : offset,
    precision: year.length === 4 ? smallest : 'century',
  };
}

function hourOf24(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
