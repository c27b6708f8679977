import { randomUUID } from 'node:crypto';
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { instant } from '../../lambdas/news/values/instant';
import { randomIds } from '../../lambdas/runtime/ids';
import { receiptKey } from '../../lambdas/store/table/keys';
import { storeToken } from '../../lambdas/store/tokens';
import { planEdit } from '../../lambdas/store/write/plan-edit';
import { readHeadsForEdit } from '../../lambdas/store/write/read-heads-for-edit';
import { startBench } from '../harness/engine-table';
import { upload as fill } from '../harness/fill';
import { type Ask, expectStatus, loadPublish } from '../harness/functions';
import { hold, type Measure, ms, type Row, ratioRow, type Setting } from '../harness/measure';
import { startRelay } from '../harness/relay';
import { interleave, median, ratioOf, type Times } from '../harness/rounds';
import { newestStories, storyBefore } from '../harness/stories';

/** One upload into five feeds, by one writer, against the bare transaction that it comes to. */
export const upload: Measure = async (setting) => ({
  rows: [
    await measureUpload(setting, 'a table as it is deployed', { stream: true }),
    await measureUpload(setting, 'a table without its stream', { stream: false }),
  ],
});

async function measureUpload({ bundles, quick }: Setting, where: string, how: { stream: boolean }): Promise<Row> {
  const bench = await startBench();
  const table = await bench.table('upload', how);
  await fill(table, newestStories(50));
  await storeToken(table, 'token', { name: 'editor', scopes: ['write'], created: instant(Date.now()) });
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadPublish(bundles.publish, place);

  const relay = await startRelay(bench.engine.endpoint);
  const counting = await loadPublish(bundles.publish, { ...place, endpoint: relay.endpoint });
  // The first one after fifty closes an archive document.
  await send(counting);
  relay.forget();
  await send(counting);
  // The token, and then the story and heads of the edit.
  hold('requests of an upload', relay.counted.requests, { GetItem: 1, BatchGetItem: 1, TransactWriteItems: 1 });
  await relay.stop();

  let transaction: TransactWriteItemsCommand | undefined;
  let items = 0;
  const prepare = async (): Promise<void> => {
    const now = instant(Date.now());
    const after = { ...storyOf(), publishedAt: now, updatedAt: now };
    const key = receiptKey('a'.repeat(64), randomUUID());
    const receipt = { request: 'b'.repeat(64), status: 201, id: after.id, revision: 1 };
    const heads = await readHeadsForEdit(table, { after, now });
    if (heads.full.length > 0) return send(ask).then(prepare);
    const record = { by: 'editor', request: receipt.request, receipt: { key, receipt } };
    const edit = { after, now };
    const { actions } = planEdit({ tableName: table.name, edit, record, heads, ids: randomIds });
    items = actions.length;
    const TransactItems = actions.map(({ action }) => action);
    transaction = new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() });
  };
  const [bare, ours] = (await interleave(
    [
      { name: 'bare', prepare, once: async () => transaction && bench.client.send(transaction) },
      { name: 'upload', once: () => send(ask) },
    ],
    quick ? { rounds: 2, perRound: 2, warmUp: 1 } : { rounds: 31, perRound: 5, warmUp: 6 },
  )) as [Times, Times];
  await bench.stop();
  return ratioRow({
    what: `one upload into 5 feeds, 1 writer, with an Idempotency-Key, in ${where}`,
    yardstick: `one bare TransactWriteItems of the same ${items} items`,
    ratio: ratioOf(ours, bare),
    goal: { atMost: 1.5 },
    figures: `${ms(median(ours.milliseconds))} to ${ms(median(bare.milliseconds))}; 1 GetItem, 1 BatchGetItem, 1 TransactWriteItems`,
  });
}

let stories = 1_000;
const storyOf = () => storyBefore(instant(Date.now()), stories++);

/** Uploads a story of 3.5 KB as an editor's system does. */
function send(ask: Ask) {
  const { id, headline, summary, body, section, tags, authors } = storyOf();
  const sent = {
    method: 'POST',
    path: '/newsroom/stories',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ id, headline, summary, body, section, tags, authors }),
  };
  return expectStatus(201, ask(sent));
}
