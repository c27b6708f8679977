import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Story } from '../../lambdas/news/story/story';
import { storyHeadKey } from '../../lambdas/store/table/keys';
import { tableForTests } from '../harness/engine';
import { aStory, NOON, nextOf } from '../news/sample-story';
import { newsroom } from './sample-newsroom';

const withoutBody = ({ body: _, ...story }: Story) => story;

const table = tableForTests({ streams: true });
let room: ReturnType<typeof newsroom>;
let count = 0;
/** A section of its own for each test, so that the tests of a file share a table. */
let section: string;
let name: `section#${string}`;
const id = (what: string) => `${what}-${count}`;

async function itemsOf(pk: string) {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  return Items;
}

beforeEach(() => {
  room = newsroom(table);
  section = `Section ${++count}`;
  name = `section#section-${count}`;
});

describe('a story that is created', () => {
  test('is stored whole, with its first revision, its editor and the reason', async () => {
    const story = aStory({ id: id('new'), section, correction: { at: NOON, note: '"Two"' } });
    await room.upload(story, { reason: 'first', request: 'hash' });
    expect(await room.reader.story(story.id)).toEqual(story);
    expect(await room.reader.revision(story.id, 1)).toEqual({
      story,
      at: NOON,
      by: 'ann',
      reason: 'first',
      request: 'hash',
    });
    expect(await room.reader.storyHead(story.id, { consistent: true })).toMatchObject({
      id: story.id,
      writeCount: 1,
      publishedAt: story.publishedAt,
    });
  });

  test('is in every feed that it belongs to, whole', async () => {
    const story = aStory({
      id: id('new'),
      section,
      tags: [`Tag ${count}`],
      authors: [{ name: `Author ${count}` }],
      language: 'de',
      breakingUntil: null,
    });
    await room.upload(story);
    for (const feed of [name, `tag#tag-${count}`, `author#author-${count}`] as const) {
      expect((await room.page(feed)).entries).toEqual([withoutBody(story)]);
    }
    for (const feed of ['all', 'breaking', 'language#de'] as const) {
      expect((await room.page(feed)).entries).toContainEqual(withoutBody(story));
    }
    expect(await room.head('language#de')).toMatchObject({ title: 'Deutsch' });
    await room.edit(story, { breakingUntil: undefined });
  });

  test('takes its id for ever: a second one conflicts and stores nothing', async () => {
    const story = aStory({ id: id('taken'), section });
    await room.upload(story);
    const other = { ...story, headline: 'Another', section: 'Elsewhere' };
    expect(await room.writer.create(other, { by: 'bob' })).toBe('conflict');
    expect(await room.reader.story(story.id)).toEqual(story);
    expect(await room.head('section#elsewhere')).toBeUndefined();
  });

  test('is stored once when two uploads race', async () => {
    const story = aStory({ id: id('race'), section });
    const outcomes = await Promise.all([
      room.writer.create(story, { by: 'ann' }),
      room.writer.create({ ...story, headline: 'Other' }, { by: 'bob' }),
    ]);
    expect(outcomes.sort()).toEqual(['conflict', 'stored']);
    expect(await room.ids(name)).toEqual([story.id]);
  });
});

