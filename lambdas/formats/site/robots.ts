import type { Addresses } from '../addresses';

/** Crawler rules (RFC 9309): everything but the redirects to neighbouring stories, whose targets the sitemaps name. */
export const renderRobots = ({ sitemap, newsSitemap }: Addresses): string => `User-agent: *
Disallow: /stories/*/previous$
Disallow: /stories/*/next$

Sitemap: ${sitemap}
Sitemap: ${newsSitemap}
`;
