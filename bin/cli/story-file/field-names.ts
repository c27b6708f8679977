import { READ_ONLY_FIELDS, UPLOAD_FIELDS } from '../../../lambdas/news/upload/field-names';

export type StoryField = (typeof UPLOAD_FIELDS)[number];

/** The names of one field in other programs, in the order in which they count where only one may. */
const SYNONYMS: Readonly<Partial<Record<StoryField, string>>> = {
  headline: 'title',
  body: 'content text',
  section: 'category',
  tags: 'keywords',
  authors: 'byline author by primaryAuthor',
  publishedAt: 'embargo publishDate date published pubDate datePublished',
  id: 'slug',
  image: 'photo picture cover featureImage featuredImage heroImage',
  audio: 'sound podcast',
  summary: 'dek excerpt description customExcerpt standfirst',
  language: 'lang',
};

/** Fields that a story of ours gets by itself, or that only its old program knows. */
const LEFT_OUT =
  'updated lastmod modified dateUpdated dateModified created dateCreated updatedDate lastUpdated lastUpdate lastModifiedAt ' +
  'layout permalink template comments toc weight featured excerptSeparator aliases redirectFrom cssclass cssclasses';

/** A name as it is compared: upper case, hyphens and underscores do not count. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

const literal = new Set<string>([...UPLOAD_FIELDS, ...READ_ONLY_FIELDS]);
const leftOut = new Set(LEFT_OUT.split(' ').map(plainName));

/** By the plain name: the field. */
const fields = new Map<string, StoryField>(
  UPLOAD_FIELDS.flatMap((field) =>
    [field, ...(SYNONYMS[field]?.split(' ') ?? [])].map((name) => [plainName(name), field] as const),
  ),
);

/** All names of a field, with its own name first. */
export const namesOf = (field: StoryField): string[] => [field, ...(SYNONYMS[field]?.split(' ') ?? [])];

/** The field of the API that a name means; undefined for any other name. */
export const fieldNamed = (name: string): StoryField | undefined => fields.get(plainName(name));

/** Whether the API knows a name as it is written. */
export const isLiteralName = (name: string): boolean => literal.has(name);

/** Whether a field can go without a loss: the server dates a change, and a layout is the old program's. */
export const isLeftOut = (name: string): boolean => !literal.has(name) && leftOut.has(plainName(name));

/** How a name ranks among the names of its field: 0 counts first. */
export const rankOf = (field: StoryField, name: string): number =>
  namesOf(field).map(plainName).indexOf(plainName(name));

/** The value of an example. A text is read in every field except those with true or false. */
const EXAMPLES: Readonly<Record<StoryField, string | boolean>> = {
  id: 'river-peaks',
  headline: 'River peaks at dawn',
  summary: 'It rose two metres.',
  body: 'It was high.',
  section: 'Local',
  tags: 'Rivers, Floods',
  authors: 'Ann Li, Ben Ode',
  language: 'en',
  publishedAt: '2026-11-22 09:00',
  breaking: true,
  breakingUntil: '2026-11-22 21:00',
  audio: 'https://media.example/river.mp3',
  image: 'https://media.example/river.jpg',
  canonicalUrl: 'https://news.example/river',
  formerUrls: '/2019/01/river',
  correction: 'An earlier version named the wrong quay.',
  significant: false,
  reason: 'The bridge has another name',
};

/** A field with an example, as JSON or front matter writes it. */
export const exampleOf = (field: StoryField, form: 'yaml' | 'json'): string =>
  form === 'json' ? `"${field}": ${JSON.stringify(EXAMPLES[field])}` : `${field}: ${EXAMPLES[field]}`;
