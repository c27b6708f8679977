import { notFound, type Problem, problem } from '../http/problem';
import { PUBLIC_ROUTES as ROUTES } from '../http/routes';
import { LISTED_STORY_EXAMPLE, STORY_EXAMPLE } from './examples';
import { arraySchema, nullableSchema, objectSchema, schemaRef, withDescription } from './json-schema';
import { valuesIn } from './openapi-paths';
import type { ParameterObject } from './operation-object';
import {
  cursorParameter,
  filterParameters,
  idParameter,
  inPath,
  inQuery,
  limitParameter,
  WRONG_PLACE,
  WRONG_QUERY,
} from './parameters';
import type { Content } from './responses';

export type Route = keyof typeof ROUTES;

/** What stands at a public address. */
export interface PublicOperation {
  readonly summary: string;
  readonly content: Content;
  readonly parameters?: readonly ParameterObject[];
  /** Whether it is for people, who are told on a page what went wrong. */
  readonly page?: true;
  /** Whether it is there though the store is not. */
  readonly standsAlone?: true;
  /** Whether it only says where something else is. */
  readonly sendsOn?: true;
  readonly refuses?: readonly Problem[];
}

const TEXT = { schema: { type: 'string' } };
const BYTES = { schema: {} };
const HTML: Content = { 'text/html': TEXT };
const XML: Content = { 'application/xml': TEXT };

/** What each file of a feed is, and each icon. */
export const FILES: Readonly<Record<string, Content>> = {
  'rss.xml': { 'application/rss+xml': { schema: withDescription({ type: 'string' }, 'RSS 2.0') } },
  'atom.xml': { 'application/atom+xml': { schema: withDescription({ type: 'string' }, 'Atom 1.0 (RFC 4287)') } },
  'feed.json': { 'application/feed+json': { schema: schemaRef('JsonFeed') } },
  'icon.svg': { 'image/svg+xml': TEXT },
  'favicon.ico': { 'image/vnd.microsoft.icon': BYTES },
  'apple-touch-icon.png': { 'image/png': BYTES },
  'podcast-cover.png': { 'image/png': BYTES },
};
const FEED: Content = { ...FILES['rss.xml'], ...FILES['atom.xml'], ...FILES['feed.json'] };

const choice = (route: Route, name: string, example: string): ParameterObject =>
  inPath(name, { enum: valuesIn(ROUTES[route], name) }, example);
const file = (route: Route) => choice(route, 'file', 'feed.json');
const folder = (route: Route) => choice(route, 'folder', 'sections');
const name = { type: 'string', minLength: 1 };
const slug = inPath('slug', name, '', 'a name in lower case: Middle East is middle-east');
/** Of the example story, by the folder that its feed is in. */
export const SLUGS: Readonly<Record<string, string>> = {
  sections: 'local',
  tags: 'floods',
  authors: 'ann-lee',
  languages: 'en',
};
const document = inPath(
  'document',
  name,
  '20261031T235959Z',
  'opaque: a feed names the archive document that precedes it (RFC 5005 §4; next_url of JSON Feed)',
);
export const MONTH = { type: 'string', pattern: '^[12][0-9]{3}-(0[1-9]|1[0-2])$' };
const before = inQuery('before', { type: 'string' }, 'the way to what is older, as pages link to it');
const after = inQuery('after', { type: 'string' }, '`next` of the page before, which always has one');

const nothing = notFound();
const gone = problem(410, 'This story was withdrawn by its publisher.');

const json = (schema: object, example?: unknown): Content => ({
  'application/json': { schema: { ...schema }, ...(example !== undefined && { example }) },
});
const stories = objectSchema(
  { stories: arraySchema(schemaRef('ListedStory')), next: nullableSchema({ type: 'string' }) },
  ['stories', 'next'],
);
const changes = objectSchema({ changes: arraySchema(schemaRef('Change')), next: { type: 'string' } }, [
  'changes',
  'next',
]);
const published = { at: STORY_EXAMPLE.publishedAt, what: 'published', id: STORY_EXAMPLE.id, story: STORY_EXAMPLE };

const feed = (summary: string, parameters: ParameterObject[]): PublicOperation => ({
  summary,
  content: FEED,
  parameters,
  refuses: [nothing],
});
const page = (summary: string, parameters: ParameterObject[] = [], refuses: Problem[] = []): PublicOperation => ({
  summary,
  content: HTML,
  page: true,
  parameters,
  refuses,
});

/** Every public document but the health check. */
export const PUBLIC_OPERATIONS: Readonly<Record<Exclude<Route, 'health'>, PublicOperation>> = {
  front: page('The front page: what breaks, then the latest', [before], [WRONG_PLACE]),
  story: page('The page of a story', [idParameter], [nothing, gone]),
  neighbour: {
    ...page(
      'The story before or after one in its section',
      [idParameter, choice('neighbour', 'direction', 'next')],
      [nothing, gone],
    ),
    sendsOn: true,
  },
  feeds: page('Every feed there is, for people'),
  opml: { summary: 'Every feed there is, for readers (OPML)', content: { 'text/x-opml': TEXT } },
  feed: feed('The newest stories', [file('feed')]),
  breaking: feed('The stories that break now', [file('breaking')]),
  breakingPage: page('The same as a page', [before], [WRONG_PLACE, nothing]),
  audio: feed('The newest stories that can be heard', [file('audio')]),
  audioPage: page('The same as a page', [before], [WRONG_PLACE, nothing]),
  feedOf: feed('The newest stories of a section, tag, author or language', [folder('feedOf'), slug, file('feedOf')]),
  pageOf: page('The same as a page', [folder('pageOf'), slug, before], [WRONG_PLACE, nothing]),
  archive: feed('A document of the history of all stories', [document, file('archive')]),
  archiveOf: feed('A document of the history of a section, tag, author or language', [
    folder('archiveOf'),
    slug,
    document,
    file('archiveOf'),
  ]),
  archiveOfAudio: feed('A document of the history of what can be heard', [document, file('archiveOfAudio')]),
  podcast: { ...feed('What can be heard, as a podcast', []), content: { ...FILES['rss.xml'] } },
  newsSitemap: { summary: 'The stories of the last two days, for search engines', content: XML },
  sitemap: { summary: 'Every sitemap there is', content: XML },
  sitemapOf: {
    summary: 'The stories of one month, for search engines',
    content: XML,
    parameters: [inPath('month', MONTH, '2026-10')],
    refuses: [nothing],
  },
  robots: { standsAlone: true, summary: 'What crawlers may do', content: { 'text/plain': TEXT } },
  icon: {
    standsAlone: true,
    summary: 'A picture that stands for the publication',
    content: {},
    parameters: [choice('icon', 'icon', 'icon.svg')],
  },
  list: {
    summary: 'Stories as JSON, newest first, without their bodies',
    content: json(stories, { stories: [LISTED_STORY_EXAMPLE], next: null }),
    parameters: [limitParameter, cursorParameter, ...filterParameters],
    refuses: [WRONG_QUERY],
  },
  storyJson: {
    summary: 'A story as JSON, whole',
    content: json(schemaRef('Story'), STORY_EXAMPLE),
    parameters: [idParameter],
    refuses: [nothing, gone],
  },
  changes: {
    summary: 'Every change that readers could see, in its order, each with the story as it is now',
    content: json(changes, { changes: [published], next: 'fDE' }),
    parameters: [limitParameter, after],
    refuses: [WRONG_QUERY],
  },
  contract: { standsAlone: true, summary: 'This description', content: json({ type: 'object' }) },
};
