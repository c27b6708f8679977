import { type FeedKind, type FeedName, feedParts } from '../news/feed/feed';

/** The three documents of every feed, with their names for people and their media types without parameters. */
export const FEED_FORMS = [
  { file: 'rss.xml', name: 'RSS', mediaType: 'application/rss+xml' },
  { file: 'atom.xml', name: 'Atom', mediaType: 'application/atom+xml' },
  { file: 'feed.json', name: 'JSON Feed', mediaType: 'application/feed+json' },
] as const;
export type FeedFile = (typeof FEED_FORMS)[number]['file'];
export const FEED_FILES = FEED_FORMS.map(({ file }) => file);

/** The first part of the path of a section's, tag's, author's or language's feeds. */
export const FEED_FOLDERS = {
  section: 'sections',
  tag: 'tags',
  author: 'authors',
  language: 'languages',
} as const satisfies Record<FeedKind, string>;

/** The folder of a feed's documents: empty for all stories, `/breaking`, `/sections/middle-east`. */
function feedFolder(feed: FeedName): string {
  if (feed === 'all') return '';
  const parts = feedParts(feed);
  return parts ? `/${FEED_FOLDERS[parts.kind]}/${encodeURIComponent(parts.slug)}` : `/${feed}`;
}

export type Addresses = ReturnType<typeof addressesOf>;

/** All addresses of a publication, in ASCII. `url` is its public address without a slash at the end. */
export const addressesOf = (url: string) => ({
  frontPage: `${url}/`,
  feedsPage: `${url}/feeds`,
  archivePage: `${url}/archive`,
  /** The feeds that most people want: all stories, breaking and the sections. */
  opml: `${url}/feeds.opml`,
  opmlOfAllFeeds: `${url}/feeds.opml?all`,
  /** The page that explains withdrawals. */
  withdrawnPage: `${url}/withdrawn`,
  podcast: `${url}/podcast.xml`,
  podcastCover: `${url}/podcast-cover.png`,
  icon: `${url}/icon.svg`,
  touchIcon: `${url}/apple-touch-icon.png`,
  sitemap: `${url}/sitemap.xml`,
  newsSitemap: `${url}/news-sitemap.xml`,
  openApi: `${url}/openapi.json`,
  /** The vocabulary of the category of a breaking story: RSS `domain`, Atom `scheme`. */
  breakingScheme: `${url}/ns/breaking`,
  /** The vocabulary of the category of a withdrawn story. */
  withdrawnScheme: `${url}/ns/withdrawn`,
  /** The page of a feed. All its documents name it as their alternate. */
  feedPage: (feed: FeedName): string => url + (feedFolder(feed) || '/'),
  /** A document of a feed: `…/sections/middle-east/rss.xml`. */
  feed: (feed: FeedName, file: FeedFile): string => `${url}${feedFolder(feed)}/${file}`,
  /** A document of a feed's history: `…/sections/world/archive/20260331T235959Z/rss.xml`. */
  archive: (feed: FeedName, document: string, file: FeedFile): string =>
    `${url}${feedFolder(feed)}/archive/${document}/${file}`,
  /** The page of a month or a day of the archive: `…/archive/2026-11`. */
  archivePeriod: (period: string): string => `${url}/archive/${period}`,
  /** A story's own page. */
  story: (id: string): string => `${url}/stories/${encodeURIComponent(id)}`,
  /** A story as JSON. */
  storyJson: (id: string): string => `${url}/api/stories/${encodeURIComponent(id)}`,
  /** A part of the sitemap, by its name: `…/sitemap-20261122T200000Z.xml`. */
  sitemapPart: (part: string): string => `${url}/sitemap-${part}.xml`,
  /** The stories of a part for Google News. */
  newsSitemapPart: (part: string): string => `${url}/news-sitemap-${part}.xml`,
});
