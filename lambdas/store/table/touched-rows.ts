import type { FeedName } from '../../news/feed/feed';
import { nameHash } from '../../news/feed/head';
import { compareBytes } from '../../news/values/compare-bytes';
import { registerKey } from './keys';

/** How many rows the register's head lists, unless one transaction puts more. One edit opens 15 feeds at most. */
const MAX_TOUCHED_ROWS = 16;

/** Bytes of UTF-8 of each sort key in the list: a head of 16 rows stays under 1 KB. */
const KEY_BYTES = 20;

const HASH_LENGTH = 8;

/**
 * The rows of the register that the last writes put, newest first. The writeCount of each is one less than the one before it;
 * the first has the head's. Each is the `nameHash` of its feed and the begin of its sort key. It is empty where a later write
 * put the same row again.
 */
export type TouchedRows = readonly string[];

/** The list after a write that puts the rows of some feeds, in the order of their writeCounts. `rowsInBatch` rows of the same transaction come before it. */
export function touchRows(listed: TouchedRows, names: readonly FeedName[], rowsInBatch: number): TouchedRows {
  const hashes = new Set(names.map(nameHash));
  const others = listed.map((row) => (hashes.has(row.slice(0, HASH_LENGTH)) ? '' : row));
  // A query may see any part of a transaction, so every row that it puts is listed.
  const limit = Math.max(MAX_TOUCHED_ROWS, rowsInBatch + names.length);
  return [...names.map(touchedRow).reverse(), ...others].slice(0, limit);
}

const touchedRow = (name: FeedName): string => nameHash(name) + beginOf(registerKey(name).sk);

/** The first characters of a text that have KEY_BYTES together, at most. */
function beginOf(text: string): string {
  let begin = '';
  for (const character of text) {
    if (Buffer.byteLength(begin + character) > KEY_BYTES) break;
    begin += character;
  }
  return begin;
}

/** Some rows of the register in a row: the ones above `from` up to `to`, or up to the end. */
export interface RowRange {
  readonly from: string;
  readonly to?: string;
}

/**
 * Whether some rows show every touched row within their range, and nothing newer than the head. A query is not isolated from a
 * transaction ("Amazon DynamoDB Transactions: How it works", isolation levels).
 */
export function showsTouchedRows(
  { writeCount, touched }: { readonly writeCount: number; readonly touched: TouchedRows },
  rows: readonly { readonly writeCount: number }[],
  range: RowRange,
): boolean {
  const shown = new Set(rows.map((row) => row.writeCount));
  return (
    rows.every((row) => row.writeCount <= writeCount) &&
    touched.every((row, i) => row === '' || shown.has(writeCount - i) || !isWithin(row.slice(HASH_LENGTH), range))
  );
}

/** Whether every key with this begin lies in a range. A row at the very edge of the range may lie on either side. */
const isWithin = (begin: string, { from, to }: RowRange): boolean =>
  compareBytes(begin, from) > 0 && (to === undefined || (compareBytes(begin, to) < 0 && !to.startsWith(begin)));
