import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/news/feed/feed';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import type { EntryPosition } from '../../lambdas/store/read/page';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey } from '../../lambdas/store/table/keys';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from './sample-newsroom';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
beforeEach(() => {
  room = newsroom(table);
});

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);

/** Every id that the pages of a feed show, page by page. */
async function walkPages(feed: FeedName, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let after: EntryPosition | undefined;
  do {
    const page = await room.page(feed, { limit, ...(after && { after }) });
    expect(page.matchesHead).toBe(true);
    pages.push(page.entries.map(({ id }) => id));
    after = page.last;
  } while (after && pages.length < 99);
  return pages;
}

describe('the pages of a feed', () => {
  // Ids of letters that UTF-8 and UTF-16 put in different orders, three stories to a second.
  const ids = ['a', 'z', 'ﬀ', '𝔘', '漢'].flatMap((letter) => [`${letter}1`, `${letter}2`, `${letter}3`]);
  beforeAll(async () => {
    const writing = newsroom(table);
    for (const [i, id] of ids.entries()) {
      await writing.upload(aStory({ id, section: 'Walk', publishedAt: noon(-Math.floor(i / 3)) }));
    }
    await writing.upload(aStory({ id: 'ahead', section: 'Walk', publishedAt: noon(60) }));
  });

  test.each([1, 4, 15, 100])('of %i show every published story once', async (limit) => {
    const pages = await walkPages('section#walk', limit);
    expect(pages.flat().sort()).toEqual([...ids].sort());
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    for (const page of pages.slice(0, -2)) expect(page).toHaveLength(limit);
  });

  test('are in the order of publication, newest first', async () => {
    const { entries } = await room.page('section#walk');
    const dates = entries.map(({ publishedAt }) => publishedAt);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(dates[0]).toBe(NOON);
  });

  test('begin now, however far ahead the cursor lies', async () => {
    for (const at of [noon(60), noon(61), '9999-12-31T23:59:59Z']) {
      const { entries } = await room.page('section#walk', { after: { at, id: 'zzz' }, limit: 1 });
      expect(entries[0]?.publishedAt).toBe(NOON);
    }
  });

  test('continue below a story that is gone', async () => {
    const { entries } = await room.page('section#walk', { after: { at: noon(-1), id: '0' } });
    expect(entries.map(({ id }) => id).sort()).toEqual(ids.slice(6).sort());
  });

  test('show a story from its second on', async () => {
    room.at(noon(59));
    expect((await room.ids('section#walk'))?.[0]).not.toBe('ahead');
    room.at(noon(60));
    expect((await room.ids('section#walk'))?.[0]).toBe('ahead');
  });
});

describe('breaking news of more stories than a page holds', () => {
  const breakingStory = (i: number): Story =>
    aStory({ id: `flagged-${i}`, publishedAt: noon(-i), breakingUntil: i % 2 === 0 ? null : noon(1_000 + i) });
  beforeAll(async () => {
    const writing = newsroom(table);
    await writing.upload(breakingStory(0));
    const all = Array.from({ length: 60 }, (_, i) => [
      breakingStory(i),
      aStory({ id: `embargoed-${i}`, publishedAt: noon(5_000 + i), breakingUntil: null }),
      aStory({ id: `ended-${i}`, breakingUntil: noon(1) }),
    ]);
    await putEntries(table, 'breaking', all.flat());
  });
  beforeEach(() => room.at(noon(1)));

  test('shows the newest stories that break now, whatever breaks longer or is embargoed', async () => {
    expect(await room.ids('breaking')).toEqual(Array.from({ length: 50 }, (_, i) => `flagged-${i}`));
  });

  test.each([7, 50, 100])('shows each story once in pages of %i', async (limit) => {
    const pages = await walkPages('breaking', limit);
    expect(pages.flat()).toEqual(Array.from({ length: 60 }, (_, i) => `flagged-${i}`));
    expect(pages).toHaveLength(Math.ceil(60 / limit));
  });
});

test('breaking news of more than a megabyte is read to its end', async () => {
  room.at('2027-01-01T00:00:00Z');
  const breakingUntil = '2027-01-02T00:00:00Z';
  const body = `<p>${'word '.repeat(3_000)}</p>`;
  const long = Array.from({ length: 70 }, (_, i) =>
    aStory({ id: `long-${i}`, publishedAt: room.now, breakingUntil, body }),
  );
  await room.upload(aStory({ id: 'last' }));
  await putEntries(table, 'breaking', long);
  const { entries } = await room.page('breaking', { limit: 100 });
  expect(entries.filter(({ id }) => id.startsWith('long-'))).toHaveLength(70);
});

describe('an unreadable entry', () => {
  const put = (Item: Item) => table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  const spoilt = (id: string, attributes: Item): Item => {
    const { pk, sk } = entryKey('section#spoilt', noon(-60), id);
    return {
      pk: { S: pk },
      sk: { S: sk },
      format: { N: '1' },
      story: { S: JSON.stringify(aStory({ id })) },
      body: { S: '' },
      whole: { BOOL: true },
      writeCount: { N: '1' },
      ...attributes,
    };
  };

  test('is left out and reported with its key and the reason; the others are there', async () => {
    await room.upload(aStory({ id: 'sound', section: 'Spoilt' }));
    await put(spoilt('newer-release', { format: { N: '2' } }));
    await put(spoilt('huge-number', { format: { N: '2' }, writeCount: { N: '12345678901234567890.5' } }));
    await put(spoilt('no-format', { format: { NULL: true } }));
    await put(spoilt('broken-json', { story: { S: '{"id":' } }));
    await put(spoilt('no-story', { story: { S: '{"id":"no-story"}' } }));
    await put(spoilt('wrong-type', { story: { N: '1' } }));
    const { entries, unreadable, matchesHead } = await room.page('section#spoilt');
    expect(entries.map(({ id }) => id)).toEqual(['sound']);
    expect(matchesHead).toBe(true);
    const messages = Object.fromEntries(unreadable.map(({ key, message }) => [key.sk.split('#')[1], message]));
    expect(messages).toEqual({
      'newer-release': expect.stringContaining('its format is 2, this release reads up to 1'),
      'huge-number': expect.stringContaining('its format is 2'),
      'no-format': expect.stringContaining('its format is'),
      'broken-json': expect.stringContaining('JSON'),
      'no-story': expect.stringContaining('not a valid story; missing or wrong: headline'),
      'wrong-type': expect.stringContaining('wrong in story'),
    });
    for (const { key, message } of unreadable) expect(message).toContain(`${key.pk} / ${key.sk}`);
  });

  test('among the touched entries does not keep a page from matching its head', async () => {
    await room.upload(aStory({ id: 'touched', section: 'Touched' }));
    const { pk, sk } = entryKey('section#touched', '2026-11-22T11:00:00Z', 'touched');
    await put({ ...spoilt('touched', { format: { N: '2' } }), pk: { S: pk }, sk: { S: sk } });
    expect(await room.page('section#touched')).toMatchObject({ entries: [], matchesHead: true });
  });

  test("does not break the newsroom's list", async () => {
    await put({
      ...spoilt('ahead', { format: { N: '2' } }),
      pk: { S: 'FEED#all' },
      sk: { S: '9000-01-01T00:00:00Z#x' },
    });
    expect((await room.reader.everyStory({ limit: 10 })).entries.length).toBe(9);
  });
});
