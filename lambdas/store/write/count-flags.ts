import type { Edit } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import { addsFlag, type FlagCount, takesFlag } from '../../news/feed/flag-count';
import { MAX_BREAKING_FLAGS } from '../../news/limits';
import { earliest, type Instant } from '../../news/values/instant';
import { keysBetween } from '../read/key-ranges';
import { getAll } from '../table/batch-get';
import { readFeedHead } from '../table/head-items';
import { keyOf } from '../table/item';
import { ABOVE_ENTRIES, aboveEntriesAt, entryKeyParts, feedHeadKey, feedPartition } from '../table/keys';
import { type Query, queryAll, queryOn } from '../table/query-all';
import type { Table } from '../table/table';

/** How often flags that differ from the count in the head are read: a query may see half of a transaction. */
const MAX_READS = 3;

/**
 * The flags of `breaking` that have not ended, counted anew where an edit adds one and the head has counted as many as there
 * may be; undefined where the head's count is enough. The transaction writes over this head, so no other edit can add a flag
 * meanwhile. One query, once for every 100 flags.
 */
export async function countFlagsIfNeeded(query: Query, head: FeedHead, edit: Edit): Promise<FlagCount | undefined> {
  if (!addsFlag(edit) || takesFlag(head.flags)) return undefined;
  return countFlags(query, head, edit.imported?.storedAt ?? edit.now);
}

/** How many flags more `breaking` takes at a moment. It holds nothing: another edit may take one meanwhile. */
export async function countFreeFlags(table: Table, now: Instant): Promise<number> {
  const [item] = await getAll(table, [feedHeadKey('breaking')]);
  if (!item) return MAX_BREAKING_FLAGS;
  const { flags } = await countFlags(queryOn(table), readFeedHead('breaking', item), now);
  return MAX_BREAKING_FLAGS - flags;
}

async function countFlags(query: Query, head: FeedHead, now: Instant): Promise<FlagCount> {
  const range = keysBetween(feedPartition('breaking'), aboveEntriesAt(earliest(now, head.flags?.from)), ABOVE_ENTRIES);
  for (let read = 1; ; read++) {
    const items = await queryAll(query, { ...range, ProjectionExpression: 'pk, sk' });
    const ends = items.map((item) => entryKeyParts(keyOf(item).sk).at);
    const endingAfter = (moment: string) => ends.filter((end) => end > moment).length;
    const isWhole = head.flags === undefined || endingAfter(head.flags.from) === head.flags.flags;
    if (isWhole || read === MAX_READS) return { from: now, flags: endingAfter(now) };
  }
}
