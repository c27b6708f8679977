import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { type ChangePosition, FIRST_POSITION } from '../../lambdas/news/changes/change-list';
import { type Instant, NEVER, plusSeconds } from '../../lambdas/news/values/instant';
import { createReader } from '../../lambdas/store/read/reader';
import { feedHeadItem, readFeedHead, readStoryHead } from '../../lambdas/store/table/head-items';
import { type Item, toKey } from '../../lambdas/store/table/item';
import { CHANGES_PARTITION, changeKey, formerUrlKey, GUID_SORT_KEY, guidKey } from '../../lambdas/store/table/keys';
import { readRevision } from '../../lambdas/store/table/story-items';
import type { Table } from '../../lambdas/store/table/table';
import { listTokens, storeToken } from '../../lambdas/store/tokens';
import { createExporter } from '../../lambdas/store/transfer/exporter';
import { faultsIn } from '../harness/newsroom/audit';
import { act } from '../harness/newsroom/editor';
import { newsroomRequest } from '../harness/newsroom/newsroom';
import { at, documentsAt, emptyRoom, endEngines, etags, put, runRepair, storedItems, tableOf } from './tables';

jest.setTimeout(60_000);

const NOW = at('2026-11-22T20:00:00Z');
const LATER = plusSeconds(NOW, 7_200);

let now: Instant;
let room: Awaited<ReturnType<typeof emptyRoom>>;
let table: Table;

beforeEach(async () => {
  now = NOW;
  room = await emptyRoom(() => now);
  table = room.table;
  await upload({
    id: 'river',
    headline: 'River peaks',
    section: 'Wörld News',
    tags: ['Rain'],
    authors: [{ name: 'Ann' }],
  });
  await upload({ id: 'ferry', headline: 'Ferry sails', section: 'Sport', breaking: true, breakingUntil: null });
  await upload({ id: 'to-come', headline: 'To come', section: 'Secret', publishedAt: plusSeconds(NOW, 3_600) });
  now = plusSeconds(NOW, 60);
  await replace('river', {
    headline: 'River falls',
    section: 'Wörld News',
    tags: ['Rain', 'Sun'],
    authors: [{ name: 'Ann' }],
  });
});

afterEach(endEngines);

const BODY = { body: '<p>It happened.</p>' };

async function upload(story: { id: string; headline: string } & Record<string, unknown>, key?: string) {
  const outcome = await act(room, { does: 'upload', id: story.id, value: { ...BODY, ...story }, ...(key && { key }) });
  expect(outcome).toMatchObject({ status: 201 });
}

async function replace(id: string, value: Record<string, unknown>, key?: string) {
  const outcome = await act(room, {
    does: 'replace',
    id,
    expectedRevision: '*',
    value: { ...BODY, ...value },
    ...(key && { key }),
  });
  expect(outcome).toMatchObject({ status: 200 });
}

async function remove(pk: string, sk: string) {
  expect((await storedItems(table)).has(`${pk} / ${sk}`)).toBe(true);
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: toKey({ pk, sk }) }));
}

async function item(pk: string, sk: string): Promise<Item> {
  const found = (await storedItems(table)).get(`${pk} / ${sk}`);
  if (!found) throw new Error(`there is no item ${pk} / ${sk}`);
  return found;
}

/** The item of an entry whose story has another headline. */
const withOtherHeadline = (entry: Item): Item => ({
  ...entry,
  story: { S: JSON.stringify({ ...JSON.parse(`${entry.story?.S}`), headline: 'Other' }) },
});

/** The faults that the audit finds. Repair writes heads once more and leaves empty writes, so these two do not count. */
const faults = async () =>
  faultsIn([...(await storedItems(table)).values()], now).filter(
    (fault) => !/its head is at \d+, after|number \d+ is empty/.test(fault),
  );

/** Repairs the table and expects that readers get the documents of the whole table, now and later. */
async function expectWhole(whole: Table) {
  const { mended, lost } = await runRepair(table, now);
  expect(await faults()).toEqual([]);
  for (const moment of [now, LATER]) expect(await documentsAt(table, moment)).toEqual(await documentsAt(whole, moment));
  expect((await runRepair(table, now)).mended).toEqual([]);
  return { mended, lost };
}

const copy = async () => tableOf((await storedItems(table)).values(), now);

test('a whole table needs no mending, and readers get the same documents', async () => {
  expect((await expectWhole(await copy())).mended).toEqual([]);
});

test('an empty table stays empty', async () => {
  const { table: empty } = await emptyRoom(() => now);
  expect(await runRepair(empty, now)).toEqual({ stories: 0, feeds: 0, mended: [], lost: [] });
  expect((await storedItems(empty)).size).toBe(0);
});

test('every head has a new version, a higher writeCount, and a later date than any earlier answer', async () => {
  const before = await storedItems(table);
  const earlierEtags = await etags(table, now);
  await runRepair(table, now);
  const after = await storedItems(table);
  const heads = [...before].filter(([key]) => key.endsWith(' / HEAD'));
  expect(heads.length).toBeGreaterThan(10);
  for (const [key, was] of heads) {
    const is = after.get(key) as Item;
    expect(is.version).not.toEqual(was.version);
    // The date is later than any answer before the head is written: up to a minute passes.
    expect(is.changedAt?.S && is.changedAt.S > plusSeconds(now, 60)).toBe(true);
    expect(is.changedAt?.S && is.changedAt.S > `${was.changedAt?.S}`).toBe(true);
    if (!key.startsWith('STORY#')) expect(Number(is.writeCount?.N)).toBeGreaterThan(Number(was.writeCount?.N));
  }
  const newly = await etags(table, LATER);
  expect(newly).toHaveLength(7);
  expect(newly.filter((etag) => earlierEtags.includes(etag))).toEqual([]);
});

