import { BatchWriteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { MAX_LISTED_TOMBSTONES, tombstoneOf } from '../../lambdas/news/feed/tombstone';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { MAX_TOMBSTONES } from '../../lambdas/store/read/late-changes-and-tombstones';
import { entryItem, tombstoneItem } from '../../lambdas/store/table/entry-items';
import { entryKey, tombstoneKey } from '../../lambdas/store/table/keys';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from './sample-newsroom';

const table = tableForTests();
const DAY = 86_400;
let room: ReturnType<typeof newsroom>;
let count = 0;
/** A section of its own for each test, so that the tests of a file share a table. */
let section: string;
let name: FeedName;
const id = (what: string) => `${what}-${count}`;
const stories = (what: string, many: number, publishedAt: (i: number) => Instant): Story[] =>
  Array.from({ length: many }, (_, i) => aStory({ id: id(`${what}-${i}`), section, publishedAt: publishedAt(i) }));

beforeEach(() => {
  room = newsroom(table);
  section = `Section ${++count}`;
  name = `section#section-${count}`;
});

/** The content of a feed now, and the number of requests for it. */
async function askFeed(feed: FeedName = name) {
  table.forget();
  const news = await room.news(feed);
  return { ...news, requests: { ...table.traffic.requests } };
}

async function keysOf(feed: FeedName): Promise<string[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `FEED#${feed}` } },
    }),
  );
  return Items.map(({ sk }) => `${sk?.S}`);
}