describe('a story that is revised', () => {
  test('is stored with every revision that it had', async () => {
    const first = await room.upload(aStory({ id: id('old'), section }));
    const second = await room.edit(first, { headline: 'Second' });
    const third = await room.edit(second, { headline: 'Third' });
    expect(await room.reader.story(first.id)).toEqual(third);
    const kept = await Promise.all([1, 2, 3].map((revision) => room.reader.revision(first.id, revision)));
    expect(kept.map((revision) => revision?.story)).toEqual([first, second, third]);
    expect((await room.page(name)).entries).toEqual([withoutBody(third)]);
  });

  test('on an older revision conflicts and stores nothing', async () => {
    const first = await room.upload(aStory({ id: id('old'), section }));
    const second = await room.edit(first, { headline: 'Second' });
    const stale = nextOf(first, { headline: 'Stale' });
    expect(await room.writer.revise(first, stale, { by: 'bob' })).toBe('conflict');
    expect(await room.reader.story(first.id)).toEqual(second);
    expect((await room.page(name)).entries.map(({ headline }) => headline)).toEqual(['Second']);
  });

  test('that was never created conflicts', async () => {
    const story = aStory({ id: id('none') });
    expect(await room.writer.revise(story, nextOf(story), { by: 'bob' })).toBe('conflict');
  });

  test('by many editors at once is revised by one of them', async () => {
    const first = await room.upload(aStory({ id: id('race'), section }));
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((headline) => room.writer.revise(first, nextOf(first, { headline }), { by: headline })),
    );
    expect(outcomes.sort()).toEqual(['conflict', 'conflict', 'conflict', 'stored']);
    expect((await room.reader.story(first.id))?.revision).toBe(2);
  });
});

test('many stories written at once into one section are all stored, each once', async () => {
  const ids = Array.from({ length: 8 }, (_, i) => `${id('busy')}-${i}`);
  await Promise.all(ids.map((one) => room.upload(aStory({ id: one, section }))));
  expect((await room.ids(name))?.sort()).toEqual(ids);
  expect((await room.head(name))?.writeCount).toBe(8);
});

describe('a story that moves', () => {
  test('leaves its former feeds and enters the new ones; all their heads move', async () => {
    const before = await room.upload(
      aStory({
        id: id('mover'),
        section,
        tags: [`Old ${count}`, `Kept ${count}`],
        authors: [{ name: `Ann ${count}` }],
      }),
    );
    const left = [name, `tag#old-${count}`, `author#ann-${count}`] as const;
    const heads = await Promise.all(left.map((feed) => room.head(feed)));
    room.pass(60);
    await room.edit(before, {
      section: `Other ${count}`,
      tags: [`Kept ${count}`, `New ${count}`],
      authors: [{ name: `Bob ${count}` }],
      language: 'fr',
    });
    for (const [i, feed] of left.entries()) {
      expect(await room.ids(feed)).toEqual([]);
      expect(await room.head(feed)).toMatchObject({ writeCount: 2, updated: room.now, changedAt: room.now });
      expect((await room.head(feed))?.version).not.toBe(heads[i]?.version);
    }
    const entered = [`section#other-${count}`, `tag#kept-${count}`, `tag#new-${count}`, `author#bob-${count}`] as const;
    for (const feed of [...entered, 'language#fr'] as const) expect(await room.ids(feed)).toContain(before.id);
    expect(await room.register()).toEqual(expect.arrayContaining([...left, ...entered]));
  });

  test('back in date is in its new place only', async () => {
    const [newer, older] = [
      aStory({ id: id('newer'), section }),
      aStory({ id: id('older'), section, publishedAt: '2026-11-22T10:00:00Z' }),
    ];
    await room.upload(newer);
    await room.upload(older);
    expect(await room.ids(name)).toEqual([newer.id, older.id]);
    await room.edit(newer, { publishedAt: '2013-06-03T20:00:00Z' });
    expect(await room.ids(name)).toEqual([older.id, newer.id]);
    expect((await room.head(name))?.openedAt).toBe('2026-11-22T11:00:00Z');
  });
});

