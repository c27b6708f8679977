import { LIMITS } from '../../../lambdas/news/limits';
import { cutWithEllipsis } from '../../../lambdas/news/values/cut-at-word';
import { isolate } from '../../../lambdas/news/values/isolate';
import { slug } from '../../../lambdas/news/values/slug';

/**
 * The first tags, up to the limit of a story. Tags of one slug count once, in the first spelling, and a tag without a letter or
 * digit does not count. A note names every other tag, except a tag that is given twice.
 */
export function firstTags(names: readonly string[], notes: string[]): string[] {
  const cutNames = names.map((text) => cutWithEllipsis(text, LIMITS.name));
  const bySlug = new Map<string, string>();
  for (const name of withAddress('tags', cutNames, (tag) => tag, notes)) {
    const address = slug(name);
    const first = bySlug.get(address);
    if (first === undefined) bySlug.set(address, name);
    else if (first !== name)
      notes.push(`tag ${isolate(name)} merged with ${isolate(first)}: both have the address ${isolate(address)}`);
  }
  const tags = [...bySlug.values()];
  if (tags.length > LIMITS.tags) notes.push(`tags left out: ${listNames(tags.slice(LIMITS.tags))}`);
  return tags.slice(0, LIMITS.tags);
}

/** The names that can have an address of their own: with a letter or digit. */
export const namesWithAddress = (names: readonly string[]): string[] =>
  names.map((text) => cutWithEllipsis(text, LIMITS.name)).filter((name) => slug(name) !== '');

/** The first authors whose name has a letter or digit, up to the limit of a story. A note names the others. */
export function firstAuthors<Author>(authors: readonly Author[], notes: string[]): Author[] {
  const named = withAddress('authors', authors, (author) => Object(author).name, notes);
  const others = named.slice(LIMITS.authors).map((author) => Object(author).name);
  if (others.length > 0) notes.push(`authors left out: ${listNames(others)}`);
  return named.slice(0, LIMITS.authors);
}

/** The items without those whose name is a text without a letter or digit: it has no address. A note names these. */
function withAddress<T>(kind: string, items: readonly T[], nameOf: (item: T) => unknown, notes: string[]): T[] {
  const isNameless = (name: unknown): name is string => typeof name === 'string' && slug(name) === '';
  const nameless = items.map(nameOf).filter((name) => isNameless(name) && name.trim() !== '');
  if (nameless.length > 0) notes.push(`${kind} left out, without a letter or digit: ${listNames(nameless)}`);
  return items.filter((item) => !isNameless(nameOf(item)));
}

/** Names in one line of text. */
const listNames = (names: readonly unknown[]): string => names.map((name) => isolate(String(name))).join(', ');
