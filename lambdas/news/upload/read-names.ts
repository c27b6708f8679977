import { checkLanguage } from '../language/check-language';
import { LIMITS } from '../limits';
import type { Author } from '../story/story';
import { isStoryId } from '../story/story-id';
import { isolate } from '../values/isolate';
import { omitUndefined } from '../values/omit-undefined';
import { slug } from '../values/slug';
import { checkObject } from './check-object';
import type { Field } from './field';
import { AUTHOR_FIELDS } from './field-names';
import { addressReader } from './read-address';
import { readList } from './read-list';
import { lineReader, nameReader, readString } from './read-text';

// RSS needs no more: one @, and no character that ends the address or the line.
const EMAIL = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

/** Reads a story id that the uploader chose, and puts it into NFC. */
export function readStoryId(field: Field): string | undefined {
  const id = readString(field);
  if (id === undefined) return undefined;
  const composed = id.length > LIMITS.id * 4 ? '' : id.normalize('NFC');
  if (isStoryId(composed)) return composed;
  return field.refuse(
    `not a valid id: write 1 to ${LIMITS.id} letters, digits and hyphens, at least one of them a letter or digit, or leave it out to get one from the headline`,
  );
}

/** Reads tags. Of tags with one address the first stays, and a warning names the other. */
export function readTags(field: Field): string[] {
  const bySlug = new Map<string, string>();
  // Before merging, each tag may have as many spellings as a story may have tags.
  readList(field, LIMITS.tags ** 2, (item) => {
    const tag = item.required(nameReader(LIMITS.name), 'empty: write a tag, or remove it');
    if (tag === undefined) return undefined;
    const address = slug(tag);
    const first = bySlug.get(address);
    if (first === undefined) bySlug.set(address, tag);
    else if (first === tag) item.warn(`given twice: ${tag}`);
    else item.warn(`${isolate(tag)} is merged with ${isolate(first)}: both have the address ${isolate(address)}`);
    return tag;
  });
  if (bySlug.size > LIMITS.tags) field.refuse(`too many tags (${bySlug.size}): give at most ${LIMITS.tags}`);
  return [...bySlug.values()];
}

/** Reads the authors of a story. */
export const readAuthors = (field: Field, base: string): Author[] =>
  readList(field, LIMITS.authors, (item) => {
    if (!checkObject(item, AUTHOR_FIELDS)) return undefined;
    const name = item.at('name').required(nameReader(LIMITS.name), 'missing: give the name of the author');
    const email = readEmail(item.at('email'));
    const url = addressReader(base)(item.at('url'));
    return name === undefined ? undefined : omitUndefined({ name, email, url });
  });

function readEmail(field: Field): string | undefined {
  const text = lineReader(LIMITS.email)(field);
  if (text === undefined || EMAIL.test(text)) return text;
  return field.refuse('not an e-mail address: write one like desk@news.example');
}

/** Reads a language in its canonical form. The `stored` language of the story stays as it is, registered or not. */
export function readLanguage(field: Field, stored?: string): string | undefined {
  const text = lineReader(LIMITS.language)(field);
  if (text === undefined || text === stored) return text;
  const { tag, problem } = checkLanguage(text);
  return tag ?? field.refuse(problem);
}
