import { epoch, plusSeconds } from '../../lambdas/news/values/instant';
import { receiptKey } from '../../lambdas/store/table/keys';
import type { EditRecord } from '../../lambdas/store/write/edit-context';
import { tableForTests } from '../harness/engine';
import { aStory, NOON, nextOf } from '../news/sample-story';
import { newsroom } from './sample-newsroom';

const table = tableForTests();
const DAY = 86_400;
let room: ReturnType<typeof newsroom>;
beforeEach(() => {
  room = newsroom(table);
});

const key = (name: string) => receiptKey('token', name);
const withReceipt = (name: string, id: string, revision = 1): EditRecord => ({
  by: 'ann',
  receipt: { key: key(name), receipt: { request: 'hash', status: 201, id, revision } },
});

test('an upload leaves a receipt for a day', async () => {
  await room.writer.create(aStory({ id: 'first' }), withReceipt('day', 'first'));
  const receipt = {
    request: 'hash',
    status: 201,
    id: 'first',
    revision: 1,
    at: NOON,
    expires: epoch(NOON) / 1000 + DAY,
  };
  expect(await room.reader.receipt(key('day'), NOON)).toEqual(receipt);
  expect(await room.reader.receipt(key('day'), plusSeconds(NOON, DAY - 1))).toEqual(receipt);
});

test('a receipt ends after a day although DynamoDB still has it', async () => {
  await room.writer.create(aStory({ id: 'ended' }), withReceipt('ended', 'ended'));
  expect(await room.reader.receipt(key('ended'), plusSeconds(NOON, DAY))).toBeUndefined();
});

test('an upload with a used key is `repeated` and stores nothing, under no id and as no revision', async () => {
  const story = aStory({ id: 'once' });
  await room.writer.create(story, withReceipt('again', 'once'));
  expect(await room.writer.create(aStory({ id: 'twice' }), withReceipt('again', 'twice'))).toBe('repeated');
  expect(await room.reader.story('twice')).toBeUndefined();
  expect(await room.writer.revise(story, nextOf(story), withReceipt('again', 'once', 2))).toBe('repeated');
  expect((await room.reader.story('once'))?.revision).toBe(1);
  expect(await room.reader.receipt(key('again'), NOON)).toMatchObject({ id: 'once', revision: 1 });
});

test('two uploads with one key at once store one story', async () => {
  const outcomes = await Promise.all(
    ['left', 'right'].map((id) => room.writer.create(aStory({ id }), withReceipt('race', id))),
  );
  expect(outcomes.sort()).toEqual(['repeated', 'stored']);
});

test('a key is free again after its receipt has ended', async () => {
  await room.writer.create(aStory({ id: 'old' }), withReceipt('anew', 'old'));
  room.pass(DAY - 1);
  expect(await room.writer.create(aStory({ id: 'new' }), withReceipt('anew', 'new'))).toBe('repeated');
  room.pass(1);
  expect(await room.writer.create(aStory({ id: 'new' }), withReceipt('anew', 'new'))).toBe('stored');
  expect(await room.reader.receipt(key('anew'), room.now)).toMatchObject({ id: 'new' });
});

test('two tokens may use one key', async () => {
  await room.writer.create(aStory({ id: 'mine' }), withReceipt('shared', 'mine'));
  expect(await room.reader.receipt(receiptKey('other token', 'shared'), NOON)).toBeUndefined();
});

test('an upload that conflicts leaves no receipt', async () => {
  await room.writer.create(aStory({ id: 'conflict' }), { by: 'ann' });
  expect(await room.writer.create(aStory({ id: 'conflict' }), withReceipt('conflict', 'conflict'))).toBe('conflict');
  expect(await room.reader.receipt(key('conflict'), NOON)).toBeUndefined();
});
