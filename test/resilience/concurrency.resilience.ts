import {
  type CancellationReason,
  DynamoDBClient,
  type KeysAndAttributes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import type { OperationRefusal, StoryResult } from '../../lambdas/http/newsroom-operations';
import { instant } from '../../lambdas/news/values/instant';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { type Chance, chance, freshSeed } from '../harness/newsroom/chance';
import { act, type Command } from '../harness/newsroom/editor';
import { createTable, LOCAL, type Newsroom, newsroom, TABLE } from '../harness/newsroom/newsroom';
import { type Ended, type PublishingProcess, publishingProcesses } from '../harness/newsroom/publishing-processes';

const WRITERS = 16;
const PROCESSES = 4;

let engine: Engine;
let pool: ReturnType<typeof publishingProcesses>;
let writers: PublishingProcess[];
let room: Newsroom;
beforeAll(async () => {
  engine = await startEngine();
  room = newsroom(engine.endpoint);
  await createTable(room.table);
  pool = publishingProcesses(engine.endpoint);
  const processes = await Promise.all(Array.from({ length: PROCESSES }, pool.start));
  // A process is slow at first.
  await Promise.all(processes.map((process, i) => process.perform(upload(`warm-${i}`))));
  writers = Array.from({ length: WRITERS }, (_, i) => processes[i % PROCESSES] as PublishingProcess);
}, 60_000);
afterAll(async () => {
  await pool.end();
  await engine.stop();
});

afterEach(async () => {
  expect(faultsIn(await everyItem(room.table), instant(Date.now()))).toEqual([]);
});

const upload = (id: string, more: object = {}): Command => ({
  does: 'upload',
  id,
  value: { id, headline: id, body: '<p>Text.</p>', section: 'World', tags: ['Busy'], ...more },
});

const all = (commands: (writer: number) => Command): Promise<(Ended | undefined)[]> =>
  Promise.all(writers.map((writer, i) => writer.perform(commands(i))));

/** How many ended in which way: `201`, `stale`, `StoreUnavailable`. */
function countOutcomes(ended: readonly (Ended | undefined)[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const end of ended) {
    const word = end ? wordFor(end.outcome) : 'killed';
    count[word] = (count[word] ?? 0) + 1;
  }
  return count;
}

function wordFor(outcome: Ended['outcome']): string {
  if ('failed' in outcome) return outcome.failed;
  return 'refused' in outcome ? outcome.refused : String(outcome.status);
}

/** All writers got the same answer: one as its own, and every other as a repeat. */
function expectOneAnswer(ended: readonly (Ended | undefined)[]): void {
  const answers = ended.map((end) => JSON.stringify({ ...end?.outcome, isRepeated: undefined }));
  expect(new Set(answers).size).toBe(1);
  const repeats = ended.filter((end) => end && 'story' in end.outcome && end.outcome.isRepeated);
  expect(repeats).toHaveLength(WRITERS - 1);
}

const historyOf = async (id: string) =>
  (await everyItem(room.table)).filter(({ pk, sk }) => pk?.S === `STORY#${id}` && sk?.S?.startsWith('REV#')).length;

test(`${WRITERS} writers of different stories in one section: every story is stored once, or has to be retried`, async () => {
  const ROUNDS = 8;
  const ended: Ended[] = [];
  const started = performance.now();
  const uploaded = await Promise.all(
    writers.map(async (writer, i) => {
      const ids: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const id = `different-${i}-${round}`;
        for (let stored = false; !stored; ) {
          const end = (await writer.perform(upload(id))) as Ended;
          ended.push(end);
          stored = 'story' in end.outcome;
          if (!stored) expect(end.outcome).toMatchObject({ failed: 'StoreUnavailable' });
        }
        ids.push(id);
      }
      return ids;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const stored = await room.operations.stories(100);
  expect(stored.stories).toHaveLength(100);
  expect(new Set(uploaded.flat()).size).toBe(WRITERS * ROUNDS);
  for (const id of uploaded.flat()) expect(await room.operations.story(id)).toMatchObject({ id, revision: 1 });
  process.stdout.write(`${WRITERS} writers, one section: ${seconds.toFixed(1)} s, ${figures(ended)}\n`);
}, 60_000);

test('two or sixteen uploads of one id at once: one 201, and 409 for the others', async () => {
  for (let round = 0; round < 5; round++) {
    const id = `pair-${round}`;
    const [a, b] = writers as [PublishingProcess, PublishingProcess];
    const pair = [a.perform(upload(id, { headline: 'One' })), b.perform(upload(id, { headline: 'Two' }))];
    expect(countOutcomes(await Promise.all(pair))).toEqual({ 201: 1, taken: 1 });
  }
  expect(countOutcomes(await all((i) => upload('taken', { headline: `Of ${i}` })))).toEqual({
    201: 1,
    taken: WRITERS - 1,
  });
  expect(await historyOf('taken')).toBe(1);
});

test('sixteen uploads of one id and one content at once, without a key: one story, and all get it as theirs', async () => {
  const ended = await all(() => upload('same'));
  expect(countOutcomes(ended)).toEqual({ 201: WRITERS });
  expectOneAnswer(ended);
  expect(await historyOf('same')).toBe(1);
});

test('sixteen edits of one revision at once: one 200, the others are stale', async () => {
  await act(room, upload('edited'));
  for (let revision = 1; revision <= 3; revision++) {
    const ended = await all((i) => ({
      ...upload('edited', { headline: `By ${i}` }),
      does: 'replace',
      expectedRevision: revision,
    }));
    expect(countOutcomes(ended)).toEqual({ 200: 1, stale: WRITERS - 1 });
  }
  expect(await historyOf('edited')).toBe(4);
});

test('sixteen edits of one story without If-Match: each is stored on top of another, or gets a 503', async () => {
  await act(room, upload('shared'));
  const ended = (await all((i) => ({
    ...upload('shared', { headline: `By ${i}` }),
    does: 'replace',
    expectedRevision: '*',
  }))) as Ended[];
  const { 200: stored = 0, StoreUnavailable: later = 0 } = countOutcomes(ended);
  expect(stored + later).toBe(WRITERS);
  expect(stored).toBeGreaterThanOrEqual(WRITERS / 2);
  const revisions = ended.map(({ outcome }) => ('story' in outcome ? outcome.revision : undefined)).filter(Boolean);
  expect(new Set(revisions).size).toBe(stored);
  expect(await historyOf('shared')).toBe(1 + stored);
  process.stdout.write(
    `${WRITERS} editors, one story: ${stored} stored, ${later} told to come again, ${figures(ended)}\n`,
  );
});

test.each([
  ['an id', 'keyed'],
  ['an id that its headline makes', undefined],
])('one upload with one Idempotency-Key sixteen times at once, with %s: one story, equal answers', async (_, id) => {
  const value = { headline: 'Keyed by headline', body: '<p>Text.</p>', section: 'World', ...(id && { id }) };
  const ended = await all(() => ({ does: 'upload', value, key: `key of ${id}`.replaceAll(' ', '-') }));
  expect(countOutcomes(ended)).toEqual({ 201: WRITERS });
  expectOneAnswer(ended);
  const made = id ?? 'keyed-by-headline';
  expect(ended[0]?.outcome).toMatchObject({ id: made, revision: 1 });
  expect(await historyOf(made)).toBe(1);
  expect(await historyOf(`${made}-2`)).toBe(0);
});

test('sixteen stories of one headline at once: sixteen ids', async () => {
  const ended = (await all((i) => ({
    does: 'upload',
    value: { headline: 'Live updates', body: `<p>${i}</p>` },
    key: `live-${i}`,
  }))) as Ended[];
  const { 201: stored = 0, StoreUnavailable: later = 0 } = countOutcomes(ended);
  expect(stored + later).toBe(WRITERS);
  const ids = ended.map(({ outcome }) => ('story' in outcome ? outcome.id : undefined)).filter(Boolean);
  expect(new Set(ids).size).toBe(stored);
  process.stdout.write(
    `${WRITERS} stories of one headline: ${stored} stored, ${later} told to come again, ${figures(ended)}\n`,
  );
});

test('an edit and its key sixteen times at once: one revision, equal answers', async () => {
  await act(room, upload('flagged'));
  const ended = await all(() => ({ does: 'break', id: 'flagged', value: { until: null }, key: 'break-once' }));
  expect(countOutcomes(ended)).toEqual({ 200: WRITERS });
  expectOneAnswer(ended);
  expect(await historyOf('flagged')).toBe(2);
});

describe('when DynamoDB cancels a third of all transactions', () => {
  const seed = freshSeed();

  test(`${WRITERS} writers lose and double nothing (seed ${seed})`, async () => {
    const client = conflicting(engine.endpoint, chance(seed), 1 / 3);
    const busy = newsroom(engine.endpoint, { client });
    const outcomes = await Promise.all(
      writers.map(async (_, i): Promise<(StoryResult | OperationRefusal)[]> => {
        const made = [];
        for (let round = 0; round < 4; round++) {
          const command = { ...upload(`conflict-${i}-${round}`), key: `conflict-${i}-${round}` };
          for (let outcome: StoryResult | OperationRefusal | undefined; !outcome; ) {
            outcome = await act(busy, command).catch((error: Error) => {
              expect(error.name).toBe('StoreUnavailable');
              return undefined;
            });
            if (outcome) made.push(outcome);
          }
        }
        return made;
      }),
    );
    for (const outcome of outcomes.flat()) expect(outcome).toMatchObject({ status: 201, revision: 1 });
    client.destroy();
  }, 60_000);
});

describe('when DynamoDB is too busy to give every head at once', () => {
  test('the rest is asked for again', async () => {
    const client = leaving(engine.endpoint, 2);
    expect(await act(newsroom(engine.endpoint, { client }), upload('heads-late'))).toMatchObject({ status: 201 });
    client.destroy();
  });

  test('nothing is stored when it never gives them', async () => {
    const client = leaving(engine.endpoint, Number.POSITIVE_INFINITY);
    const outcome = act(newsroom(engine.endpoint, { client }), upload('heads-never'));
    await expect(outcome).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await historyOf('heads-never')).toBe(0);
    client.destroy();
  });
});

/** A client to which DynamoDB leaves all but one key of a batch, so many times. */
function leaving(endpoint: string, times: number): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, ...LOCAL });
  let left = times;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'BatchGetItemCommand' || left-- <= 0) return next(args);
      const { RequestItems } = args.input as { RequestItems: Record<string, KeysAndAttributes> };
      const { Keys = [], ...how } = RequestItems[TABLE] ?? {};
      const some = { RequestItems: { [TABLE]: { ...how, Keys: Keys.slice(0, 1) } } };
      const answer = await next({ ...args, input: some as typeof args.input });
      Object.assign(answer.output, { UnprocessedKeys: { [TABLE]: { ...how, Keys: Keys.slice(1) } } });
      return answer;
    },
    { step: 'initialize' },
  );
  return client;
}

