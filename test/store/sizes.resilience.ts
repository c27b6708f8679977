import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { reinstateStory, withdrawStory } from '../../lambdas/news/edits/withdraw-story';
import { feedsOf } from '../../lambdas/news/feed/feed';
import type { Edit } from '../../lambdas/news/feed/feed-edit';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import { MAX_FORMER_FEEDS, withFormerFeeds } from '../../lambdas/news/feed/former-feeds';
import { MAX_MOMENTS, nameHash } from '../../lambdas/news/feed/head';
import { MAX_LATE_CHANGES } from '../../lambdas/news/feed/late-change';
import { MAX_LISTED_TOMBSTONES, tombstoneFeeds } from '../../lambdas/news/feed/tombstone';
import { LIMITS, WARNING_BYTES } from '../../lambdas/news/limits';
import { feedStoryOf } from '../../lambdas/news/story/feed-entry';
import { makeExcerpt } from '../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { entryItem } from '../../lambdas/store/table/entry-items';
import { feedHeadItem } from '../../lambdas/store/table/head-items';
import type { Item } from '../../lambdas/store/table/item';
import { entryKey, receiptKey } from '../../lambdas/store/table/keys';
import { revisionItem, storyItem } from '../../lambdas/store/table/story-items';
import type { EditRecord } from '../../lambdas/store/write/edit-context';
import { planEdit } from '../../lambdas/store/write/plan-edit';
import { type Heads, readHeadsForEdit } from '../../lambdas/store/write/read-heads-for-edit';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { countingIds, newsroom, putEntries } from './sample-newsroom';

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
    formerUrls: Array.from({ length: LIMITS.formerUrls }, (_, i) => `/${which}/${i}/`.padEnd(LIMITS.formerUrl, 'x')),
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

/** The limits of one transaction. DynamoDB allows 100 actions and 4 MB. */
const TRANSACTION = { actions: 95, bytes: KB * KB };

/** The keys that some actions write, each of them once, and the bytes that they write. */
function weigh(actions: ReturnType<typeof planEdit>['actions']) {
  const items = actions.map(({ action: { Put, Delete } }) => Put?.Item ?? Delete?.Key ?? {});
  const keys = items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  expect(new Set(keys).size).toBe(actions.length);
  return { keys, bytes: items.reduce((sum, item) => sum + bytesOf(item), 0) };
}

