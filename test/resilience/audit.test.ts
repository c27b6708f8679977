import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import type { Item } from '../../lambdas/store/table/item';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { act, type Command } from '../harness/newsroom/editor';
import { createTable, newsroom } from '../harness/newsroom/newsroom';

/** Two stories that share feeds: one moved section, one breaks, one more waits under embargo. */
const HISTORY: readonly Command[] = [
  { does: 'upload', value: story('ferry', { section: 'World', tags: ['Ferry'] }), key: 'one' },
  { does: 'upload', value: story('rain', { section: 'World', breaking: true, breakingUntil: '2026-11-22T23:00:00Z' }) },
  { does: 'upload', value: story('budget', { section: 'World', publishedAt: '2026-11-23T06:00:00Z' }) },
  {
    does: 'replace',
    id: 'ferry',
    expectedRevision: 1,
    value: story('ferry', { section: 'Sea', tags: ['Ferry', 'Rain'] }),
    key: 'two',
  },
];

function story(id: string, more: object) {
  return { id, headline: id, body: '<p>Text.</p>', authors: [{ name: 'Ann' }], ...more };
}

/** A story that came late, one that was withdrawn after it had moved, and one that was reinstated. */
const WITHDRAWALS: readonly Command[] = [
  { does: 'upload', value: story('first', { section: 'World' }) },
  { does: 'upload', value: story('late', { section: 'World', publishedAt: '2026-11-01T06:00:00Z' }) },
  { does: 'upload', value: story('gone', { section: 'World', tags: ['Rain'] }) },
  { does: 'replace', id: 'gone', expectedRevision: 1, value: story('gone', { section: 'Sea', tags: ['Rain'] }) },
  { does: 'withdraw', id: 'gone', value: { reason: 'wrong', note: 'Sorry.' } },
  { does: 'upload', value: story('back', { section: 'World' }) },
  { does: 'withdraw', id: 'back', value: { reason: 'wrong' } },
  { does: 'reinstate', id: 'back' },
];

const NOW: Instant = '2026-11-22T20:00:00Z';
const LATER = plusSeconds(NOW, 3_600);
const engines: Engine[] = [];
let items: Item[];
let withTombstones: Item[];
beforeAll(async () => {
  items = await itemsAfter(HISTORY, 0);
  withTombstones = await itemsAfter(WITHDRAWALS, 60);
});
afterAll(() => Promise.all(engines.map((engine) => engine.stop())));

/** Everything in a table after some commands, so many seconds apart. */
async function itemsAfter(commands: readonly Command[], apart: number): Promise<Item[]> {
  const engine = await startEngine();
  engines.push(engine);
  let now = NOW;
  const room = newsroom(engine.endpoint, { clock: () => now });
  await createTable(room.table);
  for (const command of commands) {
    expect(await act(room, command)).toMatchObject({ id: command.id ?? expect.any(String) });
    now = plusSeconds(now, apart);
  }
  return everyItem(room.table);
}

/** The items with one of them changed, or gone where `change` gives nothing. */
const after = (pk: RegExp, sk: RegExp, change: (item: Item) => Item | undefined, items: readonly Item[]): Item[] => {
  const at = items.findIndex((item) => pk.test(`${item.pk?.S}`) && sk.test(`${item.sk?.S}`));
  if (at < 0) throw new Error(`no item ${pk} / ${sk}`);
  return items.map((item, i) => (i === at ? change(item) : item)).filter((item) => item !== undefined);
};

const gone = () => undefined;
const put = (attributes: Item) => (item: Item) => ({ ...item, ...attributes });
const text = (from: string | RegExp, to: string) => (item: Item) =>
  JSON.parse(JSON.stringify(item).replace(from, to)) as Item;
const list =
  (name: string, change: (list: readonly AttributeValue[]) => AttributeValue[]) =>
  (item: Item): Item => ({ ...item, [name]: { L: change(item[name]?.L ?? []) } });

test('an undamaged table has no fault', () => {
  expect(faultsIn(items, NOW)).toEqual([]);
  expect(faultsIn(withTombstones, LATER)).toEqual([]);
});

