import type { FeedEntry } from '../../news/story/feed-entry';
import { type Story, updatedAt } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { storyPath } from '../addresses';
import type { Publication } from '../feed-document';
import { elementText } from '../xml/xml-text';

/** How many stories a news sitemap may name, and the age in seconds at which they leave it ("Google News sitemaps"). */
export const NEWS_SITEMAP = { most: 1_000, seconds: 2 * 86_400 } as const;

/** How many addresses a sitemap may name (sitemaps.org, "Using Sitemap index files"). */
export const SITEMAP = { most: 50_000 } as const;

/**
 * A sitemap with what Google News asks of it: the stories given, each with the name and language of its publication, its
 * first publication and its headline. Without any it names the front page, for a sitemap may not be empty.
 */
export function renderNewsSitemap(publication: Publication, entries: readonly FeedEntry[]): string {
  const news = entries
    .filter((entry) => isOwnAddress(publication, entry))
    .map((entry) => renderNews(publication, entry));
  return urlset(publication, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', news);
}

/** A sitemap of the stories given, with the last significant change of each (https://www.sitemaps.org/protocol.html). */
export function renderSitemap(publication: Publication, entries: readonly Listed[]): string {
  const urls = entries
    .filter((entry) => isOwnAddress(publication, entry))
    .map((entry) => `<url>\n${loc(publication, entry)}\n<lastmod>${updatedAt(entry)}</lastmod>\n</url>\n`);
  return urlset(publication, '', urls);
}

type Listed = Pick<Story, 'id' | 'canonicalUrl' | 'publishedAt' | 'updatedAt'>;

/** The sitemaps of some months, each given by a moment in it. */
export const renderSitemapIndex = ({ url }: Publication, months: readonly Instant[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${months.map((at) => `<sitemap>\n<loc>${elementText(url)}/sitemap-${at.slice(0, 7)}.xml</loc>\n</sitemap>\n`).join('')}</sitemapindex>
`;

const urlset = ({ url }: Publication, namespace: string, urls: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${namespace}>
${urls.join('') || `<url>\n<loc>${elementText(url)}/</loc>\n</url>\n`}</urlset>
`;

const loc = ({ url }: Publication, { id }: Pick<Story, 'id'>): string =>
  `<loc>${elementText(url + storyPath(id))}</loc>`;

const renderNews = (publication: Publication, story: FeedEntry): string =>
  `<url>
${loc(publication, story)}
<news:news>
<news:publication>
<news:name>${elementText(publication.title)}</news:name>
<news:language>${newsLanguage(story.language)}</news:language>
</news:publication>
<news:publication_date>${story.publishedAt}</news:publication_date>
<news:title>${elementText(story.headline)}</news:title>
</news:news>
</url>
`;

/** A sitemap names addresses of its own host only (sitemaps.org, "Sitemap file location"): a story that lives elsewhere is not in it. */
export const isOwnAddress = ({ url }: Publication, { canonicalUrl }: Pick<Story, 'canonicalUrl'>): boolean =>
  canonicalUrl === undefined || canonicalUrl.startsWith(`${url}/`);

/** ISO 639: two letters or three; but Chinese is `zh-cn` or `zh-tw`. */
function newsLanguage(language: string): string {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  if (primary !== 'zh') return primary.replace(/[^a-z]/g, '').slice(0, 3);
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-tw' : 'zh-cn';
}
