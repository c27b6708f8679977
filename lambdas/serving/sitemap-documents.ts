import { NEWS_SITEMAP_SECONDS, renderNewsSitemap, renderSitemap, renderSitemapIndex } from '../formats/site/sitemap';
import type { PublicDocuments } from '../http/find-document';
import { problemError } from '../http/problems';
import type { Lifetimes, PublicAnswer } from '../http/representation';
import type { FeedHead } from '../news/feed/feed-head';
import { inOrder } from '../news/feed/head';
import { FIRST_PART, isBelow, type SitemapPlace } from '../news/feed/sitemap';
import { EARLIEST_INSTANT } from '../news/limits';
import type { FeedEntry } from '../news/story/feed-entry';
import { earliest, epoch, type Instant, instant, NEVER, plusSeconds } from '../news/values/instant';
import type { SitemapHead } from '../store/read/sitemap-parts';
import { feedOrEmptySource } from './head-sources';
import type { HeadSource } from './memory/head-cache';
import { documentName, parseDocumentName } from './older-links';
import type { ServingContext } from './serving-context';

/** Crawlers come rarely, and the news sitemap has the new stories. */
const SITEMAP_LIFETIME: Lifetimes = { maxAge: 3_540, sMaxAge: 600, staleWhileRevalidate: 60, staleIfError: 600 };

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Seconds for which the news sitemap shows a story, at least. */
const SHOWN_FOR = NEWS_SITEMAP_SECONDS - HOUR;

/** The begin of the hour or day (UTC) that a moment is in. */
const beginOf = (seconds: number, now: Instant): Instant => instant(epoch(now) - (epoch(now) % (seconds * 1_000)));

/** The first period at which every story before `end` has left the news sitemap. */
const lastLeaving = (end: Instant, seconds: number): Instant =>
  end === NEVER ? NEVER : beginOf(seconds, plusSeconds(end, SHOWN_FOR + seconds - 1));

/** The sitemap, or the news sitemap: an index, and the parts that it names. */
interface SitemapKind {
  readonly form: string;
  readonly lifetimes?: Lifetimes;
  /** Since when the stories of its parts were published. It moves with each period. */
  oldest(periodBegin: Instant): Instant;
  /** Seconds of a period of its parts, and of the index; undefined where no story leaves by age. */
  readonly period?: number;
  readonly indexPeriod?: number;
  address(part: string): string;
  render(entries: readonly FeedEntry[]): string;
}

/** The sitemap of all stories, and the news sitemap of the last two days. Both have the same parts. */
export function sitemapDocuments(context: ServingContext): Pick<PublicDocuments, 'sitemap' | 'newsSitemap'> {
  const { addresses, publication } = context;
  const sitemap: SitemapKind = {
    form: 'sitemap',
    lifetimes: SITEMAP_LIFETIME,
    oldest: () => EARLIEST_INSTANT,
    address: addresses.sitemapPart,
    render: (entries) => renderSitemap(addresses, entries),
  };
  const newsSitemap: SitemapKind = {
    form: 'newssitemap',
    // Stories leave it by age, which is no moment of a head. So they leave on the hour, up to an hour early. The index keeps a
    // part for the rest of its last day.
    oldest: (periodBegin) => plusSeconds(periodBegin, -SHOWN_FOR),
    period: HOUR,
    indexPeriod: DAY,
    address: addresses.newsSitemapPart,
    render: (entries) => renderNewsSitemap(publication, entries),
  };
  return { sitemap: documentsOf(context, sitemap), newsSitemap: documentsOf(context, newsSitemap) };
}

