import { addressesOf } from '../../lambdas/formats/addresses';
import { renderAtom } from '../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../lambdas/formats/feeds/json-feed';
import { renderRss } from '../../lambdas/formats/feeds/rss';
import { renderStory } from '../../lambdas/formats/json/story-json';
import { readXml } from './read-xml';
import { allStories, publication, storm } from './sample';

const [section, tags] = ['r-d', ['C plus plus', 'WEATHER']];
const story = { ...storm, section, tags };
/** The feed of the section, which another story opened in another spelling. */
const document = {
  ...allStories,
  feed: { name: 'section#r-d', title: 'R&D', guid: 'urn:uuid:1' },
  entries: [story],
} as const;

test('each format has the title of the feed, and the spelling of the story in its own item', () => {
  const channel = readXml(renderRss(publication, document)).one('rss').one('channel');
  expect(channel.one('title').text).toBe('Bulletin: R&D');
  expect(channel.one('item').texts('category')).toEqual([section, ...tags]);

  const atom = readXml(renderAtom(publication, document)).one('feed');
  expect(atom.one('title').text).toBe('Bulletin: R&D');
  const terms = atom
    .one('entry')
    .all('category')
    .map(({ attributes }) => attributes.term);
  expect(terms).toEqual([section, ...tags]);

  const feed = JSON.parse(renderJsonFeed(publication, document));
  expect(feed.title).toBe('Bulletin: R&D');
  expect(feed.items[0]).toMatchObject({ tags: [section, ...tags], _bulletin: { section } });

  expect(JSON.parse(renderStory(addressesOf(publication.url), story, document.now))).toMatchObject({ section, tags });
});
