import { STORIES_PER_DOCUMENT } from '../../lambdas/news/feed/archive';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from '../store/sample-newsroom';
import { publication, read, servingOf } from './serving-of';
import { documentAt, walk } from './walk';

const table = tableForTests();
const room = newsroom(table);
const serving = servingOf(room.reader, () => room.now);

/** Each test has its own section. */
let section = '';
let made = 0;
beforeEach(() => {
  section = `Section ${++made}`;
});
const address = (file: string): string => `${publication.url}/sections/section-${made}/${file}`;
const story = (name: string | number, publishedAt: Instant, fields: Partial<Story> = {}): Story =>
  aStory({ id: `s${made}-${name}`, section, publishedAt, ...fields });
const guid = (name: string | number): string => `urn:uuid:s${made}-${name}`;

/** Publishes stories, a minute apart, the last one now. */
async function publish(count: number, from = 0): Promise<void> {
  for (let i = from; i < from + count; i++) {
    await room.upload(story(i, room.now));
    room.pass(60);
  }
}

const FILES = ['rss.xml', 'atom.xml', 'feed.json'];
const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => guid(to - 1 - i));

beforeEach(() => room.at(NOON));

test.each(FILES)('fifty stories are all in %s, without an older document', async (file) => {
  await publish(STORIES_PER_DOCUMENT);
  const documents = await walk(serving, address(file));
  expect(documents).toHaveLength(1);
  expect(documents[0]?.guids).toEqual(numbers(0, STORIES_PER_DOCUMENT));
});

