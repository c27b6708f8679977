import type { Addresses, FeedFile } from '../addresses';
import type { FeedDocument } from '../feed-document';

/** The address of a document itself. */
export const selfAddress = (addresses: Addresses, { feed, archive }: FeedDocument, file: FeedFile): string =>
  archive ? addresses.archive(feed.name, archive.self, file) : addresses.feed(feed.name, file);

/** The address of the next older document; undefined for the oldest. */
export const olderAddress = (addresses: Addresses, { feed, older }: FeedDocument, file: FeedFile) =>
  older && addresses.archive(feed.name, older, file);

/** RFC 5005 §4: a document links to the older one. An archive document also links to the newer one and to the feed. */
export function historyLinks(
  addresses: Addresses,
  document: FeedDocument,
  file: FeedFile,
): { rel: string; href: string }[] {
  const { feed, archive } = document;
  const older = olderAddress(addresses, document, file);
  return [
    ...(older ? [{ rel: 'prev-archive', href: older }] : []),
    ...(archive?.newer ? [{ rel: 'next-archive', href: addresses.archive(feed.name, archive.newer, file) }] : []),
    ...(archive ? [{ rel: 'current', href: addresses.feed(feed.name, file) }] : []),
  ];
}

/** RFC 5005: the namespace of the element that marks an archive document. */
export const FEED_HISTORY = 'http://purl.org/syndication/history/1.0';
