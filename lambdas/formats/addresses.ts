import { type FeedKind, type FeedName, feedParts } from '../news/feed/feed';

/** The file names of a feed's three documents. */
export const FEED_FILES = ['rss.xml', 'atom.xml', 'feed.json'] as const;
export type FeedFile = (typeof FEED_FILES)[number];

/** The first step of the address of a section's, tag's, author's or language's feeds. */
export const FEED_FOLDERS = {
  section: 'sections',
  tag: 'tags',
  author: 'authors',
  language: 'languages',
} as const satisfies Record<FeedKind, string>;

/** Where the documents of a feed are, without a slash at its end: empty for all stories, `/sections/middle-east`. ASCII. */
export function feedFolder(feed: FeedName): string {
  if (feed === 'all') return '';
  const parts = feedParts(feed);
  return parts ? `/${FEED_FOLDERS[parts.kind]}/${encodeURIComponent(parts.slug)}` : `/${feed}`;
}

/** The address of one document of a feed, from the root: `/sections/middle-east/rss.xml`. ASCII. */
export const feedPath = (feed: FeedName, file: FeedFile): string => `${feedFolder(feed)}/${file}`;

/** The address of a story's page, from the root. ASCII. */
export const storyPath = (id: string): string => `/stories/${encodeURIComponent(id)}`;

/** The address of an archive document of a feed, from the root: `/sections/world/archive/20260331T235959Z/rss.xml`. */
export const archivePath = (feed: FeedName, document: string, file: FeedFile): string =>
  `${feedFolder(feed)}/archive/${document}/${file}`;
