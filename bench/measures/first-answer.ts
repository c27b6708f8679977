import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Feed } from 'feed';
import type { Story } from '../../lambdas/news/story/story';
import { BROTLI_QUALITY } from '../../lambdas/serving/encode-document';
import { toKey } from '../../lambdas/store/table/item';
import { ABOVE_ENTRIES, feedHeadKey, feedPartition } from '../../lambdas/store/table/keys';
import { change } from '../harness/change';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { type Ask, expectStatus, loadRead } from '../harness/functions';
import { hold, type Measure, ms, ratioRow } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { interleave, median, ratioOf, type Times } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const brotli = promisify(brotliCompress);
const AS_WE_SEND = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };

/** The first answer after a change: head, page, 50 stories of 3.5 KB rendered and compressed. */
export const firstAnswer: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('first-answer');
  const stories = newestStories(50);
  await upload(table, stories);
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadRead(bundles.read, place);

  const relay = await startRelay(bench.engine.endpoint);
  const counting = await loadRead(bundles.read, { ...place, endpoint: relay.endpoint });
  await change(table);
  relay.forget();
  await expectStatus(200, counting({ path: '/rss.xml' }));
  hold('requests of a first answer', relay.counted.requests, { GetItem: 1, Query: 1 });
  await relay.stop();

  const get = new GetItemCommand({ TableName: table.name, Key: toKey(feedHeadKey('all')) });
  const query = new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: 'pk = :feed AND sk < :last',
    ExpressionAttributeValues: { ':feed': { S: feedPartition('all') }, ':last': { S: ABOVE_ENTRIES } },
    ScanIndexForward: false,
    Limit: 50,
    ConsistentRead: true,
  });
  const rounds = quick ? { rounds: 2, perRound: 2, warmUp: 1 } : { rounds: 31, perRound: 10, warmUp: 6 };
  const rows = [];
  for (const [path, render] of [
    ['/rss.xml', () => feedOf(stories).rss2()],
    ['/atom.xml', () => feedOf(stories).atom1()],
  ] as const) {
    const bare = async () => {
      await bench.client.send(get);
      await bench.client.send(query);
      return brotli(render(), AS_WE_SEND);
    };
    const [yardstick, ours] = (await interleave(
      [
        { name: 'bare', prepare: () => change(table), once: bare },
        { name: path, prepare: () => change(table), once: () => fresh(ask, path) },
      ],
      rounds,
    )) as [Times, Times];
    rows.push(
      ratioRow({
        what: `first answer after a change, ${path}, brotli`,
        yardstick: `one bare GetItem, one bare Query of the same items, \`feed\` alone, brotli ${BROTLI_QUALITY}`,
        ratio: ratioOf(ours, yardstick),
        goal: { atMost: 1.25 },
        figures: `${ms(median(ours.milliseconds))} to ${ms(median(yardstick.milliseconds))}`,
      }),
    );
  }
  await bench.stop();
  return { rows };
};

const fresh = (ask: Ask, path: string) =>
  expectStatus(200, ask({ path, headers: { 'accept-encoding': 'br', 'if-none-match': '"of before"' } }));

/** The stories as any program hands them to `feed`. */
function feedOf(stories: readonly Story[]): Feed {
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
  return feed;
}
