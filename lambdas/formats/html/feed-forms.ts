import type { FeedFile } from '../addresses';

/** The three forms of every feed, as people call them and as a browser is told of them. */
export const FEED_FORMS = [
  { file: 'rss.xml', name: 'RSS', mediaType: 'application/rss+xml' },
  { file: 'atom.xml', name: 'Atom', mediaType: 'application/atom+xml' },
  { file: 'feed.json', name: 'JSON Feed', mediaType: 'application/feed+json' },
] as const satisfies readonly { file: FeedFile; name: string; mediaType: string }[];
