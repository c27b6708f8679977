import { parseChangeCursor } from '../../lambdas/http/cursor';
import type { ChangePosition } from '../../lambdas/news/changes/change-list';
import { LIMITS } from '../../lambdas/news/limits';
import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import type { Reader } from '../../lambdas/store/read/reader';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

const table = tableForTests();
const room = newsroom(table);
const MEGABYTE = 1024 * 1024;

/** A page of changes after a position, or the first page; and the next position. */
async function page(limit: number, after?: ChangePosition, reader: Reader = room.reader) {
  const { text } = await read(servingOf(reader, () => room.now).changes({ limit, after }));
  const { changes, cursor } = JSON.parse(text) as {
    changes: { at: string; type: string; id: string; story: Partial<Story> | null }[];
    cursor: string;
  };
  return { changes, next: parseChangeCursor(cursor), bytes: Buffer.byteLength(text) };
}

async function end(): Promise<ChangePosition | undefined> {
  let found = await page(100);
  while (found.changes.length > 0) found = await page(100, found.next);
  return found.next;
}

/** Reads as the reader does, but an eventually consistent read gives the stories of a replica that is late. */
const lateReplica = (replica: Record<string, Story | undefined>, how: { isLateForEver?: true } = {}): Reader => ({
  ...room.reader,
  stories: async (ids, { consistent }) => {
    const read = await room.reader.stories(ids, { consistent });
    if (consistent && !how.isLateForEver) return read;
    return read.map((one, i) => ((ids[i] as string) in replica ? { ...one, story: replica[ids[i] as string] } : one));
  },
});

test('a page ends after three megabytes of stories, and the next page continues there', async () => {
  let after = await end();
  let story = await room.upload(aStory({ id: 'long', body: `<p>${'x'.repeat(340 * 1024)}</p>` }));
  for (let i = 1; i <= 3; i++) {
    const correction = { at: NOON, note: `Note ${i}` };
    story = await room.edit(story, {
      headline: `Headline ${i}`,
      correction,
      breakingUntil: plusSeconds(NOON, 86_400 * i),
    });
  }
  for (const expected of [7, 3, 0]) {
    const { changes, next, bytes } = await page(100, after);
    expect(changes).toHaveLength(expected);
    expect(bytes).toBeLessThan(3.1 * MEGABYTE);
    after = next;
  }
});

test('the largest story has a page of its own', async () => {
  let after = await end();
  const body = `<p>${'x'.repeat(LIMITS.bodyBytes - 7)}</p>`;
  for (const id of ['large-1', 'large-2']) await room.upload(aStory({ id, body }));
  for (const expected of [['large-1'], ['large-2'], []]) {
    table.forget();
    const { changes, next } = await page(100, after);
    expect(changes.map(({ id }) => id)).toEqual(expected);
    expect(table.traffic.capacity).toBeLessThanOrEqual(2 + 44);
    after = next;
  }
});

test('stories of a page cost 64 read units by the bytes in the list, in batches of ten', async () => {
  let after = await end();
  const body = `<p>${'x'.repeat(3_500)}</p>`;
  for (let i = 0; i < 100; i++) await room.upload(aStory({ id: `ordinary-${i}`, body }));
  const ids: string[] = [];
  for (const [changes, batches] of [
    [100, 10],
    [0, 0],
  ] as const) {
    table.forget();
    const read = await page(100, after);
    expect(read.changes).toHaveLength(changes);
    expect(table.traffic.requests).toEqual({ Query: 2, ...(batches && { BatchGetItem: batches }) });
    expect(table.traffic.capacity).toBeLessThanOrEqual(64 + 10);
    ids.push(...read.changes.map(({ id }) => id));
    after = read.next;
  }
  expect(ids).toEqual(Array.from({ length: 100 }, (_, i) => `ordinary-${i}`));
});

test('each story is read once, eventually consistent, however often it changed', async () => {
  const after = await end();
  let story = await room.upload(aStory({ id: 'busy' }));
  for (let i = 0; i < 5; i++) story = await room.edit(story, { headline: `Headline ${i}` });
  table.forget();
  const { changes } = await page(100, after);
  expect(changes.map(({ type, story }) => [type, story?.headline])).toEqual([
    ['published', 'Headline 4'],
    ...Array(5).fill(['revised', 'Headline 4']),
  ]);
  expect(table.traffic).toMatchObject({ requests: { Query: 2, BatchGetItem: 1 }, roundTrips: 3 });
  // DynamoDB Local counts nothing for a query that finds nothing.
  expect(table.traffic.capacity).toBeLessThanOrEqual(2.5);
});

test('the first story of a page is read again where a replica is late, and before another one the page ends', async () => {
  const [first, second] = [await room.upload(aStory({ id: 'late-1' })), await room.upload(aStory({ id: 'late-2' }))];
  const after = await end();
  await room.edit(first, { headline: 'Other' });
  await room.edit(second, { headline: 'Other' });
  const late = lateReplica({ 'late-1': first, 'late-2': second });
  const one = await page(100, after, late);
  expect(one.changes).toMatchObject([{ id: 'late-1', story: { headline: 'Other' } }]);
  const two = await page(100, one.next, late);
  expect(two.changes).toMatchObject([{ id: 'late-2', story: { headline: 'Other' } }]);
});

test('a change waits for its story while a read sees half of a transaction', async () => {
  const first = await room.upload(aStory({ id: 'half' }));
  const after = await end();
  await room.upload(aStory({ id: 'whole' }));
  await room.edit(first, { headline: 'Other' });
  const behind = lateReplica({ half: first }, { isLateForEver: true });
  const waiting = await page(100, after, behind);
  expect(waiting.changes.map(({ id }) => id)).toEqual(['whole']);
  expect(await page(100, waiting.next, behind)).toMatchObject({ changes: [], next: waiting.next });
  const rest = await page(100, waiting.next);
  expect(rest.changes).toMatchObject([{ id: 'half', type: 'revised', story: { headline: 'Other', revision: 2 } }]);
});

test('after an hour a change no longer waits: a restore may have cut off its story', async () => {
  const after = await end();
  await room.upload(aStory({ id: 'lost' }));
  const lost = lateReplica({ lost: undefined }, { isLateForEver: true });
  expect((await page(100, after, lost)).changes).toEqual([]);
  room.pass(3_601);
  expect((await page(100, after, lost)).changes).toEqual([{ at: NOON, type: 'published', id: 'lost', story: null }]);
});

test('a cursor of another list is refused', async () => {
  const changes = servingOf(room.reader, () => room.now).changes({
    limit: 1,
    after: { sequenceNumber: 1, writeId: 'of-another-1', moment: '' },
  });
  expect(await changes).toBeUndefined();
});
