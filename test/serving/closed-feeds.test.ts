import { tableForTests } from '../harness/engine';
import { aStory } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { servingOf } from './serving-of';

const table = tableForTests();
const room = newsroom(table);
const serving = servingOf(room.reader, () => room.now);

const ONE_SMALL_READ = { requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 };

beforeAll(async () => {
  const story = await room.upload(aStory({ id: 'moved', tags: ['Old', 'New'] }));
  room.pass(1);
  await room.edit(story, { tags: ['New'] });
  room.pass(1);
});

test.each([
  [undefined, { gone: 'feed' }],
  ['tag#new' as const, { movedTo: expect.stringMatching(/\/tags\/new/) }],
])('a poll of a feed that is closed and moved to %s is one small read', async (movedTo, answer) => {
  await room.writer.closeFeed({ name: 'tag#old', movedTo });
  for (const find of [
    () => serving.feed('tags', 'old', 'rss.xml'),
    () => serving.feedPage('tags', 'old'),
    () => serving.archive('tags', 'old', '20261031T235959Z', 'atom.xml'),
  ]) {
    await find();
    table.forget();
    expect(await find()).toMatchObject(answer);
    expect(table.traffic).toEqual(ONE_SMALL_READ);
  }
});
