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

/** Front matter by the names that a story's fields have here. */
export function called(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { tags, categories, authors, image, ...rest } = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [CALLED[name] ?? name, value]),
  );
  const topics = [...listed(tags), ...listed(categories)];
  const people = listed(authors).map((one) => (typeof one === 'string' ? { name: one } : one));
  return {
    ...rest,
    ...(topics.length > 0 && { tags: topics }),
    ...(people.length > 0 && { authors: people }),
    ...(image !== undefined && { image: typeof image === 'string' ? { url: image } : image }),
  };
}

const listed = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(/,\s*/) : value ? [value] : [];
