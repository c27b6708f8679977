import type { FeedFile } from '../addresses';

/** The three formats of every feed, with their names for people and their media types without parameters. */
export const FEED_FORMS = [
  { file: 'rss.xml', name: 'RSS', mediaType: 'application/rss+xml' },
  { file: 'atom.xml', name: 'Atom', mediaType: 'application/atom+xml' },
  { file: 'feed.json', name: 'JSON Feed', mediaType: 'application/feed+json' },
] as const satisfies readonly { file: FeedFile; name: string; mediaType: string }[];
