import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/newsroom/feed';
import { randomIds } from '../../lambdas/runtime/ids';
import { feedHeadItem } from '../../lambdas/store/items';
import { reader } from '../../lambdas/store/reader';
import type { Table } from '../../lambdas/store/table';

/** Gives a feed's head another version, which is all that a reader's process sees of an edit before it queries. */
export async function change(table: Table, feed: FeedName = 'all'): Promise<void> {
  const head = await reader(table).feedHead(feed, { consistent: true });
  if (!head) throw new Error(`there is no feed ${feed}`);
  const Item = feedHeadItem({ ...head, rev: head.rev + 1, version: randomIds.version() });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}
