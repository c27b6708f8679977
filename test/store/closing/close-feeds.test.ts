import type { FeedName } from '../../../lambdas/news/feed/feed';
import { MAX_MOMENTS } from '../../../lambdas/news/feed/head';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { repair } from '../../../lambdas/store/repair/repair';
import { receiptKey } from '../../../lambdas/store/table/keys';
import { tableForTests } from '../../harness/engine';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { aStory, NOON } from '../../news/sample-story';
import { countingIds, newsroom } from '../sample-newsroom';

const table = tableForTests();
const room = newsroom(table);
let count = 0;
let tag: string;
let name: FeedName;
const other: FeedName = 'tag#other';

const expectNoFaults = async () => expect(faultsIn(await everyItem(table), room.now)).toEqual([]);
const id = (what: string) => `${what}-${count}`;

/** A feed of its own for each test, which held a story. The story left it for another tag. */
async function emptyFeed() {
  const story = await room.upload(aStory({ id: id('first'), tags: [tag] }));
  room.pass(1);
  await room.edit(story, { tags: ['Other'] });
  room.pass(1);
}

const register = async () => (await room.register()).filter((one) => one === name);
const closingOf = async () => (await room.head(name))?.closing;
const row = async () => (await room.reader.feedsBeside('tag#0')).find((feed) => feed.name === name);

beforeEach(() => {
  room.at(plusSeconds(NOON, 100_000 * ++count));
  tag = `Tag ${count}`;
  name = `tag#tag-${count}`;
});

afterEach(expectNoFaults);

test('a closing stands in the head and in the row, under a new version, and takes the feed out of the register', async () => {
  await emptyFeed();
  const before = await room.head(name);
  const registerBefore = await room.reader.registerHead({ consistent: true });
  expect(await register()).toEqual([name]);
  expect(await room.writer.closeFeed({ name, movedTo: other })).toEqual({
    feed: { name, title: tag, closing: { at: room.now, movedTo: other } },
  });
  const after = await room.head(name);
  expect(after).toMatchObject({
    closing: { at: room.now, movedTo: other },
    writeCount: (before?.writeCount ?? 0) + 1,
    guid: before?.guid,
    openedAt: before?.openedAt,
  });
  expect(after?.version).not.toBe(before?.version);
  expect(after?.archive?.version).not.toBe(before?.archive?.version);
  expect(after?.changedAt && after.changedAt > (before?.changedAt ?? '')).toBe(true);
  expect(await row()).toMatchObject({ closing: { at: room.now, movedTo: other } });
  const registerAfter = await room.reader.registerHead({ consistent: true });
  expect(registerAfter?.version).not.toBe(registerBefore?.version);
  expect(await register()).toEqual([]);
});

test('a feed opens again by hand, and keeps its last closing with its end', async () => {
  await emptyFeed();
  await room.writer.closeFeed({ name });
  const closed = await room.head(name);
  const at = room.now;
  room.pass(60);
  expect(await room.writer.openFeed({ name })).toEqual({ feed: { name, title: tag, closing: undefined } });
  expect(await closingOf()).toEqual({ at, until: room.now });
  expect((await room.head(name))?.version).not.toBe(closed?.version);
  expect(await register()).toEqual([name]);
});

test('a repeat writes nothing, and another target is another closing', async () => {
  await emptyFeed();
  const first = await room.writer.closeFeed({ name });
  const head = await room.head(name);
  room.pass(5);
  expect(await room.writer.closeFeed({ name })).toEqual(first);
  expect(await room.head(name)).toEqual(head);
  await room.writer.closeFeed({ name, movedTo: other });
  expect(await closingOf()).toEqual({ at: room.now, movedTo: other });
  await room.writer.openFeed({ name });
  const open = await room.head(name);
  await room.writer.openFeed({ name });
  expect(await room.head(name)).toEqual(open);
});

test('a published story opens a closed feed in its own transaction, with its guid and its title', async () => {
  await emptyFeed();
  const before = await room.head(name);
  await room.writer.closeFeed({ name });
  const at = room.now;
  room.pass(60);
  await room.upload(aStory({ id: id('new'), tags: [tag.toUpperCase()], publishedAt: plusSeconds(NOON, -90_000) }));
  expect(await room.head(name)).toMatchObject({
    closing: { at, until: room.now },
    guid: before?.guid,
    title: tag,
    // The story is old, but it opened the feed.
    lateChanges: [],
  });
  expect(await row()).toMatchObject({ closing: { at, until: room.now } });
  expect(await register()).toEqual([name]);
  expect(await room.ids(name)).toEqual([id('new')]);
});

