import type { AddressTable, GuessedAddress } from './one-address';

/** The first step of every path of the newsroom side. The CDN routes by path, and must never cache an answer to a token. */
export const NEWSROOM = '/newsroom';

/** The first step of every path of the API. */
export const API = '/api';

/** The CDN passes the viewer's host on in this header. It overwrites the value of a client. */
export const VIEWER_HOST = 'x-bulletin-host';

/**
 * The CDN and the local server set this header where a browser opens an address to show its document, and the address is no
 * page. Both delete the copy of a client. It is in the key of the CDN's cache.
 */
export const BROWSER = 'x-bulletin-browser';

// In a group: hono takes a bare alternative for another end of the whole path.
const FOLDER = ':folder{(?:sections|tags|authors|languages)}';
const FILE = ':file{(?:rss\\.xml|atom\\.xml|feed\\.json)}';

/**
 * Names that people guess for the documents of a feed, and the names in WordPress, Ghost, Jekyll, Hugo, Substack and Medium. A
 * known address comes first: `/tags/feed` is the page of a tag.
 */
const GUESSED_NAMES = {
  'rss.xml': ['rss', 'feed', 'feed.xml', 'index.xml', 'feed/rss2?', 'feed/rdf'],
  'atom.xml': ['atom', 'feed/atom'],
  'feed.json': ['feed/json'],
} as const;

/** Where WordPress, Ghost, Hugo and Jekyll keep the feeds of a name: its folder there, and ours. The last step of a path counts. */
const GUESSED_FOLDERS = { '(?:category|categories)': 'sections', tag: 'tags', author: 'authors' } as const;

/** Blogger's feed, and its feed of a label ("Blogger feed URL"). */
const BLOGGER = '/feeds/posts/(?:default|summary)';

/** A list of stories takes at most one of these filters. */
export const LIST_FILTERS = ['section', 'tag', 'author', 'language', 'breaking'] as const;

/** One address of the public side, which answers GET, HEAD and OPTIONS. */
export interface PublicRoute {
  /** As hono writes paths. */
  readonly path: string;
  /** A page is for people, so its refusals are pages too. */
  readonly kind: 'page' | 'feed' | 'json' | 'file';
  /** The query parameters that the address reads. The CDN passes on no others, but all of them to an address of the API. */
  readonly query?: readonly string[];
  /** The addresses below this one are pages too, although nothing is there. */
  readonly coversBelow?: true;
}

const publicRoutes = {
  list: { path: '/api/stories', kind: 'json', query: [...LIST_FILTERS, 'limit', 'before'] },
  storyJson: { path: '/api/stories/:id', kind: 'json' },
  changes: { path: '/api/changes', kind: 'json', query: ['after', 'limit', 'story'] },
  front: { path: '/', kind: 'page', query: ['before', 'feed', 'p'] },
  story: { path: '/stories/:id', kind: 'page', coversBelow: true },
  neighbour: { path: '/stories/:id/:direction{(?:previous|next)}', kind: 'page' },
  feeds: { path: '/feeds', kind: 'page', query: ['after'] },
  opml: { path: '/feeds.opml', kind: 'file', query: ['all'] },
  feed: { path: `/${FILE}`, kind: 'feed' },
  breaking: { path: `/breaking/${FILE}`, kind: 'feed' },
  breakingPage: { path: '/breaking', kind: 'page', query: ['before'] },
  audio: { path: `/audio/${FILE}`, kind: 'feed' },
  audioPage: { path: '/audio', kind: 'page', query: ['before'] },
  feedOf: { path: `/${FOLDER}/:slug/${FILE}`, kind: 'feed' },
  pageOf: { path: `/${FOLDER}/:slug`, kind: 'page', query: ['before'] },
  archivePage: { path: '/archive', kind: 'page', query: ['before'] },
  archivePeriod: { path: '/archive/:period', kind: 'page', query: ['before'] },
  archive: { path: `/archive/:document/${FILE}`, kind: 'feed' },
  archiveOf: { path: `/${FOLDER}/:slug/archive/:document/${FILE}`, kind: 'feed' },
  archiveOfAudio: { path: `/audio/archive/:document/${FILE}`, kind: 'feed' },
  withdrawnPage: { path: '/withdrawn', kind: 'page' },
  podcast: { path: '/podcast.xml', kind: 'feed' },
  newsSitemap: { path: '/news-sitemap.xml', kind: 'file' },
  sitemap: { path: '/sitemap.xml', kind: 'file' },
  newsSitemapPart: { path: '/:newsSitemap{news-sitemap-[\\w-]+\\.xml}', kind: 'file' },
  sitemapPart: { path: '/:sitemap{sitemap-[\\w-]+\\.xml}', kind: 'file' },
  robots: { path: '/robots.txt', kind: 'file' },
  icon: { path: '/:icon{(?:icon\\.svg|favicon\\.ico|apple-touch-icon\\.png|podcast-cover\\.png)}', kind: 'file' },
  openApi: { path: '/openapi.json', kind: 'json' },
  health: { path: '/health', kind: 'json' },
} as const satisfies Record<string, PublicRoute>;

