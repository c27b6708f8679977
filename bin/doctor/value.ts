import { urlIn } from '../../lambdas/news/values/uri';

// RFC 822, as in the RSS Advisory Board's profile: a four-digit year, and a numeric zone, GMT or UT.
const RFC_822 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UT|[+-]\d{4})$/;
// RFC 3339 §5.6, with the upper-case letters of RFC 4287 §3.3.
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

export const isRfc822 = (text: string): boolean => RFC_822.test(text) && !Number.isNaN(Date.parse(text));
export const isRfc3339 = (text: string): boolean => RFC_3339.test(text) && !Number.isNaN(Date.parse(text));

/** Whether a text is a whole URI of any scheme (RFC 3986 §4.3). */
export const isAbsolute = (text: string): boolean => /^[a-z][a-z\d+.-]*:./i.test(text) && urlIn(text) !== undefined;
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && urlIn(text) !== undefined;

/** Whether two addresses have the same host. The doctor sends requests only to the site that the user names. */
export const isSameSite = (address: string, other: string): boolean => urlIn(other)?.host === new URL(address).host;

/** The values that a list holds more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  const known = new Set<string>();
  return [...new Set(values.filter((value) => known.has(value) || !known.add(value)))];
}
