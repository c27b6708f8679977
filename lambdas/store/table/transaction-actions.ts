import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Head } from '../../news/feed/head';
import { epoch, type Instant } from '../../news/values/instant';
import { type Item, toKey } from './item';
import type { Key } from './keys';

/** The condition that the item does not exist. */
export const IS_NEW = 'attribute_not_exists(pk)';

/** Makes the actions of transactions on a table. */
export const actionsOn = (TableName: string) => {
  const put = (Item: Item): TransactWriteItem => ({ Put: { TableName, Item } });
  const putNew = (Item: Item): TransactWriteItem => ({ Put: { TableName, Item, ConditionExpression: IS_NEW } });
  const putIf = (Item: Item, ConditionExpression: string, values: Item): TransactWriteItem => ({
    Put: { TableName, Item, ConditionExpression, ExpressionAttributeValues: values },
  });
  return {
    put,
    putNew,

    /** Writes a head only over the one that was read: two edits never overwrite each other unseen. */
    putOver: (item: Item, previous: Head | undefined): TransactWriteItem =>
      previous
        ? putIf(item, 'writeCount = :previous', { ':previous': { N: String(previous.writeCount) } })
        : putNew(item),

    /** An item past its `expires` counts as gone: DynamoDB removes it hours later. */
    putNewOrEnded: (item: Item, now: Instant): TransactWriteItem =>
      putIf(item, `${IS_NEW} OR expires <= :now`, { ':now': { N: String(epoch(now) / 1000) } }),

    remove: (key: Key): TransactWriteItem => ({ Delete: { TableName, Key: toKey(key) } }),
  };
};
