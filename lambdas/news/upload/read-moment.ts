import { type Instant, instant } from '../values/instant';
import type { Field } from './field';
import { readString } from './read-text';

// ISO 8601 in its extended form; RFC 3339 §5.6 lets T and Z be small letters. Seconds may be left out, a zone may not.
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i;

const EARLIEST = '1900-01-01T00:00:00Z';
const LATEST = '9998-12-31T23:59:59Z';
const BOUNDS = `write a moment from ${EARLIEST} to ${LATEST}`;

const number = (part: string | undefined): number => Number(part ?? 0);

/** A moment from ISO 8601 with a zone, in the years 1900 to 9998; fractions of a second are cut. */
export function readMoment(field: Field): Instant | undefined {
  const given = readString(field)?.trim();
  if (given === undefined) return undefined;
  const parts = given.length > 40 ? null : MOMENT.exec(given);
  if (!parts) return field.refuse('write date, time and zone, like 2013-06-03T20:00:00Z or 2013-06-03T22:00:00+02:00');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(number);
  const [zoneHour = 0, zoneMinute = 0] = parts.slice(8, 10).map(number);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // The 30th of February moves on to March.
  const isDay = local.getUTCMonth() === month - 1 && local.getUTCDate() === day;
  local.setUTCHours(hour, minute, second);
  const isTime = hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  if (!isDay || !isTime) return field.refuse('no calendar or clock has this moment; write one that they have');
  if (year < 1900 || year > 9998) return field.refuse(BOUNDS);
  const offset = (parts[7] === '-' ? -60 : 60) * (zoneHour * 60 + zoneMinute);
  const at = instant(local.getTime() - offset * 1000);
  return at < EARLIEST || at > LATEST ? field.refuse(BOUNDS) : at;
}
