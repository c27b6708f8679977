import type { FeedDocument } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import type { PublicDocuments } from '../http/find-document';
import { problemError } from '../http/problems';
import type { Lifetimes } from '../http/representation';
import type { FeedHead } from '../news/feed/feed-head';
import { lastUpdate } from '../news/story/story';
import { type Instant, latest } from '../news/values/instant';
import type { ArchivePage, ArchiveSpan } from '../store/read/archive-pages';
import { answerForClosedFeed } from './closed-feed';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { archiveSource } from './head-sources';
import { linkTo } from './link-headers';
import type { StoriesWithExcerpts } from './memory/excerpt-cache';
import { documentName, entryPosition, parseDocumentName } from './older-links';
import type { ServingContext } from './serving-context';

/** Seconds: five minutes in a CDN and an hour in a reader, with the time of the revalidation. */
const ARCHIVE_LIFETIME: Lifetimes = { maxAge: 3_540, sMaxAge: 240, staleWhileRevalidate: 60, staleIfError: 600 };

/** The history of each feed: archive documents (RFC 5005 §4), and the targets of JSON Feed's `next_url`. */
export function archiveDocuments({
  reader,
  publication,
  addresses,
  documents,
  excerpts,
  pieces,
  report,
  form,
}: ServingContext): Pick<PublicDocuments, 'archive'> {
  const onSkip = (id: string, error: unknown) => report(`story ${id} was left out of an archive document`, error);

  return {
    async archive(folder, slug, name, file) {
      const found = feedAtAddress(folder, slug);
      const span = parseDocumentName(name);
      if (!found || found.name === 'breaking' || !span || !isFeedFile(file)) return undefined;
      const { name: feed, isOtherSpelling } = found;
      if (isOtherSpelling) return { movedTo: addresses.archive(feed, name, file) };
      const { mediaType, render, form: formName } = FEED_FORMATS[file];
      return documents.documentFor(archiveSource(reader, feed), {
        form: form(`${formName}-${name}`),
        mediaType,
        links: [
          linkTo(addresses.archive(feed, name, file), 'self', mediaType),
          linkTo(addresses.feed(feed, file), 'current', mediaType),
        ],
        lifetimes: ARCHIVE_LIFETIME,
        gone: ({ feed: head }, now) =>
          // `breaking` has no archive.
          answerForClosedFeed(head, now, (other) =>
            other === 'breaking' ? undefined : addresses.archive(other, name, file),
          ),
        async render({ feed: head }, now) {
          const page = await reader.archive(head, span, now);
          if (!page) throw problemError('notFound');
          const excerpted = await excerpts.addExcerpts(page.entries);
          for (const error of [...page.unreadable, ...excerpted.unreadable])
            report('a story was left out of an archive document', error);
          const document = archiveDocument(head, span, { ...page, entries: excerpted.entries }, now);
          const last = page.entries.at(-1);
          // JSON Feed continues after its last item, the other formats in the next document.
          const continuesAfter = file === 'feed.json' && document.older ? last : undefined;
          const older = continuesAfter ? documentName({ below: entryPosition(continuesAfter) }) : document.older;
          const text = render(publication, { ...document, older }, onSkip, pieces);
          return { text, matchesHead: page.matchesHead && excerpted.matchesHead };
        },
      });
    },
  };
}

/** A page of history as a document. It depends only on its stories, so it changes only with them. */
function archiveDocument(
  feed: FeedHead,
  span: ArchiveSpan,
  page: Omit<ArchivePage, 'entries'> & Pick<StoriesWithExcerpts, 'entries'>,
  now: Instant,
): FeedDocument {
  // Without breaking flags: history does not change when a flag ends. The feed itself shows them.
  const entries = page.entries.map(({ breakingUntil: _, ...entry }) => entry);
  const end = 'until' in span ? span.until : span.below.at;
  const updated = latest(end, ...entries.map(lastUpdate)) as Instant;
  const archive = { self: documentName(span), newer: page.newer && documentName(page.newer) };
  return { feed, entries, tombstones: [], updated, now, older: page.older && documentName(page.older), archive };
}
