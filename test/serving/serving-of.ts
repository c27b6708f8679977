import type { PublicAnswer, Representation } from '../../lambdas/http/representation';
import type { Instant } from '../../lambdas/news/values/instant';
import { publicDocuments } from '../../lambdas/serving/public-documents';
import { createServingContext } from '../../lambdas/serving/serving-context';
import type { Reader } from '../../lambdas/store/read/reader';

export const publication = {
  url: 'https://news.example',
  title: 'Bulletin',
  description: 'News',
  language: 'en',
  lifetime: 60,
};

/** The public documents of one process, with its memory of heads and documents. */
export function servingOf(reader: Reader, clock: () => Instant, settings: Partial<typeof publication> = {}) {
  const reports: { message: string; error: unknown }[] = [];
  const context = createServingContext({
    reader,
    clock,
    publication: { ...publication, ...settings },
    report: (message, error) => reports.push({ message, error }),
  });
  return { reports, ...publicDocuments(context, () => import('../../lambdas/openapi')) };
}

export const isFound = (found: PublicAnswer): found is Representation => found !== undefined && 'rendered' in found;

/** The whole answer of an address. */
export async function read(answer: Promise<PublicAnswer>) {
  const found = await answer;
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
