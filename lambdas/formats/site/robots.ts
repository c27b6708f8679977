import type { Publication } from '../feed-document';

/** What crawlers may read (RFC 9309): all but the redirects to neighbours, which only lead to what the sitemaps name. */
export const renderRobots = ({ url }: Publication): string => `User-agent: *
Disallow: /stories/*/previous$
Disallow: /stories/*/next$

Sitemap: ${url}/sitemap.xml
Sitemap: ${url}/news-sitemap.xml
`;
