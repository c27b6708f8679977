import { readEntries } from '../table/entry-items';
import { keyOf } from '../table/item';
import {
  ABOVE_ENTRIES,
  compareBytes,
  entryKey,
  entryKeyParts,
  feedPartition,
  WITHDRAWN_PARTITION,
} from '../table/keys';
import type { Query } from '../table/query-all';
import { newestBelow } from './key-ranges';
import type { FeedPage, PageRequest } from './page';

/** A page of every story, embargoed and withdrawn ones too, newest first: for the newsroom only. Two queries. */
export async function newsroomList(
  query: Query,
  { limit, after }: Omit<PageRequest, 'now'>,
): Promise<Pick<FeedPage, 'entries' | 'last'>> {
  const bound = after ? entryKey('all', after.at, after.id).sk : ABOVE_ENTRIES;
  const partitions = [feedPartition('all'), WITHDRAWN_PARTITION];
  const answers = await Promise.all(partitions.map((partition) => newestBelow(query, partition, bound, limit)));
  // A megabyte may end one answer above the end of the other: the page ends where the higher of them ends.
  const ends = answers.flatMap(({ LastEvaluatedKey }) => (LastEvaluatedKey ? keyOf(LastEvaluatedKey).sk : []));
  const items = answers
    .flatMap(({ Items = [] }) => Items)
    .filter((item) => ends.every((end) => compareBytes(keyOf(item).sk, end) >= 0))
    .sort((a, b) => compareBytes(keyOf(b).sk, keyOf(a).sk));
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const isCut = items.length > limit || ends.length > 0;
  return {
    entries: readEntries(page).entries.map(({ entry }) => entry),
    last: isCut && last ? entryKeyParts(keyOf(last).sk) : undefined,
  };
}
