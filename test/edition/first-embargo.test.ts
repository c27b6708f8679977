import { tableForTests } from '../engine';
import { aStory } from '../newsroom/sample-story';
import { newsroom } from '../store/newsroom';
import { anEdition, read } from './an-edition';

const table = tableForTests();

test('while the first story of all is under embargo, and is to break, nothing tells that it is there', async () => {
  const room = newsroom(table);
  // Each time in a process that has made nothing yet.
  const everything = () => {
    const { front, list } = anEdition(room.reader, () => room.now);
    return Promise.all([front(), list({}, 20), list({ breaking: true }, 20)].map(read));
  };
  const before = await everything();
  await room.upload(
    aStory({ id: 'first', publishedAt: '2026-11-23T12:00:00Z', breakingUntil: '2026-11-23T13:00:00Z' }),
  );
  expect(await everything()).toEqual(before);
  expect(before.map(({ isKept }) => isKept)).toEqual([true, true, true]);
});
