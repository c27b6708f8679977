import type { PublicAnswer, Representation } from '../../lambdas/http/representation';
import type { Instant } from '../../lambdas/news/values/instant';
import { archiveDocuments } from '../../lambdas/serving/archive-documents';
import { changeDocuments } from '../../lambdas/serving/change-documents';
import { feedDocuments } from '../../lambdas/serving/feed-documents';
import { neighbours } from '../../lambdas/serving/neighbouring-story';
import { newsSitemaps } from '../../lambdas/serving/news-sitemap-document';
import { registerDocuments } from '../../lambdas/serving/register-documents';
import { createServingContext } from '../../lambdas/serving/serving-context';
import { sitemaps } from '../../lambdas/serving/sitemap-documents';
import { storyDocuments } from '../../lambdas/serving/story-documents';
import type { Reader } from '../../lambdas/store/read/reader';

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
  const needs = createServingContext({
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

export const isFound = (found: PublicAnswer): found is Representation => found !== undefined && 'rendered' in found;

/** What stands at an address, read to its last byte. */
export async function read(finding: Promise<PublicAnswer>) {
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
