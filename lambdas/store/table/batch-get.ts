import { BatchGetItemCommand, type BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { type Item, toKey } from './item';
import type { Key } from './keys';
import type { Table } from './table';
import { StoreUnavailable } from './transaction';

/** How often a key is asked for. A busy DynamoDB leaves some for another request ("BatchGetItem", UnprocessedKeys). */
const MAX_REQUESTS = 5;

/** BatchGetItem takes so many keys. */
const MAX_KEYS = 100;

const CONSISTENT = { consistent: true };

/**
 * The items that exist of some keys, in no order; strongly consistent unless the caller asks for less. A BatchGetItem for each
 * hundred keys, all at once. Each item costs whole read units of its own. Throws StoreUnavailable where DynamoDB is too busy.
 */
export async function getAll(table: Table, keys: readonly Key[], { consistent } = CONSISTENT): Promise<Item[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / MAX_KEYS) }, (_, i) =>
    keys.slice(i * MAX_KEYS, (i + 1) * MAX_KEYS),
  );
  return (await Promise.all(parts.map((part) => getSome(table, part, consistent)))).flat();
}

async function getSome({ client, name }: Table, keys: readonly Key[], consistent: boolean): Promise<Item[]> {
  const items: Item[] = [];
  let pending: Item[] | undefined = keys.map(toKey);
  for (let request = 1; pending?.length; request++) {
    if (request > MAX_REQUESTS) throw new StoreUnavailable('DynamoDB is too busy to give every item');
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: pending, ConsistentRead: consistent } } }),
    );
    items.push(...(Responses?.[name] ?? []));
    pending = UnprocessedKeys?.[name]?.Keys;
  }
  return items;
}
