/** The moments that a local time names in a time zone, in milliseconds since 1970. */
export interface LocalReading {
  /** One moment for nearly every time. Two where clocks go back, none where they go forward. */
  readonly moments: readonly number[];
  /** For other than one: the time with the offset before the change, and with the offset after it (ISO 8601). */
  readonly readings: readonly string[];
}

const DAY_MS = 86_400_000;

/** Reads a local time, given as the milliseconds that it would be in UTC. Throws a RangeError for an unknown zone. */
export function readLocalTime(local: number, zone: string): LocalReading {
  const offsets = [...new Set([local - DAY_MS, local + DAY_MS].map((at) => offsetAt(at, zone)))];
  const moments = offsets.map((offset) => local - offset).filter((at) => offsetAt(at, zone) === local - at);
  return { moments, readings: offsets.map((offset) => formatWithOffset(local - offset, offset)) };
}

/** The first moment of a local day, given as the milliseconds of its midnight in UTC; undefined for a day that was skipped. */
export function beginOfDay(midnight: number, zone: string): number | undefined {
  const { moments } = readLocalTime(midnight, zone);
  // Where clocks go forward at midnight, the day begins with the change, at the offset of the day before.
  const first = moments.length > 0 ? Math.min(...moments) : midnight - offsetAt(midnight - DAY_MS, zone);
  const localDay = first + offsetAt(first, zone) - midnight;
  return localDay >= 0 && localDay < DAY_MS ? first : undefined;
}

/** A moment as ISO 8601 with the offset that a zone has then, such as `2026-11-22T09:00:00+01:00`. */
export const formatInZone = (at: number, zone: string): string => formatWithOffset(at, offsetAt(at, zone));

/** Milliseconds that a zone is ahead of UTC at a moment. */
function offsetAt(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const local = new Date(0);
  local.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() - Math.floor(at / 1000) * 1000;
}

/** Whether Node knows a time zone. A server with newer tables may have one that it lacks. */
export function isKnownZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', ...numeric, second: 'numeric' });
  formats.set(zone, format);
  return format;
}

function formatWithOffset(at: number, offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  // ISO 8601 has no seconds in an offset, and some zones had them before 1972.
  if (offset === 0 || !Number.isInteger(minutes)) return `${new Date(at).toISOString().slice(0, 19)}Z`;
  const twoDigits = (count: number) => String(Math.trunc(count)).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${new Date(at + offset).toISOString().slice(0, 19)}${sign}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}
