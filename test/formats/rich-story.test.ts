import { addressesOf } from '../../lambdas/formats/addresses';
import { renderAtom } from '../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../lambdas/formats/feeds/json-feed';
import { renderPodcast } from '../../lambdas/formats/feeds/podcast';
import { renderRss } from '../../lambdas/formats/feeds/rss';
import { renderStoryPage } from '../../lambdas/formats/html/story-page';
import { renderStory } from '../../lambdas/formats/json/story-json';
import { expectGolden } from './golden';
import { PageReader } from './page-reader';
import { readRichStory } from './rich-story';
import { allStories, publication } from './sample';

const { story, warnings } = readRichStory();
const document = { ...allStories, entries: [story] };

// biome.json switches two rules off for this page: a newsroom's sound has no captions, and a table that scrolls is focusable.
test('a story with everything is the approved documents', () => {
  expectGolden('flood/rss.xml', renderRss(publication, document));
  expectGolden('flood/atom.xml', renderAtom(publication, document));
  expectGolden('flood/feed.json', renderJsonFeed(publication, document));
  expectGolden(
    'flood/podcast.xml',
    renderPodcast(publication, { ...document, feed: { ...document.feed, name: 'audio' } }),
  );
  expectGolden('flood/story.json', renderStory(addressesOf(publication.url), story, allStories.now));
  expectGolden('html/flood.html', renderStoryPage(publication, story, allStories.now));
});

test('footnote links lead to the page of the story in feeds, and stay fragments on the page', () => {
  const page = 'https://news.example/stories/flood-at-the-bridge';
  const links = (text: string) => new PageReader(text).values('href', 'a').filter((href) => href?.includes('#'));
  const fragments = ['#note-fn1', '#note-fn2', '#note-ref1', '#note-ref2'];
  expect(
    links(renderStoryPage(publication, story, allStories.now)).filter((href) => href?.startsWith('#note')),
  ).toEqual(fragments);
  const { items } = JSON.parse(renderJsonFeed(publication, document));
  expect(links(items[0].content_html)).toEqual(fragments.map((fragment) => page + fragment));
  for (const feed of [renderRss(publication, document), renderAtom(publication, document)]) {
    expect(feed.split(`href="${page}#note-`)).toHaveLength(5);
    expect(feed).not.toContain('href="#');
  }
});

test('an editor reads of each change to the story', () => {
  expect(warnings).toEqual([
    'elements removed: noscript',
    'embeds replaced by a link: iframe',
    '1 late picture given the real address',
    'attributes removed: class, aria-label',
    'no summary: made from the first paragraph',
  ]);
});

test('the keyboard reaches a table, because a wide one scrolls', () => {
  expect(new PageReader(renderStoryPage(publication, story, allStories.now)).values('tabindex', 'table')).toEqual([
    '0',
  ]);
});
