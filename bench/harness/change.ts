import { setTimeout as wait } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/news/feed/feed';
import type { Story } from '../../lambdas/news/story/story';
import { instant } from '../../lambdas/news/values/instant';
import { randomIds } from '../../lambdas/runtime/ids';
import { createReader } from '../../lambdas/store/read/reader';
import { feedHeadItem, storyHeadItem } from '../../lambdas/store/table/head-items';
import { storyItem } from '../../lambdas/store/table/story-items';
import type { Table } from '../../lambdas/store/table/table';
import { createWriter } from '../../lambdas/store/write/writer';

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

/** Edits of one story, as an editor makes them: each changes its summary in all its feeds. */
export function editsOf(table: Table, story: Story): () => Promise<void> {
  const clock = () => instant(Date.now());
  const writer = createWriter({ table, clock, ids: randomIds, wait, random: Math.random });
  let before = story;
  return async () => {
    const revision = before.revision + 1;
    const after: Story = { ...before, revision, updatedAt: clock(), summary: `${story.summary} Edit ${revision}.` };
    const outcome = await writer.revise(before, after, { by: 'bench' });
    if (outcome !== 'stored') throw new Error(`the edit of ${story.id} was not stored: ${outcome}`);
    before = after;
  };
}
