import { tableForTests } from '../harness/engine';
import { aStory } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

const table = tableForTests();

test('nothing reveals an embargoed first story that is to break', async () => {
  const room = newsroom(table);
  // Each time in a new process.
  const everything = () => {
    const { front, list } = servingOf(room.reader, () => room.now);
    return Promise.all(
      [front(), list({ filter: {}, limit: 20 }), list({ filter: { breaking: true }, limit: 20 })].map(read),
    );
  };
  const before = await everything();
  await room.upload(
    aStory({ id: 'first', publishedAt: '2026-11-23T12:00:00Z', breakingUntil: '2026-11-23T13:00:00Z' }),
  );
  expect(await everything()).toEqual(before);
  expect(before.map(({ isKept }) => isKept)).toEqual([true, true, true]);
});