export type PublicRouteName = keyof typeof publicRoutes;

/** The public side. Every other address is the newsroom side's, or nothing. */
export const PUBLIC_ROUTES: Readonly<Record<PublicRouteName, PublicRoute>> = publicRoutes;

/** `Allow` of every public address. */
export const PUBLIC_METHODS = 'GET, HEAD, OPTIONS';

/** Whether an address is one of the API, which refuses a parameter that it does not know. */
export const isApi = ({ path }: PublicRoute): boolean => path.startsWith(`${API}/`);

export type Method = 'get' | 'post' | 'put' | 'delete';
export type Scope = 'read' | 'write' | 'break' | 'withdraw';

/** One address of the newsroom side. */
export interface NewsroomRoute {
  /** As hono writes paths. */
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, NewsroomMethod>>>;
}

interface NewsroomMethod {
  /** The scope that the method needs. Left out where every token will do. */
  readonly scope?: Scope;
  /** Its query parameters. A write takes `?dry-run=true` besides. */
  readonly query?: readonly string[];
}

/** Every method that writes takes `?dry-run=true`. */
export const takesDryRun = (method: string): boolean => method !== 'get';

const PAGED = ['limit', 'before'] as const;

/** The newsroom side. */
export const NEWSROOM_ROUTES = {
  stories: {
    path: `${NEWSROOM}/stories`,
    methods: { get: { scope: 'read', query: PAGED }, post: { scope: 'write' } },
  },
  story: {
    path: `${NEWSROOM}/stories/:id`,
    methods: { get: { scope: 'read' }, put: { scope: 'write' } },
  },
  breaking: {
    path: `${NEWSROOM}/stories/:id/breaking`,
    methods: { put: { scope: 'break' }, delete: { scope: 'break' } },
  },
  withdrawal: {
    path: `${NEWSROOM}/stories/:id/withdrawal`,
    methods: { put: { scope: 'withdraw' }, delete: { scope: 'withdraw' } },
  },
  revisions: { path: `${NEWSROOM}/stories/:id/revisions`, methods: { get: { scope: 'read', query: PAGED } } },
  revision: { path: `${NEWSROOM}/stories/:id/revisions/:revision`, methods: { get: { scope: 'read' } } },
  closedFeed: {
    path: `${NEWSROOM}/feeds/:kind/:slug/closed`,
    methods: { put: { scope: 'write' }, delete: { scope: 'write' } },
  },
  imports: { path: `${NEWSROOM}/imports`, methods: { post: { scope: 'write' } } },
  exports: { path: `${NEWSROOM}/exports`, methods: { get: { scope: 'read', query: ['after'] } } },
  whoami: { path: `${NEWSROOM}/whoami`, methods: { get: {} } },
} as const satisfies Record<string, NewsroomRoute>;

