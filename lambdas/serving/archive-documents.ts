import { archivePath, feedPath } from '../formats/addresses';
import type { FeedDocument } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { notFound, ProblemError } from '../http/problem';
import type { Lifetimes, PublicAnswer } from '../http/representation';
import { monthBegin, monthEnd } from '../news/feed/archive';
import type { FeedName } from '../news/feed/feed';
import type { FeedHead } from '../news/feed/feed-head';
import type { Head, Moment } from '../news/feed/head';
import { updatedAt } from '../news/story/story';
import { type Instant, latest, plusSeconds } from '../news/values/instant';
import type { ArchivePage, ArchiveSpan } from '../store/read/archive-pages';
import type { Reader } from '../store/read/reader';
import type { HeadSource } from './document-cache';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { linkTo } from './link-headers';
import { documentName, entryPosition, parseDocumentName } from './older-links';
import type { ServingContext } from './serving-context';

/** Seconds for which an archive document is kept: by a CDN five minutes, by a reader an hour, together with those while it is asked for again. */
const LIFETIME: Lifetimes = { maxAge: 3_540, sMaxAge: 240, staleWhileRevalidate: 60, staleIfError: 600 };

/** What stands before the archive documents of a feed: they change with its archive, and when a month ends. */
interface ArchiveHead extends Head {
  readonly feed: FeedHead;
}

/** The head of a feed's archive, as readers may know of it. */
export const archiveSource = (reader: Reader, name: FeedName): HeadSource<ArchiveHead> => ({
  name: `archive of feed ${name}`,
  async read(how) {
    const feed = await reader.feedHead(name, how);
    return (
      feed && {
        ...(feed.archive ?? { version: feed.version, changedAt: feed.changedAt }),
        rev: feed.rev,
        moments: [],
        feed,
      }
    );
  },
  withMoments: async (head, now) => ({ ...head, moments: monthsAround(now) }),
  visibleHead: (head, now) => (head && head.feed.openedAt <= now ? head : undefined),
});

/** The history of each feed: archive documents (RFC 5005 §4), and what JSON Feed's `next_url` leads to. */
export function archiveDocuments({ reader, publication, documents, report, form }: ServingContext) {
  const source = (name: FeedName) => archiveSource(reader, name);

  const skipped = (id: string, error: unknown) => report(`story ${id} was left out of an archive document`, error);

  async function pageOf(head: FeedHead, stretch: ArchiveSpan, now: Instant): Promise<ArchivePage> {
    const page = await reader.archive(head, stretch, now);
    if (!page) throw new ProblemError(notFound());
    for (const error of page.unreadable) report('a story was left out of an archive document', error);
    return page;
  }

  return {
    /** A stretch of a feed's history, by the name that it has in an address. */
    async archive(
      folder: string | undefined,
      slug: string | undefined,
      name: string,
      file: string,
    ): Promise<PublicAnswer> {
      const feed = feedAtAddress(folder, slug);
      const stretch = parseDocumentName(name);
      if (!feed || feed === 'breaking' || !stretch || !isFeedFile(file)) return undefined;
      const { mediaType, render, form: formName } = FEED_FORMATS[file];
      return documents.at(source(feed), {
        form: form(`${formName}-${name}`),
        mediaType,
        links: [
          linkTo(publication.url + archivePath(feed, name, file), 'self', mediaType),
          linkTo(publication.url + feedPath(feed, file), 'current', mediaType),
        ],
        kept: LIFETIME,
        async render(head, now) {
          const page = await pageOf(head.feed, stretch, now);
          const document = archiveDocument(head.feed, stretch, page, now);
          const last = page.entries.at(-1);
          const afterLast =
            file === 'feed.json' && document.older && last && documentName({ below: entryPosition(last) });
          const text = render(publication, afterLast ? { ...document, older: afterLast } : document, skipped);
          return { text, matchesHead: page.matchesHead };
        },
      });
    },
  };
}

/** Documents close with their month, and link to each other once they are closed. */
const monthsAround = (now: Instant): Moment[] =>
  [monthBegin(now), plusSeconds(monthEnd(now), 1)].map((at) => ({ at, of: 'month' }));

/** A page of history as a document: made of its stories alone, so that it stays as it is while they do. */
function archiveDocument(feed: FeedHead, stretch: ArchiveSpan, page: ArchivePage, now: Instant): FeedDocument {
  // What breaks is told by the feed as it is now: history does not change when a flag ends.
  const entries = page.entries.map(({ breakingUntil: _flag, ...entry }) => entry);
  const closed = 'until' in stretch ? stretch.until : stretch.below.at;
  return {
    feed,
    entries,
    tombstones: [],
    updated: latest(closed, ...entries.map(updatedAt)) as Instant,
    now,
    ...(page.older && { older: documentName(page.older) }),
    archive: { self: documentName(stretch), ...(page.newer && { newer: documentName(page.newer) }) },
  };
}
