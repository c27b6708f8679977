import type { Feed } from '../../news/feed/feed';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { feedTitle } from '../feeds/labels';
import { attributeText, elementText } from '../xml/xml-text';

/** OPML 2.0: one outline for each feed. It has no date, so it changes only with the list of feeds. */
export function renderOpml(publication: Publication, feeds: readonly Feed[]): string {
  const addresses = addressesOf(publication.url);
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head>
<title>${elementText(publication.title)}</title>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>
${feeds.map((feed) => renderOutline(addresses, feed, feedTitle(publication, feed))).join('\n')}
</body>
</opml>
`;
}

// OPML 2.0, "Subscription lists": type, text and xmlUrl are required; type is "rss" whatever the format.
function renderOutline(addresses: Addresses, { name }: Feed, plainTitle: string): string {
  const title = attributeText(plainTitle);
  const xmlUrl = attributeText(addresses.feed(name, 'rss.xml'));
  const htmlUrl = attributeText(addresses.feedPage(name));
  return `<outline type="rss" text="${title}" title="${title}" xmlUrl="${xmlUrl}" htmlUrl="${htmlUrl}"/>`;
}
