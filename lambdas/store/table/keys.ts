import { FEED_KINDS, type FeedKind, type FeedName, feedParts } from '../../news/feed/feed';
import { MAX_REVISIONS } from '../../news/limits';
import { epoch, type Instant, NEVER, plusSeconds } from '../../news/values/instant';
import { sha256 } from '../../news/values/sha256';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A key as one string. */
export const keyText = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

const HEAD = 'HEAD';

export const storyPartition = (id: string): string => `STORY#${id}`;
export const storyHeadKey = (id: string): Key => ({ pk: storyPartition(id), sk: HEAD });
export const storyKey = (id: string): Key => ({ pk: storyPartition(id), sk: 'STORY' });
export const idInStoryPartition = (pk: string): string => pk.slice(storyPartition('').length);
export const excerptKey = (id: string): Key => ({ pk: storyPartition(id), sk: 'EXCERPT' });
export const revisionKey = (id: string, revision: number): Key => ({
  pk: storyPartition(id),
  sk: `REV#${String(revision).padStart(String(MAX_REVISIONS).length, '0')}`,
});

export const feedPartition = (feed: FeedName): string => `FEED#${feed}`;
const inFeed = (feed: FeedName, sk: string): Key => ({ pk: feedPartition(feed), sk });
export const feedHeadKey = (feed: FeedName) => inFeed(feed, HEAD);
export const entryKey = (feed: FeedName, at: Instant, id: string) => inFeed(feed, `${at}#${id}`);

/** Entries lie below a feed's head. Above it lie late changes, then tombstones. */
export const lateChangeKey = (feed: FeedName, place: number) =>
  inFeed(feed, `${LATE_CHANGE}${String(place).padStart(2, '0')}`);
const LATE_CHANGE = 'LATE#';
export const isLateChangeKey = (sk: string): boolean => sk.startsWith(LATE_CHANGE);
export const placeOfLateChange = (sk: string): number => Number(sk.slice(LATE_CHANGE.length));

const TOMBSTONE = 'TOMBSTONE#';
export const tombstoneKey = (feed: FeedName, until: Instant, id: string) =>
  inFeed(feed, `${TOMBSTONE}${countdown(until)}#${id}`);
export const isTombstoneKey = (sk: string): boolean => sk.startsWith(TOMBSTONE);
/** Below the tombstones that have ended by `now`, above the others. */
export const tombstonesEndedBy = (now: Instant): string => TOMBSTONE + countdown(now);
/** Below every late change and tombstone, above the head. */
export const BELOW_LATE_CHANGES = LATE_CHANGE;

/** Seconds to the end of the year 9999: the sooner a tombstone ends, the further it lies from the items that every read needs. */
const countdown = (until: Instant): string => String((epoch(NEVER) - epoch(until)) / 1000).padStart(12, '0');

/** The end and the story's id in the key of a tombstone. */
export function tombstoneKeyParts(sk: string): { at: Instant; id: string } {
  const [, seconds = '', id = ''] = /^TOMBSTONE#(\d+)#(.*)$/u.exec(sk) ?? [];
  return { at: plusSeconds(NEVER, -Number(seconds)), id };
}

/** The ends of archive documents that were full before their month was over. They lie above all else of the feed. */
const DOCUMENT_END = 'UNTIL#';
export const documentEndKey = (feed: FeedName, at: Instant) => inFeed(feed, DOCUMENT_END + at);
export const isDocumentEndKey = (sk: string): boolean => sk.startsWith(DOCUMENT_END);
export const instantOfDocumentEnd = (sk: string): Instant => sk.slice(DOCUMENT_END.length);

/**
 * The partition of the closed parts of the sitemap, by the place where each begins. They are in the order of the entries of
 * `all`. An empty id is below every entry of its second.
 */
export const SITEMAP_PARTITION = 'SITEMAP';
export const sitemapPartKey = ({ at, id }: { at: Instant; id: string }): Key => ({
  pk: SITEMAP_PARTITION,
  sk: `${at}#${id}`,
});

/** The partition of the withdrawn stories, for the newsroom: they are in no feed any more. */
export const WITHDRAWN_PARTITION = 'WITHDRAWN';
export const withdrawnKey = (at: Instant, id: string): Key => ({ pk: WITHDRAWN_PARTITION, sk: `${at}#${id}` });