const receipt: EditRecord = {
  by: wide('by', 100),
  reason: wide('r', LIMITS.note),
  request: 'f'.repeat(64),
  warnings: 'w'.repeat(WARNING_BYTES),
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

const actionsOf = (edit: Edit, heads: Heads) =>
  planEdit({ tableName: table.name, edit, record: receipt, heads, ids: countingIds('t') }).actions;

/** The only warnings of a withdrawal: control characters removed from its reason and its note. */
const ONLY_NOTES = { warnings: 'w'.repeat(200) };

describe('an item of a story at its limits', () => {
  test('stays under the 400 KB of DynamoDB, whatever JSON would escape in it', () => {
    const why = { reason: wide('r', LIMITS.note), note: wide('n', LIMITS.note) };
    const story = fullStory('en', {
      formerFeeds: Array(MAX_FORMER_FEEDS).fill({ feed: `section#${wide('s', LIMITS.name)}`, at: NOON }),
    });
    expect(bytesOf(revisionItem({ story, at: NOON, ...receipt }))).toBeLessThan(400 * KB);
    const gone = withdrawStory(story, why, { now: NOON, tombstoneSeconds: 1 });
    expect(bytesOf(storyItem(gone))).toBeLessThan(400 * KB);
    expect(bytesOf(revisionItem({ story: gone, at: NOON, ...receipt, ...ONLY_NOTES }))).toBeLessThan(400 * KB);
  });
});

describe('the worst move of all', () => {
  // It has to open every feed anew that it enters, take the opening from every one that it leaves, and change its place.
  const before = fullStory('en', { publishedAt: noon(3_000), breakingUntil: noon(9_000) });
  const after = { ...fullStory('fr'), publishedAt: noon(1_000), breakingUntil: null, revision: 2 };

  test('leaves fifteen feeds and enters fifteen', () => {
    expect(feedsOf(before).size).toBe(15);
    expect(new Set([...feedsOf(before).keys(), ...feedsOf(after).keys()]).size).toBe(27);
  });

  test('is planned within 95 actions and 1 MB', () => {
    const moments = Array.from({ length: MAX_MOMENTS + 1 }, (_, i) => ({ at: noon(2_000 + i), idHash: 'ffffffff' }));
    const head = { writeCount: 1, version: 'v'.repeat(12), changedAt: NOON, moments, momentsUntil: noon(99_999) };
    const feeds = [...feedsOf(before)].map(([name, title]): [typeof name, FeedHead] => [
      name,
      {
        ...head,
        ...{ name, title, guid: 'g'.repeat(45), openedAt: noon(3_000), updated: noon(3_000) },
        touched: Array(4).fill({ at: NOON, idHash: 'eeeeeeee', revision: 1 }),
        breaking: Array(4).fill({ from: NOON, until: noon(9_999), idHash: 'eeeeeeee' }),
        tombstones: [],
        lateChanges: [],
        archive: name === 'breaking' ? undefined : { version: 'v'.repeat(12), changedAt: NOON },
      },
    ]);
    const edit: Edit = { before, after, now: NOON };
    const heads: Heads = {
      story: { ...head, id: before.id, publishedAt: before.publishedAt },
      register: { ...head, touched: [] },
      feeds: new Map(feeds),
      nextPublications: new Map(),
      full: [],
    };
    const { keys, bytes } = weigh(actionsOf(edit, heads));
    // Story, its head, revision and excerpt, receipt and register; three feeds stay, twelve are left, twelve are entered;
    // the list of changes, two moments that are taken back and one that is set.
    expect(keys).toHaveLength(6 + 3 * 4 + 12 * 3 + 12 * 3 + 4);
    expect(keys.length).toBeLessThanOrEqual(TRANSACTION.actions);
    expect(bytes).toBeLessThan(TRANSACTION.bytes);
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

describe('the worst withdrawal and the worst reinstatement', () => {
  // In fifteen feeds, in fourteen of which it was changed late, and fourteen others that it left lately.
  test('are within 95 actions and 1 MB, and are committed', async () => {
    const room = newsroom(table);
    const id = wide('much-travelled', LIMITS.id);
    const light = { id, publishedAt: noon(-9_000), body: '<p>.</p>', audio: undefined, image: undefined };
    const itinerary = ['it', 'es', 'pt'].map((which) => fullStory(which, light));
    let story = await room.upload(itinerary[0] as Story);
    for (const fields of itinerary.slice(1)) {
      const after = withFormerFeeds(
        story,
        { ...fields, breakingUntil: noon(90_000), revision: story.revision + 1 },
        room.now,
      );
      expect(await room.writer.revise(story, after, { by: 'ann' })).toBe('stored');
      story = after;
    }
    const { body, audio, image } = fullStory('pt');
    story = await room.edit(story, { body, audio, image, correction: { at: NOON, note: wide('late', LIMITS.note) } });
    expect([feedsOf(story).size, story.formerFeeds?.length]).toEqual([15, MAX_FORMER_FEEDS]);

    async function reviseWithinLimits(after: Story) {
      const edit = { before: story, after, now: room.now };
      const { keys, bytes } = weigh(actionsOf(edit, await readHeadsForEdit(table, edit)));
      expect(keys.length).toBeLessThanOrEqual(TRANSACTION.actions);
      expect(bytes).toBeLessThan(TRANSACTION.bytes);
      const key = receiptKey('f'.repeat(64), `${after.revision}`.padEnd(255, 'k'));
      const named = { key, receipt: { request: 'f'.repeat(64), status: 200, id, revision: after.revision } };
      expect(await room.writer.revise(story, after, { ...receipt, ...ONLY_NOTES, receipt: named })).toBe('stored');
      story = after;
      return keys;
    }

    room.pass(60);
    const why = { reason: wide('r', LIMITS.note), note: wide('n', LIMITS.note) };
    const withdrawal = await reviseWithinLimits(withdrawStory(story, why, { now: room.now, tombstoneSeconds: 86_400 }));
    // Receipt, story, its head, revision and excerpt, and the newsroom's list; a head, a tombstone, an entry for each feed;
    // the list of changes, and the end of its flag.
    expect(withdrawal).toHaveLength(6 + 15 * 3 + 14 * 2 + 2);
    expect(tombstoneFeeds(story).size).toBe(29);
    for (const feed of tombstoneFeeds(story)) expect((await room.news(feed)).withdrawn).toContain(id);

    // A reinstatement after the tombstone may open each feed that was closed meanwhile, instead of changing it late.
    const heads = await readHeadsForEdit(table, { after: story, now: room.now });
    const closed = [...heads.feeds].map(([name, head]): [typeof name, FeedHead] => [
      name,
      name.includes('#') ? { ...head, closing: { at: room.now } } : head,
    ]);
    const again = reinstateStory(story, plusSeconds(room.now, 60));
    if (typeof again === 'string') throw new Error(again);
    const opening = { before: story, after: again, now: plusSeconds(room.now, 60) };
    const weighed = weigh(actionsOf(opening, { ...heads, feeds: new Map(closed) }));
    expect(weighed.keys.filter((key) => key.startsWith('FEEDS '))).toHaveLength(1 + 12);
    expect(weighed.keys.length).toBeLessThanOrEqual(100);

    room.pass(60);
    const back = reinstateStory(story, room.now);
    if (typeof back === 'string') throw new Error(back);
    const affected = [...tombstoneFeeds(story)];
    const reinstatement = await reviseWithinLimits(back);
    expect(reinstatement).toHaveLength(6 + 15 * 3 + 14 + 14 * 2 + 2);
    for (const feed of affected) {
      const { ids, withdrawn, matchesHead } = await room.news(feed);
      expect([ids.includes(id), withdrawn.includes(id), matchesHead]).toEqual([feedsOf(back).has(feed), false, true]);
    }
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
    // The last moment that passed is kept beside the coming ones.
    room.at(noon(5_970));
    await room.upload(aStory({ id: `${nameHash(section)}-late`, section, publishedAt: noon(30_000) }));
    const head = (await room.head(`section#${section.toLowerCase()}`)) as FeedHead;
    expect([head.moments.length, head.touched.length, head.breaking.length]).toEqual([1 + MAX_MOMENTS, 4, 4]);
    return head;
  }

  test('is not much over a kilobyte with full lists, without late changes and tombstones', async () => {
    expect(bytesOf(feedHeadItem(await fullHead('Politics')))).toBeLessThan(1.2 * KB);
  });

  test('is well under the 4 KB of half a read unit with the longest name, and under it with every list full', async () => {
    const head = await fullHead('漢'.repeat(LIMITS.name));
    expect(bytesOf(feedHeadItem(head))).toBeLessThan(2 * KB);
    const telling = {
      ...head,
      touched: head.touched.map((touched) => ({ ...touched, tombstone: true as const })),
      tombstones: Array(MAX_LISTED_TOMBSTONES).fill(NOON),
      tombstonesUntil: NOON,
      lateChanges: Array(MAX_LATE_CHANGES).fill({ idHash: 'eeeeeeee', revision: 999_999, at: NOON }),
      closing: { at: NOON, movedTo: head.name, until: NOON },
    };
    expect(bytesOf(feedHeadItem(telling))).toBeLessThan(4_096);
  });
});

/** Stories with every field at its limit, in one section. */
const fullStories = (count: number, section: string) =>
  Array.from({ length: count }, (_, i) =>
    fullStory('en', {
      id: wide(`entry${i}`, LIMITS.id),
      body: '<p>word</p>',
      section,
      // No entry has them.
      formerUrls: undefined,
      guid: `https://a.example/?p=${i}`.padEnd(LIMITS.guid, 'x'),
    }),
  );

test('no entry is over 2,560 bytes, and an entry that lacks something says so', async () => {
  const section = wide('full', LIMITS.name);
  const story = fullStories(1, section)[0] as Story;
  for (const feed of feedsOf(story).keys()) {
    expect(bytesOf(entryItem(entryKey(feed, NOON, story.id), makeFeedEntry(story), 999_999))).toBeLessThanOrEqual(
      2_560,
    );
  }
  expect(makeFeedEntry(story).shortened).toBe(true);
  expect(feedStoryOf(makeFeedEntry(story), makeExcerpt(story))).toEqual({ ...story, whole: true });
});

test('a list of a hundred stories at their limits is one page of a query, of at most 64 read units', async () => {
  const room = newsroom(table);
  const section = wide('page', LIMITS.name);
  const name = `section#${section}` as const;
  const largest = fullStories(100, section);
  await room.upload(largest[0] as Story);
  await putEntries(table, name, largest);
  const {
    Items = [],
    ConsumedCapacity,
    LastEvaluatedKey,
  } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :feed AND sk < :head',
      ExpressionAttributeValues: { ':feed': { S: `FEED#${name}` }, ':head': { S: 'HEAD' } },
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(Items).toHaveLength(100);
  expect(ConsumedCapacity?.CapacityUnits).toBeLessThanOrEqual(64);
  expect(LastEvaluatedKey).toBeUndefined();
});

test('an entry of an ordinary story has at most a kilobyte', () => {
  const text = (length: number) => 'word '.repeat(length / 5).trimEnd();
  const story = aStory({
    headline: text(80),
    summary: text(200),
    body: `<p>${text(3_500)}</p>`,
    section: 'Middle East',
    tags: ['Syria', 'John Kerry', 'Diplomacy'],
    authors: [{ name: 'Bo Dateline', email: 'bo@news.example' }],
    image: { url: 'https://media.news.example/2026/11/siege.jpg', type: 'image/jpeg', alt: text(60), credit: 'AP' },
  });
  for (const feed of feedsOf(story).keys()) {
    expect(bytesOf(entryItem(entryKey(feed, NOON, story.id), makeFeedEntry(story), 999_999))).toBeLessThanOrEqual(KB);
  }
});
