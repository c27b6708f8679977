import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type ChangePosition, CLOCK_DELAY_SECONDS, FIRST_POSITION } from '../../../lambdas/news/changes/change-list';
import type { Story } from '../../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { createReader } from '../../../lambdas/store/read/reader';
import { feedHeadItem } from '../../../lambdas/store/table/head-items';
import { type Item, toKey } from '../../../lambdas/store/table/item';
import { changeKey, type Key, momentChangeKey, storyMoment } from '../../../lambdas/store/table/keys';
import { createTableInput, type Table } from '../../../lambdas/store/table/table';
import { tableForTests } from '../../harness/engine';
import { aStory, NOON } from '../../news/sample-story';
import { newsroom } from '../sample-newsroom';

// The list is one for a table, so every test has a table of its own.
const engine = tableForTests();
let table: Table;
let room: ReturnType<typeof newsroom>;
let position: ChangePosition;
let count = 0;
beforeEach(async () => {
  table = { client: engine.client, name: `${engine.name}-${++count}` };
  const { StreamSpecification, ...input } = createTableInput(table.name);
  await table.client.send(new CreateTableCommand(input));
  room = newsroom(table);
  position = FIRST_POSITION;
});

afterEach(() => table.client.send(new DeleteTableCommand({ TableName: table.name })));

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const futureStory = (id: string, at: number, fields: Partial<Story> = {}) =>
  aStory({ id, publishedAt: noon(at), ...fields });

/** The changes since the last poll. */
async function poll(now: Instant = room.now, limit = 100): Promise<string[]> {
  const page = await room.reader.changes(position, { now, limit });
  if (!page) throw new Error('there is no such position');
  position = page.next;
  return page.steps.flatMap(({ changes }) => changes).map(({ at, type, id }) => `${at.slice(14, 19)} ${id} ${type}`);
}

/** Takes an item out of the table; gives a function that puts it back. */
async function hideItem(key: Key): Promise<() => Promise<unknown>> {
  const input = { TableName: table.name, Key: toKey(key), ReturnValues: 'ALL_OLD' as const };
  const { Attributes: Item } = await table.client.send(new DeleteItemCommand(input));
  if (!Item) throw new Error(`${key.pk} / ${key.sk} is not there`);
  return () => table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

test('writes come in their order, moments at their second, and nothing comes twice', async () => {
  expect(await poll()).toEqual([]);
  const story = await room.upload(aStory({ id: 'a', breakingUntil: noon(30) }));
  await room.upload(futureStory('b', 20));
  const edited = await room.edit(story, { headline: 'Other' });
  expect(await poll()).toEqual(['00:00 a published', '00:00 a breaking', '00:00 a revised']);
  expect(await poll()).toEqual([]);
  room.at(noon(25));
  await room.edit(edited, { headline: 'Third' });
  room.at(noon(40));
  expect(await poll()).toEqual(['00:20 b published', '00:25 a revised', '00:30 a breaking_ended']);
  expect(await poll()).toEqual([]);
});

test('a reader who begins later gets the same changes', async () => {
  await room.upload(futureStory('a', 10, { breakingUntil: noon(20) }));
  const [b, c] = [await room.upload(aStory({ id: 'b' })), await room.upload(futureStory('c', 10))];
  await room.edit(c, { publishedAt: noon(15) });
  room.at(noon(12));
  await room.edit(b, { headline: 'Other' });
  room.at(noon(60));
  expect(await poll()).toEqual([
    '00:00 b published',
    '00:10 a published',
    '00:10 a breaking',
    '00:12 b revised',
    '00:15 c published',
    '00:20 a breaking_ended',
  ]);
});

test('a moment waits for two seconds, unless a write follows it', async () => {
  await room.upload(futureStory('a', 10));
  const b = await room.upload(aStory({ id: 'b' }));
  await poll();
  expect(await poll(noon(10 + CLOCK_DELAY_SECONDS - 1))).toEqual([]);
  room.at(noon(10));
  await room.edit(b, { headline: 'Other' });
  expect(await poll(noon(10))).toEqual(['00:10 a published', '00:10 b revised']);
});

test('a write by a clock that is ahead waits for its second, and later writes wait with it', async () => {
  room.at(noon(3));
  await room.upload(aStory({ id: 'ahead' }));
  room.at(NOON);
  await room.upload(aStory({ id: 'right' }));
  expect(await poll()).toEqual([]);
  expect(await poll(noon(3))).toEqual(['00:03 ahead published', '00:03 right published']);
});

test('an embargo moves no cursor before it lifts', async () => {
  await room.upload(aStory({ id: 'a' }));
  await poll();
  const before = position;
  const secret = await room.upload(futureStory('secret', 600));
  await room.edit(secret, { headline: 'Other' });
  room.pass(60);
  expect(await poll()).toEqual([]);
  expect(position).toEqual(before);
});

test('a limit counts changes, and the changes of one write stay together', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await room.upload(aStory({ id, breakingUntil: noon(30) }));
  room.at(noon(60));
  expect(await poll(room.now, 3)).toEqual([
    '00:00 a published',
    '00:00 a breaking',
    '00:00 b published',
    '00:00 b breaking',
  ]);
  expect(await poll(room.now, 1)).toEqual(['00:00 c published', '00:00 c breaking']);
  expect(await poll(room.now, 3)).toHaveLength(3);
  expect(await poll(room.now, 100)).toHaveLength(3);
});