describe('a story that breaks', () => {
  test('is in breaking until an editor clears the flag, and in its other feeds all the time', async () => {
    const calm = await room.upload(aStory({ id: id('flag'), section }));
    expect(await room.ids('breaking')).not.toContain(calm.id);
    const flagged = await room.edit(calm, { breakingUntil: null });
    expect(await room.ids('breaking')).toContain(calm.id);
    expect((await room.head(name))?.breaking).toHaveLength(1);
    await room.edit(flagged, { breakingUntil: undefined });
    expect(await room.ids('breaking')).not.toContain(calm.id);
    expect(await room.ids(name)).toEqual([calm.id]);
    expect((await room.head(name))?.breaking).toEqual([]);
  });

  test('leaves breaking at the end of its flag without a write', async () => {
    await room.upload(aStory({ id: id('flag'), section, breakingUntil: '2026-11-22T12:30:00Z' }));
    const writeCounts = [(await room.head('breaking'))?.writeCount, (await room.head(name))?.writeCount];
    room.at('2026-11-22T12:29:59Z');
    expect(await room.ids('breaking')).toContain(id('flag'));
    room.at('2026-11-22T12:30:00Z');
    expect(await room.ids('breaking')).not.toContain(id('flag'));
    expect([(await room.head('breaking'))?.writeCount, (await room.head(name))?.writeCount]).toEqual(writeCounts);
  });

  test('is in breaking once after its flag is set again', async () => {
    const story = await room.upload(aStory({ id: id('flag'), section, breakingUntil: '2026-11-22T12:30:00Z' }));
    await room.edit(story, { breakingUntil: '2026-11-22T14:00:00Z' });
    expect((await room.ids('breaking'))?.filter((one) => one === story.id)).toEqual([story.id]);
    room.at('2026-11-22T13:00:00Z');
    expect(await room.ids('breaking')).toContain(story.id);
  });

  test('can break again after its flag has ended, and leaves no entry behind', async () => {
    const story = await room.upload(aStory({ id: id('flag'), section, breakingUntil: '2026-11-22T12:30:00Z' }));
    room.at('2026-11-22T13:00:00Z');
    const again = await room.edit(story, { breakingUntil: '2026-11-22T14:00:00Z' });
    await room.edit(again, { breakingUntil: undefined });
    const entries = await itemsOf('FEED#breaking');
    expect(entries.filter(({ sk }) => sk?.S?.endsWith(`#${story.id}`))).toEqual([]);
  });

  test('under embargo enters breaking when the embargo ends', async () => {
    await room.upload(
      aStory({ id: id('flag'), section, publishedAt: '2026-11-22T13:00:00Z', breakingUntil: '2026-11-22T14:00:00Z' }),
    );
    expect(await room.ids('breaking')).not.toContain(id('flag'));
    room.at('2026-11-22T13:00:00Z');
    expect(await room.ids('breaking')).toContain(id('flag'));
  });
});

