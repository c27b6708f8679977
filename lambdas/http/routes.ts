/** Every path of the newsroom side begins so; a CDN routes by path, and must never cache what a token opened. */
export const NEWSROOM = '/newsroom';

/** The header in which the CDN passes the viewer's host on. It overwrites what a client sends under this name. */
export const VIEWER_HOST = 'x-bulletin-host';

// In a group: hono takes a bare alternative for another end of the whole path.
const FEED_FOLDER = ':folder{(?:sections|tags|authors|languages)}';
const FEED_FILE = ':file{(?:rss\\.xml|atom\\.xml|feed\\.json)}';

/** The public side, as hono writes paths. All else is the newsroom side or nothing. */
export const PUBLIC_ROUTES = {
  front: '/',
  story: '/stories/:id',
  neighbour: '/stories/:id/:direction{(?:previous|next)}',
  feeds: '/feeds',
  opml: '/feeds.opml',
  feed: `/${FEED_FILE}`,
  breaking: `/breaking/${FEED_FILE}`,
  breakingPage: '/breaking',
  audio: `/audio/${FEED_FILE}`,
  audioPage: '/audio',
  feedOf: `/${FEED_FOLDER}/:slug/${FEED_FILE}`,
  pageOf: `/${FEED_FOLDER}/:slug`,
  archive: `/archive/:document/${FEED_FILE}`,
  archiveOf: `/${FEED_FOLDER}/:slug/archive/:document/${FEED_FILE}`,
  archiveOfAudio: `/audio/archive/:document/${FEED_FILE}`,
  podcast: '/podcast.xml',
  newsSitemap: '/news-sitemap.xml',
  sitemap: '/sitemap.xml',
  sitemapOf: '/:sitemap{sitemap-[12][0-9]{3}-(?:0[1-9]|1[0-2])\\.xml}',
  robots: '/robots.txt',
  icon: '/:icon{(?:icon\\.svg|favicon\\.ico|apple-touch-icon\\.png|podcast-cover\\.png)}',
  list: '/api/stories',
  storyJson: '/api/stories/:id',
  changes: '/api/changes',
  contract: '/openapi.json',
  health: '/health',
} as const;

/** What a list can be narrowed to, by one of these at a time. */
export const LIST_FILTERS = ['section', 'tag', 'author', 'language', 'breaking'] as const;

/** The query strings of `PUBLIC_ROUTES.list`. */
export const LIST_QUERIES = [...LIST_FILTERS, 'limit', 'cursor'] as const;

/** Those of `PUBLIC_ROUTES.changes`. */
export const CHANGES_QUERIES = ['after', 'limit'] as const;

/** Those of the pages that list stories, `front`, `breakingPage`, `audioPage` and `pageOf`: the way to what is older. */
export const PAGE_QUERIES = ['before'] as const;

/** Those of all public addresses, no other of which has any: a CDN keeps an answer for each, and passes no other on. */
export const QUERIES = [...new Set([...LIST_QUERIES, ...CHANGES_QUERIES, ...PAGE_QUERIES])];

/** The newsroom side, as hono writes paths. */
export const NEWSROOM_ROUTES = {
  stories: `${NEWSROOM}/stories`,
  story: `${NEWSROOM}/stories/:id`,
  breaking: `${NEWSROOM}/stories/:id/breaking`,
  withdrawal: `${NEWSROOM}/stories/:id/withdrawal`,
  revisions: `${NEWSROOM}/stories/:id/revisions`,
  revision: `${NEWSROOM}/stories/:id/revisions/:revision`,
  imports: `${NEWSROOM}/imports`,
  exports: `${NEWSROOM}/exports`,
} as const;
