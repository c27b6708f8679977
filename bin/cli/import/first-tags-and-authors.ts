import { LIMITS } from '../../../lambdas/news/limits';
import { cutWithEllipsis } from '../../../lambdas/news/values/cut-at-word';
import { slug } from '../../../lambdas/news/values/slug';

/** The first tags, up to the limit of a story. Tags of one slug count once, in the first spelling. A note names the others. */
export function firstTags(names: readonly string[], notes: string[]): string[] {
  const bySlug = new Map<string, string>();
  for (const name of names.map((text) => cutWithEllipsis(text, LIMITS.name))) {
    if (slug(name) !== '' && !bySlug.has(slug(name))) bySlug.set(slug(name), name);
  }
  const tags = [...bySlug.values()];
  if (tags.length > LIMITS.tags) notes.push(`tags left out: ${tags.slice(LIMITS.tags).join(', ')}`);
  return tags.slice(0, LIMITS.tags);
}

/** The first authors, up to the limit of a story. A note names the others. */
export function firstAuthors<Author>(authors: readonly Author[], notes: string[]): Author[] {
  const others = authors.slice(LIMITS.authors).map((author) => Object(author).name);
  if (others.length > 0) notes.push(`authors left out: ${others.join(', ')}`);
  return authors.slice(0, LIMITS.authors);
}
