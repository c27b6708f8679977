import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import type { FeedStory } from '../../../lambdas/news/story/feed-entry';
import { readXml } from '../read-xml';
import { allStories, concert, minimal, publication, storm } from '../sample';

const FORMATS = { RSS: renderRss, Atom: renderAtom };
const names = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
const render = (name: keyof typeof FORMATS, ...entries: FeedStory[]) =>
  FORMATS[name](publication, { ...allStories, entries });
const itemOf = (name: keyof typeof FORMATS, image: FeedStory['image']) => {
  const root = readXml(render(name, { ...minimal, image }));
  return name === 'RSS' ? root.one('rss').one('channel').one('item') : root.one('feed').one('entry');
};

test('reader software finds the picture beside the sound, with its text alternative, credit and size', () => {
  const media = {
    contents: [
      {
        ...{ url: storm.image?.url, type: 'image/jpeg', medium: 'image', width: 1600, height: 900 },
        description: { type: 'plain', value: 'A harbour' },
        credits: [{ value: 'AP' }],
      },
    ],
    thumbnails: [{ url: storm.image?.url, width: 1600, height: 900 }],
  };
  const inRss = parseRssFeed(render('RSS', storm)).items?.[0];
  expect(inRss).toMatchObject({ media, enclosures: [{ type: 'audio/mpeg' }] });
  const inAtom = parseAtomFeed(render('Atom', storm)).entries?.[0];
  expect(inAtom).toMatchObject({ media, summary: { type: 'html' } });
  expect(inAtom?.links).toContainEqual(expect.objectContaining({ rel: 'enclosure', type: 'audio/mpeg' }));
});

test.each(names)('%s has no more of a picture than is known', (name) => {
  const item = itemOf(name, { url: 'https://media.example/a', width: 7 });
  expect(item.one('media:content').attributes).toEqual({
    ...{ url: 'https://media.example/a', medium: 'image', width: '7' },
  });
  expect(item.one('media:content').all('media:description')).toEqual([]);
  expect(item.one('media:content').all('media:credit')).toEqual([]);
  expect(item.one('media:thumbnail').attributes).toEqual({ url: 'https://media.example/a', width: '7' });
});

test.each(names)('%s has an address in ASCII, and no invalid type and size', (name) => {
  const image = { url: concert.image?.url ?? '', type: 'jpeg', width: 0.5, height: Number.NaN };
  expect(itemOf(name, image).one('media:content').attributes).toEqual({
    ...{ url: 'https://media.example/k%C3%B6ln.jpg', medium: 'image' },
  });
  expect(itemOf(name, { url: '/a.jpg', alt: 'x' }).all('media:content')).toEqual([]);
});

test.each(names)('%s declares the namespace only where there is a picture', (name) => {
  const root = name === 'RSS' ? 'rss' : 'feed';
  const declared = (...entries: FeedStory[]) => readXml(render(name, ...entries)).one(root).attributes['xmlns:media'];
  expect(declared(storm, minimal)).toBe('http://search.yahoo.com/mrss/');
  expect(declared(minimal)).toBeUndefined();
  expect(declared({ ...minimal, headline: '<media:content ' })).toBeUndefined();
});

test.each(names)('%s has the picture after the content, and the summary as HTML after its description', (name) => {
  const document = render(name, storm);
  const places = ['<content', '<media:content ', '<media:description', 'summary type="html">'];
  const found = places.map((place) => document.lastIndexOf(place));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found[0]).toBeGreaterThan(0);
  expect(document).toContain('type="html">Ports from Łódź-am-Meer to 横浜 close; R&amp;amp;D ships return.<');
});

test.each(names)(
  '%s gives a described picture without a summary its description, and no other story an HTML summary',
  (name) => {
    const summaries = (image: FeedStory['image'], summary = '') =>
      /summary type="html">([^<]*)/.exec(render(name, { ...minimal, summary, image }))?.[1];
    const url = 'https://media.example/a.jpg';
    expect(summaries({ url, alt: 'A <harbour>' })).toBe('A &amp;lt;harbour&amp;gt;');
    expect([summaries({ url }), summaries(undefined, 'x'), summaries({ url: '/a', alt: 'x' }, 'x')]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
    // In Atom a mail of rss2email would lose the picture. In RSS the description is HTML.
    expect(summaries({ url }, 'x')).toBe(name === 'Atom' ? 'x' : undefined);
  },
);
