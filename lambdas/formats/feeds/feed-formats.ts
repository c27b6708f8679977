import type { FeedFile } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { renderAtom } from './atom';
import { renderJsonFeed } from './json-feed';
import type { RenderedPieces } from './rendered-pieces';
import { renderRss } from './rss';
import type { OnSkip } from './write-each';

interface FeedFormat {
  /** The format's name in ETags; letters only. */
  readonly form: string;
  readonly mediaType: string;
  /** The document. The texts of its stories and tombstones are taken from `pieces`, or put there. */
  readonly render: (
    publication: Publication,
    document: FeedDocument,
    onSkip?: OnSkip,
    pieces?: RenderedPieces,
  ) => string;
}

/** The format of each file name. RFC 7303 §3: the charset in the header outranks the XML declaration. */
export const FEED_FORMATS = {
  'rss.xml': { form: 'rss', mediaType: 'application/rss+xml; charset=utf-8', render: renderRss },
  'atom.xml': { form: 'atom', mediaType: 'application/atom+xml; charset=utf-8', render: renderAtom },
  'feed.json': { form: 'jsonfeed', mediaType: 'application/feed+json', render: renderJsonFeed },
} as const satisfies Record<FeedFile, FeedFormat>;