describe('an embargoed story', () => {
  const publishedAt = '2026-11-22T13:00:00Z';

  test('is nowhere before its second, and everywhere from then on without a write', async () => {
    const before = await room.head('all');
    const register = await room.reader.registerHead({ consistent: true });
    const story = await room.upload(aStory({ id: id('embargoed'), section, publishedAt }));
    expect(await room.head('all')).toMatchObject({ version: before?.version, changedAt: before?.changedAt });
    const after = await room.reader.registerHead({ consistent: true });
    expect(after).toMatchObject({ version: register?.version, changedAt: register?.changedAt });

    room.at('2026-11-22T12:59:59Z');
    expect(await room.ids('all')).not.toContain(story.id);
    expect(await room.ids(name)).toBeUndefined();
    expect(await room.register()).not.toContain(name);
    const { entries } = await room.page('all', { after: { at: '2999-01-01T00:00:00Z', id: 'z' } });
    expect(entries.map((entry) => entry.id)).not.toContain(story.id);

    room.at(publishedAt);
    expect(await room.ids('all')).toContain(story.id);
    expect(await room.ids(name)).toEqual([story.id]);
    expect(await room.register()).toContain(name);
  });

  test('is visible to the newsroom', async () => {
    await room.upload(aStory({ id: id('embargoed'), section, publishedAt: '2999-01-01T00:00:00Z' }));
    const { entries, last } = await room.reader.everyStory({ limit: 1 });
    expect(entries[0]?.id).toBe(id('embargoed'));
    expect(last).toEqual({ at: '2999-01-01T00:00:00Z', id: id('embargoed') });
    const next = await room.reader.everyStory({ limit: 1, ...(last && { after: last }) });
    expect(next.entries[0]?.id).not.toBe(id('embargoed'));
  });

  test('that leaves a feed moves its opening to the next story', async () => {
    const first = await room.upload(aStory({ id: id('first'), section, publishedAt }));
    const second = await room.upload(aStory({ id: id('second'), section, publishedAt: '2026-11-22T14:00:00Z' }));
    expect((await room.head(name))?.openedAt).toBe(publishedAt);
    const moved = await room.edit(first, { publishedAt: '2026-11-22T15:00:00Z' });
    expect((await room.head(name))?.openedAt).toBe('2026-11-22T14:00:00Z');
    await room.edit(second, { section: 'Elsewhere' });
    expect((await room.head(name))?.openedAt).toBe('2026-11-22T15:00:00Z');
    await room.edit(moved, { section: 'Elsewhere' });
    expect((await room.head(name))?.openedAt).toBe('9999-12-31T23:59:59Z');
    room.at('2999-01-01T00:00:00Z');
    expect(await room.register()).not.toContain(name);
  });

  test('whose embargo is lifted is published at once, and opens its feed', async () => {
    const story = await room.upload(aStory({ id: id('lifted'), section, publishedAt }));
    await room.edit(story, { publishedAt: NOON, updatedAt: NOON });
    expect(await room.ids(name)).toEqual([story.id]);
    expect(await room.head(name)).toMatchObject({ openedAt: NOON, updated: NOON });
    expect(await room.register()).toContain(name);
  });

  test('does not reveal its spelling of a section: the first published story names the feed', async () => {
    await room.upload(aStory({ id: id('embargoed'), section: `SECTION ${count}?!`, publishedAt }));
    const guid = (await room.head(name))?.guid;
    await room.upload(aStory({ id: id('public'), section }));
    expect(await room.head(name)).toMatchObject({ title: section, guid, openedAt: '2026-11-22T11:00:00Z' });
    const head = await room.reader.registerHead({ consistent: true });
    const { feeds } = await room.reader.register(head as NonNullable<typeof head>, { now: NOON, limit: 500 });
    expect(feeds.find((feed) => feed.name === name)).toMatchObject({ title: section, guid });
  });

  test('that was postponed and rewritten gives pages that match the head when its time comes', async () => {
    const story = await room.upload(aStory({ id: id('held'), section, publishedAt: '2026-11-22T12:00:30Z' }));
    const held = await room.edit(story, { publishedAt, breakingUntil: null });
    room.pass(120);
    await room.edit(held, { headline: 'Rewritten' });
    expect(await room.ids('breaking')).not.toContain(story.id);
    room.at(publishedAt);
    expect(await room.ids(name)).toEqual([story.id]);
    expect(await room.ids('all')).toContain(story.id);
    expect(await room.ids('breaking')).toContain(story.id);
  });
});

test('a feed has the title that its first story gives, and keeps title and guid', async () => {
  const story = await room.upload(aStory({ id: id('a'), section: `SECTION ${count}` }));
  const head = await room.head(name);
  await room.upload(aStory({ id: id('b'), section }));
  await room.edit(story, { section });
  expect(await room.head(name)).toMatchObject({ title: `SECTION ${count}`, guid: head?.guid });
});

test('every item has its format', async () => {
  const story = await room.upload(aStory({ id: id('format'), section }));
  await room.edit(story, { breakingUntil: null });
  for (const pk of [storyHeadKey(story.id).pk, `FEED#${name}`, 'FEED#breaking', 'FEEDS']) {
    const items = await itemsOf(pk);
    expect(items.length).toBeGreaterThan(1);
    for (const item of items) expect(item.format).toEqual({ N: '1' });
  }
});
