import { LIMITS } from '../news/limits';
import { slug } from '../news/values/slug';

/** The id that a headline makes, and what follows where it is taken: `…-2`, `…-3`. At most 128 characters. */
export function idFor(headline: string, number: number): string {
  const suffix = number === 1 ? '' : `-${number}`;
  // Cut by whole characters: half of a surrogate pair is none.
  const characters = Array.from(slug(headline) || 'story');
  while (characters.join('').length > LIMITS.id - suffix.length) characters.pop();
  return characters.join('').replace(/-+$/, '') + suffix;
}
