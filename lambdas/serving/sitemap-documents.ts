import { renderSitemap, renderSitemapIndex, SITEMAP } from '../formats/site/sitemap';
import { problemError } from '../http/problems';
import type { Lifetimes, PublicAnswer } from '../http/representation';
import { monthBegin } from '../news/feed/archive';
import type { FeedHead } from '../news/feed/feed-head';
import type { Instant } from '../news/values/instant';
import { archiveSource } from './archive-documents';
import { feedSource } from './feed-documents';
import type { ServingContext } from './serving-context';

const XML = 'application/xml; charset=utf-8';

/** Crawlers come once in a while; what is new is in the news sitemap. */
const LIFETIME: Lifetimes = { maxAge: 3_540, sMaxAge: 600, staleWhileRevalidate: 60, staleIfError: 600 };

/**
 * The whole archive for search engines: an index of months, and a sitemap of each. What is over changes with the archive
 * of all stories, the present month with their feed; so an index that has not changed, and a month, cost one small read.
 */
export function sitemaps({ reader, publication, clock, documents, report, form }: ServingContext) {
  const archive = archiveSource(reader, 'all');

  async function monthOf(head: FeedHead, begin: Instant, now: Instant) {
    const { entries, unreadable, matchesHead } = await reader.month(head, begin, now);
    for (const error of unreadable) report('a story was left out of a sitemap', error);
    if (entries.length > SITEMAP.most) report(`a sitemap ends after ${SITEMAP.most} stories`, begin);
    if (entries.length === 0 && begin < monthBegin(now)) throw problemError('notFound');
    return { text: renderSitemap(publication, entries.slice(0, SITEMAP.most)), matchesHead };
  }

  return {
    index: (): Promise<PublicAnswer> =>
      documents.at(archive, {
        form: form('sitemapindex'),
        mediaType: XML,
        links: [],
        kept: LIFETIME,
        async render({ feed }, now) {
          // The present month is there from its first second, though nothing may have been published in it.
          const months = [monthBegin(now), ...(await reader.monthsBefore(feed.name, now))];
          return { text: renderSitemapIndex(publication, months), matchesHead: true };
        },
      }),

    /** The sitemap of a month, `2013-06`. */
    async month(month: string): Promise<PublicAnswer> {
      const now = clock();
      const begin = monthBegin(month);
      const work = { form: form(`sitemap-${month}`), mediaType: XML, links: [], kept: LIFETIME };
      if (begin > now) return undefined;
      if (begin === monthBegin(now)) {
        const render = (head: FeedHead, at: Instant) => monthOf(head, begin, at);
        return documents.at(feedSource(reader, 'all'), { ...work, render });
      }
      return documents.at(archive, { ...work, render: ({ feed }, at) => monthOf(feed, begin, at) });
    },
  };
}
