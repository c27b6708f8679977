import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Feed } from 'feed';
import type { Story } from '../../lambdas/news/story/story';
import { type Item, keyOf, toKey } from '../../lambdas/store/table/item';
import { ABOVE_ENTRIES, entryKeyParts, excerptKey, feedHeadKey, feedPartition } from '../../lambdas/store/table/keys';

/** The stories of a feed document. */
const STORIES = 50;

/** The items of a feed document. */
export interface PlainNews {
  readonly entries: readonly Item[];
  readonly excerpts: readonly Item[];
}

/** Reads the items of a feed document as a program does that keeps nothing: the head, 51 entries and 50 excerpts. */
export async function readPlainNews(client: DynamoDBClient, table: string): Promise<PlainNews> {
  await client.send(new GetItemCommand({ TableName: table, Key: toKey(feedHeadKey('all')) }));
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :feed AND sk < :last',
      ExpressionAttributeValues: { ':feed': { S: feedPartition('all') }, ':last': { S: ABOVE_ENTRIES } },
      ScanIndexForward: false,
      Limit: STORIES + 1,
      ConsistentRead: true,
    }),
  );
  const entries = Items.slice(0, STORIES);
  const Keys = entries.map((entry) => toKey(excerptKey(entryKeyParts(keyOf(entry).sk).id)));
  const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys } } }));
  const excerpts = Responses?.[table] ?? [];
  if (excerpts.length !== STORIES) throw new Error(`the yardstick read ${excerpts.length} excerpts`);
  return { entries, excerpts };
}

type PlainStory = Omit<Story, 'revision'>;

/** The stories of the items, without any check of them. */
export function parsePlainNews({ entries, excerpts }: PlainNews): PlainStory[] {
  const bodies = new Map(excerpts.map((excerpt) => [excerpt.pk?.S, excerpt.body?.S ?? '']));
  return entries.map(({ story }) => {
    const entry = JSON.parse(story?.S ?? '');
    return { ...entry, body: bodies.get(excerptKey(entry.id).pk) };
  });
}

/** The stories as any program hands them to `feed`. */
export function renderPlainFeed(stories: readonly PlainStory[], format: 'rss2' | 'atom1'): string {
  const address = 'https://news.example';
  const feed = new Feed({
    title: 'News',
    description: 'News',
    id: address,
    link: address,
    language: 'en',
    copyright: '',
  });
  for (const { id, guid, headline, summary, body, publishedAt, updatedAt, authors, tags, section } of stories) {
    feed.addItem({
      title: headline,
      id: guid,
      link: `${address}/stories/${id}`,
      description: summary,
      content: body,
      author: [...authors],
      date: new Date(updatedAt),
      published: new Date(publishedAt),
      category: [...tags, section ?? ''].map((name) => ({ name })),
    });
  }
  return feed[format]();
}

const brotli = promisify(brotliCompress);

export const compressPlainFeed = (text: string, quality: number): Promise<Buffer> =>
  brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
