import type { Feed } from './feed';
import { readFeed } from './read-feed';
import { type Answer, ask } from './request';
import { isSameSite } from './same-site';

/** A feed, and the same feed again with validators of its own and of others (RFC 9110 §13.1). */
export interface Poll {
  readonly first: Answer;
  /** With its own ETag. */
  readonly byTag?: Answer;
  /** With its own ETag as a CDN that compresses leaves it: weak; and after another. */
  readonly byWeakTag?: Answer;
  /** With its own Last-Modified. */
  readonly byDate?: Answer;
  /** With its own Last-Modified, and the ETag of something else. */
  readonly byOtherTag?: Answer;
}

/** All that is asked of a feed that could be fetched and read. */
export interface Visit extends Poll {
  readonly address: string;
  readonly feed: Feed;
  readonly head: Answer;
  /** Not compressed. */
  readonly plain: Answer;
  /** Asked as a browser asks for a page. */
  readonly asPage: Answer;
  /** Where the feed leads for older items, on the same site. */
  readonly older?: { readonly answer: Answer; readonly read: Feed | string };
}

/** How often a feed is polled before something is said to be wrong: an edit may fall between two requests. */
const POLLS = 3;

/** Waits for so many milliseconds. */
export type Wait = (milliseconds: number) => Promise<unknown>;

/** Polls a feed until each answer is as it should be, three times at most, a second after each other. */
export async function pollFeed(address: string, wait: Wait): Promise<Poll> {
  for (let polls = 1; ; polls++) {
    const poll = await pollOnce(address);
    if (isSettled(poll) || polls === POLLS) return poll;
    await wait(1_000);
  }
}

const OTHER = '"of-another-document"';

async function pollOnce(address: string): Promise<Poll> {
  const first = await ask(address);
  const [tag, date] = [first.headers.get('etag'), first.headers.get('last-modified')];
  if (first.status !== 200) return { first };
  return {
    first,
    ...(tag && {
      byTag: await ask(address, { 'if-none-match': tag }),
      byWeakTag: await ask(address, { 'if-none-match': `${OTHER}, W/${tag.replace(/^W\//, '')}` }),
    }),
    ...(date && { byDate: await ask(address, { 'if-modified-since': date }) }),
    ...(tag && date && { byOtherTag: await ask(address, { 'if-none-match': OTHER, 'if-modified-since': date }) }),
  };
}

const isSettled = ({ byTag, byWeakTag, byDate }: Poll): boolean =>
  [byTag, byWeakTag, byDate].every((answer) => answer === undefined || answer.status === 304);

/** The rest of what is asked of a feed, one request after the other. */
export async function visitFeed(address: string, poll: Poll, feed: Feed): Promise<Visit> {
  const { url } = poll.first;
  const isThere = feed.older !== '' && isSameSite(url, feed.older) && feed.older !== url;
  const older = isThere ? await ask(feed.older) : undefined;
  return {
    ...poll,
    address,
    feed,
    head: await ask(address, {}, 'HEAD'),
    plain: await ask(address, { 'accept-encoding': 'identity' }),
    asPage: await ask(address, { accept: 'text/html' }),
    ...(older && { older: { answer: older, read: readFeed(older.text) } }),
  };
}
