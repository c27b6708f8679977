import type { Addresses } from '../addresses';

/**
 * Crawler rules (RFC 9309): everything but the redirects to neighbouring stories, whose targets the sitemaps name. `License` is
 * the directive of Really Simple Licensing 1.0 (https://rslstandard.org/rsl).
 */
export const renderRobots = ({ sitemap, newsSitemap }: Addresses, license?: string): string => `User-agent: *
Disallow: /stories/*/previous$
Disallow: /stories/*/next$

Sitemap: ${sitemap}
Sitemap: ${newsSitemap}
${license === undefined ? '' : `\nLicense: ${license}\n`}`;
