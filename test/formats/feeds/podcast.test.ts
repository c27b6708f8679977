import fc from 'fast-check';
import { parseRssFeed } from 'feedsmith';
import { renderPodcast } from '../../../lambdas/formats/feeds/podcast';
import { expectGolden } from '../golden';
import { deepFreeze, hostileText, textAfterParser } from '../hostile';
import { readXml } from '../read-xml';
import { allStories, kerry, minimal, publication, storm } from '../sample';

const audio = { ...allStories, feed: { ...allStories.feed, name: 'audio' as const }, entries: [storm] };

test('a podcast is the approved document', () => {
  expectGolden('podcast.xml', renderPodcast(publication, audio));
});

test('a podcast app finds the show and its episodes', () => {
  const show = parseRssFeed(renderPodcast(publication, audio));
  expect(show).toMatchObject({
    title: 'Bulletin',
    link: 'https://news.example/audio',
    language: 'en',
    atom: { links: [{ href: 'https://news.example/podcast.xml', rel: 'self' }] },
    itunes: {
      author: 'Bulletin',
      image: 'https://news.example/podcast-cover.png',
      categories: [{ text: 'News' }],
      explicit: false,
      type: 'episodic',
    },
  });
  expect(show.items).toMatchObject([
    {
      title: storm.headline,
      guid: { value: storm.guid, isPermaLink: false },
      enclosures: [{ url: storm.audio?.url, type: 'audio/mpeg', length: 2671000 }],
      pubDate: 'Sun, 02 Jun 2013 06:30:00 GMT',
      itunes: { duration: 167 },
    },
  ]);
});

test('an enclosure always has its three attributes and an ASCII address', () => {
  const odd = { ...minimal, audio: { url: 'https://media.example/köln.mp3', type: 'audio/mpeg', duration: 1.6 } };
  const item = readXml(renderPodcast(publication, { ...audio, entries: [odd] }))
    .one('rss')
    .one('channel')
    .one('item');
  expect(item.one('enclosure').attributes).toEqual({
    url: 'https://media.example/k%C3%B6ln.mp3',
    type: 'audio/mpeg',
    length: '0',
  });
  expect(item.one('itunes:duration').text).toBe('2');
  expect(item.one('description').text).toBe('Quiet day');
});

test('an episode has its picture, where it is a JPEG or PNG by its type and its address', () => {
  const images = (image: typeof storm.image) =>
    readXml(renderPodcast(publication, { ...audio, entries: [{ ...storm, image }] }))
      .one('rss')
      .one('channel')
      .one('item')
      .all('itunes:image')
      .map(({ attributes }) => attributes.href);
  const at = (url: string, type?: string) => images({ url: `https://media.example/${url}`, type });
  expect(at('a.jpg?w=1#b')).toEqual(['https://media.example/a.jpg?w=1#b']);
  expect([at('a.JPEG', 'image/jpeg'), at('a.png', 'image/png')].map(({ length }) => length)).toEqual([1, 1]);
  for (const [url, type] of [['a.webp'], ['a'], ['a.jpg', 'image/webp'], ['a?b.png'], ['a#.png']] as const)
    expect(at(url, type)).toEqual([]);
  expect(images(undefined)).toEqual([]);
});

test('an episode has the HTML of the story, after its description', () => {
  const show = renderPodcast(publication, audio);
  const item = readXml(show).one('rss').one('channel').one('item');
  expect(item.one('content:encoded').text).toMatch(
    /^<figure><img src="[^>]*>\n<figcaption>AP<\/figcaption><\/figure>\n<p>/,
  );
  expect(show.indexOf('<description>', show.indexOf('<item>'))).toBeLessThan(show.indexOf('<content:encoded>'));
});

test('a story without a media file is skipped and reported', () => {
  const skipped: string[] = [];
  const entries = [kerry, { ...storm, audio: undefined }];
  const show = renderPodcast(publication, { ...audio, entries }, (id) => skipped.push(id));
  expect(readXml(show).one('rss').one('channel').all('item')).toEqual([]);
  expect(skipped).toEqual([kerry.id, storm.id]);
});

test('any text is text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const show = renderPodcast(
        { ...publication, title: text, description: text, copyright: text },
        { ...audio, entries: [{ ...storm, headline: text, image: { url: 'https://a.example/a.jpg', credit: text } }] },
      );
      const channel = readXml(show).one('rss').one('channel');
      expect(channel.one('itunes:author').text).toBe(textAfterParser(text));
      expect(channel.one('copyright').text).toBe(textAfterParser(text));
      expect(channel.one('item').one('title').text).toBe(textAfterParser(text));
    }),
  );
});

test('the same stories give the same bytes, and are not changed', () => {
  const same = deepFreeze(structuredClone(audio));
  expect(renderPodcast(publication, same)).toBe(renderPodcast(publication, same));
});
