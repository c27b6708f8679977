/** Where the crawl of the public side begins; it follows every link, archive, cursor and sitemap from here. */
export const ENTRANCES = [
  '/',
  '/feeds',
  '/feeds.opml',
  '/breaking',
  '/audio',
  '/sitemap.xml',
  '/news-sitemap.xml',
  '/robots.txt',
  '/podcast.xml',
  '/icon.svg',
  '/favicon.ico',
  '/apple-touch-icon.png',
  '/podcast-cover.png',
  '/openapi.json',
  '/health',
  ...['', '/breaking', '/audio'].flatMap((feed) =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${feed}/${file}`),
  ),
  '/api/stories',
  '/api/stories?limit=100',
  '/api/stories?limit=10&section=World',
  '/api/stories?section=R%26D&limit=50',
  '/api/stories?tag=harbours',
  '/api/stories?author=Ann%20%22Ace%22%20O%27Neill',
  '/api/stories?language=el',
  '/api/stories?language=zh-Hans',
  '/api/stories?breaking=true',
  '/api/stories?section=unknown',
  '/api/changes?limit=100',
  '/api/changes',
];

const SHOWN = [
  '/',
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/feeds',
  '/stories/rich',
  '/api/stories',
  '/api/stories/rich',
  '/api/changes',
  '/sitemap.xml',
  '/favicon.ico',
  '/archive/20260331T235959Z/atom.xml',
  '/audio',
  '/sections/world/rss.xml',
];
const GONE = ['/stories/2026-03-5', '/stories/2026-07-8', '/api/stories/2026-03-5', '/api/stories/2026-07-8'];
const ABSENT = [
  '/nowhere',
  '/stories/nowhere',
  '/stories/never',
  '/stories/embargo-late',
  '/api/stories/embargo-late',
  '/sections/prizes',
  '/sections/prizes/rss.xml',
  '/sections/nowhere/atom.xml',
  '/archive/2031-01/atom.xml',
  '/sitemap-20190101T000000Z.xml',
  '/stories/rich/sideways',
  '/tags/%ff',
  '/stories/',
  '/RSS.xml',
  '/archive/x/rss.xml',
];
const UNREADABLE = [
  '/api/stories?limit=0',
  '/api/stories?limit=1000&before=x',
  '/api/stories?limit=ten&section=a&tag=b',
  '/api/stories?breaking=no',
  '/api/stories?section=',
  '/?before=x',
  '/sections/world?before=x',
  '/api/changes?after=x',
  `/api/stories?tag=${'a'.repeat(301)}`,
  '/api/changes?limit=-1',
  '/newsroom/stories?limit=0&before=x',
  '/newsroom/stories?section=World',
  '/newsroom/exports?after=x',
  '/newsroom/stories/rich/revisions?before=x',
];

const browser = { 'sec-fetch-dest': 'document' };
const get = (headers) => (path) => ['GET', path, { headers }];

/** Requests that write nothing, of the public side. */
export const PUBLIC_REQUESTS = [
  ...[...SHOWN, ...GONE, ...ABSENT, ...UNREADABLE].flatMap((path) => [
    ['GET', path],
    ['HEAD', path],
    get(browser)(path),
  ]),
  ...[...SHOWN, ...ABSENT.slice(0, 2)].flatMap((path) => ['POST', 'DELETE', 'OPTIONS'].map((method) => [method, path])),
  ...SHOWN.map(get({ 'if-none-match': '*' })),
  ...SHOWN.map(get({ 'if-modified-since': 'Thu, 31 Dec 2026 00:00:00 GMT' })),
  ...SHOWN.map(get({ accept: 'text/html', range: 'bytes=0-9' })),
];
