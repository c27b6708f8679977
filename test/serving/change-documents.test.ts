import { parseChangeCursor } from '../../lambdas/http/cursor';
import type { ChangePosition } from '../../lambdas/news/changes/change-list';
import type { Story } from '../../lambdas/news/story/story';
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
  const { text } = await read(servingOf(reader, () => room.now).changes(limit, after));
  const { changes, next } = JSON.parse(text) as {
    changes: { at: string; type: string; id: string; story: Partial<Story> | null }[];
    next: string;
  };
  return { changes, next: parseChangeCursor(next), bytes: Buffer.byteLength(text) };
}

async function end(): Promise<ChangePosition | undefined> {
  let found = await page(100);
  while (found.changes.length > 0) found = await page(100, found.next);
  return found.next;
}

test('a page ends after three megabytes of stories, and the next page continues there', async () => {
  let after = await end();
  const body = `<p>${'x'.repeat(340 * 1024)}</p>`;
  for (let i = 0; i < 11; i++) await room.upload(aStory({ id: `long-${i}`, body }));
  const ids: string[] = [];
  for (const expected of [9, 2, 0]) {
    const { changes, next, bytes } = await page(100, after);
    expect(changes).toHaveLength(expected);
    expect(bytes).toBeLessThan(3.1 * MEGABYTE);
    ids.push(...changes.map(({ id }) => id));
    after = next;
  }
  expect(ids).toEqual(Array.from({ length: 11 }, (_, i) => `long-${i}`));
});

test('each story is read once, however often it changed', async () => {
  const after = await end();
  let story = await room.upload(aStory({ id: 'busy' }));
  for (let i = 0; i < 5; i++) story = await room.edit(story, { headline: `Headline ${i}` });
  table.forget();
  const { changes } = await page(100, after);
  expect(changes.map(({ type, story }) => [type, story?.headline])).toEqual([
    ['published', 'Headline 4'],
    ...Array(5).fill(['revised', 'Headline 4']),
  ]);
  expect(table.traffic.requests).toEqual({ Query: 2, GetItem: 1 });
});

test('a change waits for its story while a read sees half of a transaction', async () => {
  const first = await room.upload(aStory({ id: 'half' }));
  const after = await end();
  await room.upload(aStory({ id: 'whole' }));
  await room.edit(first, { headline: 'Other' });
  const behind = { ...room.reader, story: async (id: string) => (id === 'half' ? first : room.reader.story(id)) };
  const waiting = await page(100, after, behind);
  expect(waiting.changes.map(({ id }) => id)).toEqual(['whole']);
  const rest = await page(100, waiting.next);
  expect(rest.changes).toMatchObject([{ id: 'half', type: 'revised', story: { headline: 'Other', revision: 2 } }]);
});

test('after an hour a change no longer waits: a restore may have cut off its story', async () => {
  const after = await end();
  await room.upload(aStory({ id: 'lost' }));
  const lost = { ...room.reader, story: async () => undefined };
  expect((await page(100, after, lost)).changes).toEqual([]);
  room.pass(3_601);
  expect((await page(100, after, lost)).changes).toEqual([{ at: NOON, type: 'published', id: 'lost', story: null }]);
});

test('a cursor of another list is refused', async () => {
  const changes = servingOf(room.reader, () => room.now).changes(1, {
    sequenceNumber: 1,
    writeId: 'of-another-1',
    moment: '',
  });
  expect(await changes).toBeUndefined();
});
