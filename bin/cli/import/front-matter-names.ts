import type { FrontMatter } from '../story-file/front-matter';
import { firstAuthors, firstTags } from './first-tags-and-authors';

/** By the name in front matter of Jekyll, Hugo, Eleventy and others: the field of a story. */
const STORY_FIELDS: Readonly<Record<string, string>> = {
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

/** All names of a story's field in front matter. */
export const namesOf = (field: string): string[] => [
  field,
  ...Object.keys(STORY_FIELDS).filter((name) => STORY_FIELDS[name] === field),
];

/** Front matter under the names of a story's fields. Drops empty fields, and keeps numbers as their text. Adds notes. */
export function renameFields({ fields, sourceOf }: FrontMatter, notes: string[]): Record<string, unknown> {
  const { tags, categories, authors, image, ...rest } = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const kept = dropEmpty(name === 'audio' ? value : numbersAsText(value, [name]));
      return kept === undefined ? [] : [[STORY_FIELDS[name] ?? name, kept]];
    }),
  );
  const topics = [...topicsOf(tags, 'tags', notes), ...topicsOf(categories, 'categories', notes)];
  // A name may hold a comma, so a text is one author and only a list is several.
  const allAuthors = toList(authors).map((one) => (typeof one === 'string' ? { name: one } : one));
  const people = firstAuthors(allAuthors, notes);
  return {
    ...rest,
    tags: topics.length === 0 ? undefined : topics.every(isText) ? firstTags(topics, notes) : topics,
    authors: people.length === 0 ? undefined : people,
    image: typeof image === 'string' ? { url: image } : image,
  };

  function numbersAsText(value: unknown, path: readonly (string | number)[]): unknown {
    if (typeof value === 'number') return sourceOf(path) ?? String(value);
    return Array.isArray(value) ? value.map((one, i) => numbersAsText(one, [...path, i])) : value;
  }
}

/** The value without its empty parts; undefined if all of it is empty. */
function dropEmpty(value: unknown): unknown {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const kept = value.map(dropEmpty).filter((one) => one !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const kept = Object.entries(value as object).flatMap(([name, one]) => {
    const part = dropEmpty(one);
    return part === undefined ? [] : [[name, part]];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function topicsOf(value: unknown, name: string, notes: string[]): unknown[] {
  if (typeof value !== 'string') return toList(value);
  // In Jekyll `a b c` is three tags, in Hugo, Hexo and Eleventy one, and the file does not say which program it is for.
  if (/\S\s+\S/.test(value) && !value.includes(','))
    notes.push(
      `${name}: "${value}" counts as one tag; for several tags write [${value.trim().split(/\s+/).join(', ')}]`,
    );
  return value
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value ? [value] : []);
