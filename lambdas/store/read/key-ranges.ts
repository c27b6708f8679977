import { keyOf } from '../table/item';
import { entryKeyParts } from '../table/keys';
import type { Query, QueryInput } from '../table/query-all';
import type { EntryPosition } from './page';

/** The items of a partition with sort keys from `from` to `to`, both included. DynamoDB refuses a `from` above `to`. */
export const keysBetween = (pk: string, from: string, to: string): QueryInput => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
});

/** The items of a partition with sort keys below a bound, the highest key first. */
export const entriesBelow = (partition: string, bound: string): QueryInput => ({
  KeyConditionExpression: 'pk = :partition AND sk < :bound',
  ExpressionAttributeValues: { ':partition': { S: partition }, ':bound': { S: bound } },
  ScanIndexForward: false,
});

/** The newest items of a partition with sort keys below a bound, in one request, which a megabyte may end earlier. */
export const newestBelow = (query: Query, partition: string, bound: string, limit: number) =>
  query({ ...entriesBelow(partition, bound), Limit: limit });

/** The position of the newest entry of a feed below a bound; undefined where there is none. */
export async function entryBelow(query: Query, feed: string, bound: string): Promise<EntryPosition | undefined> {
  const { Items: [item] = [] } = await newestBelow(query, feed, bound, 1);
  return item && entryKeyParts(keyOf(item).sk);
}

/** The position of the oldest entry of a feed from `from` to `to`; undefined where there is none. */
export async function firstEntry(
  query: Query,
  feed: string,
  from: string,
  to: string,
): Promise<EntryPosition | undefined> {
  if (from > to) return undefined;
  const { Items: [item] = [] } = await query({ ...keysBetween(feed, from, to), Limit: 1 });
  return item && entryKeyParts(keyOf(item).sk);
}