test('a story under embargo opens a closed feed at its publication, and betrays nothing before', async () => {
  await emptyFeed();
  await room.writer.closeFeed({ name });
  const [closed, at] = [await room.head(name), room.now];
  const registered = await room.reader.registerHead({ consistent: true });
  const [soon, later] = [plusSeconds(at, 3_600), plusSeconds(at, 7_200)];
  const late = await room.upload(aStory({ id: id('later'), tags: [tag], publishedAt: later }));
  expect(await closingOf()).toEqual({ at, until: later });
  const first = await room.upload(aStory({ id: id('soon'), tags: [tag], publishedAt: soon }));
  expect(await closingOf()).toEqual({ at, until: soon });
  await expectNoFaults();
  await room.withdraw(first);
  expect(await closingOf()).toEqual({ at, until: later });
  expect((await room.head(name))?.version).toBe(closed?.version);
  expect((await room.reader.registerHead({ consistent: true }))?.version).toBe(registered?.version);
  room.at(plusSeconds(later, -1));
  expect(await register()).toEqual([]);
  await room.withdraw(late);
  expect(await closingOf()).toEqual({ at });
  await room.reinstate({ ...late, ...(await room.reader.story(late.id)) });
  expect(await closingOf()).toEqual({ at, until: later });
  room.at(later);
  expect(await register()).toEqual([name]);
  expect(await room.ids(name)).toEqual([late.id]);
  // The clock opened it: the next edit writes no row.
  room.pass(10);
  await room.upload(aStory({ id: id('next'), tags: [tag] }));
  expect(await closingOf()).toEqual({ at, until: later });
});

test('a story that moves in, or is reinstated after its tombstone, opens a closed feed', async () => {
  const gone = await room.upload(aStory({ id: id('gone'), tags: [tag] }));
  room.pass(1);
  const withdrawn = await room.withdraw(gone, { tombstoneSeconds: 60 });
  room.pass(61);
  await room.writer.closeFeed({ name });
  room.pass(1);
  const back = await room.reinstate(withdrawn);
  expect((await closingOf())?.until).toBe(room.now);
  room.pass(1);
  await room.edit(back, { tags: [] });
  room.pass(1);
  await room.writer.closeFeed({ name });
  expect(await closingOf()).toEqual({ at: room.now });
  room.pass(1);
  await room.edit({ ...back, revision: back.revision + 1, tags: [] }, { tags: [tag] });
  expect((await closingOf())?.until).toBe(room.now);
});

describe('a feed is not closed', () => {
  test('that readers never knew', async () => {
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'unknown' });
    await room.upload(aStory({ id: id('coming'), tags: [tag], publishedAt: plusSeconds(room.now, 3_600) }));
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'unknown' });
    expect(await room.writer.openFeed({ name })).toEqual({ refused: 'unknown' });
  });

  test('that holds stories, published or embargoed', async () => {
    const story = await room.upload(aStory({ id: id('here'), tags: [tag] }));
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'holds stories', stories: 1, more: false });
    await room.upload(aStory({ id: id('coming'), tags: [tag], publishedAt: plusSeconds(room.now, 3_600) }));
    room.pass(1);
    await room.edit(story, { tags: [] });
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'holds stories', stories: 1, more: false });
  });

  test('that tells its readers of a withdrawal, also of a story that left it', async () => {
    const story = await room.upload(aStory({ id: id('gone'), tags: [tag] }));
    room.pass(1);
    const moved = await room.edit(story, { tags: [] });
    room.pass(1);
    await room.withdraw(moved, { tombstoneSeconds: 60 });
    const until = plusSeconds(room.now, 60);
    expect(await room.writer.closeFeed({ name })).toEqual({ refused: 'announces a withdrawal', until });
    room.at(until);
    expect(await room.writer.closeFeed({ name })).toMatchObject({ feed: { closing: { at: until } } });
  });

  test('whose target is not open, is missing, or is itself', async () => {
    await emptyFeed();
    const refused = { refused: 'target not open' };
    expect(await room.writer.closeFeed({ name, movedTo: name })).toEqual(refused);
    expect(await room.writer.closeFeed({ name, movedTo: 'tag#nowhere' })).toEqual(refused);
    const target = `tag#target-${count}` as const;
    await room.upload(aStory({ id: id('t'), tags: [`Target ${count}`], publishedAt: plusSeconds(room.now, 60) }));
    expect(await room.writer.closeFeed({ name, movedTo: target })).toEqual(refused);
    expect(await closingOf()).toBeUndefined();
    room.pass(60);
    expect(await room.writer.closeFeed({ name, movedTo: target })).toMatchObject({ feed: { name } });
  });
});

