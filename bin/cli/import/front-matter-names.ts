import type { FrontMatter } from '../story-file/front-matter';
import { firstAuthors } from './authors';
import { firstTags } from './tags';

/** What Jekyll, Hugo, Eleventy and others call the fields of a story. */
const CALLED: Readonly<Record<string, string>> = {
  title: 'headline',
  date: 'publishedAt',
  lastmod: 'updatedAt',
  updated: 'updatedAt',
  description: 'summary',
  excerpt: 'summary',
  author: 'authors',
  category: 'section',
  lang: 'language',
  slug: 'id',
};

/** What a field of a story may be renameFields in front matter. */
export const namesOf = (field: string): string[] => [
  field,
  ...Object.keys(CALLED).filter((name) => CALLED[name] === field),
];

/**
 * Front matter by the names that a story's fields have here. Fields that a template left empty are not there, and a number is
 * the text that it is written as. What is left out is noted.
 */
export function renameFields({ fields, sourceOf }: FrontMatter, notes: string[]): Record<string, unknown> {
  const { tags, categories, authors, image, audio, ...rest } = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const said = filled(name === 'audio' ? value : worded(value, [name]));
      return said === undefined ? [] : [[CALLED[name] ?? name, said]];
    }),
  );
  const topics = [...topicsIn(tags, 'tags', notes), ...topicsIn(categories, 'categories', notes)];
  // A name may have a comma: a text is one author, a list several.
  const everybody = listed(authors).map((one) => (typeof one === 'string' ? { name: one } : one));
  const people = firstAuthors(everybody, notes);
  return {
    ...rest,
    ...(topics.length > 0 && { tags: topics.every(isText) ? firstTags(topics, notes) : topics }),
    ...(people.length > 0 && { authors: people }),
    ...(image !== undefined && { image: typeof image === 'string' ? { url: image } : image }),
    ...(audio !== undefined && { audio }),
  };

  function worded(value: unknown, path: readonly (string | number)[]): unknown {
    if (typeof value === 'number') return sourceOf(path) ?? String(value);
    return Array.isArray(value) ? value.map((one, i) => worded(one, [...path, i])) : value;
  }
}

/** A value without what is empty in it; undefined where nothing is left. */
function filled(value: unknown): unknown {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const full = value.map(filled).filter((one) => one !== undefined);
    return full.length > 0 ? full : undefined;
  }
  const full = Object.entries(value as object).flatMap(([name, one]) => {
    const said = filled(one);
    return said === undefined ? [] : [[name, said]];
  });
  return full.length > 0 ? Object.fromEntries(full) : undefined;
}

function topicsIn(value: unknown, name: string, notes: string[]): unknown[] {
  if (typeof value !== 'string') return listed(value);
  // Jekyll has several in `a b c`, Hugo, Hexo and Eleventy one, and no file says whose it is.
  if (/\S\s+\S/.test(value) && !value.includes(','))
    notes.push(`${name}: "${value}" is one tag: where it is several, write [${value.trim().split(/\s+/).join(', ')}]`);
  return value
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value ? [value] : []);