test('one request passes any number of writes that readers do not see', async () => {
  for (let i = 0; i < 12; i++) await room.upload(futureStory(`secret-${i}`, 600));
  await room.upload(aStory({ id: 'a' }));
  expect(await poll(room.now, 1)).toEqual(['00:00 a published']);
  room.at(noon(900));
  for (let i = 0; i < 12; i++) expect(await poll(room.now, 1)).toHaveLength(1);
  expect(await poll(room.now, 1)).toEqual([]);
});

describe('a write is not listed before its whole transaction is there', () => {
  test('a write waits for the number below it', async () => {
    for (const id of ['a', 'b', 'c']) await room.upload(aStory({ id }));
    const back = await hideItem(changeKey(2));
    expect(await poll()).toEqual(['00:00 a published']);
    await back();
    expect(await poll()).toEqual(['00:00 b published', '00:00 c published']);
    const first = await hideItem(changeKey(1));
    position = FIRST_POSITION;
    expect(await poll()).toEqual([]);
    await first();
    expect(await poll()).toHaveLength(3);
  });

  test('a write waits for its coming moments, so that a reader does not pass them', async () => {
    const key = (at: number, id: string, n: number) => momentChangeKey(storyMoment(noon(at), id), n);
    await room.upload(futureStory('a', 10));
    await room.upload(futureStory('b', 20));
    const back = await hideItem(key(10, 'a', 1));
    expect(await poll(noon(40))).toEqual([]);
    await back();
    expect(await poll(noon(40))).toEqual(['00:10 a published', '00:20 b published']);
  });

  test('a moment whose write is missing comes with that write', async () => {
    await room.upload(aStory({ id: 'a' }));
    await poll();
    await room.upload(futureStory('late', 10));
    const back = await hideItem(changeKey(2));
    await room.upload(futureStory('b', 20));
    const other = await hideItem(changeKey(3));
    expect(await poll(noon(40))).toEqual([]);
    await back();
    await other();
    expect(await poll(noon(40))).toEqual(['00:10 late published', '00:20 b published']);
  });
});

