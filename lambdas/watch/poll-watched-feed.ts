import { fetchLimited } from '../outgoing/fetch-limited';
import { pollFeed } from '../outgoing/poll-feed';
import { isSound } from './feed-faults';
import type { PolledFeed, WatchedFeed } from './watched-feeds';

const READER_HEADERS = { 'accept-encoding': 'br, gzip', 'user-agent': 'Bulletin-watch' };

/** Above the 6 MB that the read function can answer with (Lambda quotas, "Invocation payload"), unpacked. */
const MAX_BYTES = 50_000_000;

/** Polls a feed as reader software does: once, and again with its own validators. Times are in milliseconds. */
export async function pollWatchedFeed(
  url: string,
  watched: WatchedFeed,
  { perRequest, inAll }: { readonly perRequest: number; readonly inAll: number },
  wait?: (milliseconds: number) => Promise<unknown>,
): Promise<PolledFeed> {
  const signal = AbortSignal.timeout(inAll);
  const limits = { milliseconds: perRequest, bytes: MAX_BYTES, redirects: 5 };
  const poll = await pollFeed<keyof PolledFeed['poll']['repeats']>(
    (headers) => fetchLimited(url + watched.path, { headers: { ...READER_HEADERS, ...headers }, signal }, limits),
    {
      conditions: ({ etag, lastModified }) => ({
        'If-None-Match': etag ? { 'if-none-match': etag } : undefined,
        'If-Modified-Since': lastModified ? { 'if-modified-since': lastModified } : undefined,
      }),
      isSound: (last) => signal.aborted || isSound({ watched, poll: last }),
      wait,
    },
  );
  return { watched, poll };
}
