import { LIMITS } from '../../../../lambdas/news/limits';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import { mediaTypeByExtension } from '../../../../lambdas/news/upload/read-media-type';
import { cutWithEllipsis } from '../../../../lambdas/news/values/cut-at-word';
import { slug } from '../../../../lambdas/news/values/slug';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { firstAuthors, firstTags } from '../first-tags-and-authors';

type Fields = Readonly<Record<string, unknown>>;
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,200}@[^\s@<>()[\]\\,;:"]{1,50}$/;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** An address that a story may have; undefined for any other value. */
export function webAddressIn(value: unknown): string | undefined {
  const url = urlIn(text(value) ?? '');
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.href.length <= LIMITS.url
    ? url.href
    : undefined;
}

/** A text of at most `limit` characters, with a note where it is cut; undefined for a value that is no text. */
export function limitedText(name: string, value: unknown, limit: number, notes: string[]): string | undefined {
  const whole = text(value)?.replace(/\s+/g, ' ');
  if (whole !== undefined && whole.length > limit) notes.push(`${name}: cut at ${limit} characters`);
  return whole === undefined ? undefined : cutWithEllipsis(whole, limit);
}

/** A section that has an address. */
export function sectionIn(value: unknown, notes: string[]): string | undefined {
  const name = limitedText('section', value, LIMITS.name, notes);
  if (name === undefined || slug(name) !== '') return name;
  notes.push(`section: left out, without a letter or digit: ${name}`);
  return undefined;
}

/** The id that the front matter asks for; undefined for one that no story may have. */
export function idIn(value: unknown, notes: string[]): string | undefined {
  const id = text(value)
    ?.replace(/^\/+|\/+$/g, '')
    .normalize('NFC');
  if (id === undefined || isStoryId(id)) return id;
  notes.push(`id: left out, because no address can hold it: ${JSON.stringify(id)}`);
  return undefined;
}

/** An id that no story above has. */
export function uniqueId(id: string | undefined, used: Set<string>, notes: string[]): string | undefined {
  if (id === undefined) return undefined;
  let unique = id;
  for (let number = 2; used.has(unique.toLowerCase()); number++) unique = `${id}-${number}`;
  if (unique !== id) notes.push(`id: another file has it too, so that this story gets another one: ${unique}`);
  used.add(unique.toLowerCase());
  return unique;
}

/** The first tags that are texts. */
export function tagsIn(value: unknown, notes: string[]): string[] | undefined {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  const tags = firstTags(
    all.flatMap((tag) => text(tag) ?? []),
    notes,
  );
  return tags.length > 0 ? tags : undefined;
}

/** The first authors, with the parts that a byline has. */
export function authorsIn(value: unknown, notes: string[]): Fields[] | undefined {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  const authors = all.flatMap((one) => {
    const { name, title, email, url, ...others } = Object(one) as Fields;
    const named = limitedText('authors', name ?? title, LIMITS.name, notes);
    if (named === undefined) return [];
    const left = Object.keys(others);
    if (left.length > 0) notes.push(`authors: left out: ${left.join(', ')}`);
    const address = text(email);
    return [{ name: named, email: EMAIL.test(address ?? '') ? address : undefined, url: webAddressIn(url) }];
  });
  const first = firstAuthors(authors, notes);
  return first.length > 0 ? first : undefined;
}

/** A picture or sound with the parts that a story has; undefined, with a note, where its address is not on the web. */
export function mediaIn(
  name: 'image' | 'audio',
  value: unknown,
  toAbsolute: (address: string) => string | undefined,
  notes: string[],
): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  const parts = Object(value) as Fields;
  const written = text(parts.url);
  const url = webAddressIn(written) ?? webAddressIn(written === undefined ? undefined : toAbsolute(written));
  if (url === undefined) {
    notes.push(`${name}: left out, because its address is not on the web: ${JSON.stringify(written ?? value)}`);
    return undefined;
  }
  if (name === 'audio') {
    const { length, duration } = parts;
    const type = text(parts.type) ?? mediaTypeByExtension('audio', url);
    if (type === undefined) notes.push(`audio: left out, because its media type is unknown: ${url}`);
    return type === undefined ? undefined : { url, type, length: numberIn(length), duration: numberIn(duration) };
  }
  return {
    url,
    alt: limitedText('image/alt', parts.alt, LIMITS.alt, notes),
    credit: limitedText('image/credit', parts.credit, LIMITS.credit, notes),
  };
}

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