export type NewsroomRouteName = keyof typeof NEWSROOM_ROUTES;

/** One value for each method of each newsroom route: the compiler refuses a missing and an unknown one. */
export type PerNewsroomMethod<Value> = {
  readonly [Name in NewsroomRouteName]: {
    readonly [M in keyof (typeof NEWSROOM_ROUTES)[Name]['methods']]: Value;
  };
};

/** `Allow` of a newsroom address (RFC 9110 §10.2.1). */
export const allowHeader = ({ methods }: NewsroomRoute): string =>
  Object.keys(methods)
    .map((method) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase()))
    .join(', ');

/** The path of a newsroom route, its parameters filled in and percent-encoded. */
export const newsroomPath = (
  name: NewsroomRouteName,
  parameters: Readonly<Record<string, string | number>> = {},
): string =>
  NEWSROOM_ROUTES[name].path.replace(/:(\w+)/g, (_, parameter) => encodeURIComponent(parameters[parameter] ?? ''));

/** The source of a regular expression for a path. `step` is the one for a parameter without a pattern of its own. */
const patternSource = (path: string, step: string): string =>
  path.replace(/:\w+(?:\{((?:[^{}]|\{[^{}]*\})*)\})?|\./g, (found, pattern) =>
    found === '.' ? '\\.' : (pattern ?? step),
  );

const FEED_PATHS = [publicRoutes.feed, publicRoutes.breaking, publicRoutes.audio, publicRoutes.feedOf]
  .map(({ path }) => patternSource(path.slice(0, -`/${FILE}`.length), '[^/]+'))
  .join('|');

function guessesOf(file: string, names: readonly string[]): GuessedAddress[] {
  const name = `/(?:${names.map((one) => patternSource(one, '')).join('|')})$`;
  const ofNames = Object.entries(GUESSED_FOLDERS).map(([folder, ours]) => ({
    pattern: new RegExp(`^/${folder}(?:/[^/]+)*?/([^/]+)${name}`),
    target: `/${ours}/$1/${file}`,
  }));
  return [{ pattern: new RegExp(`^(${FEED_PATHS})${name}`), target: `$1/${file}` }, ...ofNames];
}

const bloggerFeeds = (): GuessedAddress[] => [
  { pattern: new RegExp(`^${BLOGGER}$`), target: '/atom.xml' },
  { pattern: new RegExp(`^${BLOGGER}/-/([^/]+)$`), target: '/tags/$1/atom.xml' },
];

/** The feed that WordPress gives at `/?feed=rss2`; the front page for any other value. */
export const feedOfQuery = (feed: string): string =>
  /^(?:rss2?|rdf|feed)$/.test(feed) ? '/rss.xml' : feed === 'atom' ? '/atom.xml' : '/';

/** Every public address in its one spelling, with the parameters that the CDN passes on to it; and the guessed addresses. */
export const PUBLIC_ADDRESSES: AddressTable = {
  known: Object.values(PUBLIC_ROUTES).map((route) => ({
    pattern: new RegExp(`^${patternSource(route.path, '[^/]+')}$`),
    query: isApi(route) ? undefined : (route.query ?? []),
  })),
  guessed: [...Object.entries(GUESSED_NAMES).flatMap(([file, names]) => guessesOf(file, names)), ...bloggerFeeds()],
};

/** The paths of pages. An empty slug or id is still an address for people. CloudFront's runtime matches it too. */
export const PAGE_PATHS = new RegExp(
  `^(?:${Object.values(PUBLIC_ROUTES)
    .filter(({ kind }) => kind === 'page')
    .map(({ path, coversBelow }) => patternSource(path, '[^/]*') + (coversBelow ? '(?:/[\\s\\S]*)?' : ''))
    .join('|')})$`,
);

/** Whether an address is for people, who read refusals on a page. */
export const isPage = (path: string): boolean => PAGE_PATHS.test(path);
