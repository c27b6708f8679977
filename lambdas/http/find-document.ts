import { shortLinkOf } from './addresses/former-url';
import type { StoryPosition } from './cursor';
import {
  type ChangesQuery,
  type ListQuery,
  readBefore,
  readBeforeYear,
  readChangesQuery,
  readFeedsQuery,
  readListQuery,
  refuseCursor,
} from './list-query';
import type { Problem } from './problem-details';
import { refuseParameters } from './query-parameters';
import { type PublicAnswer, REFUSAL_LIFETIME, type Rendered } from './representation';
import { feedOfQuery, type PublicRouteName } from './routes';

/** The current document at each kind of address of a publication. */
export interface PublicDocuments {
  /** The newest stories, or the stories before a position. */
  front(before?: StoryPosition): Promise<PublicAnswer>;
  story(id: string): Promise<PublicAnswer>;
  /** The story before or after one in its section. */
  neighbour(id: string, direction: 'previous' | 'next'): Promise<PublicAnswer>;
  storyJson(id: string): Promise<PublicAnswer>;
  /** The redirect from a former address to the page of its story. It is undefined where readers do not know that story yet. */
  formerUrl(address: string): Promise<PublicAnswer>;
  /** The first feeds, or the feeds after one. */
  feeds(after?: string): Promise<PublicAnswer>;
  /** All stories, breaking and the sections, or every feed. */
  opml(which: 'main' | 'all'): Promise<PublicAnswer>;
  /** A document of all stories, of `breaking`, of `audio`, or of the feed that a folder and a slug name. */
  feed(folder: string | undefined, slug: string | undefined, file: string): Promise<PublicAnswer>;
  /** An archive document of a feed, by its name. */
  archive(folder: string | undefined, slug: string | undefined, name: string, file: string): Promise<PublicAnswer>;
  feedPage(folder: string, slug: string | undefined, before?: StoryPosition): Promise<PublicAnswer>;
  /** The newest months that have stories, or the months before a year. */
  archivePage(before?: number): Promise<PublicAnswer>;
  /** The days of a month that have stories; or the stories of a day, the newest or the ones before a position. */
  archivePeriod(period: string, before?: StoryPosition): Promise<PublicAnswer>;
  /** The page that explains withdrawals. */
  withdrawnPage(): Promise<PublicAnswer>;
  podcast(): Promise<PublicAnswer>;
  /** The page that explains a feed, for a person who opens the address of a document. `podcast.xml` is one of `audio`. */
  subscribePage(folder: string | undefined, slug: string | undefined, file: string): Promise<PublicAnswer>;
  /** The index of the news sitemap, or a part of it by its name. */
  newsSitemap(part?: string): Promise<PublicAnswer>;
  /** The index of the sitemap, or a part of it by its name. */
  sitemap(part?: string): Promise<PublicAnswer>;
  robots(): Promise<PublicAnswer>;
  icon(name: string): Promise<PublicAnswer>;
  list(query: ListQuery): Promise<PublicAnswer>;
  /** Undefined for a cursor that is not in the list. */
  changes(query: ChangesQuery): Promise<PublicAnswer>;
  /** The description of every address, for programs. */
  openApi(): Promise<PublicAnswer>;
  /** A problem as a page, in each content coding. */
  problemPage(problem: Problem): Pick<Rendered, 'bytes'>;
}

/** Finds the document at an address, by the parameters of its path and its query. */
type Find = (
  documents: PublicDocuments,
  parameters: Readonly<Record<string, string | undefined>>,
  query: URLSearchParams,
) => Promise<PublicAnswer>;

/** How the document at each public address but the health check is found. */
export const FINDS: Record<Exclude<PublicRouteName, 'health'>, Find> = {
  front(documents, _, query) {
    const [short, feed] = [query.get('p'), query.get('feed')];
    if (short !== null) return followShortLink(documents, short);
    return feed === null ? documents.front(readBefore(query)) : Promise.resolve({ movedTo: feedOfQuery(feed) });
  },
  story: (documents, { id = '' }) => documents.story(id),
  neighbour: (documents, { id = '', direction }) =>
    documents.neighbour(id, direction === 'previous' ? 'previous' : 'next'),
  storyJson(documents, { id = '' }, query) {
    refuseParameters(query, []);
    return documents.storyJson(id);
  },
  feeds: (documents, _, query) => documents.feeds(readFeedsQuery(query)),
  opml: (documents, _, query) => documents.opml(query.has('all') ? 'all' : 'main'),
  feed: (documents, { file = '' }) => documents.feed(undefined, undefined, file),
  breaking: (documents, { file = '' }) => documents.feed('breaking', undefined, file),
  breakingPage: (documents, _, query) => documents.feedPage('breaking', undefined, readBefore(query)),
  audio: (documents, { file = '' }) => documents.feed('audio', undefined, file),
  audioPage: (documents, _, query) => documents.feedPage('audio', undefined, readBefore(query)),
  feedOf: (documents, { folder, slug, file = '' }) => documents.feed(folder, slug, file),
  archivePage: (documents, _, query) => documents.archivePage(readBeforeYear(query)),
  archivePeriod: (documents, { period = '' }, query) => documents.archivePeriod(period, readBefore(query)),
  archive: (documents, { document = '', file = '' }) => documents.archive(undefined, undefined, document, file),
  archiveOf: (documents, { folder, slug, document = '', file = '' }) => documents.archive(folder, slug, document, file),
  archiveOfAudio: (documents, { document = '', file = '' }) => documents.archive('audio', undefined, document, file),
  pageOf: (documents, { folder = '', slug }, query) => documents.feedPage(folder, slug, readBefore(query)),
  withdrawnPage: (documents) => documents.withdrawnPage(),
  podcast: (documents) => documents.podcast(),
  newsSitemap: (documents) => documents.newsSitemap(),
  sitemap: (documents) => documents.sitemap(),
  newsSitemapPart: (documents, { newsSitemap = '' }) =>
    documents.newsSitemap(newsSitemap.slice('news-sitemap-'.length, -'.xml'.length)),
  sitemapPart: (documents, { sitemap = '' }) => documents.sitemap(sitemap.slice('sitemap-'.length, -'.xml'.length)),
  robots: (documents) => documents.robots(),
  icon: (documents, { icon = '' }) => documents.icon(icon),
  list: (documents, _, query) => documents.list(readListQuery(query)),
  async changes(documents, _, query) {
    return (await documents.changes(readChangesQuery(query))) ?? refuseCursor();
  },
  openApi: (documents) => documents.openApi(),
};

/** WordPress's `/?p=123`. Without a story that readers know it leads to the front page, and never shows whether there is one. */
async function followShortLink(documents: PublicDocuments, p: string): Promise<PublicAnswer> {
  const address = shortLinkOf(p);
  const answer = address === undefined ? undefined : await documents.formerUrl(address);
  return answer ?? { movedTo: '/', lifetimes: REFUSAL_LIFETIME };
}

/** The pages for a browser that opens the document of a feed. Archive documents have none: they are for software. */
export const FINDS_IN_BROWSER: Partial<Record<PublicRouteName, Find>> = {
  feed: (documents, { file = '' }) => documents.subscribePage(undefined, undefined, file),
  breaking: (documents, { file = '' }) => documents.subscribePage('breaking', undefined, file),
  audio: (documents, { file = '' }) => documents.subscribePage('audio', undefined, file),
  feedOf: (documents, { folder, slug, file = '' }) => documents.subscribePage(folder, slug, file),
  podcast: (documents) => documents.subscribePage('audio', undefined, 'podcast.xml'),
};