describe('a story', () => {
  test('behind its history is set to its newest revision', async () => {
    const [whole, former] = [await copy(), await item('STORY#river', 'REV#000001')];
    const { at: _at, by: _by, request: _request, ...first } = former;
    await put(table, [{ ...first, sk: { S: 'STORY' } }]);
    const { mended } = await expectWhole(whole);
    expect(mended).toEqual(['story river: it was at revision 1, its history at revision 2']);
  });

  test('that is missing or unreadable is written again from its history', async () => {
    const whole = await copy();
    await remove('STORY#river', 'STORY');
    await put(table, [{ ...(await item('STORY#ferry', 'STORY')), story: { S: '{' } }]);
    const { mended } = await expectWhole(whole);
    expect(mended).toEqual(
      [
        'story ferry: it was missing, its history at revision 1',
        'story river: it was missing, its history at revision 2',
      ].sort((a, b) => mended.indexOf(a) - mended.indexOf(b)),
    );
  });

  test('ahead of its history stays, and its history gets the missing revision', async () => {
    const [whole, whole2] = [await copy(), await item('STORY#river', 'REV#000002')];
    await remove('STORY#river', 'REV#000002');
    const { mended, lost } = await expectWhole(whole);
    expect(mended).toEqual(['story river: its history had no revision 2; it was written again from the story']);
    expect(lost).toEqual([]);
    const made = readRevision(await item('STORY#river', 'REV#000002'));
    expect(made.story).toEqual(readRevision(whole2).story);
    expect(made).toMatchObject({ by: 'unknown', reason: 'written again by repair', at: now });
  });

  test('gets the date and author of a missing revision from the receipt', async () => {
    await storeToken(table, 'token', { name: 'editor', scopes: ['write'], created: NOW });
    const key = 'b'.repeat(64);
    await replace('river', { headline: 'River falls again' }, 'key');
    const receipt = [...(await storedItems(table)).values()].find(({ pk }) => pk?.S?.startsWith('UPLOAD#')) as Item;
    const token = [...(await storedItems(table)).values()].find(({ pk }) => pk?.S?.startsWith('TOKEN#')) as Item;
    await put(table, [
      { ...receipt, pk: { S: `UPLOAD#${key}#key` } },
      { ...token, pk: { S: `TOKEN#${key}` }, name: { S: 'Wire desk' } },
    ]);
    const was = readRevision(await item('STORY#river', 'REV#000003'));
    await remove('STORY#river', 'REV#000003');
    await remove(`${receipt.pk?.S}`, 'UPLOAD');
    now = LATER;
    await runRepair(table, now);
    expect(readRevision(await item('STORY#river', 'REV#000003'))).toMatchObject({
      at: was.at,
      request: was.request,
      by: 'Wire desk',
    });
  });

  test('without a receipt gets the date of a missing revision from the list of changes', async () => {
    now = plusSeconds(now, 600);
    expect(await act(room, { does: 'break', id: 'river', value: { until: null } })).toMatchObject({ status: 200 });
    const was = readRevision(await item('STORY#river', 'REV#000003'));
    await remove('STORY#river', 'REV#000003');
    now = LATER;
    await expectWhole(await copy());
    expect(readRevision(await item('STORY#river', 'REV#000003')).at).toBe(was.at);
  });

  describe('without revision, receipt and write in the list of changes', () => {
    const loseLast = async (id: string, revision: number, n: number) => {
      await remove(`STORY#${id}`, `REV#00000${revision}`);
      await remove(CHANGES_PARTITION, changeKey(n).sk);
    };
    const dateOf = async (id: string, revision: number) =>
      readRevision(await item(`STORY#${id}`, `REV#00000${revision}`)).at;
    const DATED_BACK = { headline: 'Found late', section: 'Sport', publishedAt: plusSeconds(NOW, -86_400) };

    test('is dated by its late change where a feed still lists it', async () => {
      now = plusSeconds(now, 600);
      const made = now;
      await upload({ id: 'late', ...DATED_BACK });
      const whole = await copy();
      await loseLast('late', 1, 5);
      await remove('FEED#all', 'HEAD');
      // A later revision is lost whole, and its late change dates nothing.
      const head = readFeedHead('language#en', await item('FEED#language#en', 'HEAD'));
      const lateChanges = head.lateChanges.map(({ idHash }) => ({ idHash, revision: 2, at: plusSeconds(made, 60) }));
      await put(table, [feedHeadItem({ ...head, lateChanges })]);
      now = LATER;
      await expectWhole(whole);
      expect(await dateOf('late', 1)).toBe(made);
    });

    test('is dated after the last write where its publication is dated back before the opening of its feeds', async () => {
      const before = now;
      now = plusSeconds(now, 600);
      await upload({ id: 'late', ...DATED_BACK });
      const whole = await copy();
      await loseLast('late', 1, 5);
      for (const feed of ['all', 'section#sport', 'language#en']) await remove(`FEED#${feed}`, 'HEAD');
      now = LATER;
      await expectWhole(whole);
      expect(await dateOf('late', 1)).toBe(before);
      const { lateChanges } = readFeedHead('section#sport', await item('FEED#section#sport', 'HEAD'));
      expect(lateChanges).toMatchObject([{ revision: 1, at: before }]);
    });

    test('is dated after the write before the gap that it left in the list', async () => {
      now = plusSeconds(now, 300);
      const before = now;
      await upload({ id: 'before', headline: 'Before' });
      now = plusSeconds(now, 300);
      expect(await act(room, { does: 'break', id: 'river', value: { until: null } })).toMatchObject({ status: 200 });
      now = plusSeconds(now, 600);
      await upload({ id: 'next', headline: 'Next' });
      const whole = await copy();
      await loseLast('river', 3, 6);
      await remove(CHANGES_PARTITION, changeKey(2).sk);
      await expectWhole(whole);
      expect(await dateOf('river', 3)).toBe(before);
    });

    test('is dated by the feed that it left', async () => {
      now = plusSeconds(now, 600);
      const made = now;
      expect(await act(room, { does: 'clear', id: 'ferry' })).toMatchObject({ status: 200 });
      const whole = await copy();
      await loseLast('ferry', 2, 5);
      await remove('FEED#breaking', 'HEAD');
      now = LATER;
      await expectWhole(whole);
      expect(await dateOf('ferry', 2)).toBe(made);
    });
  });

  test('keeps every revision, and the report names a revision that is lost', async () => {
    await replace('river', { headline: 'River is low' });
    await remove('STORY#river', 'REV#000002');
    const before = [...(await storedItems(table))].filter(([key]) => key.includes('/ REV#'));
    const { lost } = await runRepair(table, now);
    expect(lost).toEqual(['story river: revision 2 is lost; no item has its content']);
    const after = await storedItems(table);
    for (const [key, revision] of before) expect(after.get(key)).toEqual(revision);
  });

  test.each([
    ['was missing', () => remove('STORY#river', 'HEAD')],
    ['was at revision 9', async () => put(table, [{ ...(await item('STORY#river', 'HEAD')), writeCount: { N: '9' } }])],
    ['was missing', async () => put(table, [{ ...(await item('STORY#river', 'HEAD')), moments: { S: '' } }])],
  ])('whose head %s has its head again', async (what, damage) => {
    const whole = await copy();
    await damage();
    expect((await expectWhole(whole)).mended).toEqual([`story river: its head ${what}`]);
    expect(readStoryHead('river', await item('STORY#river', 'HEAD'))).toMatchObject({
      writeCount: 2,
      publishedAt: NOW,
    });
    await replace('river', { headline: 'It can be edited again' });
  });

  test.each([
    ['is missing', () => remove('STORY#river', 'EXCERPT')],
    ['cannot be read', async () => put(table, [{ ...(await item('STORY#river', 'EXCERPT')), body: { N: '1' } }])],
    [
      'is of an older revision',
      async () => put(table, [{ ...(await item('STORY#river', 'EXCERPT')), revision: { N: '1' } }]),
    ],
    [
      'has another text',
      async () => put(table, [{ ...(await item('STORY#river', 'EXCERPT')), body: { S: '<p>Other.</p>' } }]),
    ],
  ])('whose excerpt %s has its excerpt again', async (_, damage) => {
    const [whole, excerpt] = [await copy(), await item('STORY#river', 'EXCERPT')];
    await damage();
    expect((await expectWhole(whole)).mended).toEqual([
      'story river: its excerpt was not the one of its newest revision',
    ]);
    expect(await item('STORY#river', 'EXCERPT')).toEqual(excerpt);
  });

  test('keeps its newest revision where the clock of its writer was behind', async () => {
    now = plusSeconds(now, -3);
    await replace('river', { headline: 'River is low', section: 'Sport' });
    now = LATER;
    const whole = await copy();
    expect((await runRepair(table, now)).mended).toEqual([]);
    expect(await documentsAt(table, now)).toEqual(await documentsAt(whole, now));
  });

  test.each([
    ['its head and its excerpt', []],
    ['its head', ['EXCERPT']],
    ['its excerpt', ['HEAD']],
  ])('with only %s goes, with everything that belongs to it', async (_, gone) => {
    const whole = await copy();
    await upload({ id: 'half', headline: 'Half', section: 'Sport' });
    for (const sk of ['STORY', 'REV#000001', ...gone]) await remove('STORY#half', sk);
    const { mended } = await runRepair(table, now);
    expect(mended).toContain('story half: it had neither text nor history; the rest was removed');
    expect((await storedItems(table)).has('STORY#half / EXCERPT')).toBe(false);
    expect(await faults()).toEqual([]);
    const ids = async (some: Table) =>
      [...(await documentsAt(some, now)).keys()].filter((path) => path.startsWith('story '));
    expect(await ids(table)).toEqual(await ids(whole));
    await upload({ id: 'half', headline: 'Half, uploaded again' });
  });
});

