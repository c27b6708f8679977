import { LIMITS } from '../../../lambdas/news/limits';
import { slug } from '../../../lambdas/news/values/slug';

/** As many tags as a story has room for; those that are told apart by their addresses, each as it came first. What is left out is noted. */
export function firstTags(names: readonly string[], notes: string[]): string[] {
  const bySlug = new Map<string, string>();
  for (const name of names.map((long) => cut(long, LIMITS.name))) {
    if (slug(name) !== '' && !bySlug.has(slug(name))) bySlug.set(slug(name), name);
  }
  const tags = [...bySlug.values()];
  if (tags.length > LIMITS.tags) notes.push(`tags left out: ${tags.slice(LIMITS.tags).join(', ')}`);
  return tags.slice(0, LIMITS.tags);
}

/** A text of so many characters at most, cut between words. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .replace(/\s+\S*$/, '')
        .replace(/[\ud800-\udbff]$/, '')}…`;
