import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { feedsOf } from '../../lambdas/newsroom/feed';
import { ENTRY_BYTES } from '../../lambdas/newsroom/feed-entry';
import type { Edit, FeedHead } from '../../lambdas/newsroom/feed-head';
import { MOMENTS, nameHash } from '../../lambdas/newsroom/head';
import { type Instant, plusSeconds } from '../../lambdas/newsroom/instant';
import { feedEntry } from '../../lambdas/newsroom/make-feed-entry';
import { LIMITS, type Story } from '../../lambdas/newsroom/story';
import type { Heads } from '../../lambdas/store/heads';
import { feedHeadItem, type Item, revisionItem, storyItem } from '../../lambdas/store/items';
import { receiptKey } from '../../lambdas/store/keys';
import { type Edited, planned } from '../../lambdas/store/plan';
import { tableForTests } from '../engine';
import { aStory, NOON } from '../newsroom/sample-story';
import { countedIds, newsroom, putEntries } from './newsroom';

const table = tableForTests();

/** "Item sizes and formats": names and values in UTF-8, 3 bytes more for a list or a map and 1 for each element of it. */
function bytesOf(item: Item): number {
  const value = ({ S, N, L, M }: Item[string]): number => {
    if (S !== undefined) return Buffer.byteLength(S);
    if (N !== undefined) return Math.ceil(N.length / 2) + 1;
    if (L !== undefined) return 3 + L.reduce((sum, element) => sum + 1 + value(element), 0);
    if (M !== undefined) return 3 + Object.keys(M).length + bytesOf(M);
    return 1;
  };
  return Object.entries(item).reduce((sum, [name, held]) => sum + Buffer.byteLength(name) + value(held), 0);
}

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const KB = 1024;

/** Text of `length` characters, each of three bytes, that begins so and is unlike others. */
const wide = (beginning: string, length: number): string => beginning + '漢'.repeat(length - beginning.length);
const url = (beginning: string): string => `https://a.example/${beginning}`.padEnd(LIMITS.url, 'x');

/** A story with every field at its limit, in feeds of its own. */
const fullStory = (which: string, fields: Partial<Story> = {}): Story =>
  aStory({
    id: wide('id', LIMITS.id),
    headline: wide('h', LIMITS.headline),
    summary: wide('s', LIMITS.summary),
    body: `<p>${'"'.repeat(LIMITS.bodyBytes - 7)}</p>`,
    section: wide(`s${which}`, LIMITS.name),
    tags: Array.from({ length: LIMITS.tags }, (_, i) => wide(`t${i}${which}`, LIMITS.name)),
    authors: Array.from({ length: LIMITS.authors }, (_, i) => ({
      name: wide(`a${i}${which}`, LIMITS.name),
      email: wide('e@', LIMITS.email),
      url: url(which),
    })),
    language: which,
    audio: { url: url('audio'), type: 'audio/mpeg', length: 2_671_000, duration: 167 },
    image: { url: url('image'), type: 'image/jpeg', alt: wide('a', LIMITS.alt), credit: wide('c', LIMITS.credit) },
    canonicalUrl: url('canonical'),
    correction: { at: NOON, note: wide('n', LIMITS.note) },
    ...fields,
  });

const receipt: Edited = {
  by: wide('by', 100),
  reason: wide('r', LIMITS.note),
  request: 'f'.repeat(64),
  warnings: 'w'.repeat(16 * KB),
  receipt: {
    key: receiptKey('f'.repeat(64), 'k'.repeat(255)),
    receipt: {
      request: 'f'.repeat(64),
      status: 200,
      id: wide('id', LIMITS.id),
      revision: 2,
    },
  },
};

describe('an item of a story at its limits', () => {
  test('stays under the 400 KB of DynamoDB, whatever JSON would escape in it', () => {
    const story = fullStory('en');
    expect(bytesOf(storyItem(story))).toBeLessThan(400 * KB);
    expect(bytesOf(revisionItem({ story, at: NOON, ...receipt, by: wide('b', 100) }))).toBeLessThan(400 * KB);
  });
});