test.each([
  ['a story without its head', /^STORY#ferry/, /^HEAD/, gone],
  ['a story without itself', /^STORY#ferry/, /^STORY/, gone],
  ['a story without its first revision', /^STORY#ferry/, /1$/, gone],
  ['a story without its last revision', /^STORY#ferry/, /2$/, gone],
  ['a story whose head is a revision behind', /^STORY#ferry/, /^HEAD/, put({ writeCount: { N: '1' } })],
  [
    'a story whose head has another date',
    /^STORY#ferry/,
    /^HEAD/,
    put({ publishedAt: { S: NOW.replace('20', '19') } }),
  ],
  ['a story that is not its last revision', /^STORY#ferry/, /^STORY/, text('Sea', 'See')],
  ['a story whose guid changed', /^STORY#ferry/, /2$/, text(/urn:uuid:..../, 'urn:uuid:0000')],
  ['a breaking story whose head does not know the end', /^STORY#rain/, /^HEAD/, list('moments', () => [])],
  ['an entry that is gone', /^FEED#section#world/, /rain$/, gone],
  ['an entry that stayed behind', /^FEED#tag#rain/, /ferry$/, put({ pk: { S: 'FEED#section#world' } })],
  ['an entry at another time', /^FEED#all/, /ferry$/, text('#ferry', '#ferry-2')],
  ['an entry that shows another text', /^FEED#all/, /ferry$/, text('Text.', 'Next.')],
  ['an entry of an older revision', /^FEED#all/, /ferry$/, text('revision\\":2', 'revision\\":1')],
  ['an entry newer than its head', /^FEED#all/, /ferry$/, put({ writeCount: { N: '9' } })],
  ['a feed without a head', /^FEED#section#world/, /^HEAD/, gone],
  ['a feed head that missed a write', /^FEED#section#world/, /^HEAD/, put({ writeCount: { N: '3' } })],
  ['a feed head that was written once too often', /^FEED#all/, /^HEAD/, put({ writeCount: { N: '5' } })],
  [
    'a head of breaking news that was written once too often',
    /^FEED#breaking/,
    /^HEAD/,
    put({ writeCount: { N: '9' } }),
  ],
  ['a feed head that forgot a moment', /^FEED#all/, /^HEAD/, list('moments', (moments) => moments.slice(1))],
  [
    'a feed head that lists a moment twice',
    /^FEED#all/,
    /^HEAD/,
    list('moments', (moments) => [...moments.slice(0, 1), ...moments]),
  ],
  ['a feed head whose moments end too late', /^FEED#all/, /^HEAD/, put({ momentsUntil: { S: NOW } })],
  [
    'a feed head that tells of another revision',
    /^FEED#all/,
    /^HEAD/,
    text('"revision":{"N":"2"}', '"revision":{"N":"1"}'),
  ],
  ['a feed head that opened at no publication', /^FEED#all/, /^HEAD/, put({ openedAt: { S: '2026-11-22T19:00:00Z' } })],
  [
    'a feed head that breaks with nothing',
    /^FEED#all/,
    /^HEAD/,
    text('"until":{"S":"2026-11-22T23', '"until":{"S":"2026-11-22T22'),
  ],
  ['a feed head that miscounts its flags', /^FEED#breaking/, /^HEAD/, text('"flags":{"N":"1"}', '"flags":{"N":"2"}')],
  ['a feed that is not registered', /^FEEDS/, /world$/, gone],
  ['a feed that is registered under another name', /^FEEDS/, /world$/, put({ title: { S: 'Wold' } })],
  ['a feed that is registered and is not there', /^FEEDS/, /world$/, put({ sk: { S: '1#section#mars' } })],
  [
    'a register that touched other rows',
    /^FEEDS/,
    /^HEAD/,
    text('"touched":{"L":[', '"touched":{"L":[{"S":"ffffffff1#section#mars"},'),
  ],
  ['a register without a head', /^FEEDS/, /^HEAD/, gone],
  ['a register that missed a write', /^FEEDS/, /^HEAD/, put({ writeCount: { N: '1' } })],
  ['a receipt for a revision that is not there', /^UPLOAD#.*one/, /./, put({ revision: { N: '3' } })],
  ['a receipt for a story that is not there', /^UPLOAD#.*one/, /./, put({ id: { S: 'fairy' } })],
  ['a receipt of another request', /^UPLOAD#.*one/, /./, put({ request: { S: '0' } })],
  ['a receipt with another status', /^UPLOAD#.*one/, /./, put({ status: { N: '200' } })],
  ['a receipt that ends too soon', /^UPLOAD#.*one/, /./, put({ expires: { N: '1' } })],
  ['a number that is gone', /^CHANGES/, /2$/, gone],
  ['a list without its last number', /^CHANGES/, /4$/, gone],
  ['a change that is listed otherwise', /^CHANGES/, /1$/, text('published', 'revised')],
  ['a change that is dated otherwise', /^CHANGES/, /1$/, put({ at: { S: NOW.replace('20', '19') } })],
  ['a change of another revision', /^CHANGES/, /4$/, put({ revision: { N: '1' } })],
  ['a change that says nothing', /^CHANGES/, /4$/, put({ id: { S: '' } })],
  ['a moment that is gone', /^MOMENTS/, /3$/, gone],
  ['a moment that is listed otherwise', /^MOMENTS/, /3$/, text('published', 'breaking')],
  ['a moment that no write tells of', /^MOMENTS/, /3$/, text(/2026-11-23T06/g, '2026-11-23T07')],
  ['a head of all that forgot its number', /^FEED#all/, /^HEAD/, put({ changes: { NULL: true } })],
  [
    'a head of all with another number',
    /^FEED#all/,
    /^HEAD/,
    text(/"sequenceNumber":{"N":"4"}/, '"sequenceNumber":{"N":"5"}'),
  ],
  ['a write that lists other bytes of its story', /^CHANGES/, /3$/, put({ bytes: { N: '9' } })],
  ['a moment that lists other bytes of its story', /^MOMENTS/, /3$/, put({ bytes: { N: '9' } })],
  [
    'a part of the sitemap with a story more than it counts',
    /^FEED#all/,
    /^HEAD/,
    text(/("sitemap":.*?"stories":{"N":)"3"/, '$1"2"'),
  ],
  ['an item of another format', /^FEED#all/, /rain$/, put({ format: { N: '2' } })],
  ['an item without a format', /^UPLOAD#.*one/, /./, ({ format, ...rest }: Item) => rest as Item],
  ['an item that cannot be read', /^STORY#rain/, /^STORY/, text('headline', 'deadline')],
  ['an item that nobody knows', /^STORY#rain/, /^STORY/, put({ pk: { S: 'STORIES' } })],
])('%s is found', (_, pk, sk, change) => {
  const changed = after(pk, sk, change, items);
  expect(changed).not.toEqual(items);
  expect(faultsIn(changed, NOW)).not.toEqual([]);
});

test.each([
  ['a tombstone that is gone', /^FEED#section#sea/, /^TOMBSTONE/, gone],
  ['a tombstone that is gone from a feed that the story had left', /^FEED#section#world/, /^TOMBSTONE/, gone],
  ['a tombstone in a feed that the story was never in', /^FEED#tag#rain/, /^TOMBSTONE/, put({ pk: { S: 'FEED#all' } })],
  ['a tombstone with another note', /^FEED#all/, /^TOMBSTONE/, put({ note: { S: 'Whatever.' } })],
  ['a tombstone of another withdrawal', /^FEED#all/, /^TOMBSTONE/, put({ withdrawnAt: { S: NOW } })],
  ['a tombstone of another revision', /^FEED#all/, /^TOMBSTONE/, put({ revision: { N: '9' } })],
  ['a tombstone that ends at another time', /^FEED#all/, /^TOMBSTONE/, text(/TOMBSTONE#2/, 'TOMBSTONE#1')],
  ['a tombstone newer than its head', /^FEED#all/, /^TOMBSTONE/, put({ writeCount: { N: '99' } })],
  ['a head that does not list a tombstone', /^FEED#all/, /^HEAD/, put({ tombstones: { L: [] } })],
  [
    'a head that lists a tombstone that is none',
    /^FEED#all/,
    /^HEAD/,
    put({ tombstones: { L: [{ S: '2027-01-01T00:00:00Z' }] } }),
  ],
  ['a head that forgot when a tombstone ends', /^FEED#all/, /^HEAD/, put({ moments: { L: [] } })],
  [
    'a head that touched a tombstone otherwise',
    /^FEED#section#sea/,
    /^HEAD/,
    text('"revision":{"N":"3"}', '"revision":{"N":"2"}'),
  ],
  ['a late change that is gone', /^FEED#all/, /^LATE/, gone],
  ['a late change that shows another text', /^FEED#all/, /^LATE/, text('Text.', 'Next.')],
  ['a late change in no place', /^FEED#all/, /^LATE/, text('LATE#00', 'LATE#07')],
  ['a late change newer than its head', /^FEED#all/, /^LATE/, put({ writeCount: { N: '99' } })],
  ['a head that does not tell of a late change', /^FEED#section#world/, /^HEAD/, put({ lateChanges: { L: [] } })],
  [
    'a head that dates a late change otherwise',
    /^FEED#section#world/,
    /^HEAD/,
    text('"at":{"S":"2026-11-22T20:01', '"at":{"S":"2026-11-22T20:02'),
  ],
  [
    'a head that tells of a late change of another revision',
    /^FEED#all/,
    /^HEAD/,
    text(/("lateChanges".*?"N":)"1"/, '$1"2"'),
  ],
  ['a withdrawn story that the newsroom does not list', /^WITHDRAWN/, /gone$/, gone],
  [
    'a withdrawn story that is listed at another time',
    /^WITHDRAWN/,
    /gone$/,
    text(/T20:02:00Z#gone/, 'T20:03:00Z#gone'),
  ],
  ['a withdrawn story whose head has another note', /^STORY#gone/, /^HEAD/, put({ note: { S: 'Whatever.' } })],
  [
    'a withdrawn story whose head says nothing of it',
    /^STORY#gone/,
    /^HEAD/,
    ({ withdrawnAt, ...rest }: Item) => rest as Item,
  ],
])('%s is found', (_, pk, sk, change) => {
  const changed = after(pk, sk, change, withTombstones);
  expect(changed).not.toEqual(withTombstones);
  expect(faultsIn(changed, LATER)).not.toEqual([]);
});
