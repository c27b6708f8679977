import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { compressPlainFeed, parsePlainNews, readPlainNews, renderPlainFeed } from './plain-feed';

/** The least that a function can be which makes a feed of the stored stories: the yardstick of a first answer in a new process. */
const client = new DynamoDBClient();

const { BULLETIN_TABLE = '', BENCH_FORMAT, BENCH_QUALITY } = process.env;

export async function handler() {
  const stories = parsePlainNews(await readPlainNews(client, BULLETIN_TABLE));
  const text = renderPlainFeed(stories, BENCH_FORMAT === 'atom1' ? 'atom1' : 'rss2');
  return { statusCode: 200, body: (await compressPlainFeed(text, Number(BENCH_QUALITY))).toString('base64') };
}
