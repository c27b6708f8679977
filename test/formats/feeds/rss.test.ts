import { parseRssFeed } from 'feedsmith';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import type { FeedStory } from '../../../lambdas/news/story/feed-entry';
import { expectGolden } from '../golden';
import { deepFreeze } from '../hostile';
import { readXml } from '../read-xml';
import { allStories, concert, kerry, minimal, noStories, publication, section, storm } from '../sample';

const channelOf = (document = allStories, publisher = publication) =>
  readXml(renderRss(publisher, document)).one('rss').one('channel');
const itemOf = (entry: FeedStory, now = allStories.now) =>
  channelOf({ ...allStories, entries: [entry], now }).one('item');

test('a feed of every kind of story is the approved document', () => {
  expectGolden('rss.xml', renderRss(publication, allStories));
});

test('a section and an empty feed are the approved documents', () => {
  expectGolden('section-rss.xml', renderRss(publication, section));
  expectGolden('empty-rss.xml', renderRss(publication, noStories));
});

test('reader software finds the content of the stories', () => {
  const feed = parseRssFeed(renderRss(publication, allStories));
  expect(feed).toMatchObject({
    title: 'Bulletin',
    link: 'https://news.example/',
    description: publication.description,
    language: 'en',
    lastBuildDate: 'Mon, 03 Jun 2013 20:00:00 GMT',
    generator: 'Bulletin',
    ttl: 5,
    atom: { links: [{ href: 'https://news.example/rss.xml', rel: 'self', type: 'application/rss+xml' }] },
  });
  expect(feed.items?.map(({ guid }) => guid)).toEqual(
    [kerry, storm, concert, minimal].map(({ guid }) => ({ value: guid, isPermaLink: false })),
  );
  expect(feed.items?.[1]).toMatchObject({
    title: storm.headline,
    link: storm.canonicalUrl,
    pubDate: 'Sun, 02 Jun 2013 06:30:00 GMT',
    description: 'Ports from Łódź-am-Meer to 横浜 close; R&amp;D ships return.',
    categories: [{ name: 'World' }, { name: 'Weather' }, { name: 'R&D' }],
    enclosures: [{ url: storm.audio?.url, type: 'audio/mpeg', length: 2671000 }],
    dc: { creators: ['Ann "Ace" O\'Neill', 'Łukasz Żak'], languages: ['en-GB'] },
    atom: { updated: storm.updatedAt },
  });
  expect(feed.items?.[1]?.content?.encoded).toContain(storm.body);
});

test('the feed of a section has its own address and its page', () => {
  const channel = channelOf(section);
  expect(channel.one('title').text).toBe('Bulletin: Middle East');
  expect(channel.one('link').text).toBe('https://news.example/sections/middle-east');
  expect(channel.one('atom:link').attributes.href).toBe('https://news.example/sections/middle-east/rss.xml');
});

test('the ttl is in whole minutes, at least one', () => {
  const ttl = (lifetime: number) => channelOf(noStories, { ...publication, lifetime }).one('ttl').text;
  expect([0, 59, 60, 119, 3600].map(ttl)).toEqual(['1', '1', '1', '1', '60']);
});

test('a story is breaking until the second when its flag ends, in its first category', () => {
  const before = itemOf(storm, '2013-06-03T19:59:59Z').all('category');
  expect(before[0]).toMatchObject({
    text: 'Breaking News',
    attributes: { domain: 'https://news.example/ns/breaking' },
  });
  expect(itemOf(storm, '2013-06-03T20:00:00Z').texts('category')).toEqual(['World', 'Weather', 'R&D']);
});

test('a sole author with a valid e-mail address is the author; other bylines are creators', () => {
  const bylines = (...authors: FeedStory['authors']) => {
    const item = itemOf({ ...minimal, authors });
    return [item.texts('author'), item.texts('dc:creator')];
  };
  const ann = { name: 'Ann', email: 'ann@news.example' };
  expect(bylines()).toEqual([[], []]);
  expect(bylines(ann)).toEqual([['ann@news.example (Ann)'], []]);
  expect(bylines({ name: 'Ann' })).toEqual([[], ['Ann']]);
  expect(bylines(ann, { name: 'Bob', email: 'bob@news.example' })).toEqual([[], ['Ann', 'Bob']]);
  expect(bylines({ ...ann, email: 'ann (at) news' })).toEqual([[], ['Ann']]);
  expect(bylines({ ...ann, name: 'Ann :)' })).toEqual([[], ['Ann :)']]);
});

test('the enclosure is the audio, or else the image; an unknown length is 0', () => {
  const enclosure = (media: Partial<FeedStory>) =>
    itemOf({ ...minimal, ...media })
      .all('enclosure')
      .map(({ attributes }) => attributes);
  const image = { url: 'https://media.example/a.png', type: 'image/png' };
  expect(enclosure({})).toEqual([]);
  expect(enclosure({ image })).toEqual([{ ...image, length: '0' }]);
  expect(enclosure({ image, audio: { duration: 7 } })).toEqual([{ ...image, length: '0' }]);
  const audio = { url: 'https://media.example/a', type: 'audio/mpeg', length: 7 };
  expect(enclosure({ image, audio })).toEqual([{ ...audio, length: '7' }]);
});

test('the summary comes before the body, even if it is empty', () => {
  for (const entry of [kerry, minimal]) {
    expect(renderRss(publication, { ...allStories, entries: [entry] })).toMatch(
      /<item>.*<description>.*<\/description>\s*<content:encoded>/s,
    );
  }
});

test('a story without an absolute address is skipped and reported', () => {
  const onSkip = jest.fn();
  const relative = { ...storm, canonicalUrl: '/storm' };
  const rss = renderRss(publication, { ...allStories, entries: [kerry, relative, minimal] }, onSkip);
  expect(
    readXml(rss)
      .one('rss')
      .one('channel')
      .all('item')
      .flatMap((item) => item.texts('guid')),
  ).toEqual([kerry.guid, minimal.guid]);
  expect(onSkip.mock.calls).toEqual([['storm-at-sea', expect.objectContaining({ code: 'ERR_INVALID_URL' })]]);
});

test('the same feed gives the same bytes, and is not changed', () => {
  const same = deepFreeze(structuredClone({ publication, allStories }));
  expect(renderRss(same.publication, same.allStories)).toBe(renderRss(same.publication, same.allStories));
});
