import type { FeedName } from '../newsroom/feed';
import { NEVER } from '../newsroom/feed-head';
import type { Instant } from '../newsroom/instant';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const HEAD = 'HEAD';

export const storyHeadKey = (id: string): Key => ({ pk: `STORY#${id}`, sk: HEAD });
export const storyKey = (id: string): Key => ({ pk: `STORY#${id}`, sk: 'STORY' });
export const revisionKey = (id: string, revision: number): Key => ({
  pk: `STORY#${id}`,
  sk: `REV#${String(revision).padStart(6, '0')}`,
});

export const feedPartition = (feed: FeedName): string => `FEED#${feed}`;
export const feedHeadKey = (feed: FeedName): Key => ({ pk: feedPartition(feed), sk: HEAD });
export const entryKey = (feed: FeedName, at: Instant, id: string): Key => ({
  pk: feedPartition(feed),
  sk: `${at}#${id}`,
});

export const tokenKey = (sha256: string): Key => ({ pk: `TOKEN#${sha256}`, sk: 'TOKEN' });

/** The partition that lists tokens by their names: nobody has to walk the table to know who may write. */
export const TOKENS = 'TOKENS';
export const tokenListingKey = (name: string): Key => ({ pk: TOKENS, sk: name });

export const receiptKey = (token: string, idempotencyKey: string): Key => ({
  pk: `UPLOAD#${token}#${idempotencyKey}`,
  sk: 'UPLOAD',
});

export const REGISTER = 'FEEDS';
export const registerHeadKey: Key = { pk: REGISTER, sk: HEAD };
export const registerKey = (feed: FeedName): Key => ({ pk: REGISTER, sk: feed });

/** Above every key of entries at `at`, below every later one: `$` follows `#`. */
export const through = (at: Instant): string => `${at}$`;

/** Above every entry of a feed, and below its head. */
export const LAST = through(NEVER);

/** The instant and the story's id in the key of an entry. */
export function partsOfEntry(sk: string): { at: Instant; id: string } {
  const separator = sk.indexOf('#');
  return { at: sk.slice(0, separator), id: sk.slice(separator + 1) };
}
