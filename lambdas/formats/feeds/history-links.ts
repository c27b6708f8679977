import { archivePath, type FeedFile, feedPath } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';

/** The address of a document itself. */
export const selfAddress = (publication: Publication, { feed, archive }: FeedDocument, file: FeedFile): string =>
  publication.url + (archive ? archivePath(feed.name, archive.self, file) : feedPath(feed.name, file));

/** Where the feed's history goes on after a document; undefined where it ends there. */
export const olderAddress = (
  publication: Publication,
  { feed, older }: FeedDocument,
  file: FeedFile,
): string | undefined => older && publication.url + archivePath(feed.name, older, file);

/** RFC 5005 §4: a document links to what is older, and an archive document to what is newer and to the feed as it is now. */
export function historyLinks(
  publication: Publication,
  document: FeedDocument,
  file: FeedFile,
): { rel: string; href: string }[] {
  const { feed, archive } = document;
  const older = olderAddress(publication, document, file);
  return [
    ...(older ? [{ rel: 'prev-archive', href: older }] : []),
    ...(archive?.newer
      ? [{ rel: 'next-archive', href: publication.url + archivePath(feed.name, archive.newer, file) }]
      : []),
    ...(archive ? [{ rel: 'current', href: publication.url + feedPath(feed.name, file) }] : []),
  ];
}

/** RFC 5005: marks a document that is a part of the history, and not the feed. */
export const FEED_HISTORY = 'http://purl.org/syndication/history/1.0';
