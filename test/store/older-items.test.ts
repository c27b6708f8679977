import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createReader } from '../../lambdas/store/read/reader';
import type { Item } from '../../lambdas/store/table/items';
import { receiptKey } from '../../lambdas/store/table/keys';
import { findToken } from '../../lambdas/store/tokens';
import { tableForTests } from '../harness/engine';
import itemsOf010 from './items-of-0.1.0.json';
import { newsroom } from './sample-newsroom';

// Written by release 0.1.0 and never again: a newer release has to read what older ones left in a table.
const table = tableForTests();
const ITEMS = itemsOf010 as unknown as Item[];
const NOW = '2026-11-22T13:00:00Z';

beforeAll(async () => {
  for (const Item of ITEMS) await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
});

test('the feeds of release 0.1.0 are read whole, and its embargoes hold', async () => {
  const stories = createReader(table);
  for (const feed of ['all', 'section#local', 'language#en'] as const) {
    const head = await stories.feedHead(feed, { consistent: true });
    const page = head && (await stories.page(head, { now: NOW, limit: 50 }));
    expect([feed, page?.matchesHead, page?.unreadable]).toEqual([feed, true, []]);
    expect(page?.entries.map(({ headline, revision }) => [headline, revision])).toEqual([['River has peaked', 2]]);
  }
  const all = await stories.feedHead('all', { consistent: true });
  const later = all && (await stories.page(all, { now: '2026-11-23T09:00:00Z', limit: 50 }));
  expect(later?.entries.map(({ id }) => id)).toEqual(['budget', 'river-peaks-at-dawn']);
});

test('so are its stories, revisions, register, receipts and tokens', async () => {
  const stories = createReader(table);
  expect((await stories.story('river-peaks-at-dawn'))?.correction?.note).toBe('It peaked at five.');
  expect(await stories.storyHead('river-peaks-at-dawn', { consistent: true })).toMatchObject({ rev: 2 });
  expect(await stories.revision('river-peaks-at-dawn', 1)).toMatchObject({
    by: 'desk',
    reason: 'first',
    story: { headline: 'River peaks at dawn', image: { alt: 'A river' }, breakingUntil: '2026-11-22T18:00:00Z' },
  });
  const register = await stories.registerHead({ consistent: true });
  const found = register && (await stories.register(register, NOW));
  expect(found?.matchesHead).toBe(true);
  expect(found?.feeds.map(({ title }) => title)).toContain('Local');
  expect(found?.feeds.map(({ title }) => title)).not.toContain('Politics');
  const receipt = await stories.receipt(receiptKey('b'.repeat(64), 'key-1'), NOW);
  expect(receipt).toMatchObject({ id: 'river-peaks-at-dawn', revision: 1, status: 201 });
  expect(await findToken(table, 'token-of-0.1.0')).toMatchObject({ name: 'desk', scopes: ['read', 'write'] });
});

test('its heads, which know of no withdrawals and late changes, are read as heads without any', async () => {
  const stories = createReader(table);
  for (const feed of ['all', 'breaking', 'section#local'] as const) {
    const head = await stories.feedHead(feed, { consistent: true });
    expect(head).toMatchObject({ tombstones: [], lateChanges: [] });
    const news = head && (await stories.news(head, { now: NOW, limit: 50 }));
    expect(news).toMatchObject({ matchesHead: true, notices: { tombstones: [], lateChanges: [], matchesHead: true } });
  }
});

test('its stories can be withdrawn, reinstated and corrected', async () => {
  const room = newsroom(table);
  room.at(NOW);
  const story = await room.reader.story('river-peaks-at-dawn');
  if (!story) throw new Error('it is among the items');
  const withdrawn = await room.withdraw(story, { note: 'Wrong river.' });
  for (const feed of ['all', 'breaking', 'section#local', 'language#en'] as const)
    expect(await room.news(feed)).toMatchObject({ ids: [], withdrawn: [story.id], matchesHead: true });
  room.pass(60);
  const back = await room.reinstate(withdrawn);
  await room.edit(back, { correction: { at: room.now, note: 'Another river.' } });
  expect(await room.news('all')).toMatchObject({ ids: [story.id], late: [story.id], withdrawn: [], matchesHead: true });
});

test('and they can be edited', async () => {
  const room = newsroom(table);
  room.at(NOW);
  const story = await room.reader.story('river-peaks-at-dawn');
  if (!story) throw new Error('it is among the items');
  await room.edit(story, { headline: 'River is down' });
  expect((await room.page('all')).entries[0]?.headline).toBe('River is down');
});