test('an import closes a feed that a withdrawal reached after its closing', async () => {
  await emptyFeed();
  const story = await room.reader.story(id('first'));
  if (!story) throw new Error('no story');
  await room.withdraw(story);
  expect(await room.writer.closeFeed({ name, importedAt: plusSeconds(room.now, -1) })).toMatchObject({
    feed: { name },
  });
  expect(await closingOf()).toEqual({ at: plusSeconds(room.now, -1) });
});

describe('an import', () => {
  /** The tags of two feeds that held a story. */
  async function emptyPair() {
    const tags = [`Pair a ${count}`, `Pair b ${count}`];
    const story = await room.upload(aStory({ id: id('pair'), tags }));
    room.pass(1);
    await room.edit(story, { tags: [] });
    room.pass(1);
    return [`tag#pair-a-${count}`, `tag#pair-b-${count}`] as const;
  }

  test('does not send the readers of two feeds from one to the other', async () => {
    const [a, b] = await emptyPair();
    await room.writer.closeFeed({ name: a, movedTo: b });
    expect(await room.writer.closeFeed({ name: b, movedTo: a, importedAt: room.now })).toEqual({
      refused: 'target without end',
    });
    expect((await room.head(b))?.closing).toBeUndefined();
    await room.writer.openFeed({ name: a });
    room.pass(1);
    expect(await room.writer.closeFeed({ name: b, movedTo: a, importedAt: room.now })).toMatchObject({
      feed: { closing: { movedTo: a } },
    });
  });

  test('sends readers to a feed that is closed and gone', async () => {
    const [a, b] = await emptyPair();
    await room.writer.closeFeed({ name: a });
    expect(await room.writer.closeFeed({ name: b, movedTo: a, importedAt: room.now })).toMatchObject({
      feed: { closing: { movedTo: a } },
    });
  });

  test('leaves a feed open that an editor opened after its closing elsewhere', async () => {
    await emptyFeed();
    await room.writer.closeFeed({ name });
    room.pass(60);
    await room.writer.openFeed({ name });
    const head = await room.head(name);
    room.pass(60);
    const importedAt = plusSeconds(room.now, -90);
    expect(await room.writer.closeFeed({ name, importedAt })).toEqual({
      feed: { name, title: tag, closing: undefined },
    });
    expect(await room.head(name)).toEqual(head);
    await room.writer.closeFeed({ name, importedAt: plusSeconds(room.now, -30) });
    expect(await closingOf()).toEqual({ at: plusSeconds(room.now, -30) });
  });

  test('opens a feed that was opened elsewhere since, at that moment, and none that was closed later', async () => {
    await emptyFeed();
    await room.writer.closeFeed({ name });
    const at = room.now;
    expect(await room.writer.openFeed({ name, importedAt: plusSeconds(at, -1) })).toMatchObject({
      feed: { closing: { at } },
    });
    expect(await register()).toEqual([]);
    room.pass(60);
    await room.writer.openFeed({ name, importedAt: plusSeconds(at, 20) });
    expect(await closingOf()).toEqual({ at, until: plusSeconds(at, 20) });
    expect(await register()).toEqual([name]);
    const head = await room.head(name);
    await room.writer.openFeed({ name, importedAt: plusSeconds(at, 30) });
    expect(await room.head(name)).toEqual(head);
  });
});

test('repair keeps the late change of a feed that an editor opened before', async () => {
  await emptyFeed();
  await room.writer.closeFeed({ name });
  room.pass(60);
  // The withdrawal leaves the feed closed.
  const coming = aStory({ id: id('coming'), tags: [tag], publishedAt: plusSeconds(room.now, 3_600) });
  await room.withdraw(await room.upload(coming));
  room.pass(60);
  await room.writer.openFeed({ name });
  room.pass(60);
  await room.upload(aStory({ id: id('old'), tags: [tag], publishedAt: plusSeconds(room.now, -90_000) }));
  expect((await room.head(name))?.lateChanges).toHaveLength(1);
  const needs = {
    clock: () => room.now,
    ids: countingIds(table.name),
    onProgress: () => {},
    wait: async () => {},
    dryRun: true,
  };
  expect((await repair(table, needs)).mended).toEqual([]);
});

