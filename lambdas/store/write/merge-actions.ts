import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Item, itemBytes, keyOf } from '../table/item';
import { keyText } from '../table/keys';
import type { Action } from '../table/transaction';
import { IS_NEW } from '../table/transaction-actions';

/**
 * The limits of one transaction. DynamoDB allows 100 actions and 4 MB ("TransactWriteItems"); the largest edit has 94 and
 * under 1 MB, so a batch needs no more.
 */
const MAX = { actions: 95, bytes: 1024 * 1024 };

/** Actions by `keyText` of the item that they write. */
export type ActionsByKey<Refusal extends string> = ReadonlyMap<string, Action<Refusal>>;

/**
 * Adds actions to earlier ones. One action writes each item: as the last action leaves it, on the condition of the first.
 * Undefined where an item has to be new that an earlier action puts.
 */
export function mergeActions<Refusal extends string>(
  earlier: ActionsByKey<Refusal>,
  actions: readonly Action<Refusal>[],
): Map<string, Action<Refusal>> | undefined {
  const all = new Map(earlier);
  for (const action of actions) {
    const key = keyText(keyOf(itemOf(action.action)));
    if (action.action.Put?.ConditionExpression === IS_NEW && all.get(key)?.action.Put) return undefined;
    all.set(key, combine(all.get(key), action));
  }
  return all;
}

function combine<Refusal extends string>(first: Action<Refusal> | undefined, last: Action<Refusal>): Action<Refusal> {
  const put = first?.action.Put;
  if (!put?.ConditionExpression) return last;
  const { Item: _, ...condition } = put;
  const { Put, Delete } = last.action;
  return {
    ...first,
    action: Put ? { Put: { ...condition, Item: Put.Item } } : { Delete: { ...condition, Key: Delete?.Key } },
  };
}

/** Whether one transaction can hold so many actions and bytes. */
export const isOneTransaction = (actions: number, bytes: number): boolean =>
  actions <= MAX.actions && bytes <= MAX.bytes;

/** The bytes that some actions write. */
export const bytesIn = (actions: readonly Action<string>[]): number =>
  actions.reduce((sum, { action }) => sum + itemBytes(itemOf(action)), 0);

const itemOf = ({ Put, Delete }: TransactWriteItem): Item => Put?.Item ?? Delete?.Key ?? {};
