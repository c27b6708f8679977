import { EARLIEST_INSTANT, LATEST_INSTANT } from '../limits';
import { type Instant, instant } from '../values/instant';
import type { Field } from './field';
import { readString } from './read-text';

// ISO 8601, extended format. RFC 3339 §5.6 allows lower-case t and z. Seconds are optional, the zone is not.
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;

const OUT_OF_RANGE = `out of range: write a time from ${EARLIEST_INSTANT} to ${LATEST_INSTANT}`;

const number = (part: string | undefined): number => Number(part ?? 0);

/** Reads ISO 8601 with a zone, from EARLIEST_INSTANT to LATEST_INSTANT. Cuts fractions of a second. */
export function readMoment(field: Field): Instant | undefined {
  const text = readString(field)?.trim();
  if (text === undefined) return undefined;
  const parts = text.length > 40 ? null : MOMENT.exec(text);
  if (!parts) {
    return field.refuse('not ISO 8601 with a zone: write it like 2026-11-22T20:00:00Z or 2026-11-22T22:00:00+02:00');
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(number);
  const [zoneHour = 0, zoneMinute = 0] = parts.slice(8, 10).map(number);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // JavaScript turns 30 February into a day in March.
  const isDay = local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  local.setUTCHours(hour, minute, second);
  const isTime = hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  if (!isDay || !isTime) {
    return field.refuse('not a valid date or time: write ISO 8601 with a zone, like 2026-11-22T20:00:00Z');
  }
  if (year < 1900 || year > 9998) return field.refuse(OUT_OF_RANGE);
  const offset = (parts[7] === '-' ? -60 : 60) * (zoneHour * 60 + zoneMinute);
  const at = instant(local.getTime() - offset * 1000);
  return at < EARLIEST_INSTANT || at > LATEST_INSTANT ? field.refuse(OUT_OF_RANGE) : at;
}
