import { MAX_SITEMAP_STORIES, renderSitemap, renderSitemapIndex } from '../formats/site/sitemap';
import { problemError } from '../http/problems';
import type { Lifetimes, PublicAnswer } from '../http/representation';
import { monthBegin } from '../news/feed/archive';
import type { FeedHead } from '../news/feed/feed-head';
import type { Instant } from '../news/values/instant';
import { archiveSource, feedSource } from './head-sources';
import type { ServingContext } from './serving-context';

const XML = 'application/xml; charset=utf-8';

/** Crawlers come rarely, and the news sitemap has the new stories. */
const SITEMAP_LIFETIME: Lifetimes = { maxAge: 3_540, sMaxAge: 600, staleWhileRevalidate: 60, staleIfError: 600 };

/** An index of months, and a sitemap for each. A past month changes with the archive of all stories, this month with their feed. */
export function sitemapDocuments({ reader, addresses, clock, documents, report, form }: ServingContext) {
  const archive = archiveSource(reader, 'all');

  async function renderMonth(head: FeedHead, begin: Instant, now: Instant) {
    const { entries, unreadable, matchesHead } = await reader.month(head, begin, now);
    for (const error of unreadable) report('a story was left out of a sitemap', error);
    if (entries.length > MAX_SITEMAP_STORIES) report(`a sitemap ends after ${MAX_SITEMAP_STORIES} stories`, begin);
    if (entries.length === 0 && begin < monthBegin(now)) throw problemError('notFound');
    return { text: renderSitemap(addresses, entries.slice(0, MAX_SITEMAP_STORIES)), matchesHead };
  }

  const specOf = (name: string) => ({ form: form(name), mediaType: XML, links: [], lifetimes: SITEMAP_LIFETIME });

  const sitemapIndex = (): Promise<PublicAnswer> =>
    documents.documentFor(archive, {
      ...specOf('sitemapindex'),
      async render({ feed }, now) {
        // The index has this month from its first second on, even without a story.
        const months = [monthBegin(now), ...(await reader.monthsBefore(feed.name, now))];
        return { text: renderSitemapIndex(addresses, months), matchesHead: true };
      },
    });

  async function sitemapOfMonth(month: string): Promise<PublicAnswer> {
    const now = clock();
    const begin = monthBegin(month);
    const spec = specOf(`sitemap-${month}`);
    if (begin > now) return undefined;
    if (begin === monthBegin(now)) {
      const render = (head: FeedHead, at: Instant) => renderMonth(head, begin, at);
      return documents.documentFor(feedSource(reader, 'all'), { ...spec, render });
    }
    return documents.documentFor(archive, { ...spec, render: ({ feed }, at) => renderMonth(feed, begin, at) });
  }

  return {
    sitemap: (month?: string): Promise<PublicAnswer> => (month === undefined ? sitemapIndex() : sitemapOfMonth(month)),
  };
}
