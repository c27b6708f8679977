/** The public feeds that are watched, and what each has to be. */
export const WATCHED_FEEDS = [
  { path: '/rss.xml', of: 'all', kind: 'RSS' },
  { path: '/atom.xml', of: 'all', kind: 'Atom' },
  { path: '/feed.json', of: 'all', kind: 'JSON Feed' },
  { path: '/breaking/rss.xml', of: 'breaking', kind: 'RSS' },
] as const;

export type WatchedFeed = (typeof WATCHED_FEEDS)[number];
