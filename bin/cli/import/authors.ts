import { LIMITS } from '../../../lambdas/news/limits';

/** The first authors, up to the limit of a story. A note names the others. */
export function firstAuthors<Author>(authors: readonly Author[], notes: string[]): Author[] {
  const others = authors.slice(LIMITS.authors).map((author) => Object(author).name);
  if (others.length > 0) notes.push(`authors left out: ${others.join(', ')}`);
  return authors.slice(0, LIMITS.authors);
}
