import type { FeedEntry } from '../newsroom/feed-entry';
import type { Story } from '../newsroom/story';
import { storyPath } from './addresses';
import type { Publication } from './document';
import { elementText } from './xml-text';

/** How many stories a news sitemap may name, and the age in seconds at which they leave it ("Google News sitemaps"). */
export const NEWS_SITEMAP = { most: 1_000, seconds: 2 * 86_400 } as const;

/**
 * A sitemap with what Google News asks of it: the stories given, each with the name and language of its publication, its
 * first publication and its headline. Without any it names the front page, for a sitemap may not be empty.
 */
export function renderNewsSitemap(publication: Publication, entries: readonly FeedEntry[]): string {
  const news = entries
    .filter((entry) => isHere(publication, entry))
    .map((entry) => renderNews(publication, entry))
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${news || `<url>\n<loc>${elementText(publication.url)}/</loc>\n</url>\n`}</urlset>
`;
}

const renderNews = (publication: Publication, { id, headline, language, publishedAt }: FeedEntry): string =>
  `<url>
<loc>${elementText(publication.url + storyPath(id))}</loc>
<news:news>
<news:publication>
<news:name>${elementText(publication.title)}</news:name>
<news:language>${newsLanguage(language)}</news:language>
</news:publication>
<news:publication_date>${publishedAt}</news:publication_date>
<news:title>${elementText(headline)}</news:title>
</news:news>
</url>
`;

/** A sitemap names addresses of its own host only (sitemaps.org, "Sitemap file location"): a story that lives elsewhere is not in it. */
export const isHere = ({ url }: Publication, { canonicalUrl }: Pick<Story, 'canonicalUrl'>): boolean =>
  canonicalUrl === undefined || canonicalUrl.startsWith(`${url}/`);

/** ISO 639: two letters or three; but Chinese is `zh-cn` or `zh-tw`. */
function newsLanguage(language: string): string {
  const [primary = '', ...rest] = language.toLowerCase().split('-');
  if (primary !== 'zh') return primary.replace(/[^a-z]/g, '').slice(0, 3);
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-tw' : 'zh-cn';
}
