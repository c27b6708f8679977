import type { FeedName } from '../../lambdas/news/feed/feed';
import { MAX_LATE_CHANGES } from '../../lambdas/news/feed/late-change';
import { makeFeedEntry } from '../../lambdas/news/story/make-feed-entry';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
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
const ago = (seconds: number): Instant => plusSeconds(NOON, -seconds);
const old = (what: string, publishedAt = ago(9 * DAY)): Story => aStory({ id: id(what), section, publishedAt });
const correction = (note: string) => ({ correction: { at: room.now, note } });

beforeEach(async () => {
  room = newsroom(table);
  section = `Section ${++count}`;
  name = `section#section-${count}`;
  // The story that opens a feed is no late one, and a feed has to be open for any to be.
  await room.upload(aStory({ id: id('first'), section, publishedAt: ago(10 * DAY) }));
});

const late = async (feed: FeedName = name) => (await room.news(feed)).late;

/** Puts as many newer stories into the feed as it carries. */
const newestFifty = () =>
  putEntries(
    table,
    name,
    Array.from({ length: 50 }, (_, i) => aStory({ id: id(`newer-${i}`), section, publishedAt: ago(i) })),
  );

describe('a story older than the newest of its feed', () => {
  test('is a late change, whole and current, when corrected, dated back, uploaded late, moved or reinstated', async () => {
    const corrected = await room.upload(aStory({ id: id('corrected'), section, publishedAt: ago(10) }));
    const dated = await room.upload(aStory({ id: id('dated'), section, publishedAt: ago(20) }));
    const moved = await room.upload(aStory({ id: id('moved'), section: 'Elsewhere', publishedAt: ago(30) }));
    const gone = await room.withdraw(await room.upload(aStory({ id: id('gone'), section, publishedAt: ago(40) })));
    expect(await late()).toEqual([]);
    await newestFifty();
    room.pass(2 * DAY);
    await room.edit(corrected, correction('Two.'));
    await room.edit(dated, { publishedAt: ago(7_200) });
    await room.edit(moved, { section });
    await room.reinstate(gone);
    const uploaded = await room.upload(old('uploaded'));
    const { ids, lateChangesAndTombstones, matchesHead } = await room.news(name);
    expect([ids.length, matchesHead]).toEqual([50, true]);
    expect(lateChangesAndTombstones.lateChanges.map(({ id }) => id)).toEqual(
      ['corrected', 'moved', 'gone', 'dated', 'uploaded'].map(id),
    );
    expect(lateChangesAndTombstones.lateChanges[0]).toMatchObject({
      correction: { note: 'Two.' },
      revision: 2,
    });
    expect(lateChangesAndTombstones.lateChanges[4]).toEqual(makeFeedEntry(uploaded));
  });

  test('is read in one query together with the tombstones', async () => {
    const story = await room.upload(old('old'));
    await room.withdraw(await room.upload(old('gone')));
    await newestFifty();
    await room.edit(story, correction('Two.'));
    table.forget();
    const { ids, late, withdrawn, matchesHead } = await room.news(name);
    expect(table.traffic.requests).toEqual({ GetItem: 1, Query: 1 });
    expect([ids.length, late, withdrawn, matchesHead]).toEqual([50, [story.id], [id('gone')], true]);
  });

  test('shows its newest revision after an edit that is not late itself', async () => {
    const story = await room.upload(old('old'));
    room.pass(DAY);
    await room.edit(story, { headline: 'Anew' });
    const { lateChangesAndTombstones, matchesHead } = await room.news(name);
    expect(matchesHead).toBe(true);
    expect(lateChangesAndTombstones.lateChanges.map(({ headline }) => headline)).toEqual(['Anew']);
    expect((await room.head(name))?.lateChanges).toEqual([expect.objectContaining({ at: NOON, revision: 2 })]);
  });

  test('is no late change any more when it leaves the feed or is withdrawn', async () => {
    const [moved, gone] = [await room.upload(old('moved')), await room.upload(old('gone'))];
    expect((await late()).sort()).toEqual([gone.id, moved.id]);
    await room.edit(moved, { section: `Other ${count}` });
    expect(await late()).toEqual([gone.id]);
    await room.withdraw(gone);
    const { late: left, ids, matchesHead } = await room.news(name);
    expect([left, ids, matchesHead]).toEqual([[], [id('first')], true]);
  });

  test('is no late change of breaking news, nor of the feed that it opens', async () => {
    const story = await room.upload({ ...old('old'), breakingUntil: null, tags: [`Tag ${count}`] });
    expect(await late('breaking')).toEqual([]);
    expect(await late(`tag#tag-${count}`)).toEqual([]);
    expect(await late('all')).toContain(story.id);
  });
});

test("a late change stays for 30 days, and then until the feed's next change", async () => {
  await room.upload(old('old'));
  room.pass(29 * DAY);
  const other = await room.upload(aStory({ id: id('other'), section, publishedAt: room.now }));
  expect(await late()).toEqual([id('old')]);
  room.pass(9 * DAY);
  // Without a write the state of a version does not change.
  expect(await late()).toEqual([id('old')]);
  await room.edit(other, { headline: 'Edited' });
  const { late: shown, matchesHead } = await room.news(name);
  expect([shown, matchesHead]).toEqual([[], true]);
});

test('a feed shows the last twenty late changes, and takes a free place again', async () => {
  const stories: Story[] = [];
  for (let i = 0; i <= MAX_LATE_CHANGES; i++) {
    stories.push(await room.upload(old(`old-${String(i).padStart(2, '0')}`)));
    room.pass(1);
  }
  const all = stories.map(({ id }) => id).reverse();
  expect(await late()).toEqual(all.slice(0, MAX_LATE_CHANGES));
  await room.edit(stories[7] as Story, { section: 'Elsewhere' });
  await room.upload(old('old-99'));
  const { late: shown, matchesHead } = await room.news(name);
  expect(shown).toEqual([id('old-99'), ...all.slice(0, MAX_LATE_CHANGES)].filter((one) => one !== id('old-07')));
  expect(matchesHead).toBe(true);
  expect((await room.head(name))?.lateChanges).toHaveLength(MAX_LATE_CHANGES);
});
