import type { FetchResult } from './fetch-limited';
import { type RetryRule, retry } from './retry';

type RequestHeaders = Readonly<Record<string, string>>;

/** The validators of a response (RFC 9110 §8.8), as they came. */
export interface ResponseValidators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** One poll: the feed, and the feed again with conditions. Each repeated request has a name. */
export interface FeedPoll<Name extends string> {
  readonly first: FetchResult;
  /** Empty unless the first status is 200. */
  readonly repeats: Readonly<Partial<Record<Name, FetchResult>>>;
}

interface PollRule<Name extends string> extends Pick<RetryRule<unknown>, 'wait'> {
  /** The headers of each repeated request; undefined for a request that these validators do not allow. */
  readonly conditions: (validators: ResponseValidators) => Readonly<Record<Name, RequestHeaders | undefined>>;
  /** Whether the poll is final. */
  readonly isSound: (poll: FeedPoll<Name>) => boolean;
}

/** An edit may fall between two requests, so a fault counts only if it is in each of three polls. */
const MAX_POLLS = 3;
const MILLISECONDS_BETWEEN = 1_000;

/** Polls a feed until a poll is sound, three times at most, a second apart. Gives the last poll. */
export const pollFeed = <Name extends string>(
  fetchFeed: (headers: RequestHeaders) => Promise<FetchResult>,
  { conditions, isSound, wait }: PollRule<Name>,
): Promise<FeedPoll<Name>> =>
  retry(() => pollOnce(fetchFeed, conditions), {
    tries: MAX_POLLS,
    pause: (poll) => (isSound(poll) ? undefined : MILLISECONDS_BETWEEN),
    wait,
  });

async function pollOnce<Name extends string>(
  fetchFeed: (headers: RequestHeaders) => Promise<FetchResult>,
  conditions: PollRule<Name>['conditions'],
): Promise<FeedPoll<Name>> {
  const first = await fetchFeed({});
  const repeats: Partial<Record<Name, FetchResult>> = {};
  if (first.status !== 200) return { first, repeats };
  const etag = first.headers.get('etag') || undefined;
  const lastModified = first.headers.get('last-modified') || undefined;
  const named = Object.entries(conditions({ etag, lastModified })) as [Name, RequestHeaders | undefined][];
  for (const [name, headers] of named) if (headers) repeats[name] = await fetchFeed(headers);
  return { first, repeats };
}