test.each(['rss.xml', 'atom.xml'])('in %s, each story after the newest is in exactly one document', async (file) => {
  await publish(2 * STORIES_PER_DOCUMENT + 7);
  const [current, ...archives] = await walk(serving, address(file));
  expect(current?.guids).toEqual(numbers(STORIES_PER_DOCUMENT + 7, 2 * STORIES_PER_DOCUMENT + 7));
  expect(archives.map(({ guids }) => guids)).toEqual([
    numbers(STORIES_PER_DOCUMENT, 2 * STORIES_PER_DOCUMENT),
    numbers(0, STORIES_PER_DOCUMENT),
  ]);
  for (const document of archives) {
    expect(document).toMatchObject({ isArchive: true, current: address(file) });
    expect(document.self).toMatch(/\/archive\/\d{8}T\d{6}Z\//);
  }
  expect(archives.map(({ newer }) => newer)).toEqual([undefined, archives[0]?.self]);
  expect(current).toMatchObject({ isArchive: false, self: address(file) });
});

test('JSON Feed continues after its last item, and repeats none', async () => {
  await publish(2 * STORIES_PER_DOCUMENT + 7);
  const documents = await walk(serving, address('feed.json'));
  expect(documents.flatMap(({ guids }) => guids)).toEqual(numbers(0, 2 * STORIES_PER_DOCUMENT + 7));
});

test('a document ends with its month', async () => {
  room.at('2026-11-30T23:50:00Z');
  await publish(STORIES_PER_DOCUMENT + 30);
  const [, ...archives] = await walk(serving, address('atom.xml'));
  expect(archives.map(({ guids }) => guids)).toEqual([numbers(10, 10 + STORIES_PER_DOCUMENT), numbers(0, 10)]);
  expect(archives[1]?.self).toContain('/archive/20261130T235959Z/');
});

test('a closed document keeps its bytes and validators when stories are published', async () => {
  await publish(2 * STORIES_PER_DOCUMENT + 1);
  const [, closed] = await walk(serving, address('rss.xml'));
  const name = /archive\/([^/]+)/.exec(closed?.self ?? '')?.[1] ?? '';
  const before = await read(serving.archive('sections', `section-${made}`, name, 'rss.xml'));
  await publish(10, 2 * STORIES_PER_DOCUMENT + 1);
  expect(await read(serving.archive('sections', `section-${made}`, name, 'rss.xml'))).toEqual(before);
});

describe('a closed document changes', () => {
  const FIRST = 1;
  async function expectChange(change: (first: Story) => Promise<unknown>) {
    await publish(STORIES_PER_DOCUMENT + 10);
    const [, closed] = await walk(serving, address('atom.xml'));
    const name = /archive\/([^/]+)/.exec(closed?.self ?? '')?.[1] ?? '';
    const document = () => read(serving.archive('sections', `section-${made}`, name, 'atom.xml'));
    const before = await document();
    room.pass(3600);
    await change((await room.reader.story(`s${made}-${FIRST}`)) as Story);
    room.pass(5);
    const after = await document();
    expect(after.etag).not.toBe(before.etag);
    expect(after.lastModified).toBeGreaterThan(before.lastModified ?? 0);
    return after.text;
  }

  test('for a correction', async () => {
    const note = 'It was another day.';
    expect(await expectChange((first) => room.edit(first, { correction: { at: room.now, note } }))).toContain(note);
  });

  test('for a withdrawal, without a tombstone', async () => {
    const text = await expectChange((first) =>
      room.edit(first, { withdrawal: { at: room.now, until: plusSeconds(room.now, 86_400), reason: 'wrong' } }),
    );
    expect(text).not.toContain(`${guid(FIRST)}<`);
  });

  test('for a story backdated into it, and its oldest story goes on in another', async () => {
    const text = await expectChange((first) => room.upload(story('back', first.publishedAt)));
    expect(text).toContain(`${guid('back')}<`);
    expect(text.match(/<entry/g)).toHaveLength(STORIES_PER_DOCUMENT);
  });
});

test('more embargoed stories than a document holds are found after they appear', async () => {
  await publish(3);
  for (let i = 0; i < 2 * STORIES_PER_DOCUMENT; i++) await room.upload(story(`e${i}`, plusSeconds(NOON, 3600 + i)));
  room.at(plusSeconds(NOON, 9000));
  for (const file of FILES) {
    const guids = (await walk(serving, address(file))).flatMap((document) => document.guids);
    expect(guids).toHaveLength(2 * STORIES_PER_DOCUMENT + 3);
    expect(new Set(guids).size).toBe(guids.length);
  }
  // The next edits close documents. The old address stays valid.
  const [, between] = await walk(serving, address('rss.xml'));
  await publish(2, 100);
  const [, ...archives] = await walk(serving, address('rss.xml'));
  expect(archives[0]?.self).toMatch(/\/archive\/\d{8}T\d{6}Z\//);
  const rest = await walk(serving, between?.self ?? '');
  expect(rest.flatMap(({ guids }) => guids)).toHaveLength(STORIES_PER_DOCUMENT + 3);
});

test('a document with very many backdated stories continues in another', async () => {
  await publish(1);
  const long = Array.from({ length: 620 }, (_, i) => story(i, plusSeconds('2019-03-05T00:00:00Z', i)));
  await putEntries(table, `section#section-${made}`, long);
  await room.upload(story('first', '2019-01-05T00:00:00Z'));
  const documents = await walk(serving, address('rss.xml'));
  const guids = documents.slice(1).flatMap((document) => document.guids);
  expect(documents.map((document) => document.guids.length)).toEqual([
    STORIES_PER_DOCUMENT + 1,
    ...Array(12).fill(STORIES_PER_DOCUMENT),
    20,
    1,
  ]);
  expect(new Set(guids).size).toBe(621);
});

test('a walk finds each story that exists before and after it exactly once, whatever is edited', async () => {
  await publish(2 * STORIES_PER_DOCUMENT + 20);
  const before = new Set(numbers(0, 2 * STORIES_PER_DOCUMENT + 20));
  for (const [n, file] of FILES.entries()) {
    let step = 0;
    const documents = await walk(serving, address(file), async () => {
      step++;
      for (let i = 0; i < 12; i++) await room.upload(story(`new-${n}-${step}-${i}`, plusSeconds(room.now, -i)));
      await room.upload(story(`back-${n}-${step}`, plusSeconds(NOON, 60 * 70 * step)));
      const victim = `${20 * step + n}`;
      const there = await room.reader.story(`s${made}-${victim}`);
      if (there && !there.withdrawal) {
        await room.edit(there, { withdrawal: { at: room.now, until: plusSeconds(room.now, 9), reason: 'x' } });
        before.delete(guid(victim));
      }
      room.pass(61);
    });
    const newest = new Set(documents[0]?.guids);
    const archived = documents.slice(1).flatMap(({ guids }) => guids);
    expect(new Set(archived).size).toBe(archived.length);
    const found = file === 'feed.json' ? archived : archived.filter((id) => !newest.has(id));
    for (const id of before) {
      expect([id, Number(newest.has(id)) + found.filter((other) => other === id).length]).toEqual([id, 1]);
    }
  }
});

test('invalid documents and documents of an empty history do not exist', async () => {
  await publish(1);
  const slug = `section-${made}`;
  const there = (name: string) => serving.archive('sections', slug, name, 'rss.xml');
  for (const name of ['20261131T000000Z', '00000131T235959Z', 'x', '2026', 'MjAyNg'])
    expect(await there(name)).toBeUndefined();
  expect(await serving.archive('breaking', undefined, '20261031T235959Z', 'rss.xml')).toBeUndefined();
  expect(await serving.archive('sections', 'nobody', '20261031T235959Z', 'rss.xml')).toBeUndefined();
  // Not closed yet, or the end of no document.
  for (const name of ['20261130T235959Z', '20261101T000000Z', '99991231T235959Z']) {
    await expect(read(there(name))).rejects.toMatchObject({ problem: { status: 404 } });
  }
});

test('a document has a lifetime of five minutes in a CDN and an hour in readers, and costs one small read', async () => {
  await publish(STORIES_PER_DOCUMENT + 1);
  const [, closed] = await walk(serving, address('rss.xml'));
  const name = /archive\/([^/]+)/.exec(closed?.self ?? '')?.[1] ?? '';
  room.pass(5);
  const first = await read(serving.archive('sections', `section-${made}`, name, 'rss.xml'));
  expect(first).toMatchObject({ maxAge: 3540, sMaxAge: 240, staleWhileRevalidate: 60 });
  table.forget();
  expect(await read(serving.archive('sections', `section-${made}`, name, 'rss.xml'))).toEqual(first);
  expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
});

test('a late change is in the feed and in its archive document', async () => {
  await publish(STORIES_PER_DOCUMENT + 10);
  const first = (await room.reader.story(`s${made}-2`)) as Story;
  await room.edit(first, { headline: 'Mended', correction: { at: room.now, note: 'So it was.' } });
  const [current, archive] = await walk(serving, address('atom.xml'));
  expect(current?.guids.at(-1)).toBe(guid(2));
  expect(current?.guids).toHaveLength(STORIES_PER_DOCUMENT + 1);
  expect(archive?.text).toContain('Mended');
  expect((await documentAt(serving, address('rss.xml'))).guids.at(-1)).toBe(guid(2));
});
