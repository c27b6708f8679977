import { parseWrittenDate } from '../../dates/feed-date';
import { configText, type Site } from './site';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/**
 * The parts of a date in an old address. Jekyll and Hexo write the day in the time zone of their configuration, all others as the file
 * has it. Without a date no part has a value.
 */
export function dateTokens(site: Site, text: string | undefined): Readonly<Record<string, string | undefined>> {
  const date = localDate(
    text,
    site.generator === 'Jekyll' || site.generator === 'Hexo' ? configText(site, 'timezone') : undefined,
  );
  const two = (value: number | undefined) => value?.toString().padStart(2, '0');
  const [year, month, day] = [date?.getUTCFullYear(), date?.getUTCMonth(), date?.getUTCDate()];
  const dayOfYear =
    date && year !== undefined ? Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1 : undefined;
  const name = month === undefined ? undefined : MONTHS[month];
  const weekday = date && DAYS[date.getUTCDay()];
  return {
    year: year?.toString().padStart(4, '0'),
    short_year: two(year === undefined ? undefined : year % 100),
    month: two(month === undefined ? undefined : month + 1),
    i_month: month === undefined ? undefined : `${month + 1}`,
    monthname: name?.toLowerCase(),
    short_month: name?.slice(0, 3),
    long_month: name,
    day: two(day),
    i_day: day?.toString(),
    y_day: dayOfYear?.toString().padStart(3, '0'),
    yearday: dayOfYear?.toString(),
    weekday: date?.getUTCDay().toString(),
    weekdayname: weekday?.toLowerCase(),
    hour: two(date?.getUTCHours()),
    minute: two(date?.getUTCMinutes()),
    second: two(date?.getUTCSeconds()),
  };
}

/** The date with its local parts as parts of UTC. */
function localDate(text: string | undefined, zone: string | undefined): Date | undefined {
  const written = parseWrittenDate(text);
  if (!written) return undefined;
  if (zone === undefined || written.precision === 'day') return new Date(written.local);
  const at = new Date(written.local - (written.offset ?? 0) * 60_000);
  try {
    // A date without a zone is in the zone of the site.
    return written.offset === undefined
      ? new Date(written.local)
      : new Date(`${at.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`);
  } catch {
    return new Date(written.local);
  }
}
