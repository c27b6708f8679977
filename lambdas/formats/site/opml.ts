import type { Feed } from '../../news/feed/feed';
import { feedPath } from '../addresses';
import type { Publication } from '../feed-document';
import { feedHome, feedTitle } from '../feeds/feed-title';
import { attributeText, elementText } from '../xml/xml-text';

/** OPML 2.0: every feed as one outline, for a reader to import at once. It holds no date, so it changes only with the feeds. */
export function renderOpml(publication: Publication, feeds: readonly Feed[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head>
<title>${elementText(publication.title)}</title>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>
${feeds.map((feed) => renderOutline(publication, feed)).join('\n')}
</body>
</opml>
`;
}

// OPML 2.0, "Subscription lists": type, text and xmlUrl are required; type is "rss" whatever the format.
function renderOutline(publication: Publication, feed: Feed): string {
  const title = attributeText(feedTitle(publication, feed));
  const xmlUrl = attributeText(`${publication.url}${feedPath(feed.name, 'rss.xml')}`);
  const htmlUrl = attributeText(feedHome(publication, feed));
  return `<outline type="rss" text="${title}" title="${title}" xmlUrl="${xmlUrl}" htmlUrl="${htmlUrl}"/>`;
}
