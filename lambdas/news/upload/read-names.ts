import { LIMITS } from '../limits';
import type { Author } from '../story/story';
import { STORY_ID } from '../story/story-id';
import { omitUndefined } from '../values/omit-undefined';
import { slug } from '../values/slug';
import type { Field } from './field';
import { AUTHOR_FIELDS } from './field-names';
import { addressReader } from './read-address';
import { readList } from './read-list';
import { lineReader, nameReader, readString } from './read-text';
import { isObjectOf } from './unknown-fields';

// Only what RSS needs to be sure of: one @, nothing that ends the address or its line.
const EMAIL = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

/** The id that an uploader chose, in NFC. */
export function readStoryId(field: Field): string | undefined {
  const id = readString(field);
  if (id === undefined) return undefined;
  const composed = id.length > LIMITS.id * 4 ? '' : id.normalize('NFC');
  if (STORY_ID.test(composed) && composed.length <= LIMITS.id) return composed;
  return field.refuse(
    `write 1 to ${LIMITS.id} letters, digits and hyphens, or leave it out to have one made of the headline`,
  );
}

/** Tags; those that share an address are one. */
export function readTags(field: Field): string[] {
  const bySlug = new Map<string, string>();
  // Room for as many spellings of each; those left after merging are counted again.
  readList(field, LIMITS.tags ** 2, (item) => {
    const tag = item.required(nameReader(LIMITS.name), 'write a tag, or leave it out');
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
export const readAuthors = (field: Field, base: string): Author[] =>
  readList(field, LIMITS.authors, (item) => {
    if (!isObjectOf(item, AUTHOR_FIELDS)) return undefined;
    const byline = item.at('name').required(nameReader(LIMITS.name), 'give the name of the author');
    const contact = email(item.at('email'));
    const url = addressReader(base)(item.at('url'));
    return byline === undefined ? undefined : omitUndefined({ name: byline, email: contact, url });
  });

function email(field: Field): string | undefined {
  const text = lineReader(LIMITS.email)(field);
  if (text === undefined || EMAIL.test(text)) return text;
  return field.refuse('write an e-mail address like desk@news.example');
}

/** A language of BCP 47 in its canonical form, without extensions: they say nothing of a story. */
export function readLanguage(field: Field): string | undefined {
  const tag = lineReader(LIMITS.language)(field);
  if (tag === undefined) return undefined;
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return field.refuse('write a language tag of BCP 47, like en, pt-BR or zh-Hant');
  }
}