describe('a withdrawn story', () => {
  test('changes for readers with another note, and not with another reason', async () => {
    const story = await room.upload(aStory({ id: id('gone'), section }));
    const versions = async () => {
      const how = { consistent: true };
      const heads = [await room.reader.storyHead(story.id, how), await room.reader.feedHead(name, how)];
      return heads.map((head) => head?.version);
    };
    const gone = await room.withdraw(story, { note: 'It was wrong.' });
    const before = await versions();
    room.pass(60);
    const again = await room.withdraw(gone, { note: 'It was wrong.', reason: 'So the court says.' });
    expect(await versions()).toEqual(before);
    room.pass(60);
    await room.withdraw(again, { note: 'We regret it.' });
    for (const [i, version] of (await versions()).entries()) expect(version).not.toBe(before[i]);
  });

  test('is in no feed, and each of its feeds has a tombstone with the note and none of the text', async () => {
    const story = await room.upload(
      aStory({
        id: id('gone'),
        section,
        tags: [`Tag ${count}`],
        authors: [{ name: `Author ${count}` }],
        language: 'sv',
        breakingUntil: null,
      }),
    );
    room.pass(60);
    const withdrawn = await room.withdraw(story, { note: 'It was wrong.' });
    const tombstone = {
      id: story.id,
      guid: story.guid,
      publishedAt: story.publishedAt,
      revision: 2,
      withdrawnAt: room.now,
      until: plusSeconds(room.now, 30 * DAY),
      note: 'It was wrong.',
    };
    const feeds = ['all', 'breaking', name, `tag#tag-${count}`, `author#author-${count}`, 'language#sv'] as const;
    for (const feed of feeds) {
      const { ids, tombstones, matchesHead } = await room.news(feed);
      expect([feed, matchesHead]).toEqual([feed, true]);
      expect(ids).not.toContain(story.id);
      expect(tombstones).toContainEqual(tombstone);
      expect((await keysOf(feed)).filter((sk) => /^[\d]{4}-/.test(sk) && sk.endsWith(`#${story.id}`))).toEqual([]);
    }
    expect(await room.reader.story(story.id)).toEqual(withdrawn);
    expect(await room.reader.storyHead(story.id, { consistent: true })).toMatchObject({
      withdrawnAt: room.now,
      note: 'It was wrong.',
      moments: [],
    });
  });

  test('has a tombstone in its former feeds too', async () => {
    const story = await room.upload(aStory({ id: id('moved'), section, breakingUntil: null }));
    room.pass(60);
    const moved = await room.edit(story, { section: `Other ${count}`, breakingUntil: undefined });
    room.pass(29 * DAY);
    const withdrawn = await room.withdraw(moved);
    for (const feed of ['breaking', name, `section#other-${count}`] as const) {
      expect((await room.news(feed)).withdrawn).toContain(story.id);
      expect(await room.head(feed)).toMatchObject({ updated: room.now, changedAt: room.now });
    }
    room.pass(60);
    await room.reinstate(withdrawn);
    for (const feed of ['breaking', name] as const) {
      const { withdrawn, ids } = await room.news(feed);
      expect([withdrawn.includes(story.id), ids.includes(story.id)]).toEqual([false, false]);
      expect(await room.head(feed)).toMatchObject({ updated: room.now });
    }
  });

  test('has tombstones until their end, without a write', async () => {
    await room.withdraw(await room.upload(aStory({ id: id('ends'), section })), { tombstoneSeconds: 3_600 });
    const head = await room.head(name);
    expect(head?.moments.map(({ at }) => at)).toEqual([plusSeconds(NOON, 3_600)]);
    room.pass(3_599);
    expect((await askFeed()).withdrawn).toEqual([id('ends')]);
    room.pass(1);
    const { withdrawn, ids, requests } = await askFeed();
    expect([withdrawn, ids]).toEqual([[], []]);
    expect(requests).toEqual({ GetItem: 1, Query: 1 });
    expect(await room.head(name)).toEqual(head);
  });

  test('has tombstones with its newest note and the time of the withdrawal', async () => {
    const withdrawn = await room.withdraw(await room.upload(aStory({ id: id('amended'), section })), { note: 'One.' });
    room.pass(60);
    await room.withdraw(withdrawn, { note: 'Two.' });
    const { tombstones, matchesHead } = await room.news(name);
    expect(tombstones).toEqual([expect.objectContaining({ note: 'Two.', withdrawnAt: NOON, revision: 3 })]);
    expect(matchesHead).toBe(true);
    expect(await room.head(name)).toMatchObject({ updated: room.now });
  });

  test('that is reinstated is back whole, and no feed has a tombstone', async () => {
    const story = await room.upload(aStory({ id: id('back'), section, breakingUntil: null }));
    room.pass(60);
    const withdrawn = await room.withdraw(story);
    room.pass(60);
    const back = await room.reinstate(withdrawn);
    expect(back).toEqual({ ...story, updatedAt: room.now, revision: 3 });
    for (const feed of ['all', 'breaking', name] as const) {
      const { ids, withdrawn, matchesHead } = await room.news(feed);
      expect([ids.includes(story.id), withdrawn.includes(story.id), matchesHead]).toEqual([true, false, true]);
    }
    expect((await keysOf(name)).filter((sk) => sk.startsWith('TOMBSTONE'))).toEqual([]);
    expect(await room.reader.storyHead(story.id, { consistent: true })).not.toHaveProperty('withdrawnAt');
    const again = await room.withdraw(back);
    expect((await room.news(name)).tombstones).toEqual([tombstoneOf(again)]);
    await room.reinstate(again);
  });

  test('leaves no trace if it was never published: its feeds never change or open, even at its date', async () => {
    await room.upload(aStory({ id: id('open'), section }));
    const publishedAt = plusSeconds(NOON, 3_600);
    const fields = { section, tags: [`Secret ${count}`], breakingUntil: null, publishedAt };
    const story = await room.upload(aStory({ id: id('scheduled'), ...fields }));
    const before = await room.head(name);
    await room.withdraw(story, { note: 'Never seen.' });
    // The next archive document does not count it any more.
    const archive = { ...before?.archive, open: { from: '2026-10-31T23:59:59Z', stories: 1 } };
    expect(await room.head(name)).toEqual({ ...before, writeCount: 3, moments: [], breaking: [], archive });
    expect(await keysOf(`tag#secret-${count}`)).toEqual(['HEAD']);
    for (const now of [NOON, publishedAt]) {
      room.at(now);
      expect(await room.ids(`tag#secret-${count}`)).toBeUndefined();
      for (const feed of ['all', 'breaking', name] as const) {
        const { ids, withdrawn } = await room.news(feed);
        expect([...ids, ...withdrawn]).not.toContain(story.id);
      }
    }
  });
});

