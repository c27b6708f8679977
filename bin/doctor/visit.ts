import { urlIn } from '../../lambdas/news/values/uri';
import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import { type FeedPoll, pollFeed } from '../../lambdas/outgoing/poll-feed';
import type { Feed } from './feed';
import { type AskedFiles, askForNewestFiles, type FileAnswer } from './newest-files';
import { readFeed } from './read-feed';
import { ask } from './request';
import { isSameSite } from './value';

/**
 * The repeats of a poll (RFC 9110 §13.1): with the ETag; with the ETag as a compressing CDN sends it, weak and second in a
 * list; with Last-Modified; with Last-Modified and a foreign ETag.
 */
export type Poll = FeedPoll<'byTag' | 'byWeakTag' | 'byDate' | 'byOtherTag'>;

/** All answers of one feed that can be fetched and read. */
export interface Visit extends Poll {
  readonly address: string;
  readonly feed: Feed;
  readonly head: FetchResult;
  /** The answer without compression. */
  readonly plain: FetchResult;
  /** The answer to the Accept header of a browser. */
  readonly asPage: FetchResult;
  /** The answers of the newest enclosures and pictures. */
  readonly files: readonly FileAnswer[];
  /** The document with older items, if it is on the same site. */
  readonly older?: { readonly answer: FetchResult; readonly read: Feed | string };
}

export type Wait = (milliseconds: number) => Promise<unknown>;

const OTHER_TAG = '"of-another-document"';

/** Polls a feed. If an answer looks wrong, polls again, because an edit may have come between: three times at most. */
export const pollForDoctor = (address: string, wait: Wait): Promise<Poll> =>
  pollFeed((headers) => ask(address, headers), {
    conditions: ({ etag, lastModified }) => ({
      byTag: etag ? { 'if-none-match': etag } : undefined,
      byWeakTag: etag ? { 'if-none-match': `${OTHER_TAG}, W/${etag.replace(/^W\//, '')}` } : undefined,
      byDate: lastModified ? { 'if-modified-since': lastModified } : undefined,
      byOtherTag: etag && lastModified ? { 'if-none-match': OTHER_TAG, 'if-modified-since': lastModified } : undefined,
    }),
    isSound: ({ repeats: { byTag, byWeakTag, byDate } }) =>
      [byTag, byWeakTag, byDate].every((answer) => answer === undefined || answer.status === 304),
    wait,
  });

/** Sends the other requests to a feed, one after the other. */
export async function visitFeed(
  address: string,
  poll: Poll,
  feed: Feed,
  asked: AskedFiles = new Map(),
): Promise<Visit> {
  const { url } = poll.first;
  const olderUrl = feed.older === '' ? undefined : urlIn(feed.older, url)?.href;
  const isOlderHere = olderUrl !== undefined && isSameSite(url, olderUrl) && olderUrl !== url;
  const older = isOlderHere ? await ask(olderUrl) : undefined;
  return {
    ...poll,
    address,
    feed,
    head: await ask(address, {}, 'HEAD'),
    plain: await ask(address, { 'accept-encoding': 'identity' }),
    asPage: await ask(address, { accept: 'text/html' }),
    files: await askForNewestFiles(feed, url, asked),
    older: older && { answer: older, read: readFeed(older.text) },
  };
}
