import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Item, toKey } from '../table/item';
import type { Key } from '../table/keys';
import type { Table } from '../table/table';

/** A `consistent` read costs twice the read units and sees every write that was answered. */
export interface Consistency {
  readonly consistent: boolean;
}

const CONSISTENT: Consistency = { consistent: true };

/** Reads one item, strongly consistent unless the caller asks for less; undefined where it does not exist. */
export async function getItem(
  { client, name }: Table,
  key: Key,
  { consistent } = CONSISTENT,
): Promise<Item | undefined> {
  const input = { TableName: name, Key: toKey(key), ConsistentRead: consistent };
  const { Item } = await client.send(new GetItemCommand(input));
  return Item;
}
