import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { LIMITS } from '../../lambdas/news/limits';
import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import type { EntryPosition } from '../../lambdas/store/read/page';
import { revisionItem } from '../../lambdas/store/table/story-items';
import { withdrawnItem } from '../../lambdas/store/table/withdrawn-items';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from './sample-newsroom';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
beforeEach(() => {
  room = newsroom(table);
});

/** The ids of every story, page by page. */
async function listIds(limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: EntryPosition | undefined;
  do {
    const { entries, last } = await room.reader.everyStory({ limit, ...(after && { after }) });
    pages.push(entries.map(({ id }) => id));
    after = last;
  } while (after && pages.length < 199);
  return pages;
}

describe("the newsroom's list of stories", () => {
  // In the order of their keys; UTF-16 would put the last but one of each second behind the last.
  const ids = Array.from({ length: 12 }, (_, i) => `${'aﬀ𝔘'.match(/./gu)?.[i % 3]}-${Math.floor(i / 3)}`);

  beforeAll(async () => {
    const writing = newsroom(table);
    for (const [i, id] of ids.entries()) {
      // Three to a second; the last ones are under embargo.
      const publishedAt = plusSeconds(NOON, 3_600 * (Math.floor(i / 3) - 2));
      const story = await writing.upload(aStory({ id, publishedAt }));
      if (i % 2 === 1) await writing.withdraw(story);
    }
  });

  test.each([1, 2, 5, 12, 100])('has withdrawn stories among the others, in pages of %i', async (limit) => {
    const pages = await listIds(limit);
    expect(pages.flat()).toEqual([...ids].reverse());
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
  });

  test("has a withdrawn story with the newsroom's reason and without its body", async () => {
    const { entries } = await room.reader.everyStory({ limit: 2 });
    expect(entries[0]).toMatchObject({ id: '𝔘-3', revision: 2, withdrawal: { reason: 'wrong' } });
    for (const entry of entries) expect(entry).not.toHaveProperty('body');
    expect(entries[1]).not.toHaveProperty('withdrawal');
  });

  test('has a reinstated story once', async () => {
    const story = (await room.reader.story('𝔘-3')) as Story;
    const back = await room.reinstate(story);
    expect((await listIds(100)).flat()).toEqual([...ids].reverse());
    expect((await room.reader.everyStory({ limit: 1 })).entries[0]).not.toHaveProperty('withdrawal');
    await room.withdraw(back);
  });

  test('leaves out no story when a page is larger than a megabyte', async () => {
    const at = (i: number) => plusSeconds('2040-01-01T00:00:00Z', i);
    const summary = 's'.repeat(16_000);
    const long = Array.from({ length: 90 }, (_, i) => aStory({ id: `long-${i}`, publishedAt: at(i), summary }));
    await putEntries(table, 'all', long);
    for (let i = 0; i < 30; i++) {
      const withdrawal = { at: NOON, reason: 'wrong' };
      const Item = withdrawnItem(aStory({ id: `withdrawn-${i}`, publishedAt: at(i), withdrawal }));
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
    const all = (await listIds(100)).flat().slice(0, 120);
    expect(new Set(all).size).toBe(120);
    expect(all.filter((id) => /^(?:long|withdrawn)-/.test(id))).toHaveLength(120);
  });
});

describe('the history of a story', () => {
  const numbers = async (id: string, limit: number): Promise<number[][]> => {
    const pages: number[][] = [];
    let before: number | undefined;
    do {
      const { revisions, more } = await room.reader.revisions(id, { limit, ...(before && { before }) });
      pages.push(revisions.map(({ story }) => story.revision));
      before = more ? pages.at(-1)?.at(-1) : undefined;
    } while (before !== undefined && pages.length < 99);
    return pages;
  };

  test.each([1, 2, 3, 5, 6, 100])('is complete in pages of %i, newest first', async (limit) => {
    const id = `history-${limit}`;
    let story = await room.upload(aStory({ id }));
    for (let i = 2; i <= 6; i++) story = await room.edit(story, { headline: `Revision ${i}` });
    const pages = await numbers(id, limit);
    expect(pages.flat()).toEqual([6, 5, 4, 3, 2, 1]);
    expect(pages).toHaveLength(Math.ceil(6 / limit));
  });

  test('has the editor, time and reason of each revision', async () => {
    const story = await room.upload(aStory({ id: 'why' }), { by: 'bob', reason: 'first' });
    room.pass(60);
    await room.withdraw(story);
    const { revisions } = await room.reader.revisions('why', { limit: 10 });
    expect(revisions).toEqual([
      { at: room.now, by: 'ann', story: await room.reader.story('why') },
      { at: NOON, by: 'bob', reason: 'first', story },
    ]);
  });

  test('is empty below the first revision, and for an unknown story', async () => {
    const none = { revisions: [], more: false };
    await room.upload(aStory({ id: 'once' }));
    expect(await room.reader.revisions('once', { limit: 10, before: 1 })).toEqual(none);
    expect(await room.reader.revisions('nobody', { limit: 10 })).toEqual(none);
  });

  test('with bodies of 350 KB is read to the end of a page, although a megabyte holds two of them', async () => {
    const body = `<p>${'"'.repeat(LIMITS.bodyBytes - 7)}</p>`;
    for (let revision = 1; revision <= 7; revision++) {
      const Item = revisionItem({ story: aStory({ id: 'heavy', revision, body }), at: NOON, by: 'ann' });
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
    expect(await numbers('heavy', 5)).toEqual([
      [7, 6, 5, 4, 3],
      [2, 1],
    ]);
    expect((await room.reader.revisions('heavy', { limit: 1 })).revisions[0]?.story.body).toBe(body);
  });
});
