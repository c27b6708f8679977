import { archiveDocuments } from '../../lambdas/edition/archive';
import { changeDocuments } from '../../lambdas/edition/changes';
import { edition } from '../../lambdas/edition/edition';
import { feedDocuments } from '../../lambdas/edition/feeds';
import { neighbours } from '../../lambdas/edition/neighbour';
import { newsSitemaps } from '../../lambdas/edition/news-sitemap';
import { registerDocuments } from '../../lambdas/edition/register';
import { sitemaps } from '../../lambdas/edition/sitemaps';
import { storyDocuments } from '../../lambdas/edition/stories';
import type { Found, Representation } from '../../lambdas/http/representation';
import type { Instant } from '../../lambdas/newsroom/instant';
import type { Reader } from '../../lambdas/store/reader';

export const publication = {
  url: 'https://news.example',
  title: 'Bulletin',
  description: 'News',
  language: 'en',
  lifetime: 60,
};

/** The public documents as one process serves them, which remembers what it has seen and made. */
export function anEdition(reader: Reader, clock: () => Instant, settings: Partial<typeof publication> = {}) {
  const reports: { message: string; error: unknown }[] = [];
  const needs = edition({
    reader,
    clock,
    publication: { ...publication, ...settings },
    report: (message, error) => reports.push({ message, error }),
  });
  return {
    reports,
    ...feedDocuments(needs),
    ...archiveDocuments(needs),
    ...changeDocuments(needs),
    story: storyDocuments(needs),
    neighbour: neighbours(needs),
    newsSitemap: newsSitemaps(needs),
    sitemaps: sitemaps(needs),
    register: registerDocuments(needs),
  };
}

export const isFound = (found: Found): found is Representation => found !== undefined && 'rendered' in found;

/** What stands at an address, read to its last byte. */
export async function read(finding: Promise<Found>) {
  const found = await finding;
  if (!isFound(found)) throw new Error(`there is nothing to read: ${JSON.stringify(found)}`);
  const { kept, bytes } = await found.rendered();
  return {
    text: Buffer.from(await bytes('identity')).toString(),
    ...found.validators,
    ...found.lifetimes,
    links: found.links,
    isKept: kept !== undefined,
  };
}
