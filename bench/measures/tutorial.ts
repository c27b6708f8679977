import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { change } from '../harness/change';
import { plainClient, startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { loadRead } from '../harness/functions';
import { hold, type Measure, ratioRow, round } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { median } from '../harness/rounds';
import { newestStories } from '../harness/stories';
import { tutorialFunction } from '../tutorial-function';

/** Polls between two changes: of 1,000 polls 995 find nothing new. */
const POLLS = 200;
const CHANGES = 5;

/** What a feed costs that is polled, against the function that a tutorial shows. */
export const tutorial: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('ours');
  const stories = newestStories(50);
  await upload(table, stories);
  const theirs = await bench.table('tutorial');
  for (let n = 0; n < stories.length; n += 25) {
    const requests = stories.slice(n, n + 25).map((story) => ({
      PutRequest: { Item: marshall({ ...story, pk: 'STORIES', sk: `${story.publishedAt}#${story.id}` }) },
    }));
    await bench.client.send(new BatchWriteItemCommand({ RequestItems: { [theirs.name]: requests } }));
  }
  const relay = await startRelay(bench.engine.endpoint);
  const place = { table: table.name, environment: bundles.environment };
  const functionsAt = async (endpoint: string) => ({
    ours: await loadRead(bundles.read, { ...place, endpoint }),
    tutorial: tutorialFunction({ client: plainClient(endpoint), table: theirs.name }),
  });

  const counted = await functionsAt(relay.endpoint);
  let etag = '';
  const poll = async (ask: typeof counted.ours) => {
    const answer = await ask({ path: '/rss.xml', headers: { 'if-none-match': etag, 'accept-encoding': 'br, gzip' } });
    etag = String(answer.headers?.etag);
    await sent(Promise.resolve(answer));
    return answer.statusCode;
  };
  await poll(counted.ours);
  relay.forget();
  const statuses = { 200: 0, 304: 0 };
  for (let changes = 0; changes < CHANGES; changes++) {
    await change(table);
    for (let n = 0; n < POLLS; n++) statuses[(await poll(counted.ours)) === 304 ? 304 : 200] += 1;
  }
  hold('answers to 1,000 polls', statuses, { 200: CHANGES, 304: CHANGES * (POLLS - 1) });
  const ours = relay.counted.units;
  relay.forget();
  for (let n = 0; n < POLLS; n++) await counted.tutorial();
  const units = relay.counted.units * CHANGES;
  if (units < 25 * ours)
    throw new Error(`1,000 polls take ${ours} read units, the tutorial's function ${units}: not 25 times`);
  await relay.stop();

  const timed = await functionsAt(bench.engine.endpoint);
  etag = '';
  await poll(timed.ours);
  const factors: number[] = [];
  const each = { ours: [] as number[], tutorial: [] as number[] };
  const polls = quick ? 20 : POLLS;
  for (let round = quick ? 0 : -2; round < (quick ? 1 : 9); round++) {
    await change(table);
    const our = await processorTime(polls, () => poll(timed.ours));
    const their = await processorTime(polls / 4, () => sent(timed.tutorial()));
    if (round < 0) continue;
    factors.push(their / our);
    each.ours.push(our);
    each.tutorial.push(their);
  }
  await bench.stop();
  return {
    rows: [
      ratioRow({
        what: 'read units of 1,000 polls, 995 of them unchanged',
        yardstick: 'ours; the subject is the function that a tutorial shows (`bench/tutorial-function.ts`)',
        ratio: units / ours,
        goal: { atLeast: 25 },
        figures: `${round(units)} to ${round(ours)} units`,
      }),
      ratioRow({
        what: 'processor time of the same polls',
        yardstick: 'the same',
        ratio: median(factors),
        goal: { atLeast: 5 },
        figures: `${round(median(each.tutorial))} to ${round(median(each.ours))} ms a poll`,
      }),
    ],
  };
};

/** What Lambda's runtime does with an answer before it sends it. */
const sent = async (answer: Promise<APIGatewayProxyStructuredResultV2>) => Buffer.from(JSON.stringify(await answer));

/** Milliseconds of processor time that this process takes to do something once, of so many times. */
async function processorTime(times: number, once: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) await once();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}
