import { LIMITS } from '../../../lambdas/news/limits';

/** As many authors as a story has room for. Who is left out is noted. */
export function firstAuthors<Author>(authors: readonly Author[], notes: string[]): Author[] {
  const others = authors.slice(LIMITS.authors).map((author) => Object(author).name);
  if (others.length > 0) notes.push(`authors left out: ${others.join(', ')}`);
  return authors.slice(0, LIMITS.authors);
}
