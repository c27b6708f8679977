import { type PublicRouteName, PUBLIC_ROUTES as ROUTES } from '../http/routes';
import { LISTED_STORY_EXAMPLE, STORY_EXAMPLE } from './examples';
import { pageSchema, type Schema, schemaRef, withDescription } from './json-schema';
import { valuesIn } from './openapi-paths';
import type { ParameterObject } from './operation-object';
import { idParameter, inPath } from './parameters';
import type { RefusalName } from './refusals';
import type { Content } from './responses';

/** The document at a public address. */
export interface PublicOperation {
  /** `{}` stands for the word of the first step of the path, where the route lists several. */
  readonly operationId: string;
  /** `{}` stands for the name of that first step. */
  readonly summary: string;
  /** Left out for a page or a feed, which the kind of its route describes. */
  readonly content?: Content;
  /** The parameters in its path. The table of routes has the ones in its query. */
  readonly path?: readonly ParameterObject[];
  /** The document needs no store. */
  readonly isStatic?: true;
  /** The answer is a redirect. */
  readonly redirects?: true;
  /** A browser that opens the address gets a page in place of the document. */
  readonly isPageInBrowser?: true;
  readonly refuses?: readonly RefusalName[];
}

/** The first steps that routes list: the word in an operation id, the name in a summary, and a slug of the example story. */
export const FIRST_STEPS: Readonly<Record<string, { word: string; name: string; slug?: string }>> = {
  sections: { word: 'Section', name: 'a section', slug: 'local' },
  tags: { word: 'Tag', name: 'a tag', slug: 'floods' },
  authors: { word: 'Author', name: 'an author', slug: 'ann-lee' },
  languages: { word: 'Language', name: 'a language', slug: 'en' },
  'rss.xml': { word: 'Rss', name: 'RSS 2.0' },
  'atom.xml': { word: 'Atom', name: 'Atom 1.0' },
  'feed.json': { word: 'Json', name: 'JSON Feed 1.1' },
  'icon.svg': { word: 'SvgIcon', name: 'Icon of the publication as SVG' },
  'favicon.ico': { word: 'Favicon', name: 'Icon of the publication as ICO' },
  'apple-touch-icon.png': { word: 'AppleTouchIcon', name: 'Icon of the publication as PNG' },
  'podcast-cover.png': { word: 'PodcastCover', name: 'Cover of the podcast as PNG' },
};

const TEXT = { schema: { type: 'string' } };
const BYTES = { schema: {} };
const XML: Content = { 'application/xml': TEXT };

/** The content of each file of a feed, and of each icon. */
export const FILES: Readonly<Record<string, Content>> = {
  'rss.xml': { 'application/rss+xml': { schema: withDescription({ type: 'string' }, 'RSS 2.0') } },
  'atom.xml': { 'application/atom+xml': { schema: withDescription({ type: 'string' }, 'Atom 1.0 (RFC 4287)') } },
  'feed.json': { 'application/feed+json': { schema: schemaRef('JsonFeed') } },
  'icon.svg': { 'image/svg+xml': TEXT },
  'favicon.ico': { 'image/vnd.microsoft.icon': BYTES },
  'apple-touch-icon.png': { 'image/png': BYTES },
  'podcast-cover.png': { 'image/png': BYTES },
};

const choice = (route: PublicRouteName, name: string, example: string, description: string): ParameterObject =>
  inPath(name, { enum: valuesIn(ROUTES[route].path, name) }, example, description);
const file = choice('breaking', 'file', 'feed.json', 'The format of the feed.');
const someText: Schema = { type: 'string', minLength: 1 };
const slug = inPath('slug', someText, '', 'The slug of the name: the one of Middle East is middle-east.');
const archiveDocument = inPath(
  'document',
  someText,
  '20261031T235959Z',
  'The name of an archive document, from the `prev-archive` link of RSS and Atom (RFC 5005 §4) or `next_url` of JSON Feed.',
);
const archivePeriodSchema: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}(?:-\\d{2})?$' };
const archivePeriod = inPath(
  'period',
  archivePeriodSchema,
  '2026-11',
  'A month or a day in UTC: 2026-11 or 2026-11-22.',
);
export const SITEMAP_PART = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' };
const sitemapPart = inPath(
  'part',
  SITEMAP_PART,
  '19000101T000000Z',
  'The name of a part, from an address in the index.',
);

const json = (schema: Schema, example?: unknown): Content => ({ 'application/json': { schema, example } });
const stories = pageSchema('stories', 'ListedStory');
const changes = pageSchema('changes', 'Change', { type: 'string' });
const published = { at: STORY_EXAMPLE.publishedAt, type: 'published', id: STORY_EXAMPLE.id, story: STORY_EXAMPLE };

const feed = (operationId: string, summary: string, ...path: ParameterObject[]): PublicOperation => {
  return { operationId, summary, path, refuses: ['NothingFound'] };
};
const feedPage = (operationId: string, summary: string, ...path: ParameterObject[]): PublicOperation => {
  return { operationId, summary, path, refuses: ['OlderPageNotFound', 'NothingFound'] };
};