describe('a feed with a tombstone', () => {
  const older = (i: number) => plusSeconds(NOON, -60 - i);
  const newer = (i: number) => plusSeconds(NOON, 60 + i);

  /** A feed of sixty stories and one that was withdrawn. */
  async function feedOfSixty() {
    const story = await room.upload(aStory({ id: id('gone'), section }));
    await putEntries(table, name, stories('older', 60, older));
    await room.withdraw(story);
  }

  test('is one query, even with embargoed stories', async () => {
    await feedOfSixty();
    for (const story of stories('coming', 5, newer)) await room.upload(story);
    const { ids, withdrawn, matchesHead, requests } = await askFeed();
    expect(ids).toEqual(stories('older', 50, older).map(({ id }) => id));
    expect([withdrawn, matchesHead]).toEqual([[id('gone')], true]);
    expect(requests).toEqual({ GetItem: 1, Query: 1 });
  });

  test('is two queries with more embargoed stories than its head lists, and shows as much', async () => {
    await feedOfSixty();
    for (const story of stories('coming', 9, newer)) await room.upload(story);
    const { ids, withdrawn, matchesHead, requests } = await askFeed();
    expect(ids).toEqual(stories('older', 50, older).map(({ id }) => id));
    expect([withdrawn, matchesHead]).toEqual([[id('gone')], true]);
    expect(requests).toEqual({ GetItem: 1, Query: 2 });
    // More than the query that begins above them can take: the second one begins now.
    await putEntries(
      table,
      name,
      stories('far', 80, (i) => plusSeconds(NOON, 90_000 + i)),
    );
    expect(await askFeed()).toMatchObject({ ids, withdrawn, matchesHead, requests });
  });

  test('shows it besides the newest fifty, however many newer stories follow', async () => {
    await room.withdraw(await room.upload(aStory({ id: id('gone'), section })));
    await putEntries(
      table,
      name,
      stories('newer', 60, (i) => plusSeconds(NOON, -i)),
    );
    const { ids, withdrawn, requests } = await askFeed();
    expect(ids).toEqual(stories('newer', 50, newer).map(({ id }) => id));
    expect(withdrawn).toEqual([id('gone')]);
    expect(requests).toEqual({ GetItem: 1, Query: 1 });
  });

  test('is read on where a megabyte ends, should entries ever be larger than today', async () => {
    await room.withdraw(await room.upload(aStory({ id: id('gone'), section })));
    const summary = 'x'.repeat(24_000);
    const items = stories('long', 60, older).map((story) =>
      entryItem(entryKey(name, story.publishedAt, story.id), { ...makeFeedEntry(story), summary }, 1),
    );
    for (let i = 0; i < items.length; i += 20) {
      const requests = items.slice(i, i + 20).map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
    }
    const { ids, withdrawn, matchesHead, requests } = await askFeed();
    expect(ids).toEqual(stories('long', 50, older).map(({ id }) => id));
    expect([withdrawn, matchesHead]).toEqual([[id('gone')], true]);
    expect(requests).toEqual({ GetItem: 1, Query: 2 });
  });
});

describe('a feed with more tombstones than its head lists', () => {
  const many = MAX_LISTED_TOMBSTONES + 4;
  const feed: FeedName = 'section#many';
  const gone = Array.from({ length: many }, (_, i) => `one-of-many-${many - i}`);
  const story = (id: string, before: number) =>
    aStory({ id, section: 'Many', publishedAt: plusSeconds(NOON, -before) });

  beforeAll(async () => {
    const writing = newsroom(table);
    const older = Array.from({ length: 60 }, (_, i) => story(`older-than-many-${i}`, 60 + i));
    await putEntries(table, feed, older);
    for (const id of [...gone].reverse()) {
      writing.pass(1);
      await writing.withdraw(await writing.upload(story(id, 7_200)), { tombstoneSeconds: 1_000 });
    }
  });

  test('is two queries, and shows them all, the last first', async () => {
    room.pass(many);
    const { ids, withdrawn, matchesHead, requests } = await askFeed(feed);
    expect([ids.length, withdrawn, matchesHead]).toEqual([50, gone, true]);
    expect(requests).toEqual({ GetItem: 1, Query: 2 });
  });

  test('drops each at its end', async () => {
    for (let ended = 1; ended <= many; ended++) {
      room.at(plusSeconds(NOON, 1_000 + ended));
      const { withdrawn, matchesHead, requests } = await askFeed(feed);
      expect([withdrawn, matchesHead]).toEqual([gone.slice(0, many - ended), true]);
      expect(requests).toEqual({ GetItem: 1, Query: ended < many ? 2 : 1 });
    }
  });

  test(`shows the last ${MAX_TOMBSTONES} at most, and still matches its head`, async () => {
    const tombstones = Array.from({ length: MAX_TOMBSTONES + 75 }, (_, i) => ({
      ...{ id: `many-${i}`, guid: `urn:uuid:${i}`, publishedAt: NOON, revision: 2 },
      ...{ withdrawnAt: plusSeconds(NOON, 100 + i), until: plusSeconds(NOON, 90_000 + i) },
    }));
    for (let i = 0; i < tombstones.length; i += 25) {
      const puts = tombstones
        .slice(i, i + 25)
        .map((one) => tombstoneItem(tombstoneKey(feed, one.until, one.id), one, 1));
      const requests = puts.map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
    }
    room.pass(1_000);
    const { ids, withdrawn, matchesHead, requests } = await askFeed(feed);
    expect([ids.length, matchesHead]).toEqual([50, true]);
    expect(withdrawn).toEqual([...tombstones.map(({ id }) => id)].reverse().slice(0, MAX_TOMBSTONES));
    expect(requests).toEqual({ GetItem: 1, Query: 2 });
  });
});
