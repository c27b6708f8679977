import { isPage, newsroomPath } from '../../lambdas/http/routes';

test.each([
  '/',
  '/feeds',
  '/breaking',
  '/audio',
  '/archive',
  '/archive/2026-11',
  '/archive/2026-13-45',
  '/stories/one',
  '/stories/',
  '/stories/a/b/c',
  '/stories/one/next',
])('%s is a page', (path) => expect(isPage(path)).toBe(true));

test('an address below a story may have a line break', () => {
  expect(isPage('/stories/one/tw\no')).toBe(true);
});

test.each(['/sections/world', '/sections/', '/tags/%ff', '/authors/ann-li', '/languages/en'])(
  '%s is a page of a feed',
  (path) => expect(isPage(path)).toBe(true),
);

test.each([
  '/stories',
  '/rss.xml',
  '/feeds.opml',
  '/feeds/',
  '/nowhere/world',
  '/sections/world/rss.xml',
  '/api/stories/one',
  '/breaking/rss.xml',
  '/archive/20261031T235959Z/rss.xml',
])('%s is no page', (path) => expect(isPage(path)).toBe(false));

test('a newsroom path has its parameters percent-encoded', () => {
  expect(newsroomPath('stories')).toBe('/newsroom/stories');
  expect(newsroomPath('revision', { id: 'a/ü', revision: 2 })).toBe('/newsroom/stories/a%2F%C3%BC/revisions/2');
});
