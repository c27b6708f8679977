import type { FeedPoll } from '../outgoing/poll-feed';

/** The public feeds that are watched: the feed in the table that each shows, and its kind of document. */
export const WATCHED_FEEDS = [
  { path: '/rss.xml', feed: 'all', kind: 'RSS' },
  { path: '/atom.xml', feed: 'all', kind: 'Atom' },
  { path: '/feed.json', feed: 'all', kind: 'JSON Feed' },
  { path: '/breaking/rss.xml', feed: 'breaking', kind: 'RSS' },
] as const;

export type WatchedFeed = (typeof WATCHED_FEEDS)[number];

/** A watched feed and the last poll of it. Each repeated request is named for the field that carries the validator. */
export interface PolledFeed {
  readonly watched: WatchedFeed;
  readonly poll: FeedPoll<'If-None-Match' | 'If-Modified-Since'>;
}
