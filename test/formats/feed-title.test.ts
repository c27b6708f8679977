import { entryLink, feedBody, feedHome, feedTitle } from '../../lambdas/formats/feeds/feed-title';
import { allStories, concert, kerry, noStories, publication, section, storm } from './sample';

test('a feed is called after the publication and what it is of', () => {
  const titles = [allStories, noStories, section].map(({ feed }) => feedTitle(publication, feed));
  expect(titles).toEqual(['Bulletin', 'Bulletin: Breaking News', 'Bulletin: Middle East']);
});

test('the home of a feed is its folder', () => {
  const homes = [allStories, noStories, section].map(({ feed }) => feedHome(publication, feed));
  expect(homes).toEqual(['', 'breaking', 'sections/middle-east'].map((path) => `https://news.example/${path}`));
});

test('a story is read at its canonical address, or else here', () => {
  expect(entryLink(publication, storm)).toBe('https://wire.example/storm?id=4711&lang=en');
  expect(entryLink(publication, concert)).toBe('https://news.example/stories/konzert-in-k%C3%B6ln');
});

test('a whole story is its body', () => {
  expect(feedBody(publication, kerry)).toBe(kerry.body);
});

test('a story that was cut says where to read on, and a correction comes last', () => {
  expect(feedBody(publication, { ...storm, body: '<p>a</p>' })).toBe(
    [
      '<p>a</p>',
      '<p><a href="https://wire.example/storm?id=4711&amp;lang=en">Read the whole story</a></p>',
      '<p>Correction: The level is in metres, not &quot;feet &amp; inches&quot;.</p>',
    ].join('\n'),
  );
});
