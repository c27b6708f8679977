import { BatchGetItemCommand, type BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { type Item, toKey } from './items';
import type { Key } from './keys';
import type { Table } from './table';
import { StoreUnavailable } from './transaction';

/** How often the keys are asked for that DynamoDB left, which it does when it is busy. */
const REQUESTS = 5;

/** BatchGetItem takes so many keys. */
const KEYS = 100;

/** Gives the items that there are of some keys, strongly consistent. Throws StoreUnavailable where DynamoDB is too busy. */
export async function getAll(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / KEYS) }, (_, i) => keys.slice(i * KEYS, (i + 1) * KEYS));
  return (await Promise.all(parts.map((part) => getSome(table, part)))).flat();
}

/** BatchGetItem may leave some for another request ("BatchGetItem", UnprocessedKeys). */
async function getSome({ client, name }: Table, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let left: Item[] | undefined = keys.map(toKey);
  for (let request = 1; left?.length; request++) {
    if (request > REQUESTS) throw new StoreUnavailable('DynamoDB is too busy to give every item; nothing was stored');
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[name] ?? []));
    left = UnprocessedKeys?.[name]?.Keys;
  }
  return items;
}