test('a closing lists the moments of a feed again whose listed moments ended', async () => {
  const withdrawn = Array.from({ length: MAX_MOMENTS + 2 }, (_, i) => 600 + 10 * i);
  const begin = room.now;
  for (const tombstoneSeconds of withdrawn) {
    const story = await room.upload(aStory({ id: id(`gone-${tombstoneSeconds}`), tags: [tag] }));
    await room.withdraw(story, { tombstoneSeconds });
  }
  expect((await room.head(name))?.momentsUntil).toBe(plusSeconds(begin, 600 + 10 * MAX_MOMENTS));
  room.pass(3_600);
  expect(await room.writer.closeFeed({ name })).toMatchObject({ feed: { name } });
  const last = plusSeconds(begin, withdrawn.at(-1) ?? 0);
  const head = await room.head(name);
  expect([head?.moments.map(({ at }) => at), head?.momentsUntil]).toEqual([[last], undefined]);
});

test('a withdrawal that reaches a closed feed as a former feed leaves it closed', async () => {
  await emptyFeed();
  await room.writer.closeFeed({ name });
  const at = room.now;
  room.pass(1);
  const story = await room.reader.story(id('first'));
  if (!story) throw new Error('no story');
  await room.withdraw(story);
  expect(await closingOf()).toEqual({ at });
  expect((await room.head(name))?.tombstones).toHaveLength(1);
});

test('the receipt of a closing is used once, also where nothing else changes', async () => {
  await emptyFeed();
  const receipt = (key: string) => ({ key: receiptKey('token', `${key}-${count}`), request: 'hash' });
  await room.writer.closeFeed({ name, receipt: receipt('a') });
  expect(await room.reader.receipt(receipt('a').key, room.now)).toEqual({
    request: 'hash',
    status: 200,
    feed: name,
    title: tag,
    closing: { at: room.now },
    at: room.now,
    expires: Date.parse(room.now) / 1000 + 86_400,
  });
  expect(await room.writer.closeFeed({ name, receipt: receipt('a') })).toEqual({ refused: 'repeated' });
  const head = await room.head(name);
  expect(await room.writer.closeFeed({ name, receipt: receipt('b') })).toMatchObject({ feed: { name } });
  expect(await room.head(name)).toEqual(head);
  expect(await room.writer.openFeed({ name, receipt: receipt('b') })).toEqual({ refused: 'repeated' });
});

describe('races', () => {
  test('a story and a closing at the same time: one of them is decided anew, and the feed is open', async () => {
    for (let i = 0; i < 8; i++) {
      tag = `Race ${count} ${i}`;
      name = `tag#race-${count}-${i}`;
      const story = await room.upload(aStory({ id: id(`before-${i}`), tags: [tag] }));
      room.pass(1);
      await room.edit(story, { tags: [] });
      room.pass(1);
      const [closed] = await Promise.all([
        room.writer.closeFeed({ name }),
        room.upload(aStory({ id: id(`after-${i}`), tags: [tag] })),
      ]);
      // Either the closing came first and the story opened the feed, or it met the story.
      expect('feed' in closed || closed.refused === 'holds stories').toBe(true);
      expect(await register()).toEqual([name]);
      expect(await room.ids(name)).toEqual([id(`after-${i}`)]);
    }
  });

  test('two feeds that move to each other at the same time: one stays open', async () => {
    for (let i = 0; i < 4; i++) {
      const names = [`tag#pair-${count}-${i}-a`, `tag#pair-${count}-${i}-b`] as const;
      const tags = [`Pair ${count} ${i} a`, `Pair ${count} ${i} b`];
      const story = await room.upload(aStory({ id: id(`pair-${i}`), tags }));
      room.pass(1);
      await room.edit(story, { tags: [] });
      room.pass(1);
      const outcomes = await Promise.all([
        room.writer.closeFeed({ name: names[0], movedTo: names[1] }),
        room.writer.closeFeed({ name: names[1], movedTo: names[0] }),
      ]);
      expect(outcomes.filter((outcome) => 'feed' in outcome)).toHaveLength(1);
      expect((await room.register()).filter((one) => one === names[0] || one === names[1])).toHaveLength(1);
    }
  });
});
