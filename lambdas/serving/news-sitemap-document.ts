import { NEWS_SITEMAP, renderNewsSitemap } from '../formats/site/sitemap';
import type { PublicAnswer } from '../http/representation';
import type { FeedHead } from '../news/feed/feed-head';
import type { FeedEntry } from '../news/story/feed-entry';
import { epoch, type Instant, instant, plusSeconds } from '../news/values/instant';
import type { EntryPosition } from '../store/read/page';
import { readPage } from './feed-content';
import type { HeadSource } from './head-cache';
import { feedOrEmptySource } from './head-sources';
import type { ServingContext } from './serving-context';

const HOUR = 3_600;
const STORIES_PER_QUERY = 100;

const hourOf = (now: Instant): Instant => instant(epoch(now) - (epoch(now) % (HOUR * 1_000)));

/**
 * The stories of the last two days for Google News. Stories leave it by age, which is no moment of a head. So they leave on
 * the hour, up to an hour early, and each hour is a moment of change.
 */
export function newsSitemapDocument(context: ServingContext) {
  const { reader, publication, documents, form } = context;
  const all = feedOrEmptySource(reader, 'all');
  const source: HeadSource<FeedHead> = {
    ...all,
    visibleHead: (head, now) => {
      const visible = all.visibleHead(head, now);
      return visible && { ...visible, moments: momentsWithHours(visible, now) };
    },
  };

  async function readStories(head: FeedHead, now: Instant): Promise<{ entries: FeedEntry[]; matchesHead: boolean }> {
    const oldest = plusSeconds(hourOf(now), HOUR - NEWS_SITEMAP.maxSeconds);
    const entries: FeedEntry[] = [];
    let matchesHead = true;
    let after: EntryPosition | undefined;
    do {
      const page = await readPage(context, head, { now, limit: STORIES_PER_QUERY, after }, 'the news sitemap');
      entries.push(...page.entries.filter(({ publishedAt }) => publishedAt >= oldest));
      matchesHead &&= page.matchesHead;
      after = page.last && page.last.at >= oldest ? page.last : undefined;
    } while (after && entries.length < NEWS_SITEMAP.maxStories);
    return { entries: entries.slice(0, NEWS_SITEMAP.maxStories), matchesHead };
  }

  return {
    newsSitemap: (): Promise<PublicAnswer> =>
      documents.documentFor(source, {
        form: form('newssitemap'),
        mediaType: 'application/xml; charset=utf-8',
        links: [],
        async render(head, now) {
          const { entries, matchesHead } = await readStories(head, now);
          return { text: renderNewsSitemap(publication, entries), matchesHead };
        },
      }),
  };
}

/** The moments of a head, with the begin of this hour and of the next. */
const momentsWithHours = ({ moments }: FeedHead, now: Instant): FeedHead['moments'] =>
  [...moments, ...[hourOf(now), plusSeconds(hourOf(now), HOUR)].map((at) => ({ at, idHash: '' }))].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
