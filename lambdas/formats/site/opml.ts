import { FEED_KINDS, type Feed, type FeedKind, feedParts } from '../../news/feed/feed';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { feedTitle, KIND_LABELS } from '../feeds/labels';
import { attributeText, elementText } from '../xml/xml-text';

/**
 * OPML 2.0: one outline for each feed, in a group for each kind. Reader software makes a folder of a group, so its name
 * begins with the publication's. The document has no date, so it changes only with the list of feeds.
 */
export function renderOpml(publication: Publication, feeds: readonly Feed[]): string {
  const addresses = addressesOf(publication.url);
  const groupOf = (kind?: FeedKind): string => {
    const ofKind = feeds.filter(({ name }) => feedParts(name)?.kind === kind);
    if (ofKind.length === 0) return '';
    const outlines = ofKind.map((feed) => renderOutline(addresses, feed, feedTitle(publication, feed)));
    const title = kind === undefined ? publication.title : `${publication.title}: ${KIND_LABELS[kind]}`;
    return `<outline text="${attributeText(title)}">\n${outlines.join('\n')}\n</outline>\n`;
  };
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head>
<title>${elementText(publication.title)}</title>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>
${[undefined, ...FEED_KINDS].map(groupOf).join('')}</body>
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
