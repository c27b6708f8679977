import type { FeedHead } from '../news/feed/feed-head';
import { type Instant, plusSeconds } from '../news/values/instant';
import { type NamedState, stateOf } from '../serving/validators';
import { documentFault } from './document-fault';
import type { Poll, RepeatedRequest } from './poll-feed';
import type { WatchedFeed } from './watched-feeds';

/** Seconds that readers may be behind the store; a cache may keep an answer for 60 of them. */
const BEHIND = 300;

/** Bytes below which a CDN leaves a document as it is (CloudFront: "Serve compressed files", file size). */
const WORTH_COMPRESSING = 1_000;

/** What a person on call has to know of a feed. */
export interface Fault {
  readonly is: 'broken' | 'stuck';
  readonly feed: string;
  /** In words that follow the feed's address. */
  readonly wrong: string;
  /** What that takes from readers, as a sentence. */
  readonly loses: string;
}

/** A feed, and the last poll of it. */
export interface PolledFeed {
  readonly watched: WatchedFeed;
  readonly poll: Poll;
}

/** What is wrong, at most one fault of a kind for each feed. `head` of the feed `all` was read, consistently, after the polls. */
export const findFaults = (polled: readonly PolledFeed[], head: FeedHead | undefined, now: Instant): Fault[] =>
  polled
    .flatMap((one) => [isNotFound(one) ? unopened(one, head, now) : brokenness(one), stuckness(one, head, now)])
    .filter((fault) => fault !== undefined);

/** Whether a poll says all that it can, without a fault: no second one is needed. */
export const isSound = (polled: PolledFeed): boolean => isNotFound(polled) || brokenness(polled) === undefined;

const isNotFound = ({ poll }: PolledFeed): boolean => 'first' in poll && poll.first.status === 404;

const NO_NEWS = 'Whoever subscribes to it gets no news.';
const WASTE = 'Nothing is lost, but every poll is sent the whole feed: readers wait, and the traffic is paid for.';

function brokenness({ watched: { path, kind }, poll }: PolledFeed): Fault | undefined {
  const broken = (wrong: string, loses: string): Fault => ({ is: 'broken', feed: path, wrong, loses });
  if ('failed' in poll) return broken(poll.failed, NO_NEWS);
  const { status, headers, text } = poll.first;
  if (status !== 200) return broken(`answers ${status}`, NO_NEWS);
  const wrong = documentFault(kind, text);
  if (wrong) return broken(wrong, 'Reader software that meets it shows an error, or nothing new.');
  if (!headers.has('content-encoding') && Buffer.byteLength(text) >= WORTH_COMPRESSING)
    return broken('is not compressed', 'Nothing is lost, but readers wait for about three times the traffic.');
  if (!headers.has('etag')) return broken('has no ETag', WASTE);
  const ignored = poll.again.find(({ answer }) => answer.status !== 304);
  return ignored ? broken(ignores(ignored, headers), WASTE) : undefined;
}

const ignores = ({ field, answer }: RepeatedRequest, first: Headers): string =>
  answer.status === 200 && answer.headers.get('etag') !== first.get('etag')
    ? 'has another ETag at every poll'
    : `answers ${answer.status}, not 304, to its own validator in ${field}`;

/** A feed opens with its first story: before that a 404 is right, and for a while after it may be a cache's. */
function unopened({ watched: { path } }: PolledFeed, head: FeedHead | undefined, now: Instant): Fault | undefined {
  if (!head || head.openedAt > plusSeconds(now, -BEHIND)) return undefined;
  return { is: 'broken', feed: path, wrong: `answers 404, though it opened ${head.openedAt}`, loses: NO_NEWS };
}

function stuckness({ watched, poll }: PolledFeed, head: FeedHead | undefined, now: Instant): Fault | undefined {
  if ('failed' in poll || poll.first.status !== 200) return undefined;
  const stuck = (wrong: string, since: string): Fault => ({
    is: 'stuck',
    feed: watched.path,
    wrong,
    loses: `Readers do not see what was published, corrected or withdrawn since ${since}.`,
  });
  const age = Number(poll.first.headers.get('age') ?? 0);
  if (age > BEHIND) return stuck(`is a copy that a cache made ${age} seconds ago and cannot renew`, 'then');
  const etag = poll.first.headers.get('etag');
  // Only the head of `all` is read: every edit moves that one.
  if (etag === null || watched.of !== 'all') return undefined;
  if (!head)
    return stuck('has stories and the table has none, so that BULLETIN_TABLE names another one', 'it was changed');
  const since = missedSince(stateOf(etag), head, plusSeconds(now, -BEHIND));
  return since === undefined ? undefined : stuck('does not show what is stored', since);
}

/** Since when readers should have seen another state; undefined where they see the stored one, or it is newer than `bound`. */
function missedSince(shown: NamedState | undefined, head: FeedHead, bound: Instant): Instant | undefined {
  if (shown?.version !== head.version) return head.changedAt <= bound ? head.changedAt : undefined;
  // The clock changes a feed too: an embargo that lifted, a flag that ended.
  const last = head.moments.filter(({ at }) => at <= bound).at(-1)?.at;
  return last !== undefined && (shown.passed ?? '') < last ? last : undefined;
}
