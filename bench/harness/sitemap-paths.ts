import { type Ask, bytesOf, expectStatus } from './functions';

/** The paths of the sitemap's parts, newest stories first. */
export async function sitemapPaths(ask: Ask): Promise<string[]> {
  const index = bytesOf(await expectStatus(200, ask({ path: '/sitemap.xml' }))).text.toString();
  return [...index.matchAll(/<loc>([^<]*)</g)].map(([, loc = '']) => new URL(loc).pathname);
}
