import type { FeedName } from '../../news/feed/feed';
import { earliest, type Instant } from '../../news/values/instant';
import { aboveEntriesAt, aboveKey, entryKey, feedPartition } from '../table/keys';
import type { Query } from '../table/query-all';
import { entryBelow, firstEntry } from './key-ranges';
import type { EntryPosition } from './page';

/** The id of the public story before or after a position in a feed by publication; undefined for none. One query. */
export const neighbour =
  (query: Query) =>
  async (name: FeedName, { at, id }: EntryPosition, direction: 'previous' | 'next', now: Instant) => {
    const feed = feedPartition(name);
    const { sk } = entryKey(name, at, id);
    const top = aboveEntriesAt(now);
    const found =
      direction === 'previous'
        ? await entryBelow(query, feed, earliest(top, sk))
        : await firstEntry(query, feed, aboveKey(sk), top);
    return found?.id;
  };
