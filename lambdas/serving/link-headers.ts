import { FEED_FILES, feedPath } from '../formats/addresses';
import type { Publication } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { PUBLIC_ROUTES } from '../http/routes';
import type { FeedName } from '../news/feed/feed';

export const HTML = 'text/html; charset=utf-8';
// RFC 8259 §11: JSON has no charset parameter; it is UTF-8.
export const JSON_TYPE = 'application/json';

/** One value of a Link header (RFC 8288 §3). `url` is ASCII. */
export const linkTo = (url: string, rel: string, mediaType: string): string =>
  `<${url}>; rel="${rel}"; type="${mediaType.split(';')[0]}"`;

/** What tells a reader that looks at a page where its feed is. */
export const autodiscovery = ({ url }: Publication, feed: FeedName = 'all'): string[] =>
  FEED_FILES.map((file) => linkTo(url + feedPath(feed, file), 'alternate', FEED_FORMATS[file].mediaType));

/** What tells a program where the addresses of both sides are described (RFC 8631 §4). */
export const serviceDescription = ({ url }: Publication): string =>
  linkTo(url + PUBLIC_ROUTES.openApi.path, 'service-desc', JSON_TYPE);
