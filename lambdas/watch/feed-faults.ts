import type { FeedHead } from '../news/feed/feed-head';
import { type Instant, plusSeconds } from '../news/values/instant';
import { type NamedState, stateOf } from '../serving/etag';
import { documentFault } from './document-fault';
import type { PolledFeed } from './watched-feeds';

/** Seconds that readers may be behind the store. A cache may keep an answer for 60 of them. */
const MAX_DELAY_SECONDS = 300;

/** CloudFront compresses no document below 1,000 bytes ("Serve compressed files", file size). */
const MIN_COMPRESSED_BYTES = 1_000;

/** A fault of a feed, for the person on call. */
export interface FeedFault {
  readonly kind: 'broken' | 'stuck';
  readonly feed: string;
  /** In words that follow the feed's address. */
  readonly wrong: string;
  /** A sentence: the effect on readers. */
  readonly effect: string;
}

/** At most one fault of each kind for each feed. Read the head of the feed `all`, consistently, after the polls. */
export const findFaults = (polled: readonly PolledFeed[], head: FeedHead | undefined, now: Instant): FeedFault[] =>
  polled
    .flatMap((feed) => [
      isNotFound(feed) ? notFoundFault(feed, head, now) : brokenFault(feed),
      stuckFault(feed, head, now),
    ])
    .filter((fault) => fault !== undefined);

/** Whether a poll shows no fault by itself, so that another poll is not needed. */
export const isSound = (polled: PolledFeed): boolean => isNotFound(polled) || brokenFault(polled) === undefined;

const isNotFound = ({ poll }: PolledFeed): boolean => poll.first.status === 404;

const repeatsOf = ({ poll }: PolledFeed) => Object.entries(poll.repeats);

/** Why the feed or one of its repeats got no response. */
const connectionFault = (polled: PolledFeed): string | undefined =>
  polled.poll.first.failed ?? repeatsOf(polled).find(([, { failed }]) => failed !== undefined)?.[1].failed;

const NO_NEWS = 'Its subscribers get no news.';
const WASTE = 'Nothing is lost, but every poll downloads the whole feed: readers wait, and you pay for the traffic.';

function brokenFault(polled: PolledFeed): FeedFault | undefined {
  const { path, kind } = polled.watched;
  const broken = (wrong: string, effect: string): FeedFault => ({ kind: 'broken', feed: path, wrong, effect });
  const failed = connectionFault(polled);
  if (failed !== undefined) return broken(failed, NO_NEWS);
  const { status, headers, text } = polled.poll.first;
  if (status !== 200) return broken(`answers ${status}`, NO_NEWS);
  const wrong = documentFault(kind, text);
  if (wrong) return broken(wrong, 'Reader software shows an error, or nothing new.');
  if (!headers.has('content-encoding') && Buffer.byteLength(text) >= MIN_COMPRESSED_BYTES)
    return broken('is not compressed', 'Nothing is lost, but every poll downloads about three times as much.');
  if (!headers.get('etag')) return broken('has no ETag', WASTE);
  const [field, repeat] = repeatsOf(polled).find(([, result]) => result.status !== 304) ?? [];
  if (!repeat) return undefined;
  const hasNewTag = repeat.status === 200 && repeat.headers.get('etag') !== headers.get('etag');
  if (hasNewTag) return broken('has another ETag at every poll', WASTE);
  return broken(`answers ${repeat.status}, not 304, to its own validator in ${field}`, WASTE);
}

/** A feed opens with its first story. Before that 404 is right, and a cache may keep the 404 for a while. */
function notFoundFault({ watched }: PolledFeed, head: FeedHead | undefined, now: Instant): FeedFault | undefined {
  if (!head || head.openedAt > plusSeconds(now, -MAX_DELAY_SECONDS)) return undefined;
  const wrong = `answers 404, though it opened ${head.openedAt}`;
  return { kind: 'broken', feed: watched.path, wrong, effect: NO_NEWS };
}

function stuckFault(polled: PolledFeed, head: FeedHead | undefined, now: Instant): FeedFault | undefined {
  const { path, feed } = polled.watched;
  const { status, headers } = polled.poll.first;
  if (status !== 200 || connectionFault(polled) !== undefined) return undefined;
  const stuck = (wrong: string, since: string): FeedFault => {
    return { kind: 'stuck', feed: path, wrong, effect: `Readers miss all changes since ${since}.` };
  };
  const age = Number(headers.get('age') ?? 0);
  if (age > MAX_DELAY_SECONDS) return stuck(`is a copy that a cache made ${age} seconds ago and cannot renew`, 'then');
  const etag = headers.get('etag');
  // Every edit changes the head of `all`, so only that head is read.
  if (etag === null || feed !== 'all') return undefined;
  if (!head) return stuck('has stories and the table has none: BULLETIN_TABLE names another table', 'it changed');
  const since = missedSince(stateOf(etag), head, plusSeconds(now, -MAX_DELAY_SECONDS));
  return since === undefined ? undefined : stuck('does not show what is stored', since);
}

/** Since when readers miss the stored state; undefined if they see it, or if it is newer than `bound`. */
function missedSince(shown: NamedState | undefined, head: FeedHead, bound: Instant): Instant | undefined {
  if (shown?.version !== head.version) return head.changedAt <= bound ? head.changedAt : undefined;
  // The clock changes a feed too: an embargo lifts, a breaking flag ends.
  const last = head.moments.filter(({ at }) => at <= bound).at(-1)?.at;
  return last !== undefined && (shown.passed ?? '') < last ? last : undefined;
}
