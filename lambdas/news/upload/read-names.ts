import { slug } from '../values/slug';
import { type Author, LIMITS, STORY_ID } from '../story/story';
import { address } from './read-address';
import type { Field } from './field';
import { AUTHOR_FIELDS } from './field-names';
import { given } from '../values/omit-undefined';
import { list } from './read-list';
import { line, name, string } from './read-text';
import { isObject } from './unknown-fields';

// Only what RSS needs to be sure of: one @, nothing that ends the address or its line.
const EMAIL = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

/** The id that an uploader chose, in NFC. */
export function storyId(field: Field): string | undefined {
  const id = string(field);
  if (id === undefined) return undefined;
  const composed = id.length > LIMITS.id * 4 ? '' : id.normalize('NFC');
  if (STORY_ID.test(composed) && composed.length <= LIMITS.id) return composed;
  return field.refuse(
    `write 1 to ${LIMITS.id} letters, digits and hyphens, or leave it out to have one made of the headline`,
  );
}

/** Tags; those that share an address are one. */
export function tags(field: Field): string[] {
  const bySlug = new Map<string, string>();
  // Room for as many spellings of each; those left after merging are counted again.
  list(field, LIMITS.tags ** 2, (item) => {
    const tag = item.required(name(LIMITS.name), 'write a tag, or leave it out');
    if (tag === undefined) return undefined;
    const first = bySlug.get(slug(tag));
    if (first === undefined) bySlug.set(slug(tag), tag);
    else item.warn(`merged with the tag ${first}`);
    return tag;
  });
  if (bySlug.size > LIMITS.tags) field.refuse(`give at most ${LIMITS.tags} tags; these are ${bySlug.size}`);
  return [...bySlug.values()];
}

/** Bylines. */
export const authors = (field: Field, base: string): Author[] =>
  list(field, LIMITS.authors, (item) => {
    if (!isObject(item, AUTHOR_FIELDS)) return undefined;
    const byline = item.at('name').required(name(LIMITS.name), 'give the name of the author');
    const contact = email(item.at('email'));
    const url = address(base)(item.at('url'));
    return byline === undefined ? undefined : given({ name: byline, email: contact, url });
  });

function email(field: Field): string | undefined {
  const text = line(LIMITS.email)(field);
  if (text === undefined || EMAIL.test(text)) return text;
  return field.refuse('write an e-mail address like desk@news.example');
}

/** A language of BCP 47 in its canonical form, without extensions: they say nothing of a story. */
export function language(field: Field): string | undefined {
  const tag = line(LIMITS.language)(field);
  if (tag === undefined) return undefined;
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return field.refuse('write a language tag of BCP 47, like en, pt-BR or zh-Hant');
  }
}
