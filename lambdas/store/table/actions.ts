import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Head } from '../../news/feed/head';
import { epoch, type Instant } from '../../news/values/instant';
import { type Item, toKey } from './items';
import type { Key } from './keys';

/** The condition that there is no such item. */
export const IS_NEW = 'attribute_not_exists(pk)';

/** The actions that transactions on a table are made of. */
export const actionsOn = (TableName: string) => {
  const put = (Item: Item): TransactWriteItem => ({ Put: { TableName, Item } });
  const putNew = (Item: Item): TransactWriteItem => ({ Put: { TableName, Item, ConditionExpression: IS_NEW } });
  const putIf = (Item: Item, ConditionExpression: string, values: Item): TransactWriteItem => ({
    Put: { TableName, Item, ConditionExpression, ExpressionAttributeValues: values },
  });
  return {
    put,
    putNew,

    /** A head is written only over the one that was read: two edits never overwrite each other unseen. */
    putOver: (item: Item, seen: Head | undefined): TransactWriteItem =>
      seen ? putIf(item, 'rev = :seen', { ':seen': { N: String(seen.rev) } }) : putNew(item),

    /** What ends by its `expires` counts as ended then, though DynamoDB removes it hours later. */
    putNewOrEnded: (item: Item, now: Instant): TransactWriteItem =>
      putIf(item, `${IS_NEW} OR expires <= :now`, { ':now': { N: String(epoch(now) / 1000) } }),

    remove: (key: Key): TransactWriteItem => ({ Delete: { TableName, Key: toKey(key) } }),
  };
};