describe('the worst move of all', () => {
  // It has to open every feed anew that it enters, take the opening from every one that it leaves, and change its place.
  const before = fullStory('en', { publishedAt: noon(3_000), breakingUntil: noon(9_000) });
  const after = { ...fullStory('fr'), publishedAt: noon(1_000), breakingUntil: null, revision: 2 };
  const limits = { actions: 100, bytes: 4 * KB * KB };

  test('leaves fifteen feeds and enters fifteen', () => {
    expect(feedsOf(before).size).toBe(15);
    expect(new Set([...feedsOf(before).keys(), ...feedsOf(after).keys()]).size).toBe(28);
  });

  test("is planned within DynamoDB's 100 actions and 4 MB", () => {
    const moments = Array.from({ length: MOMENTS + 1 }, (_, i) => ({ at: noon(2_000 + i), of: 'ffffffff' }));
    const head = { rev: 1, version: 'v'.repeat(12), changedAt: NOON, moments, momentsUntil: noon(99_999) };
    const feeds = [...feedsOf(before)].map(([name, title]): [typeof name, FeedHead] => [
      name,
      {
        ...head,
        ...{ name, title, guid: 'g'.repeat(45), openedAt: noon(3_000), updated: noon(3_000) },
        touched: Array(4).fill({ at: NOON, of: 'eeeeeeee', revision: 1 }),
        breaking: Array(4).fill({ from: NOON, until: noon(9_999), of: 'eeeeeeee' }),
        tombstones: [],
        lateChanges: [],
      },
    ]);
    const edit: Edit = { before, after, now: NOON };
    const heads: Heads = {
      story: { ...head, id: before.id, publishedAt: before.publishedAt },
      register: { ...head, feeds: 15 },
      feeds: new Map(feeds),
      nextPublications: new Map(),
      full: [],
    };
    const actions = planned(table.name, edit, receipt, heads, countedIds('t')).map(({ action }) => action);
    const keys = actions.map(({ Put, Delete }) => Put?.Item ?? Delete?.Key ?? {});
    expect(new Set(keys.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`)).size).toBe(actions.length);
    // Story, its head, its revision, receipt and register; two feeds stay, thirteen are left, thirteen are entered.
    expect(actions).toHaveLength(5 + 2 * 4 + 13 * 3 + 13 * 3);
    expect(actions.length).toBeLessThanOrEqual(limits.actions);
    expect(keys.reduce((sum, item) => sum + bytesOf(item), 0)).toBeLessThan(limits.bytes);
  });

  test('is committed, and the story is where it went and nowhere else', async () => {
    const room = newsroom(table);
    await room.upload(before, receipt);
    const again = { ...receipt, receipt: undefined };
    expect(await room.writer.revise(before, after, again)).toBe('stored');
    room.at(after.publishedAt);
    for (const name of feedsOf(after).keys()) expect(await room.ids(name)).toEqual([after.id]);
    room.at(before.publishedAt);
    for (const name of feedsOf(before).keys()) {
      expect(await room.ids(name)).toEqual(feedsOf(after).has(name) ? [after.id] : undefined);
    }
    expect(await room.reader.story(after.id)).toEqual(after);
  });
});

describe('the head of a feed', () => {
  /** A head with every list full, after many edits of stories that are embargoed and break. */
  async function fullHead(section: string) {
    const room = newsroom(table);
    for (let i = 0; i < 12; i++) {
      const publishedAt = i < 4 ? noon(-i) : noon(600 * i);
      const story = aStory({ id: `${nameHash(section)}-${i}`, section, publishedAt, breakingUntil: noon(20_000 + i) });
      await room.upload(story);
    }
    // The last moment that passed is kept besides those that come.
    room.at(noon(5_970));
    await room.upload(aStory({ id: `${nameHash(section)}-late`, section, publishedAt: noon(30_000) }));
    const head = (await room.head(`section#${section.toLowerCase()}`)) as FeedHead;
    expect([head.moments.length, head.touched.length, head.breaking.length]).toEqual([1 + MOMENTS, 4, 4]);
    return feedHeadItem(head);
  }

  test('is not much over a kilobyte with every list full', async () => {
    expect(bytesOf(await fullHead('Politics'))).toBeLessThan(1.2 * KB);
  });

  test('is well under the 4 KB of half a read unit with the longest name there is', async () => {
    expect(bytesOf(await fullHead('漢'.repeat(LIMITS.name)))).toBeLessThan(2 * KB);
  });
});

test('fifty entries of the size that feeds allow are one page of a query', async () => {
  const room = newsroom(table);
  const section = wide('page', LIMITS.name);
  const name = `section#${section}` as const;
  const largest = Array.from({ length: 50 }, (_, i) => {
    const id = wide(`entry${i}`, LIMITS.id);
    const story = aStory({ id, section, summary: 's'.repeat(900), body: '<p>word</p>'.repeat(2_000) });
    const room = ENTRY_BYTES - Buffer.byteLength(JSON.stringify(feedEntry(story)));
    return { ...story, summary: story.summary + 's'.repeat(room) };
  });
  for (const story of largest) expect(Buffer.byteLength(JSON.stringify(feedEntry(story)))).toBe(ENTRY_BYTES);
  await room.upload(largest[0] as Story);
  await putEntries(table, name, largest);
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :feed AND sk < :head',
      ExpressionAttributeValues: { ':feed': { S: `FEED#${name}` }, ':head': { S: 'HEAD' } },
    }),
  );
  expect(Items).toHaveLength(50);
  expect(LastEvaluatedKey).toBeUndefined();
  expect(await room.ids(name)).toHaveLength(50);
});
