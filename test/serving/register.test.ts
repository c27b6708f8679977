import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { parseFeedCursor } from '../../lambdas/http/cursor';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { feedRegistrationItem } from '../../lambdas/store/table/head-items';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

const table = tableForTests();
const [spokenTable, sectionTable] = [tableForTests(), tableForTests()];
const room = newsroom(table);
const serving = servingOf(room.reader, () => room.now);
const NAMES = Array.from({ length: 2_300 }, (_, i) => `section-of-a-newspaper-${String(i).padStart(4, '0')}`);
/** One in sixty has not opened. */
const isOpen = (i: number) => i % 60 !== 7;
const openNames = NAMES.filter((_, i) => isOpen(i));

beforeAll(async () => {
  await room.upload(aStory({ id: 'first', publishedAt: NOON, tags: ['River'] }));
  const rows = NAMES.map((name, i) =>
    feedRegistrationItem({
      ...{ name: `section#${name}`, title: name, guid: 'urn:uuid:00000000-0000-4000-8000-000000000001' },
      ...{ openedAt: isOpen(i) ? NOON : plusSeconds(NOON, 86_400), writeCount: 1 },
    }),
  );
  for (let i = 0; i < rows.length; i += 25) {
    const requests = rows.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  }
  room.pass(5);
});

/** The feeds in the lists of a page, by slug. */
const feedsIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.includes('class="forms"'))
    .map((line) => /href="https:\/\/news\.example\/([^"]*)rss\.xml"/.exec(line)?.[1]?.split('/').at(-2))
    .map((slug) => slug ?? 'all');
const nextIn = (text: string): string | undefined => parseFeedCursor(/\/feeds\?after=([\w-]+)"/.exec(text)?.[1] ?? '');

test('/feeds has pages of 500 feeds, and a walk through them finds every open feed once, in order', async () => {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    table.forget();
    const { text, etag } = await read(serving.feeds(after));
    expect(table.traffic.requests).toEqual({ GetItem: 1, Query: 1 });
    // 551 rows of about 170 bytes.
    expect(table.traffic.capacity).toBeLessThanOrEqual(26);
    expect(etag).toMatch(after === undefined ? /\.feeds\./ : /\.feeds-[0-9a-f]{32}\./);
    pages.push(feedsIn(text));
    after = nextIn(text);
  } while (after !== undefined);
  expect(pages.map((page) => page.length)).toEqual([500, 500, 500, 500, openNames.length + 4 - 2_000]);
  expect(pages.flat()).toEqual(['all', 'breaking', ...openNames, 'en', 'river']);
});

test('OPML has the first 2,000 feeds, in groups, in one query', async () => {
  table.forget();
  const { text } = await read(serving.opml('all'));
  const slugs = [...text.matchAll(/xmlUrl="[^"]*?\/(?:sections\/)?([^/"]+)\/rss\.xml"/g)].map(([, slug]) => slug);
  expect(text.match(/<outline type=/g)).toHaveLength(2_000);
  expect(slugs.at(-1)).toBe(openNames[1_997]);
  expect(table.traffic.requests).toEqual({ GetItem: 1, Query: 1 });
  expect(table.traffic.capacity).toBeLessThanOrEqual(100);
});

test('OPML for people has all stories, breaking and the sections alone', async () => {
  const other = newsroom(spokenTable);
  const sound = { url: 'https://news.example/a.mp3', type: 'audio/mpeg' };
  const sections = { id: 'spoken', publishedAt: NOON, section: 'World', tags: ['River'], audio: sound };
  await other.upload(aStory({ ...sections, breakingUntil: null }));
  other.pass(5);
  const documents = servingOf(other.reader, () => other.now);
  const addressesIn = (text: string) =>
    [...text.matchAll(/xmlUrl="https:\/\/news\.example([^"]*)"/g)].map(([, path]) => path);
  spokenTable.forget();
  const main = await read(documents.opml('main'));
  expect(spokenTable.traffic.requests).toEqual({ GetItem: 1, Query: 1 });
  expect(addressesIn(main.text)).toEqual(['/rss.xml', '/breaking/rss.xml', '/sections/world/rss.xml']);
  const all = await read(documents.opml('all'));
  expect(addressesIn(all.text)).toEqual([
    ...['/rss.xml', '/audio/rss.xml', '/breaking/rss.xml', '/sections/world/rss.xml'],
    ...['/languages/en/rss.xml', '/tags/river/rss.xml'],
  ]);
  expect(all.etag).not.toBe(main.etag);
});

test('a list of sections matches its head although a tag came after it, and not while a section is missing', async () => {
  const other = newsroom(sectionTable);
  await other.upload(aStory({ id: 'first', publishedAt: NOON, section: 'World', tags: ['River'] }));
  const head = await other.reader.registerHead({ consistent: true });
  if (!head) throw new Error('the register has no head');
  const request = { now: other.now, limit: 500, through: 'section' } as const;
  expect(await other.reader.register(head, request)).toMatchObject({ matchesHead: true, last: undefined });
  // As if a later transaction had put one more row, which the query does not show.
  const missing = (row: string) => ({
    ...head,
    writeCount: head.writeCount + 1,
    touched: [`${'x'.repeat(8)}${row}`, ...head.touched],
  });
  expect((await other.reader.register(missing('1#section#wales'), request)).matchesHead).toBe(false);
  expect((await other.reader.register(missing('4#tag#zoo'), request)).matchesHead).toBe(true);
});

test('a page changes with its register, and matches its head whichever page shows the new feed', async () => {
  const before = await Promise.all([read(serving.feeds()), read(serving.feeds('section#n'))]);
  await room.upload(aStory({ id: 'second', publishedAt: room.now, section: 'Zebras', tags: ['Zoo'] }));
  room.pass(5);
  const after = await Promise.all([read(serving.feeds()), read(serving.feeds('tag#a'))]);
  expect(after[0]?.etag).not.toBe(before[0]?.etag);
  expect(after.map(({ lastModified }) => lastModified)).not.toContain(undefined);
  expect(feedsIn(after[1]?.text ?? '')).toEqual(['river', 'zoo']);
});

test('a cursor names any place, a feed that never was too', async () => {
  expect(feedsIn((await read(serving.feeds('section#zzz'))).text)).toEqual(['en', 'river', 'zoo']);
  expect(feedsIn((await read(serving.feeds('tag#zzzz'))).text)).toEqual([]);
});
