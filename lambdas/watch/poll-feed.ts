import { setTimeout as wait } from 'node:timers/promises';

/** What came back from one request. */
export interface PollAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The same address asked again with a validator that it gave. */
export interface RepeatedRequest {
  readonly field: 'If-None-Match' | 'If-Modified-Since';
  readonly answer: PollAnswer;
}

/** One poll as reader software makes it: the feed, and the feed again with its own validators. Or why nothing came. */
export type Poll =
  | { readonly first: PollAnswer; readonly again: readonly RepeatedRequest[] }
  | { readonly failed: string };

/** Milliseconds. All polls of one address together take at most `inAll`. */
export interface PollTimes {
  readonly perRequest: number;
  readonly between: number;
  readonly inAll: number;
}

/** How often an address is polled before something is said to be wrong: an edit may fall between two requests. */
const POLLS = 3;

/** Polls an address until nothing is wrong with what it answers, three times at most. Gives the last poll. */
export async function pollUntil(
  isRight: (poll: Poll) => boolean,
  address: string,
  { perRequest, between, inAll }: PollTimes,
): Promise<Poll> {
  const end = AbortSignal.timeout(inAll);
  const within = () => AbortSignal.any([end, AbortSignal.timeout(perRequest)]);
  for (let polls = 1; ; polls++) {
    const poll = await pollOnce(address, within);
    if (isRight(poll) || polls === POLLS || end.aborted) return poll;
    await wait(between);
  }
}

async function pollOnce(address: string, within: () => AbortSignal): Promise<Poll> {
  try {
    const first = await ask(address, {}, within());
    const again: RepeatedRequest[] = [];
    if (first.status === 200) {
      for (const [field, validator] of [
        ['If-None-Match', first.headers.get('etag')],
        ['If-Modified-Since', first.headers.get('last-modified')],
      ] as const) {
        if (validator !== null) again.push({ field, answer: await ask(address, { [field]: validator }, within()) });
      }
    }
    return { first, again };
  } catch (error) {
    return { failed: reason(error) };
  }
}

async function ask(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<PollAnswer> {
  const response = await fetch(address, {
    headers: { 'accept-encoding': 'br, gzip', 'user-agent': 'Bulletin-watch', ...headers },
    signal,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** In words that follow "it". Node's fetch keeps what is wrong in the cause of its error. */
function reason(error: unknown): string {
  const { name, message, cause } = Object(error) as Partial<Error>;
  if (name === 'TimeoutError') return 'did not answer in time';
  const { code, message: why } = Object(cause) as { code?: string; message?: string };
  return `could not be fetched (${code ?? why ?? message ?? error})`;
}