function documentsOf({ reader, documents, report, form }: ServingContext, kind: SitemapKind) {
  const all = feedOrEmptySource(reader, 'all');
  const periodBegin = (seconds: number | undefined, now: Instant): Instant =>
    seconds === undefined ? now : beginOf(seconds, now);
  /**
   * The head of a document that changes at the begin of each period: from the first at which a story leaves that was published
   * at `begin`, to the first at which all stories before `end` have left. The last of them is a moment for ever.
   */
  const sourceOf = (
    visible: (head: SitemapHead, now: Instant) => SitemapHead | undefined,
    seconds: number | undefined,
    begin: Instant,
    end: (head: SitemapHead) => Instant = () => NEVER,
  ): HeadSource<FeedHead> => ({
    ...all,
    visibleHead(stored, now) {
      const head = all.visibleHead(stored, now);
      const own = head && visible(withSitemap(head), now);
      if (!own || seconds === undefined) return own;
      const last = lastLeaving(end(own), seconds);
      const periods = [beginOf(seconds, now), plusSeconds(beginOf(seconds, now), seconds)];
      const moments = new Set(periods.filter((at) => kind.oldest(at) > begin).map((at) => earliest(at, last)));
      return withMoments(own, [...moments]);
    },
  });
  const specOf = (name: string) => ({
    form: form(name),
    mediaType: 'application/xml; charset=utf-8',
    links: [],
    lifetimes: kind.lifetimes,
  });

  const index = (): Promise<PublicAnswer> =>
    documents.documentFor(
      sourceOf(headOfClosedParts, kind.indexPeriod, EARLIEST_INSTANT, ({ sitemap }) => sitemap.from.at),
      {
        ...specOf(`${kind.form}index`),
        async render(head, now) {
          const { begins, matchesHead } = await reader.sitemapParts(withSitemap(head), now);
          const oldest = { at: kind.oldest(periodBegin(kind.indexPeriod, now)), id: '' };
          const end = begins.findIndex((begin) => !isBelow(oldest, begin));
          const parts = begins.slice(0, end + 1);
          return { text: renderSitemapIndex(parts.map(nameOfPart).map(kind.address)), matchesHead };
        },
      },
    );

  const part = (name: string, begin: SitemapPlace): Promise<PublicAnswer> =>
    documents.documentFor(
      sourceOf((head, now) => headOfPart(head, begin, now), kind.period, begin.at),
      {
        ...specOf(`${kind.form}-${name}`),
        async render(head, now) {
          const page = await reader.sitemapPart(withSitemap(head), begin, {
            now,
            oldest: kind.oldest(periodBegin(kind.period, now)),
            listedFrom: kind.oldest(periodBegin(kind.indexPeriod, now)),
          });
          if (!page) throw problemError('notFound');
          for (const error of page.unreadable) report('a story was left out of a sitemap', error);
          return { text: kind.render(page.entries), matchesHead: page.matchesHead };
        },
      },
    );

  return async (name?: string): Promise<PublicAnswer> => {
    if (name === undefined) return index();
    const begin = placeOfName(name);
    return begin && part(name, begin);
  };
}

/** The name of a part in its address: its first second, `20261122T200000Z`, or a cursor where it begins within a second. */
const nameOfPart = (begin: SitemapPlace): string =>
  documentName(begin.id === '' ? { until: begin.at } : { below: begin });

function placeOfName(name: string): SitemapPlace | undefined {
  const span = parseDocumentName(name);
  return span && ('until' in span ? { at: span.until, id: '' } : span.below);
}

/** Before the first story there is one empty part. */
const withSitemap = (head: FeedHead): SitemapHead => ({
  ...head,
  sitemap: head.sitemap ?? { version: head.version, changedAt: head.changedAt, from: FIRST_PART, stories: 0 },
});

/** The last part changes with the feed of all stories, a closed one with the sitemap; after the last there is none. */
function headOfPart(head: SitemapHead, begin: SitemapPlace, now: Instant): SitemapHead | undefined {
  const { from } = head.sitemap;
  if (isBelow(begin, from)) return headOfClosedParts(head, now);
  return isBelow(from, begin) ? undefined : head;
}

/**
 * The head of the closed parts, and of the list of parts. While the last part begins in the future, closed parts may have
 * embargoed stories, so the moments of the feed are theirs. The begin is a moment for ever: no later ETag repeats one of before.
 */
function headOfClosedParts(head: SitemapHead, now: Instant): SitemapHead {
  const { version, changedAt, from } = head.sitemap;
  const moments = from.at <= now ? { moments: [], momentsUntil: undefined } : head;
  return withMoments({ ...head, ...moments, version, changedAt }, from.at > EARLIEST_INSTANT ? [from.at] : []);
}

/** A head with more moments of change, as far as its own are listed. */
function withMoments(head: SitemapHead, more: readonly Instant[]): SitemapHead {
  const { momentsUntil = NEVER } = head;
  const moments = [...head.moments, ...more.map((at) => ({ at, idHash: '' }))];
  return { ...head, moments: inOrder(moments.filter(({ at }) => at < momentsUntil)) };
}
