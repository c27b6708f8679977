import type { FeedFile } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { renderAtom } from './atom';
import type { OnSkip } from './bad-story';
import { renderJsonFeed } from './json-feed';
import { renderRss } from './rss';

interface FeedFormat {
  /** What its ETags say; letters only. */
  readonly form: string;
  readonly mediaType: string;
  readonly render: (publication: Publication, document: FeedDocument, onSkip?: OnSkip) => string;
}

/** What is served under each file name. RFC 7303 §3: the charset of the header outranks the XML declaration. */
export const FEED_FORMATS = {
  'rss.xml': { form: 'rss', mediaType: 'application/rss+xml; charset=utf-8', render: renderRss },
  'atom.xml': { form: 'atom', mediaType: 'application/atom+xml; charset=utf-8', render: renderAtom },
  'feed.json': { form: 'jsonfeed', mediaType: 'application/feed+json', render: renderJsonFeed },
} as const satisfies Record<FeedFile, FeedFormat>;
