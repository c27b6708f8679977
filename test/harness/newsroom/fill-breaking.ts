import { BatchWriteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, NEVER } from '../../../lambdas/news/values/instant';
import { entryItem } from '../../../lambdas/store/table/entry-items';
import { toKey } from '../../../lambdas/store/table/item';
import { entryKey, feedHeadKey } from '../../../lambdas/store/table/keys';
import type { Table } from '../../../lambdas/store/table/table';

/** Puts flagged stories into `breaking` and into the count of its head, without their other items. The feed must be there. */
export async function fillBreaking(
  { client, name }: Table,
  stories: readonly Story[],
  { from, flags }: { from: Instant; flags: number },
): Promise<void> {
  for (let i = 0; i < stories.length; i += 25) {
    const puts = stories.slice(i, i + 25).map((story) => {
      const key = entryKey('breaking', story.breakingUntil ?? NEVER, story.id);
      return { PutRequest: { Item: entryItem(key, makeFeedEntry(story), 1) } };
    });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts } }));
  }
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: toKey(feedHeadKey('breaking')),
      UpdateExpression: 'SET flags = :flags',
      ExpressionAttributeValues: { ':flags': { M: { from: { S: from }, flags: { N: String(flags) } } } },
    }),
  );
}