describe('a feed', () => {
  test('gets its missing entries, loses entries without a story, and shows each story at its revision', async () => {
    const whole = await copy();
    const entry = await item('FEED#all', `${NOW}#river`);
    await remove('FEED#section#sport', `${NOW}#ferry`);
    await put(table, [
      { ...entry, sk: { S: '2026-11-22T19:00:00Z#river' } },
      { ...entry, pk: { S: 'FEED#breaking' }, sk: { S: `${NEVER}#river` } },
      withOtherHeadline(await item('FEED#all', `${NOW}#ferry`)),
    ]);
    expect([...(await expectWhole(whole)).mended].sort()).toEqual([
      'feed all: its entry of story ferry showed another revision',
      'feed all: no story has its entry 2026-11-22T19:00:00Z#river; it was removed',
      `feed breaking: no story has its entry ${NEVER}#river; it was removed`,
      'feed section#sport: its entry of story ferry was missing',
    ]);
  });

  test('keeps its title and id where only its head or only its row in the register is left', async () => {
    const whole = await copy();
    await remove('FEED#section#wörld-news', 'HEAD');
    await remove('FEED#tag#rain', 'HEAD');
    await put(table, [{ ...(await item('FEED#author#ann', 'HEAD')), touched: { S: 'not readable' } }]);
    await remove('FEEDS', '1#section#sport');
    const { mended } = await expectWhole(whole);
    expect([...mended].sort()).toEqual([
      'feed author#ann: its head was missing',
      'feed section#wörld-news: its head was missing',
      'feed tag#rain: its head was missing',
      'register: feed section#sport was missing',
    ]);
  });

  test('without head and row gets the title of its first story, and a new id', async () => {
    const was = readFeedHead('section#wörld-news', await item('FEED#section#wörld-news', 'HEAD'));
    await remove('FEED#section#wörld-news', 'HEAD');
    await remove('FEEDS', '1#section#wörld-news');
    const { mended } = await runRepair(table, now);
    expect(mended).toContain('feed section#wörld-news: its head was missing, and its guid with it: it has a new one');
    const is = readFeedHead('section#wörld-news', await item('FEED#section#wörld-news', 'HEAD'));
    expect(is).toMatchObject({ title: 'Wörld News', openedAt: was.openedAt, updated: was.updated });
    expect(is.guid).toMatch(/^urn:uuid:/);
    expect(is.guid).not.toBe(was.guid);
    expect(await faults()).toEqual([]);
  });

  test('opens when its first story is published, and betrays no embargo before', async () => {
    const whole = await copy();
    await remove('FEED#section#secret', 'HEAD');
    await expectWhole(whole);
    const [before, after] = [await documentsAt(table, now), await documentsAt(table, LATER)];
    expect([before.has('section#secret atom.xml'), after.has('section#secret atom.xml')]).toEqual([false, true]);
  });

  test('that has opened keeps its address when its stories have moved away', async () => {
    await replace('ferry', { headline: 'Ferry sails', section: 'Travel' });
    const whole = await copy();
    await remove('FEED#section#sport', 'HEAD');
    await expectWhole(whole);
    expect((await documentsAt(table, now)).get('section#sport atom.xml')).not.toMatch(/<entry>/);
  });

  test('of breaking news counts its flags anew', async () => {
    const whole = await copy();
    const flags = { M: { from: { S: NOW }, flags: { N: '99' } } };
    await put(table, [{ ...(await item('FEED#breaking', 'HEAD')), flags }]);
    await expectWhole(whole);
  });

  test('that has not opened and never had a story goes, with all its items', async () => {
    const whole = await copy();
    const [head, row] = [await item('FEED#section#secret', 'HEAD'), await item('FEEDS', '1#section#secret')];
    await put(table, [
      { ...head, pk: { S: 'FEED#section#lost' } },
      { ...row, sk: { S: '1#section#lost' } },
    ]);
    const { mended } = await expectWhole(whole);
    expect(mended).toContain('feed section#lost: no story was ever in it; it was removed');
    expect([...(await storedItems(table)).keys()].filter((key) => key.includes('lost'))).toEqual([]);
  });
});

