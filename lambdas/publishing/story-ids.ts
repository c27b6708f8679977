import { LIMITS } from '../news/limits';
import { cutAtWord } from '../news/values/cut-at-word';
import { slug } from '../news/values/slug';

/** The id that a headline gives, with a number from 2 on: `rain`, `rain-2`, `rain-3`. At most LIMITS.id characters. */
export function idFromHeadline(headline: string, number: number): string {
  const suffix = number === 1 ? '' : `-${number}`;
  const cut = cutAtWord(slug(headline), LIMITS.id - suffix.length).replace(/-+$/, '');
  // A headline may have no letter and no digit, or one letter with more marks than an id may have.
  return (cut || 'story') + suffix;
}

/** The ids to try for a headline, in order: the numbers 1 to `max`, and then a number that hardly any other story has. */
export const idsFromHeadline = (headline: string, max: number, rareNumber: number): string[] =>
  [...Array.from({ length: max }, (_, i) => i + 1), rareNumber].map((number) => idFromHeadline(headline, number));

/** Says that a story has another id than the wanted one. */
export const idTaken = (wanted: string, id: string): string =>
  `the id ${wanted} is taken by another story: this one got the id ${id}`;