describe('a write that is committed seconds after it was planned', () => {
  /** The reader has passed the moment at 20 when a write planned at noon is committed. */
  async function lateAfterTwenty(write: () => Promise<unknown>) {
    await room.upload(futureStory('early', 20));
    room.at(noon(30));
    expect(await poll()).toContain('00:20 early published');
    room.at(NOON);
    await write();
    room.at(noon(30));
  }

  test('lists the changes of its moments that have passed', async () => {
    await lateAfterTwenty(() => room.upload(futureStory('late', 10, { breakingUntil: noon(15) })));
    expect(await poll()).toEqual(['00:20 late published']);
    expect(await poll(noon(60))).toEqual([]);
  });

  test('lists the withdrawal of a story that was published meanwhile', async () => {
    const story = await room.upload(futureStory('late', 10));
    await lateAfterTwenty(() => room.edit(story, { withdrawal: { at: NOON, until: noon(60), reason: 'wrong' } }));
    expect(await poll()).toEqual(['00:20 late withdrawn']);
  });

  test('is listed as planned for a reader who has passed none of its moments', async () => {
    const story = await room.upload(futureStory('late', 10));
    await room.upload(futureStory('early', 20));
    await room.edit(story, { withdrawal: { at: NOON, until: noon(60), reason: 'wrong' } });
    room.at(noon(30));
    expect(await poll()).toEqual(['00:20 early published']);
  });
});

test('a cursor of another list is refused', async () => {
  await room.upload(aStory({ id: 'a' }));
  await poll();
  const changes = (after: ChangePosition) => room.reader.changes(after, { now: room.now, limit: 1 });
  expect(await changes(position)).toBeDefined();
  expect(await changes({ ...position, writeId: 'of-another-1' })).toBeUndefined();
  expect(await changes({ ...position, sequenceNumber: position.sequenceNumber + 1 })).toBeUndefined();
});

test('a poll that finds nothing new costs two queries, however long the list is', async () => {
  let story = await room.upload(aStory({ id: 'a', breakingUntil: noon(10) }));
  for (let i = 0; i < 30; i++) story = await room.edit(story, { headline: `${i}` });
  room.at(noon(60));
  await poll();
  engine.forget();
  expect(await poll()).toEqual([]);
  expect(engine.traffic.requests).toEqual({ Query: 2 });
  expect(engine.traffic.capacity).toBeLessThanOrEqual(2);
});

test('numbers follow the last write of the list when the head of `all` has none', async () => {
  await room.upload(aStory({ id: 'a' }));
  const { changes, ...head } = (await room.head('all')) ?? fail();
  expect(changes).toEqual({ sequenceNumber: 1, at: NOON });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: feedHeadItem(head) }));
  await room.upload(aStory({ id: 'b' }));
  expect((await room.head('all'))?.changes).toEqual({ sequenceNumber: 2, at: NOON });
  expect(await poll()).toEqual(['00:00 a published', '00:00 b published']);
});

test('two writes never have one number: the later one is planned again', async () => {
  const { client, name } = table;
  await room.upload(aStory({ id: 'a' }));
  const sent: (Item | undefined)[] = [];
  let raced = false;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== TransactWriteItemsCommand.name) return next(args);
        if (!raced) {
          raced = true;
          await newsroom({ client, name }).upload(aStory({ id: 'faster' }));
        }
        const { TransactItems = [] } = args.input as TransactWriteItemsCommand['input'];
        sent.push(TransactItems.find(({ Put }) => Put?.Item?.pk?.S === 'CHANGES')?.Put?.Item);
        return next(args);
      },
    { step: 'initialize' },
  );
  await room.upload(aStory({ id: 'slower' }));
  expect(sent.map((item) => `${item?.sk?.S} ${item?.id?.S}`)).toEqual([
    '000000000002 faster',
    '000000000002 slower',
    '000000000003 slower',
  ]);
  const page = await createReader(table).changes(FIRST_POSITION, { now: NOON, limit: 100 });
  expect(page?.steps.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(['a', 'faster', 'slower']);
});

function fail(): never {
  throw new Error('the head of all is not there');
}