/** A client whose transactions are cancelled now and then because another one met them. */
function conflicting(endpoint: string, rolls: Chance, often: number): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, ...LOCAL });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'TransactWriteItemsCommand' || !rolls.is(often)) return next(args);
      const { TransactItems } = args.input as { TransactItems: unknown[] };
      const CancellationReasons: CancellationReason[] = TransactItems.map((_, i) => ({
        Code: i === 0 ? 'TransactionConflict' : 'None',
      }));
      throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons, $metadata: {} });
    },
    { step: 'initialize' },
  );
  return client;
}

/** How long writes took, and how often they were decided anew. */
function figures(ended: readonly Ended[]): string {
  const inOrder = (of: (end: Ended) => number) => ended.map(of).sort((a, b) => a - b);
  const times = inOrder(({ milliseconds }) => milliseconds);
  const retries = inOrder(({ waits }) => waits);
  const at = (share: number, of: number[]) => of[Math.min(of.length - 1, Math.floor(of.length * share))];
  const refused = ended.filter(({ outcome }) => 'failed' in outcome).length;
  return [
    `${ended.length} writes, ${refused} answered 503`,
    `milliseconds p50 ${at(0.5, times)}, p99 ${at(0.99, times)}`,
    `retries p50 ${at(0.5, retries)}, p99 ${at(0.99, retries)}`,
  ].join('; ');
}
