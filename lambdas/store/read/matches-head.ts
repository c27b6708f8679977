import type { FeedHead } from '../../news/feed/feed-head';
import { nameHash } from '../../news/feed/head';
import type { Entries } from '../table/entry-items';
import { entryKeyParts } from '../table/keys';

/** The keys that a query covered: `from` ≤ sk < `below`. */
export interface KeyRange {
  readonly from: string;
  readonly below: string;
}

/**
 * Whether a page shows every touched entry of its feed's head, and nothing newer than the head. A query is not isolated
 * from a transaction, not even a strongly consistent one ("Amazon DynamoDB Transactions: How it works", isolation levels).
 */
export function matchesHead(
  { writeCount: last, touched }: Pick<FeedHead, 'writeCount' | 'touched'>,
  { entries, unreadable }: Entries,
  { from, below }: KeyRange,
): boolean {
  if (entries.some(({ writeCount }) => writeCount > last)) return false;
  const shown = new Map(entries.map(({ at, entry }) => [`${at}#${nameHash(entry.id)}`, entry.revision]));
  const hidden = new Set(
    unreadable.map(({ key }) => entryKeyParts(key.sk)).map(({ at, id }) => `${at}#${nameHash(id)}`),
  );
  const touchedEntries = touched.filter(({ tombstone }) => !tombstone);
  return touchedEntries.every(({ at, idHash, revision }) => {
    const place = `${at}#${idHash}`;
    if (hidden.has(place)) return true;
    // The head knows the instant of an entry and not its id, so an entry at the edge of the range may lie on either side.
    const isOutside = `${at}#` <= from || `${at}#\uffff` >= below;
    return (shown.get(place) ?? 0) === revision || (isOutside && !shown.has(place));
  });
}
