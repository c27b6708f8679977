/** A moment in UTC, to the second, as `2013-06-03T20:00:00Z` (RFC 3339): two of them compare as strings. */
export type Instant = string;

export const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** A moment that never comes. */
export const NEVER: Instant = '9999-12-31T23:59:59Z';

/** The second that `date` lies in. Throws a RangeError for an invalid date or a year outside 0 to 9999. */
export function instant(date: Date | number): Instant {
  const text = new Date(date).toISOString();
  if (text.length !== 24) throw new RangeError(`${text} has no four-digit year`);
  return `${text.slice(0, 19)}Z`;
}

/** Milliseconds since 1970. */
export const epoch = (at: Instant): number => Date.parse(at);

/** `at` moved by a number of seconds, which may be negative. */
export const plusSeconds = (at: Instant, seconds: number): Instant => instant(epoch(at) + seconds * 1000);

/** Whole seconds from `from` to `to`; negative when `to` is earlier. */
export const secondsBetween = (from: Instant, to: Instant): number => (epoch(to) - epoch(from)) / 1000;

/** The latest of some instants; undefined for none. Where the first is never undefined, neither is the result. */
export function latest(first: Instant, ...others: readonly (Instant | undefined)[]): Instant;
export function latest(...moments: readonly (Instant | undefined)[]): Instant | undefined;
export function latest(...moments: readonly (Instant | undefined)[]): Instant | undefined {
  return moments.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
}

/** The earliest of some instants; undefined for none. Where the first is never undefined, neither is the result. */
export function earliest(first: Instant, ...others: readonly (Instant | undefined)[]): Instant;
export function earliest(...moments: readonly (Instant | undefined)[]): Instant | undefined;
export function earliest(...moments: readonly (Instant | undefined)[]): Instant | undefined {
  return moments.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
}
