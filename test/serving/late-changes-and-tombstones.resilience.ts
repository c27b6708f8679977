import { MAX_LISTED_TOMBSTONES } from '../../lambdas/news/feed/tombstone';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
let serving: ReturnType<typeof servingOf>;
let count = 0;
let section: string;
let slug: string;
beforeEach(() => {
  room = newsroom(table);
  serving = servingOf(room.reader, () => room.now);
  section = `Section ${++count}`;
  slug = `section-${count}`;
});

const ago = (seconds: number): Instant => plusSeconds(NOON, -seconds);
const story = (what: string, publishedAt = ago(3_600)) => aStory({ id: `${what}-${count}`, section, publishedAt });
const text = async (file: string, of = serving) => (await read(of.feed('sections', slug, file))).text;
const json = async () => JSON.parse(await text('feed.json'));
const guids = async (): Promise<string[]> => (await json()).items.map(({ id }: { id: string }) => id);

describe('a late change', () => {
  test('appears once, in its place, among the newest fifty stories', async () => {
    await room.upload(story('first', ago(9_000)));
    const corrected = await room.upload(story('corrected'));
    await room.upload(story('newer', ago(60)));
    await room.edit(corrected, { correction: { at: NOON, note: 'Two.' } });
    expect((await room.news(`section#${slug}`)).late).toEqual([corrected.id]);
    expect(await guids()).toEqual(['newer', 'corrected', 'first'].map((what) => `urn:uuid:${what}-${count}`));
  });

  test('of an older story comes after them in every format, and not in pages and lists', async () => {
    await room.upload(story('first', ago(9_000)));
    const corrected = await room.upload(story('corrected'));
    const newer = Array.from({ length: 50 }, (_, i) => story(`newer-${i}`, ago(i)));
    await putEntries(table, `section#${slug}`, newer);
    await room.edit(corrected, { headline: 'It was two', correction: { at: NOON, note: 'Two.' }, updatedAt: NOON });
    const shown = await guids();
    expect([shown.length, shown[50]]).toEqual([51, corrected.guid]);
    for (const file of ['rss.xml', 'atom.xml']) {
      const document = await text(file);
      expect(document.split('It was two')).toHaveLength(2);
      expect(document.indexOf('It was two')).toBeGreaterThan(document.indexOf(`newer-49-${count}`));
    }
    expect((await json())._bulletin.updated).toBe(NOON);
    expect((await read(serving.feedPage('sections', slug))).text).not.toContain('It was two');
    const list = JSON.parse((await read(serving.list({ filter: { section: slug }, limit: 50 }))).text);
    expect(list.stories.map(({ id }: Story) => id)).toEqual(newer.map(({ id }) => id));
  });
});

describe('a feed with tombstones', () => {
  test('is updated when a withdrawal is made, changed or undone, and when a tombstone ends', async () => {
    const readUpdated = async () => (await json())._bulletin.updated;
    await room.upload(story('stays', ago(7_200)));
    const gone = await room.upload(story('gone'));
    expect(await readUpdated()).toBe(ago(3_600));
    const withdrawn = await room.withdraw(gone, { tombstoneSeconds: 1_000 });
    expect(await readUpdated()).toBe(NOON);
    room.pass(10);
    const noted = await room.withdraw(withdrawn, { note: 'We regret.' });
    expect(await readUpdated()).toBe(room.now);
    room.pass(10);
    const back = await room.reinstate(noted);
    expect(await readUpdated()).toBe(room.now);
    await room.withdraw(back, { tombstoneSeconds: 1_000 });
    room.pass(999);
    expect(await readUpdated()).toBe(plusSeconds(NOON, 20));
    room.pass(1);
    expect(await readUpdated()).toBe(room.now);
    room.pass(9_000);
    expect(await readUpdated()).toBe(plusSeconds(NOON, 1_020));
  });

  test('has one text under one ETag, with very many tombstones and a reinstated story', async () => {
    const stories: Story[] = [];
    for (let i = 0; i <= MAX_LISTED_TOMBSTONES; i++) stories.push(await room.upload(story(`gone-${i}`)));
    const withdrawn: Story[] = [];
    for (const [i, one] of stories.entries()) withdrawn.push(await room.withdraw(one, { tombstoneSeconds: 1_000 + i }));
    room.pass(10);
    await room.reinstate(withdrawn[MAX_LISTED_TOMBSTONES] as Story);
    const byTag = new Map<string, string>();
    for (let seconds = 995; seconds < 1_030; seconds++) {
      room.at(plusSeconds(NOON, seconds));
      for (const of of [serving, servingOf(room.reader, () => room.now)]) {
        const { etag, text } = await read(of.feed('sections', slug, 'atom.xml'));
        expect([seconds, byTag.get(etag) ?? text]).toEqual([seconds, text]);
        byTag.set(etag, text);
      }
    }
    expect(byTag.size).toBe(1 + MAX_LISTED_TOMBSTONES);
  });
});
