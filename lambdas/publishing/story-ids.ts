import { LIMITS } from '../news/limits';
import { slug } from '../news/values/slug';

/** The id that a headline gives, with a number from 2 on: `rain`, `rain-2`, `rain-3`. At most LIMITS.id characters. */
export function idFromHeadline(headline: string, number: number): string {
  const suffix = number === 1 ? '' : `-${number}`;
  const text = slug(headline) || 'story';
  // A cut must not leave half of a surrogate pair, nor a hyphen at the end.
  const cut = text.slice(0, LIMITS.id - suffix.length).replace(/[\uD800-\uDBFF]$/, '');
  return cut.replace(/-+$/, '') + suffix;
}

/** The ids to try for a headline, in order: the numbers 1 to `max`, and then a number that hardly any other story has. */
export const idsFromHeadline = (headline: string, max: number, rareNumber: number): string[] =>
  [...Array.from({ length: max }, (_, i) => i + 1), rareNumber].map((number) => idFromHeadline(headline, number));
