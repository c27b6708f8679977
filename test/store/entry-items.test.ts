import { makeFeedEntry } from '../../lambdas/news/story/feed-entry';
import { entryItem, readEntries } from '../../lambdas/store/table/entry-items';
import { entryKey } from '../../lambdas/store/table/keys';
import { aStory } from '../news/sample-story';

const itemOf = (feed: 'all' | 'breaking', summary: string, writeCount: number) => {
  const story = aStory({ summary });
  return entryItem(entryKey(feed, story.publishedAt, story.id), makeFeedEntry(story), writeCount);
};

test('an entry that stays as it was is the same object, in every feed', () => {
  const [before] = readEntries([itemOf('all', 'One.', 1)]).entries;
  const [after] = readEntries([itemOf('breaking', 'One.', 2)]).entries;
  expect(after?.entry).toBe(before?.entry);
  expect([before?.writeCount, after?.writeCount]).toEqual([1, 2]);
});

test('another entry of the story is read anew', () => {
  readEntries([itemOf('all', 'One.', 1)]);
  expect(readEntries([itemOf('all', 'Two.', 1)]).entries[0]?.entry.summary).toBe('Two.');
});
