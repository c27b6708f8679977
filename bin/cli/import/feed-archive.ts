import { mayHaveCredentials } from '../../../lambdas/outgoing/fetch-limited';
import { FeedReading, type FeedStories, type ReadingOptions } from './feed/feed-reading';
import { type OlderAddress, olderAddress, siteOf } from './feed/older-address';
import { type FeedDocument, type FetchOptions, fetchDocument, UnreachableDocument } from './feed-document';
import { type ForeignFeed, placeOf, readFeed } from './foreign-feed';
import type { SourceOptions } from './import-source';

/** A bound is needed: the "previous month" of a calendar never ends. */
const MAX_DOCUMENTS = 10_000;

export interface FeedOptions extends ReadingOptions, Pick<SourceOptions, 'shell'> {
  /** Other hosts that archive links may lead to. */
  readonly followHosts?: readonly string[];
  /** The most documents to read; 10,000 by default. */
  readonly most?: number;
  /** The Authorization header for the host of the feed. */
  readonly authorization?: string;
}

/**
 * The stories of a feed and its archive (RFC 5005, `next_url`, WordPress's pages): each once, in its newest copy, oldest first.
 * Stops at an archive document that cannot be read, and at an archive that repeats itself; `gap` then says why. Gives undefined
 * if the first document is not a feed.
 */
export async function feedStories(first: FeedDocument, options: FeedOptions): Promise<FeedStories | undefined> {
  const { most = MAX_DOCUMENTS } = options;
  const reading = new FeedReading(options);
  const visited = new Set<string>();
  let document = first;
  for (let documents = 1; ; documents++) {
    const { text, address } = document;
    const feed = readFeed(text, address ?? options.base);
    if (!feed)
      return documents === 1 ? undefined : reading.result(`${address} is not a feed: older stories are not imported.`);
    reading.add(feed, document);
    if (address !== undefined) visited.add(address);
    const older = olderAddress(feed, address, documents);
    const end = endOf(feed, { address, older, documents, reading });
    if (end || !older || visited.has(older.url)) return reading.result(end?.gap);
    const gap = refuseOlder(older, first, options);
    if (gap !== undefined) return reading.result(gap);
    if (documents === most)
      return reading.result(`${most} documents are read, the limit for one feed: ${older.url} and older are not read.`);
    visited.add(older.url);
    const next = await fetchOlder(older, first, options);
    if (!('text' in next)) return reading.result(next.gap);
    document = next;
  }
}

interface Progress {
  readonly address: string | undefined;
  readonly older: OlderAddress | undefined;
  readonly documents: number;
  readonly reading: FeedReading;
}

/** Whether a document is the last one that is read, and what is missing then; undefined if another one follows. */
function endOf(feed: ForeignFeed, { address, older, documents, reading }: Progress): { gap?: string } | undefined {
  if (feed.isCutOff && feed.fault)
    return { gap: `${address ?? 'the document'} is cut off (${placeOf(feed.fault)}): items after it are missing.` };
  const isPageAgain = older?.isGuess === true && documents > 1 && reading.isRepetition;
  if (documents === 1 ? !older && !feed.isComplete : documents === 2 && isPageAgain) reading.remarkOnNewest();
  if (!older || isPageAgain) return {};
  return reading.isCircle
    ? { gap: `${address} and the documents before it repeat known stories: ${older.url} and older are not read.` }
    : undefined;
}

/** Why an older document may not be asked for. */
function refuseOlder({ url }: OlderAddress, first: FeedDocument, { followHosts }: FeedOptions): string | undefined {
  if (isOnSite(first, followHosts)(new URL(url))) return undefined;
  return `older stories are at another site, ${url}: to read them, add --follow-hosts ${new URL(url).host}.`;
}

const isOnSite =
  ({ address }: FeedDocument, followHosts: readonly string[] = []) =>
  (url: URL): boolean =>
    siteOf(url.href) === siteOf(address) || followHosts.some((host) => siteOf(`https://${host}`) === siteOf(url.href));

async function fetchOlder(
  { url, isGuess, authorization: ofLink }: OlderAddress,
  first: FeedDocument,
  { shell, followHosts, authorization }: FeedOptions,
): Promise<FeedDocument | { gap?: string }> {
  const isSameHost = first.address !== undefined && mayHaveCredentials(new URL(url), new URL(first.address));
  const mayRedirect: FetchOptions['mayRedirect'] = isOnSite(first, followHosts);
  try {
    const document = await fetchDocument(url, {
      shell,
      mayRedirect,
      authorization: ofLink ?? (isSameHost ? authorization : undefined),
    });
    return isGuess && !readFeed(document.text, url) ? {} : document;
  } catch (error) {
    if (!(error instanceof UnreachableDocument)) throw error;
    if (isGuess && error.status >= 400 && error.status <= 499 && error.status !== 429) return {};
    return { gap: `${error.message} Older stories are not imported: run the command again.` };
  }
}
