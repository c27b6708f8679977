import { type Addresses, FEED_FILES } from '../formats/addresses';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import type { FeedName } from '../news/feed/feed';

export const HTML = 'text/html; charset=utf-8';
// RFC 8259 §11: JSON is UTF-8 and has no charset parameter.
export const JSON_TYPE = 'application/json';

/** One value of a Link header (RFC 8288 §3). `url` is ASCII. */
export const linkTo = (url: string, rel: string, mediaType: string): string =>
  `<${url}>; rel="${rel}"; type="${mediaType.split(';')[0]}"`;

/** The links from a page to its feed. */
export const autodiscovery = (addresses: Addresses, feed: FeedName = 'all'): string[] =>
  FEED_FILES.map((file) => linkTo(addresses.feed(feed, file), 'alternate', FEED_FORMATS[file].mediaType));

/** The link to the description of the API (RFC 8631 §4). */
export const serviceDescription = ({ openApi }: Addresses): string => linkTo(openApi, 'service-desc', JSON_TYPE);
