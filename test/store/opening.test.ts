import { secondsBetween } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from './sample-newsroom';

const room = newsroom(tableForTests());
const readFeeds = async () => [await room.ids('all'), await room.ids('breaking'), await room.register()];

test('an empty table has no feed', async () => {
  expect(await readFeeds()).toEqual([undefined, undefined, []]);
});

test('an embargoed story opens nothing; the first published story opens every feed', async () => {
  const late = await room.upload(aStory({ id: 'late', publishedAt: '2026-11-22T14:00:00Z' }));
  expect(await readFeeds()).toEqual([undefined, undefined, []]);
  await room.upload(aStory({ id: 'soon', publishedAt: '2026-11-22T13:00:00Z' }));
  await room.edit(late, { publishedAt: '2026-11-22T15:00:00Z' });
  room.at('2026-11-22T12:59:59Z');
  expect(await readFeeds()).toEqual([undefined, undefined, []]);
  room.at('2026-11-22T13:00:00Z');
  expect(await readFeeds()).toEqual([['soon'], [], ['all', 'breaking', 'language#en']]);
});

test('a story published now opens the feeds at once', async () => {
  room.at(NOON);
  await room.upload(aStory({ id: 'now', publishedAt: NOON }));
  expect(await readFeeds()).toEqual([['now'], [], ['all', 'breaking', 'language#en']]);
});

test('a story that opens many feeds advances their register once', async () => {
  await room.upload(aStory({ id: 'many', publishedAt: NOON, section: 'A', tags: ['b', 'c', 'd', 'e'] }));
  const register = await room.reader.registerHead({ consistent: true });
  expect(register && secondsBetween(NOON, register.changedAt)).toBeLessThanOrEqual(2);
});
