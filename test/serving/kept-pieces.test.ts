import { Feed } from 'feed';
import type { Story } from '../../lambdas/news/story/story';
import { tableForTests } from '../harness/engine';
import { aStory } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { read, servingOf } from './serving-of';

const table = tableForTests();

/** How many items `feed` renders for an answer. RSS renders one more, which keeps their place. */
async function renderedFor(answer: () => Promise<{ text: string }>) {
  const addItem = jest.spyOn(Feed.prototype, 'addItem');
  try {
    const { text } = await answer();
    return { text, items: addItem.mock.calls.filter(([{ link }]) => link !== '').length };
  } finally {
    addItem.mockRestore();
  }
}

test('after one edit, `feed` renders one story for all its feeds and archive documents', async () => {
  const room = newsroom(table);
  const serving = servingOf(room.reader, () => room.now);
  const stories: Story[] = [];
  for (let day = 1; day <= 5; day++) {
    const publishedAt = `2026-10-0${day}T10:00:00Z`;
    stories.push(
      await room.upload(aStory({ id: `kept-${day}`, section: 'Kept', publishedAt, updatedAt: publishedAt })),
    );
  }
  const feed = (of = serving) => read(of.feed('sections', 'kept', 'atom.xml'));
  const all = (of = serving) => read(of.feed(undefined, undefined, 'atom.xml'));
  const archive = (of = serving) => read(of.archive('sections', 'kept', '20261031T235959Z', 'atom.xml'));
  expect((await renderedFor(feed)).items).toBe(5);
  expect((await renderedFor(archive)).items).toBe(0);
  expect((await renderedFor(all)).items).toBe(0);
  room.pass(60);
  await room.edit(stories[2] as Story, { headline: 'A new headline', breakingUntil: null });
  const after = await renderedFor(feed);
  expect(after.items).toBe(1);
  expect(after.text).toContain('A new headline');
  expect(after.text).toContain('Breaking News');
  expect((await renderedFor(all)).items).toBe(0);
  // History shows no flags, so its piece is another one.
  const history = await renderedFor(archive);
  expect(history.items).toBe(1);
  expect(history.text).not.toContain('Breaking News');
  const another = servingOf(room.reader, () => room.now);
  expect((await feed(another)).text).toBe(after.text);
  expect((await archive(another)).text).toBe(history.text);
});

test('a story that is left out is reported for each document', async () => {
  const room = newsroom(table);
  const serving = servingOf(room.reader, () => room.now);
  const bad = await room.upload(aStory({ id: 'bad', section: 'Bad', canonicalUrl: '/relative' }));
  await read(serving.feed('sections', 'bad', 'rss.xml'));
  room.pass(60);
  await room.edit(bad, { tags: ['Bad'] });
  await read(serving.feed('sections', 'bad', 'rss.xml'));
  await read(serving.feed('tags', 'bad', 'rss.xml'));
  expect(serving.reports.map(({ message }) => message)).toEqual(Array(3).fill('story bad was left out of a feed'));
});