describe('a table with withdrawals and late changes', () => {
  const DAY = 86_400;

  /** Two withdrawn stories, one of which had left a section. Two of three late changes are left, and one place is free. */
  beforeEach(async () => {
    const old = (days: number) => plusSeconds(NOW, -days * DAY);
    await upload({ id: 'seed', headline: 'Long ago', section: 'Archive', publishedAt: old(400) });
    for (const [i, id] of ['first-late', 'second-late', 'third-late'].entries()) {
      now = plusSeconds(now, 60);
      await upload({ id, headline: id, section: 'Archive', publishedAt: old(9 - i) });
    }
    now = plusSeconds(now, 60);
    await replace('first-late', { headline: 'It moved away', section: 'Sport' });
    await replace('third-late', { headline: 'Corrected', section: 'Archive', correction: { note: 'Two.' } });
    await upload({ id: 'gone', headline: 'Gone', section: 'Archive', tags: ['Rain'] });
    await replace('gone', { headline: 'Gone', section: 'Sport', tags: ['Rain'] });
    await withdraw('gone', 'It was wrong.');
    await withdraw('ferry');
    await upload({ id: 'back', headline: 'Back', section: 'Archive', publishedAt: old(3) });
    await withdraw('back');
    now = plusSeconds(now, 60);
    expect(await act(room, { does: 'reinstate', id: 'back' })).toMatchObject({ status: 200 });
    await withdraw('to-come');
  });

  async function withdraw(id: string, note?: string) {
    const outcome = await act(room, { does: 'withdraw', id, value: { reason: 'wrong', ...(note && { note }) } });
    expect(outcome).toMatchObject({ status: 200 });
  }

  const keys = async (pk: string, beginning: string) =>
    [...(await storedItems(table)).keys()].filter((key) => key.startsWith(`${pk} / ${beginning}`));

  test('keeps its tombstones, and its late changes in their places', async () => {
    const whole = await copy();
    const before = await storedItems(table);
    expect((await expectWhole(whole)).mended).toEqual([]);
    const after = await storedItems(table);
    const tombstones = [...before].filter(([key]) => /TOMBSTONE#|WITHDRAWN/.test(key));
    expect(tombstones.length).toBeGreaterThan(10);
    for (const [key, item] of tombstones) expect(after.get(key)).toEqual(item);
    const head = readFeedHead('section#archive', before.get('FEED#section#archive / HEAD') as Item);
    const anew = readFeedHead('section#archive', after.get('FEED#section#archive / HEAD') as Item);
    expect(anew.lateChanges.map(({ idHash, revision }) => `${idHash} ${revision}`)).toEqual(
      head.lateChanges.map(({ idHash, revision }) => `${idHash} ${revision}`),
    );
    expect(anew).toMatchObject({ tombstones: head.tombstones, updated: head.updated });
  });

  test('gets its missing tombstones, loses tombstones without a story, and shows the right notes', async () => {
    const whole = await copy();
    const gone = (await keys('FEED#section#sport', 'TOMBSTONE#')).find((key) => key.endsWith('#gone'));
    const tombstone = (await storedItems(table)).get(`${gone}`) as Item;
    const sk = `${tombstone.sk?.S}`;
    expect(await keys('FEED#section#archive', 'TOMBSTONE#')).toHaveLength(1);
    await remove('FEED#section#sport', sk);
    await put(table, [
      { ...(await item('FEED#tag#rain', sk)), note: { S: 'Another note.' } },
      { ...tombstone, pk: { S: 'FEED#tag#sun' } },
    ]);
    expect((await expectWhole(whole)).mended).toHaveLength(3);
  });

  test('gets its missing and its outdated late changes', async () => {
    const whole = await copy();
    const [first = '', second = ''] = await keys('FEED#section#archive', 'LATE#');
    const [, sk = ''] = first.split(' / ');
    await put(table, [withOtherHeadline((await storedItems(table)).get(second) as Item)]);
    await remove('FEED#section#archive', sk);
    expect((await expectWhole(whole)).mended).toHaveLength(2);
  });

  test('gets its late changes and tombstones also where a head is missing', async () => {
    const whole = await copy();
    for (const feed of ['all', 'section#archive', 'breaking']) await remove(`FEED#${feed}`, 'HEAD');
    await expectWhole(whole);
  });

  test('loses the excerpt of a withdrawn story', async () => {
    const whole = await copy();
    await put(table, [{ ...(await item('STORY#river', 'EXCERPT')), pk: { S: 'STORY#gone' } }]);
    expect((await expectWhole(whole)).mended).toEqual([
      'story gone: its excerpt was not the one of its newest revision',
    ]);
    expect(await keys('STORY#gone', 'EXCERPT')).toEqual([]);
  });

  test("gets the newsroom's list of withdrawn stories", async () => {
    const whole = await copy();
    const list = await keys('WITHDRAWN', '');
    expect(list).toHaveLength(3);
    const [first = '', second = ''] = list.map((key) => key.replace('WITHDRAWN / ', ''));
    const wrong = await item('WITHDRAWN', second);
    await remove('WITHDRAWN', first);
    await put(table, [
      { ...wrong, story: { S: `${wrong.story?.S}`.replace(/"revision":\d+/, '"revision":1') } },
      { ...wrong, sk: { S: '2026-01-01T00:00:00Z#nobody' } },
    ]);
    const { mended } = await expectWhole(whole);
    expect(mended.filter((line) => line.startsWith('withdrawn stories:'))).toHaveLength(3);
    expect(await keys('WITHDRAWN', '')).toEqual(list);
  });
});

describe('the list of changes', () => {
  /** The changes that a partner gets after a position. */
  async function listChanges(
    at: Instant,
    after: ChangePosition = FIRST_POSITION,
  ): Promise<string[] | 'no such position'> {
    const page = await createReader(table).changes(after, { now: at, limit: 100 });
    return page
      ? page.steps.flatMap(({ changes }) => changes).map(({ id, type }) => `${id} ${type}`)
      : 'no such position';
  }
  const WHOLE = ['river published', 'ferry published', 'ferry breaking', 'river revised'];

  test('has an empty write at a lost number, lists the missing revisions at its end, and goes on', async () => {
    const whole = await copy();
    expect(await listChanges(now)).toEqual(WHOLE);
    await remove('CHANGES', '000000000002');
    await put(table, [{ ...(await item('CHANGES', '000000000004')), types: { S: 'not readable' } }]);
    expect((await expectWhole(whole)).mended).toEqual([
      'changes: number 2 could not be read; it is empty now',
      'changes: number 4 could not be read; it is empty now',
      'changes: revision 1 of story ferry was not listed; it is listed at the end now',
      'changes: revision 2 of story river was not listed; it is listed at the end now',
    ]);
    expect(await listChanges(now)).toEqual(['river published', 'ferry published', 'ferry breaking', 'river revised']);
    await replace('river', { headline: 'River is low' });
    expect((await listChanges(now)).at(-1)).toBe('river revised');
  });

  test('may lose the write that opened a feed, and the feed keeps its late changes', async () => {
    for (const id of ['opens', 'follows', 'late']) {
      now = plusSeconds(now, 60);
      await upload({
        id,
        headline: id,
        section: 'New',
        ...(id === 'late' && { publishedAt: plusSeconds(NOW, -86_400) }),
      });
    }
    const whole = await copy();
    await remove('CHANGES', changeKey(5).sk);
    await expectWhole(whole);
    const { lateChanges } = readFeedHead('section#new', await item('FEED#section#new', 'HEAD'));
    expect(lateChanges).toMatchObject([{ revision: 1, at: now }]);
  });

  test('has the coming moments of all writes, and no others', async () => {
    const whole = await copy();
    const [key = ''] = [...(await storedItems(table)).keys()].filter((key) => key.startsWith('MOMENTS / '));
    const sk = key.slice('MOMENTS / '.length);
    await put(table, [{ ...(await item('MOMENTS', sk)), sk: { S: sk.replace(/T21/, 'T20') } }]);
    await remove('MOMENTS', sk);
    expect((await expectWhole(whole)).mended).toEqual([
      `changes: the changes at the moment ${sk} were missing`,
      `changes: no write lists changes at the moment ${sk.replace(/T21/, 'T20')}; they were removed`,
    ]);
    expect(await listChanges(LATER)).toEqual([...WHOLE, 'to-come published']);
  });

  test('refuses the cursor of a partner who read a lost write, and no other', async () => {
    const page = () => createReader(table).changes(FIRST_POSITION, { now, limit: 100 });
    const before = (await page())?.next;
    await upload({ id: 'undone', headline: 'Undone' });
    const after = (await page())?.next;
    for (const sk of ['STORY', 'REV#000001', 'HEAD']) await remove('STORY#undone', sk);
    const { mended } = await runRepair(table, now);
    expect(mended).toContain('changes: number 5 listed revision 1 of story undone, which is gone; it is empty now');
    await upload({ id: 'next', headline: 'Next' });
    expect(await listChanges(now, before)).toEqual(['next published']);
    expect(await listChanges(now, after)).toBe('no such position');
  });

  test('of a table without one lists every revision once, in the order in which they were made', async () => {
    const whole = await copy();
    const { changes: _number, ...head } = await item('FEED#all', 'HEAD');
    await put(table, [head]);
    for (const key of (await storedItems(table)).keys()) {
      const [pk = '', sk = ''] = key.split(' / ');
      if (pk === 'CHANGES' || pk === 'MOMENTS') await remove(pk, sk);
    }
    await runRepair(table, now);
    expect((await runRepair(table, now)).mended).toEqual([]);
    expect(await documentsAt(table, LATER)).toEqual(await documentsAt(whole, LATER));
    const again = ['ferry published', 'ferry breaking', 'river published', 'river revised'];
    expect(await listChanges(now)).toEqual(again);
    expect(await listChanges(LATER)).toEqual([...again, 'to-come published']);
    const { revisions } = await createExporter(table).revisions(0, LATER);
    const exported = revisions.map(({ story: { id, revision } }) => `${id} ${revision}`);
    expect(exported).toEqual(['ferry 1', 'river 1', 'to-come 1', 'river 2']);
  });
});

describe('a closed feed', () => {
  const name = 'tag#rain';
  const path = `/newsroom/feeds/tag/rain/closed`;
  const address = { kind: 'tag', slug: 'rain' };
  const pass = () => {
    now = plusSeconds(now, 60);
  };
  const close = async () => {
    await replace('river', { headline: 'River falls' });
    pass();
    const value = { movedTo: '/tags/sun' };
    await upload({ id: 'sunny', headline: 'Sunny', tags: ['Sun'] });
    expect(await room.operations.closeFeed(newsroomRequest('PUT', path, value, 'close'), address, value)).toMatchObject(
      {
        feed: { closed: { at: now } },
      },
    );
  };
  const closing = async () => readFeedHead(name, await item(`FEED#${name}`, 'HEAD')).closing;
  /** The marks in head and row after a repair, which leaves the table whole. */
  const mend = async () => {
    const report = await runRepair(table, now);
    expect(await faults()).toEqual([]);
    expect((await runRepair(table, now, { dryRun: true })).mended).toEqual([]);
    return report.mended.filter((line) => line.includes(name));
  };

  test('stays closed, with its receipt, where nothing is wrong', async () => {
    await close();
    const at = now;
    pass();
    expect(await mend()).toEqual([]);
    expect(await closing()).toEqual({ at, movedTo: 'tag#sun' });
    expect((await storedItems(table)).has(`UPLOAD#${'a'.repeat(64)}#close / UPLOAD`)).toBe(true);
  });

  test('stays closed where only its head or only its row is left', async () => {
    await close();
    const at = now;
    await remove('FEEDS', `4#${name}`);
    expect(await mend()).toEqual([`register: feed ${name} was missing`]);
    await remove(`FEED#${name}`, 'HEAD');
    expect(await mend()).toEqual([`feed ${name}: its head was missing`]);
    expect(await closing()).toEqual({ at, movedTo: 'tag#sun' });
  });

  test.each([`FEED#${name} / HEAD`, `FEEDS / 4#${name}`])(
    'stays closed where a restore kept an older %s',
    async (half) => {
      const older = (await storedItems(table)).get(half);
      if (!older) throw new Error(half);
      await close();
      const at = now;
      await put(table, [older]);
      pass();
      expect((await mend()).length).toBeGreaterThan(0);
      expect(await closing()).toEqual({ at, movedTo: 'tag#sun' });
    },
  );

  test('is open again where the write is lost that opened it for a story', async () => {
    await close();
    const closed = await storedItems(table);
    pass();
    await upload({ id: 'wet', headline: 'Wet', tags: ['Rain'] });
    for (const half of [`FEED#${name} / HEAD`, `FEEDS / 4#${name}`]) {
      const older = closed.get(half);
      if (older) await put(table, [older]);
    }
    expect((await mend()).length).toBeGreaterThan(0);
    expect((await closing())?.until).toBe(now);
    expect([...(await documentsAt(table, now)).keys()]).toContain(`${name} atom.xml`);
  });
});

test('a register without its head or with a wrong row is mended', async () => {
  const whole = await copy();
  await remove('FEEDS', 'HEAD');
  await put(table, [{ ...(await item('FEEDS', '4#tag#rain')), title: { S: 'Drought' } }]);
  expect([...(await expectWhole(whole)).mended].sort()).toEqual([
    'register: feed tag#rain differed from its head',
    'register: its head was missing',
  ]);
});

test('an upload can be sent again where only its receipt is left', async () => {
  await upload({ id: 'half', headline: 'Half' }, 'key');
  for (const sk of ['STORY', 'REV#000001', 'HEAD']) await remove('STORY#half', sk);
  const { mended } = await runRepair(table, now);
  expect(mended).toContain('uploads: a receipt named revision 1 of story half, which is gone; it was removed');
  await upload({ id: 'half', headline: 'Half' }, 'key');
  expect(await faults()).toEqual([]);
});

describe('a former address', () => {
  const [claim, other] = ['/2019/01/river', '/2019/01/rain'].map((address) => formerUrlKey(address));
  const FALLS = { headline: 'River falls', section: 'Wörld News', tags: ['Rain', 'Sun'], authors: [{ name: 'Ann' }] };

  test('leads to its story again', async () => {
    await replace('river', { ...FALLS, formerUrls: ['/2019/01/river', '/2019/01/rain'] });
    const whole = await copy();
    const [mine, yours] = [await item(`${claim?.pk}`, 'URL'), await item(`${other?.pk}`, 'URL')];
    await remove(`${claim?.pk}`, 'URL');
    await put(table, [{ ...yours, id: { S: 'ferry' } }]);
    expect((await expectWhole(whole)).mended).toEqual([
      'former addresses: /2019/01/river did not lead to story river',
      'former addresses: /2019/01/rain did not lead to story river',
    ]);
    expect([await item(`${claim?.pk}`, 'URL'), await item(`${other?.pk}`, 'URL')]).toEqual([mine, yours]);
  });

  test('that no story lists, or that cannot be read, is free again', async () => {
    await replace('river', { ...FALLS, formerUrls: ['/2019/01/river'] });
    const stale = await item(`${claim?.pk}`, 'URL');
    await put(table, [{ ...stale, pk: { S: `${other?.pk}` }, address: { S: '/2019/01/rain' } }]);
    expect((await runRepair(table, now)).mended).toEqual([
      `former addresses: no story has ${other?.pk}; it was removed`,
    ]);
    const { id: _, ...unreadable } = stale;
    await put(table, [unreadable]);
    expect((await runRepair(table, now)).mended).toEqual([
      'former addresses: /2019/01/river did not lead to story river',
    ]);
    expect(await faults()).toEqual([]);
  });

  test('of two stories stays with the one that claims it', async () => {
    await replace('river', { ...FALLS, formerUrls: ['/2019/01/river'] });
    const stale = await item(`${claim?.pk}`, 'URL');
    await remove(`${claim?.pk}`, 'URL');
    await replace('ferry', { headline: 'Ferry sails', section: 'Sport', formerUrls: ['/2019/01/river'] });
    expect((await runRepair(table, now)).mended).toEqual([]);
    await put(table, [stale]);
    expect((await runRepair(table, now)).mended).toEqual([]);
  });
});

describe('an imported story', () => {
  const OLD = { guid: 'https://old.example/?p=7', headline: 'Old', publishedAt: '2026-11-20T08:00:00Z', ...BODY };
  const { pk } = guidKey(OLD.guid);

  async function bring() {
    const value = { stories: [OLD] };
    const outcome = await room.operations.import(newsroomRequest('POST', '/newsroom/imports', value), value);
    return 'results' in outcome ? outcome.results : outcome;
  }

  test('can be found by its guid', async () => {
    expect(await bring()).toMatchObject([{ outcome: 'stored', id: 'old' }]);
    const whole = await copy();
    await remove(pk, GUID_SORT_KEY);
    expect((await expectWhole(whole)).mended).toEqual([`guids: ${OLD.guid} did not lead to story old`]);
    expect(await bring()).toMatchObject([{ outcome: 'known', id: 'old' }]);
  });

  test('can be imported again where only its guid is left', async () => {
    await bring();
    for (const sk of ['STORY', 'REV#000001', 'HEAD']) await remove('STORY#old', sk);
    expect((await runRepair(table, now)).mended).toContain(`guids: no story has ${pk}; it was removed`);
    expect(await bring()).toMatchObject([{ outcome: 'stored', id: 'old' }]);
    expect(await faults()).toEqual([]);
  });

  test.each([
    ['the list of changes', [[pk, GUID_SORT_KEY]]],
    [
      'its guid, which is not of our making,',
      [
        [pk, GUID_SORT_KEY],
        [CHANGES_PARTITION, changeKey(5).sk],
      ],
    ],
  ])('keeps its original date where %s shows that it is an import', async (evidence, lost) => {
    await bring();
    const whole = await copy();
    const was = readRevision(await item('STORY#old', 'REV#000001'));
    await remove('STORY#old', 'REV#000001');
    for (const [pk, sk] of lost as [string, string][]) await remove(pk, sk);
    now = plusSeconds(now, 60);
    await expectWhole(whole);
    const storedAt = evidence === 'the list of changes' ? was.imported?.storedAt : now;
    const { imported } = readRevision(await item('STORY#old', 'REV#000001'));
    expect(imported).toEqual({ originalAt: OLD.publishedAt, storedAt, by: 'unknown' });
  });
});

test('every token is listed, and nothing else', async () => {
  await storeToken(table, 'a', { name: 'cms', scopes: ['write'], created: NOW });
  await storeToken(table, 'b', { name: 'wire', scopes: ['read'], created: NOW });
  const before = await listTokens(table);
  await put(table, [{ ...(await item('TOKENS', 'cms')), sk: { S: 'nobody' }, token: { S: 'f'.repeat(64) } }]);
  await remove('TOKENS', 'wire');
  await put(table, [{ ...(await item(`TOKEN#${before[0]?.token}`, 'TOKEN')), pk: { S: `TOKEN#${'e'.repeat(64)}` } }]);
  const { mended } = await runRepair(table, now);
  expect(mended.filter((line) => line.startsWith('tokens:')).sort()).toEqual([
    `tokens: "cms ${'e'.repeat(12)}" opens the newsroom side and was not listed`,
    'tokens: "nobody" was listed and opens nothing',
    'tokens: "wire" opens the newsroom side and was not listed',
  ]);
  expect((await listTokens(table)).map(({ listedAs }) => listedAs)).toEqual(['cms', `cms ${'e'.repeat(12)}`, 'wire']);
});

test('a dry run gives the same report and changes nothing', async () => {
  await remove('STORY#river', 'STORY');
  await remove('FEED#all', 'HEAD');
  await remove('FEED#tag#rain', `${NOW}#river`);
  const before = await storedItems(table);
  const dry = await runRepair(table, now, { dryRun: true });
  expect(await storedItems(table)).toEqual(before);
  expect(dry.mended).toHaveLength(3);
  expect(await runRepair(table, now)).toEqual(dry);
});

test('the next run finishes an interrupted repair', async () => {
  const whole = await copy();
  await remove('STORY#river', 'STORY');
  await remove('FEED#all', 'HEAD');
  await remove('FEED#tag#rain', `${NOW}#river`);
  for (const what of ['stories', 'feeds']) {
    const onProgress = (doing: string, done: number) => {
      if (doing === what && done === 3) throw new Error('ended');
    };
    await expect(runRepair(table, now, { onProgress })).rejects.toThrow('ended');
  }
  await expectWhole(whole);
});

test('an item of a newer release, or an unreadable revision, stops the repair before it writes', async () => {
  const spoils: Item[] = [
    { ...(await item('FEED#all', 'HEAD')), format: { N: '2' } },
    { ...(await item('STORY#river', 'REV#000001')), story: { S: '{' } },
  ];
  for (const spoiled of spoils) {
    const right = await item(`${spoiled.pk?.S}`, `${spoiled.sk?.S}`);
    await put(table, [spoiled]);
    const before = await storedItems(table);
    await expect(runRepair(table, now)).rejects.toThrow(`item ${spoiled.pk?.S} / ${spoiled.sk?.S} cannot be read`);
    expect(await storedItems(table)).toEqual(before);
    await put(table, [right]);
  }
});

test('a repair notices another writer, and the next run mends everything', async () => {
  let isFirst = true;
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (isFirst && commandName === 'BatchWriteItemCommand') {
          isFirst = false;
          await upload({ id: 'meanwhile', headline: 'Meanwhile' });
        }
        return next(args);
      },
    { step: 'initialize' },
  );
  await expect(runRepair(table, now)).rejects.toThrow(/was written to while it was repaired: stop uploads/);
  expect(isFirst).toBe(false);
  await runRepair(table, now);
  expect(await faults()).toEqual([]);
});
