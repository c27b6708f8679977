import type { FeedEntry } from '../../news/story/feed-entry';
import { lastUpdate, type Story } from '../../news/story/story';
import { type Addresses, addressesOf } from '../addresses';
import type { Publication } from '../feed-document';
import { elementText } from '../xml/xml-text';

/** The age in seconds at which a story leaves the news sitemap, which may name 1,000 in a document ("News sitemaps"). */
export const NEWS_SITEMAP_SECONDS = 2 * 86_400;

/**
 * A sitemap for Google News: each story with the publication's name, the story's language, its first publication and its
 * headline. Without stories it names the front page: a sitemap may not be empty.
 */
export function renderNewsSitemap(publication: Publication, entries: readonly FeedEntry[]): string {
  const addresses = addressesOf(publication.url);
  const news = entries
    .filter((entry) => isCanonical(addresses, entry))
    .map((entry) => renderNews(addresses, publication.title, entry));
  return urlset(addresses, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', news);
}

/** A sitemap of stories, with the last significant change of each (https://www.sitemaps.org/protocol.html). */
export function renderSitemap(addresses: Addresses, entries: readonly SitemapStory[]): string {
  const urls = entries
    .filter((entry) => isCanonical(addresses, entry))
    .map((entry) => `<url>\n${loc(addresses, entry)}\n<lastmod>${lastUpdate(entry)}</lastmod>\n</url>\n`);
  return urlset(addresses, '', urls);
}

type SitemapStory = Pick<FeedEntry, 'id' | 'canonicalUrl' | 'canonicalOmitted' | 'publishedAt' | 'updatedAt'>;

/** The index of some sitemaps, by their addresses. */
export const renderSitemapIndex = (sitemaps: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${sitemaps.map((address) => `<sitemap>\n<loc>${elementText(address)}</loc>\n</sitemap>\n`).join('')}</sitemapindex>
`;

const urlset = ({ frontPage }: Addresses, namespace: string, urls: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${namespace}>
${urls.join('') || `<url>\n<loc>${elementText(frontPage)}</loc>\n</url>\n`}</urlset>
`;

const loc = (addresses: Addresses, { id }: Pick<Story, 'id'>): string =>
  `<loc>${elementText(addresses.story(id))}</loc>`;

const renderNews = (addresses: Addresses, publicationTitle: string, story: FeedEntry): string =>
  `<url>
${loc(addresses, story)}
<news:news>
<news:publication>
<news:name>${elementText(publicationTitle)}</news:name>
<news:language>${newsLanguage(story.language)}</news:language>
</news:publication>
<news:publication_date>${story.publishedAt}</news:publication_date>
<news:title>${elementText(story.headline)}</news:title>
</news:news>
</url>
`;

/** A sitemap names canonical addresses alone ("Build and submit a sitemap"). A story with another one is not in it. */
const isCanonical = (addresses: Addresses, { id, canonicalUrl, canonicalOmitted }: SitemapStory): boolean =>
  !canonicalOmitted && (canonicalUrl === undefined || canonicalUrl === addresses.story(id));

/** ISO 639: two or three letters. Only Chinese has a region: `zh-cn` or `zh-tw` ("Google News sitemaps"). */
function newsLanguage(language: string): string {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  if (primary !== 'zh') return primary.replace(/[^a-z]/g, '').slice(0, 3);
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-tw' : 'zh-cn';
}
