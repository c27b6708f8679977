import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Head } from '../../news/feed/head';
import { getItem } from '../read/get-item';
import { type Item, toKey } from '../table/item';
import type { Key } from '../table/keys';
import type { Table } from '../table/table';
import type { Wait } from '../table/transaction';
import { actionsOn } from '../table/transaction-actions';

/** Another process wrote to a table during its repair. */
export class TableInUse extends Error {
  override name = 'TableInUse';
}

/** BatchWriteItem takes 25 items and 16 MB ("BatchWriteItem", limits); the largest item has 400 KB. */
const BATCH_SIZE = 25;

export type ExclusiveWriter = ReturnType<typeof createExclusiveWriter>;

/** Writes to a table that no other process writes to, 25 items at a time. `flush` keeps the order of two writes. */
export function createExclusiveWriter(table: Table, wait: Wait) {
  const { client, name } = table;
  let waiting: WriteRequest[] = [];

  async function flush(): Promise<void> {
    let unprocessed = waiting;
    waiting = [];
    for (let attempt = 0; unprocessed.length > 0; attempt++) {
      if (attempt > 0) await wait(Math.min(50 * 2 ** attempt, 5_000));
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [name]: unprocessed } }),
      );
      unprocessed = UnprocessedItems?.[name] ?? [];
    }
  }

  const add = async (request: WriteRequest) => {
    waiting.push(request);
    if (waiting.length === BATCH_SIZE) await flush();
  };

  return {
    put: (item: Item) => add({ PutRequest: { Item: item } }),
    remove: (key: Key) => add({ DeleteRequest: { Key: toKey(key) } }),
    flush,

    /**
     * Writes everything that waits, then a head over the scanned head. A head that could not be read is overwritten.
     * Throws TableInUse where the stored head is not the scanned one.
     */
    async putHead(item: Item, { head: scanned, hasHead }: { head?: Head; hasHead?: true }): Promise<void> {
      await flush();
      if (hasHead && !scanned) {
        await client.send(new PutItemCommand({ TableName: name, Item: item }));
        return;
      }
      const { Put } = actionsOn(name).putOver(item, scanned);
      try {
        if (Put) await client.send(new PutItemCommand(Put));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new TableInUse(`${name} was written to while it was repaired: stop uploads, then repair it again`);
      }
    },

    /** Reads one item. Throws TableInUse where it is gone. */
    async get(key: Key): Promise<Item> {
      const item = await getItem(table, key);
      if (item) return item;
      throw new TableInUse(`${key.pk} / ${key.sk} disappeared during the repair: stop uploads, then repair it again`);
    },
  };
}
