import { current, type Revision, type Story } from './newsroom';

/** Where a feed is: `` for all stories, `/breaking`, `/sections/world`, … */
export type Feed = string;
export const ALL: Feed = '';
export const BREAKING: Feed = '/breaking';

/** How many stories a document has before its late ones. */
export const NEWEST = 50;

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** The feeds that a revision is meant for; whether it breaks is for the clock. */
export function feedsOf({ section, tags, authors, language, withdrawal, breakingUntil }: Revision): Set<Feed> {
  if (withdrawal) return new Set();
  return new Set([
    ALL,
    ...(breakingUntil === undefined ? [] : [BREAKING]),
    ...(section === undefined ? [] : [`/sections/${slug(section)}`]),
    ...tags.map((tag) => `/tags/${slug(tag)}`),
    ...authors.map((author) => `/authors/${slug(author)}`),
    `/languages/${language}`,
  ]);
}

const NAMES: Readonly<Record<Feed, string>> = {
  [ALL]: 'Bulletin',
  [BREAKING]: 'Bulletin: Breaking News',
  '/languages/en': 'Bulletin: English',
  '/languages/fr': 'Bulletin: français',
};

/** Whether a feed may be called so: by any spelling of its section, tag or author. */
export const isTitleOf = (feed: Feed, title: string): boolean =>
  NAMES[feed] === undefined
    ? feed.endsWith(`/${slug(title.replace(/^Bulletin: /, ''))}`) && title.startsWith('Bulletin: ')
    : title === NAMES[feed];

const FILTERS: Readonly<Record<string, string>> = {
  sections: 'section',
  tags: 'tag',
  authors: 'author',
  languages: 'language',
};

/** The query that narrows a list to a feed. */
export function filterOf(feed: Feed): string {
  if (feed === ALL) return '';
  if (feed === BREAKING) return 'breaking=true&';
  const [, folder = '', slug] = feed.split('/');
  return `${FILTERS[folder]}=${slug}&`;
}

/** By publication, then id, as the document's order has it. */
export function newestFirst(a: Story, b: Story): number {
  const difference = current(b).publishedAt - current(a).publishedAt;
  return difference === 0 ? (a.id < b.id ? 1 : -1) : difference;
}
