import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Head } from '../../news/feed/head';
import { actionsOn } from '../table/actions';
import { type Item, toKey } from '../table/item';
import type { Key } from '../table/keys';
import type { Table } from '../table/table';
import type { Wait } from '../table/transaction';

/** Somebody wrote while a table was repaired. */
export class TableInUse extends Error {
  override name = 'TableInUse';
}

/** BatchWriteItem takes 25 ("BatchWriteItem", limits), and 16 MB: the largest item has 400 KB. */
const BATCH = 25;

/** Writes to a table that nobody else writes to, in order where `flush` is called between. */
export function changesTo({ client, name }: Table, wait: Wait) {
  let waiting: WriteRequest[] = [];

  async function flush(): Promise<void> {
    let left = waiting;
    waiting = [];
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt > 0) await wait(Math.min(50 * 2 ** attempt, 5_000));
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: left } }));
      left = UnprocessedItems?.[name] ?? [];
    }
  }

  const add = async (request: WriteRequest) => {
    waiting.push(request);
    if (waiting.length === BATCH) await flush();
  };

  return {
    put: (item: Item) => add({ PutRequest: { Item: item } }),
    remove: (key: Key) => add({ DeleteRequest: { Key: toKey(key) } }),
    flush,

    /**
     * All that was put or removed before, then a head over the one that was seen; throws TableInUse over any other. One
     * that cannot be read is written over as it is.
     */
    async putHead(item: Item, { head: seen, hasHead }: { head?: Head; hasHead?: true }): Promise<void> {
      await flush();
      if (hasHead && !seen) {
        await client.send(new PutItemCommand({ TableName: name, Item: item }));
        return;
      }
      const { Put } = actionsOn(name).putOver(item, seen);
      try {
        if (Put) await client.send(new PutItemCommand(Put));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new TableInUse(`${name} was written to while it was repaired: stop uploads, then repair it again`);
      }
    },

    async get(key: Key): Promise<Item> {
      const input = { TableName: name, Key: toKey(key), ConsistentRead: true };
      const { Item } = await client.send(new GetItemCommand(input));
      if (!Item)
        throw new TableInUse(
          `${key.pk} / ${key.sk} went away while it was repaired: stop uploads, then repair it again`,
        );
      return Item;
    },
  };
}

export type Changes = ReturnType<typeof changesTo>;
