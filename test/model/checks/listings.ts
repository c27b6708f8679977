import { all, attribute, one, text, xml } from './xml';

/** The addresses of RSS feeds in an OPML document. */
export const subscriptions = (document: string): string[] =>
  all(one(one(xml(document), 'opml'), 'body'), 'outline')
    .flatMap((group) => all(group, 'outline'))
    .map((outline) => attribute(outline, 'xmlUrl'));

/** The stories that a news sitemap names, which without any names the front page. */
export const newsIn = (document: string): string[] =>
  all(one(xml(document), 'urlset'), 'url')
    .filter((url) => all(url, 'news:news').length > 0)
    .map((url) => `${text(url, 'loc')} ${text(one(url, 'news:news'), 'news:title')}`);

/** The addresses in a sitemap, and in an index of sitemaps. */
export const addressesIn = (document: string): string[] =>
  all(one(xml(document), 'urlset'), 'url').map((url) => text(url, 'loc'));
export const sitemapsIn = (document: string): string[] =>
  all(one(xml(document), 'sitemapindex'), 'sitemap').map((sitemap) => text(sitemap, 'loc'));
