import { monthBegin, monthEnd } from '../news/feed/archive';
import type { FeedName } from '../news/feed/feed';
import type { FeedHead } from '../news/feed/feed-head';
import { type Head, type Moment, NOTHING_YET } from '../news/feed/head';
import { type Instant, NEVER, plusSeconds } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import type { HeadSource } from './memory/head-cache';

/** A feed's head. Readers see it from the feed's first story on. */
export const feedSource = (reader: Reader, name: FeedName): HeadSource<FeedHead> => ({
  name: `feed ${name}`,
  read: (how) => reader.feedHead(name, how),
  withMoments: (head, now) => reader.momentsFrom(now, head),
  visibleHead: (head, now) => (head && head.openedAt <= now ? head : undefined),
});

/** A feed's head, or an empty feed before its first story. Only the lifetime of the empty feed depends on an embargo. */
export const feedOrEmptySource = (reader: Reader, name: FeedName): HeadSource<FeedHead> => ({
  ...feedSource(reader, name),
  visibleHead: (head, now) => {
    if (!head) return { ...EMPTY_FEED, name };
    if (head.openedAt <= now) return head;
    // A page matches this head only if the `writeCount` is the same.
    const { writeCount, moments, momentsUntil } = head;
    return { ...EMPTY_FEED, name, writeCount, moments, momentsUntil };
  },
});

const EMPTY_FEED: FeedHead = {
  ...NOTHING_YET,
  name: 'breaking',
  title: '',
  guid: '',
  writeCount: 0,
  openedAt: NEVER,
  updated: NEVER,
  touched: [],
  breaking: [],
  tombstones: [],
  lateChanges: [],
};

/** The head of a feed's archive documents. They change with the archive, and when a month ends. */
interface ArchiveHead extends Head {
  readonly feed: FeedHead;
}

export const archiveSource = (reader: Reader, name: FeedName): HeadSource<ArchiveHead> => ({
  name: `archive of feed ${name}`,
  async read(how) {
    const feed = await reader.feedHead(name, how);
    if (!feed) return undefined;
    const { version, changedAt } = feed.archive ?? feed;
    return { version, changedAt, writeCount: feed.writeCount, moments: [], feed };
  },
  withMoments: async (head, now) => ({ ...head, moments: monthsAround(now) }),
  visibleHead: (head, now) => (head && head.feed.openedAt <= now ? head : undefined),
});

/** Documents close at the end of their month, and closed documents link to each other. */
const monthsAround = (now: Instant): Moment[] =>
  [monthBegin(now), plusSeconds(monthEnd(now), 1)].map((at) => ({ at, idHash: 'month' }));
