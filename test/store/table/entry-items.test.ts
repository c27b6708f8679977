import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { entryItem, readEntries } from '../../../lambdas/store/table/entry-items';
import { entryKey } from '../../../lambdas/store/table/keys';
import { aStory } from '../../news/sample-story';

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

test('entries that were not used for long are forgotten', () => {
  const many = (from: number) =>
    Array.from({ length: 2_000 }, (_, n) => itemOf('all', `${from + n} ${'x'.repeat(900)}`, 1));
  const [used, unused] = readEntries([itemOf('all', 'Used.', 1), itemOf('all', 'Unused.', 1)]).entries;
  for (const item of many(0)) readEntries([item, itemOf('all', 'Used.', 1)]);
  const [still, anew] = readEntries([itemOf('all', 'Used.', 1), itemOf('all', 'Unused.', 1)]).entries;
  expect(still?.entry).toBe(used?.entry);
  expect(anew?.entry).not.toBe(unused?.entry);
  expect(anew?.entry).toEqual(unused?.entry);
});
