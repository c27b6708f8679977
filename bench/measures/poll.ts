import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { toKey } from '../../lambdas/store/table/item';
import { feedHeadKey } from '../../lambdas/store/table/keys';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { bytesOf, expectStatus, loadRead } from '../harness/functions';
import { hold, type Measure, ms, ratioRow } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { interleave, median, ratioOf, type Times } from '../harness/rounds';
import { newestStories } from '../harness/stories';

const YARDSTICK = 'one bare SDK GetItem of the same head';

/** A feed that has not changed: as a 304, and in full from a process that has made it before. */
export const poll: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('poll');
  await upload(table, newestStories(50));
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadRead(bundles.read, place);

  const answerIn = (coding: string) =>
    expectStatus(200, ask({ path: '/rss.xml', headers: { 'accept-encoding': coding } }));
  const [brotli, gzip, identity] = [await answerIn('br'), await answerIn('gzip'), await answerIn('identity')];
  hold(
    'gzip and brotli hold the same bytes',
    [bytesOf(brotli).text, bytesOf(gzip).text].map((text) => text.equals(bytesOf(identity).text)),
    [true, true],
  );
  const etag = String(brotli.headers?.etag);
  const unchanged = { path: '/rss.xml', headers: { 'if-none-match': etag, 'accept-encoding': 'br, gzip' } };
  hold('the status of an unchanged poll', (await ask(unchanged)).statusCode, 304);

  const relay = await startRelay(bench.engine.endpoint);
  const counting = await loadRead(bundles.read, { ...place, endpoint: relay.endpoint });
  await counting({ path: '/rss.xml', headers: { 'accept-encoding': 'br' } });
  for (const [sent, status] of [
    [unchanged, 304],
    [{ path: '/rss.xml', headers: { 'accept-encoding': 'br' } }, 200],
  ] as const) {
    relay.forget();
    await expectStatus(status, counting(sent));
    hold(`the cost of an unchanged ${status}`, relay.counted, { requests: { GetItem: 1 }, units: 0.5 });
  }
  await relay.stop();

  const get = new GetItemCommand({ TableName: table.name, Key: toKey(feedHeadKey('all')) });
  const times = await interleave(
    [
      { name: 'GetItem', once: () => bench.client.send(get) },
      { name: '304', once: () => ask(unchanged) },
      { name: 'br', once: () => ask({ path: '/rss.xml', headers: { 'accept-encoding': 'br' } }) },
      { name: 'gzip', once: () => ask({ path: '/rss.xml', headers: { 'accept-encoding': 'gzip' } }) },
    ],
    quick ? { rounds: 3, perRound: 10, warmUp: 1 } : { rounds: 41, perRound: 50, warmUp: 10 },
  );
  await bench.stop();
  const [bare, notModified, ...full] = times as [Times, Times, Times, Times];
  const row = (what: string, subject: Times, atMost: number) =>
    ratioRow({
      what,
      yardstick: YARDSTICK,
      ratio: ratioOf(subject, bare),
      goal: { atMost },
      figures: `${ms(median(subject.milliseconds))} to ${ms(median(bare.milliseconds))}`,
    });
  return {
    rows: [
      row('unchanged poll, 304, handler in process', notModified, 1.25),
      ...full.map((times) => row(`unchanged feed in full, ${times.name}, warm process`, times, 1.4)),
    ],
  };
};