const newest = (operationId: string, summary: string, ...path: ParameterObject[]): PublicOperation => {
  return { ...feed(operationId, summary, ...path), isPageInBrowser: true };
};

/** An address below a section, tag, author or language. An editor may have closed its feed. */
const ofNamedFeed = ({ refuses = [], ...operation }: PublicOperation): PublicOperation => {
  return { ...operation, refuses: [...refuses, 'FeedGone'] };
};

const fileOperation = (operationId: string, summary: string, content: Content): PublicOperation => {
  return { operationId, summary, content };
};
const STORY_REFUSALS: readonly RefusalName[] = ['NothingFound', 'StoryGone'];

/** Every public document but the health check. */
export const PUBLIC_OPERATIONS: Readonly<Record<Exclude<PublicRouteName, 'health'>, PublicOperation>> = {
  front: {
    ...feedPage('getFrontPage', 'Front page: breaking stories, then the latest'),
    refuses: ['OlderPageNotFound', 'StoryGone'],
  },
  story: { ...feed('getStoryPage', 'HTML page of a story', idParameter), refuses: STORY_REFUSALS },
  neighbour: {
    operationId: 'getNeighbouringStory',
    summary: 'Redirect to the neighbouring story in the same section',
    path: [idParameter, choice('neighbour', 'direction', 'next', 'The earlier or the later story.')],
    redirects: true,
    refuses: STORY_REFUSALS,
  },
  feeds: { operationId: 'getFeedsPage', summary: 'HTML page of 500 feeds', refuses: ['FeedsPageNotFound'] },
  opml: fileOperation('getFeedsOpml', 'All stories, breaking news and the sections as OPML, or every feed', {
    'text/x-opml': TEXT,
  }),
  feed: newest('get{}Feed', 'Newest stories as {}'),
  breaking: newest('getBreakingFeed', 'Feed of the stories that break now', file),
  breakingPage: feedPage('getBreakingPage', 'HTML page of the stories that break now'),
  audio: newest('getAudioFeed', 'Feed of the newest stories with audio', file),
  audioPage: feedPage('getAudioPage', 'HTML page of the stories with audio'),
  feedOf: ofNamedFeed(newest('get{}Feed', 'Feed of the newest stories of {}', slug, file)),
  pageOf: ofNamedFeed(feedPage('get{}Page', 'HTML page of {}', slug)),
  archivePage: {
    ...feedPage('getArchivePage', 'HTML page of the months that have stories'),
    refuses: ['OlderPageNotFound'],
  },
  archivePeriod: feedPage('getArchivePeriod', 'HTML page of a month, with its days, or of a day', archivePeriod),
  archive: feed('getArchive', 'Archive document of the feed of all stories', archiveDocument, file),
  archiveOf: ofNamedFeed(feed('get{}Archive', 'Archive document of the feed of {}', slug, archiveDocument, file)),
  archiveOfAudio: feed('getAudioArchive', 'Archive document of the feed of stories with audio', archiveDocument, file),
  withdrawnPage: {
    operationId: 'getWithdrawnPage',
    summary: 'HTML page that explains withdrawals',
    isStatic: true,
  },
  podcast: { ...newest('getPodcast', 'Podcast of the newest stories with audio'), content: FILES['rss.xml'] },
  newsSitemap: fileOperation('getNewsSitemapIndex', 'Index of the news sitemap: the stories of the last two days', XML),
  newsSitemapPart: { ...feed('getNewsSitemapPart', 'Part of the news sitemap', sitemapPart), content: XML },
  sitemap: fileOperation('getSitemapIndex', 'Index of the sitemap: every story', XML),
  sitemapPart: { ...feed('getSitemapPart', 'Part of the sitemap: at most 500 stories', sitemapPart), content: XML },
  robots: { ...fileOperation('getRobots', 'Rules for crawlers (RFC 9309)', { 'text/plain': TEXT }), isStatic: true },
  icon: { operationId: 'get{}', summary: '{}', isStatic: true },
  list: {
    operationId: 'listStories',
    summary: 'Stories as JSON without their bodies, newest first',
    content: json(stories, { stories: [LISTED_STORY_EXAMPLE], cursor: null }),
    refuses: ['InvalidQuery'],
  },
  storyJson: {
    ...feed('getStory', 'One story as JSON, with its body', idParameter),
    content: json(schemaRef('Story'), STORY_EXAMPLE),
    refuses: ['InvalidQuery', ...STORY_REFUSALS],
  },
  changes: {
    operationId: 'listChanges',
    summary: 'Every change that readers could see, in order, each with the current story',
    content: json(changes, { changes: [published], cursor: 'fDE' }),
    refuses: ['InvalidQuery'],
  },
  openApi: {
    ...fileOperation('getOpenApi', 'OpenAPI description of every address', json({ type: 'object' })),
    isStatic: true,
  },
};
