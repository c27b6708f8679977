import { monthNumber } from './months';
import { zoneOffsetMinutes } from './time-zone';

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?(?:\s*(?<half>[ap])\.?m\b\.?)?`;
const ZONE = String.raw`\s*(?<zone>(?:[a-z]|[+-]\d\d|\().*)?`;

/** The forms of a date. One of figures alone begins with its year: whether a day or a month is first, none can tell. */
const FORMS = [
  // ISO 8601 as RFC 3339 and W3C's note (dc:date) have it, with what YAML and Hexo make of it.
  String.raw`(?<year>\d{4})(?:([-/])(?<month>\d{1,2})(?:\2(?<day>\d{1,2})(?:(?:T|\s+)${TIME}${ZONE})?)?)?`,
  // RFC 822, with hyphens as cookies have it.
  String.raw`(?<day>\d{1,2})\.?[\s-]+(?<name>\p{L}{3,12})\.?,?[\s-]+(?<year>\d{4}|\d\d)(?:,?\s+${TIME}${ZONE})?`,
  // As it is written in the United States.
  String.raw`(?<name>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})(?:,?\s+(?:at\s+)?${TIME}${ZONE})?`,
  // As C's ctime and Unix's date have it.
  String.raw`(?<name>\p{L}{3,12})\s+(?<day>\d{1,2})\s+${TIME}(?:\s+(?<zone>\S+))?\s+(?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'iu'));

/**
 * A date of a feed in the one form of an instant, to the second: RFC 822 (with years of two figures and months of other
 * languages), ISO 8601, or with the name of a month; in UTC where it names no zone. Undefined for what is none, is on no
 * calendar, or could be meant otherwise.
 */
export function parseFeedDate(given: string | undefined): string | undefined {
  const text = given?.trim() ?? '';
  if (text === '' || text.length > 100) return undefined;
  for (const form of FORMS) {
    const found = form.exec(text) ?? form.exec(dayless(text));
    if (found?.groups) return instantOf(found.groups);
  }
  return undefined;
}

/** Names of days are often wrong, and decide nothing. */
const dayless = (text: string): string =>
  text.replace(
    /^(?:\p{L}{2,12}\.?,\s*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+)(?=[\p{L}\d]+\.?[\s-]+[\p{L}\d])/iu,
    '',
  );

function instantOf(said: Readonly<Record<string, string | undefined>>): string | undefined {
  const { year = '', hour = '0', minute = '0', second = '0', half, zone = '' } = said;
  const ahead = zoneOffsetMinutes(zone);
  const month = said.name === undefined ? Number(said.month ?? 1) : monthNumber(said.name);
  const hours = half === undefined ? Number(hour) : hourOf(Number(hour), half);
  if (ahead === undefined || month === undefined || hours === undefined) return undefined;
  // RFC 5322 §4.3: which century two figures are of.
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const parts = [month - 1, Number(said.day ?? 1), hours, Number(minute), Number(second)] as const;
  if (full < 1900) return undefined;
  const local = new Date(Date.UTC(full, ...parts));
  const read = [local.getUTCMonth(), local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes()];
  // There is no 31st of February and no hour 25.
  if ([...read, local.getUTCSeconds()].some((part, i) => part !== parts[i])) return undefined;
  const date = new Date(local.getTime() - ahead * 60_000);
  if (date.getUTCFullYear() < 1900 || date.getUTCFullYear() > 9998) return undefined;
  return `${date.toISOString().slice(0, 19)}Z`;
}

function hourOf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
