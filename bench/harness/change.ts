import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { randomIds } from '../../lambdas/runtime/ids';
import { createReader } from '../../lambdas/store/read/reader';
import { feedHeadItem, storyHeadItem } from '../../lambdas/store/table/head-items';
import { storyItem } from '../../lambdas/store/table/story-items';
import type { Table } from '../../lambdas/store/table/table';

/** Gives a feed's head another version, which is all that a reader's process sees of an edit before it queries. */
export async function change(table: Table, feed: FeedName = 'all'): Promise<void> {
  const head = await createReader(table).feedHead(feed, { consistent: true });
  if (!head) throw new Error(`there is no feed ${feed}`);
  const Item = feedHeadItem({ ...head, writeCount: head.writeCount + 1, version: randomIds.version() });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

/** Gives a story another revision, past its feeds. */
export async function changeStory(table: Table, id: string): Promise<void> {
  const stories = createReader(table);
  const [head, story] = await Promise.all([stories.storyHead(id, { consistent: true }), stories.story(id)]);
  if (!head || !story) throw new Error(`there is no story ${id}`);
  const revision = story.revision + 1;
  for (const Item of [
    storyItem({ ...story, revision }),
    storyHeadItem({ ...head, writeCount: revision, version: randomIds.version() }),
  ]) {
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  }
}