/** The partition of the list of changes: one item for each write, numbered. */
export const CHANGES_PARTITION = 'CHANGES';
const padNumber = (n: number): string => String(n).padStart(12, '0');
export const changeKey = (n: number): Key => ({ pk: CHANGES_PARTITION, sk: padNumber(n) });
/** Above every write. */
export const LAST_CHANGE_SORT_KEY = changeKey(999_999_999_999).sk;
/** The number of the write that has this sort key. */
export const numberOfChange = (sk: string): number => Number(sk);

/** A moment of a story as the list of changes orders it: by time, then by a hash of the id, which has one order in every language. */
export const storyMoment = (at: Instant, id: string): string => `${at}#${sha256(id).slice(0, 32)}`;
/** The `nameHash` of the story's id in a moment. */
export const hashOfMoment = (moment: string): string => moment.slice(moment.indexOf('#') + 1).slice(0, 8);
/** The time of a moment; empty for the empty one. */
export const instantOfMoment = (moment: string): Instant => moment.slice(0, moment.indexOf('#'));

/** The partition of coming moments, by moment and by the write that sets it or takes it back. */
export const MOMENT_CHANGES_PARTITION = 'MOMENTS';
export const momentChangeKey = (moment: string, n: number): Key => ({
  pk: MOMENT_CHANGES_PARTITION,
  sk: `${moment}#${padNumber(n)}`,
});
/** The moment and the number of the write, in the key of a coming moment. */
export function momentChangeKeyParts(sk: string): { moment: string; n: number } {
  const separator = sk.lastIndexOf('#');
  return { moment: sk.slice(0, separator), n: Number(sk.slice(separator + 1)) };
}

/** The item that names the owner of a guid, so that no guid is imported twice. It has a hash, because a guid may be longer than a key. */
export const guidKey = (guid: string): Key => ({ pk: `GUID#${sha256(guid)}`, sk: GUID_SORT_KEY });
export const GUID_SORT_KEY = 'GUID';

/** The item that names the story of a former address. It has a hash, because an address may be as long as a key. */
export const formerUrlKey = (address: string): Key => ({ pk: `URL#${sha256(address)}`, sk: FORMER_URL_SORT_KEY });
export const FORMER_URL_SORT_KEY = 'URL';

export const tokenKey = (sha256: string): Key => ({ pk: `TOKEN#${sha256}`, sk: 'TOKEN' });

/** The partition that lists tokens by their names, without a scan of the table. */
export const TOKENS_PARTITION = 'TOKENS';
export const tokenListingKey = (name: string): Key => ({ pk: TOKENS_PARTITION, sk: name });

export const receiptKey = (token: string, idempotencyKey: string): Key => ({
  pk: `UPLOAD#${token}#${idempotencyKey}`,
  sk: 'UPLOAD',
});

export const REGISTER_PARTITION = 'FEEDS';
export const registerHeadKey: Key = { pk: REGISTER_PARTITION, sk: HEAD };
/** Rows lie below the register's head, in the order of `/feeds`: feeds without a slug, then kind by kind, by name. */
export const registerKey = (feed: FeedName): Key => {
  const kind = feedParts(feed)?.kind;
  return { pk: REGISTER_PARTITION, sk: `${kind ? FEED_KINDS.indexOf(kind) + 1 : 0}#${feed}` };
};
/** Below and above every row of a kind: `$` follows `#`. */
export const registerRange = (kind: FeedKind): { from: string; to: string } => {
  const { sk } = registerKey(`${kind}#`);
  return { from: sk, to: `${sk.slice(0, -1)}$` };
};
/** The feed of a row's sort key. */
export const feedOfRow = (sk: string): FeedName => sk.slice(sk.indexOf('#') + 1) as FeedName;
/** Above every row, and below the register's head. */
export const ABOVE_ROWS = '9';

/** Above every key of entries at `at`, below every later one: `$` follows `#`. */
export const aboveEntriesAt = (at: Instant): string => `${at}$`;

/** Next above the key of an entry: `!` comes before every character of an id. */
export const aboveKey = (sk: string): string => `${sk}!`;

/** Above every entry of a feed, and below its head. */
export const ABOVE_ENTRIES = aboveEntriesAt(NEVER);

/** The instant and the story's id in the key of an entry. */
export function entryKeyParts(sk: string): { at: Instant; id: string } {
  const separator = sk.indexOf('#');
  return { at: sk.slice(0, separator), id: sk.slice(separator + 1) };
}
