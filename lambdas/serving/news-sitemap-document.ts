import { NEWS_SITEMAP, renderNewsSitemap } from '../formats/site/sitemap';
import type { PublicAnswer } from '../http/representation';
import type { FeedHead } from '../news/feed/feed-head';
import type { FeedEntry } from '../news/story/feed-entry';
import { epoch, type Instant, instant, plusSeconds } from '../news/values/instant';
import type { EntryPosition } from '../store/read/page';
import type { HeadSource } from './document-cache';
import { feedOrEmptySource } from './feed-documents';
import type { ServingContext } from './serving-context';

const HOUR = 3_600;
/** Stories a query. */
const PAGE = 100;

const hourOf = (now: Instant): Instant => instant(epoch(now) - (epoch(now) % (HOUR * 1_000)));

/**
 * The stories of the last two days for Google News. Stories leave it by age, which is no moment of any head: so they
 * leave it on the hour, a little before they are two days old, and the hour is a moment of change.
 */
export function newsSitemaps({ reader, publication, documents, report, form }: ServingContext) {
  const all = feedOrEmptySource(reader, 'all');
  const source: HeadSource<FeedHead> = {
    ...all,
    visibleHead: (head, now) => {
      const shown = all.visibleHead(head, now);
      return shown && { ...shown, moments: withHours(shown, now) };
    },
  };

  async function newsOf(head: FeedHead, now: Instant): Promise<{ entries: FeedEntry[]; matchesHead: boolean }> {
    const oldest = plusSeconds(hourOf(now), HOUR - NEWS_SITEMAP.seconds);
    const entries: FeedEntry[] = [];
    let matchesHead = true;
    let after: EntryPosition | undefined;
    do {
      const page = await reader.page(head, { now, limit: PAGE, ...(after && { after }) });
      for (const error of page.unreadable) report('a story was left out of the news sitemap', error);
      entries.push(...page.entries.filter(({ publishedAt }) => publishedAt >= oldest));
      matchesHead &&= page.matchesHead;
      after = page.last && page.last.at >= oldest ? page.last : undefined;
    } while (after && entries.length < NEWS_SITEMAP.most);
    return { entries: entries.slice(0, NEWS_SITEMAP.most), matchesHead };
  }

  return (): Promise<PublicAnswer> =>
    documents.at(source, {
      form: form('newssitemap'),
      mediaType: 'application/xml; charset=utf-8',
      links: [],
      async render(head, now) {
        const { entries, matchesHead } = await newsOf(head, now);
        return { text: renderNewsSitemap(publication, entries), matchesHead };
      },
    });
}

/** The moments of a head, with the hour that began and the one that comes. */
const withHours = ({ moments }: FeedHead, now: Instant): FeedHead['moments'] =>
  [...moments, ...[hourOf(now), plusSeconds(hourOf(now), HOUR)].map((at) => ({ at, of: '' }))].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
