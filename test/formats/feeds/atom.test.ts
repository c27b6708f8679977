import { parseAtomFeed } from 'feedsmith';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import type { FeedStory } from '../../../lambdas/news/story/feed-entry';
import { expectGolden } from '../golden';
import { deepFreeze } from '../hostile';
import { readXml } from '../read-xml';
import { allStories, concert, kerry, minimal, noStories, publication, section, storm } from '../sample';

const feedOf = (document = allStories) => readXml(renderAtom(publication, document)).one('feed');
const entryOf = (entry: FeedStory, now = allStories.now) =>
  feedOf({ ...allStories, entries: [entry], now }).one('entry');

test('a feed of every kind of story is the approved document', () => {
  expectGolden('atom.xml', renderAtom(publication, allStories));
});

test('a section and an empty feed are the approved documents', () => {
  expectGolden('section-atom.xml', renderAtom(publication, section));
  expectGolden('empty-atom.xml', renderAtom(publication, noStories));
});

test('reader software finds the content of the stories', () => {
  const feed = parseAtomFeed(renderAtom(publication, allStories));
  expect(feed).toMatchObject({
    id: allStories.feed.guid,
    title: { value: 'Bulletin' },
    subtitle: { value: publication.description },
    updated: '2013-06-03T20:00:00.000Z',
    generator: { text: 'Bulletin' },
    authors: [{ name: 'Bulletin', uri: 'https://news.example/' }],
    links: [
      { rel: 'alternate', href: 'https://news.example/' },
      { rel: 'self', href: 'https://news.example/atom.xml' },
    ],
    xml: { lang: 'en' },
  });
  expect(feed.entries?.map(({ id }) => id)).toEqual([kerry, storm, concert, minimal].map(({ guid }) => guid));
  expect(feed.entries?.[1]).toMatchObject({
    title: { value: storm.headline },
    summary: { type: 'html', value: escapeMarkup(storm.summary) },
    content: { type: 'html' },
    published: '2013-06-02T06:30:00.000Z',
    updated: '2013-06-03T18:45:10.000Z',
    authors: [
      { name: 'Ann "Ace" O\'Neill', email: 'ann@news.example', uri: storm.authors[0]?.url },
      { name: 'Łukasz Żak' },
    ],
    categories: [{ term: 'World' }, { term: 'Weather' }, { term: 'R&D' }],
    links: [
      { rel: 'alternate', href: storm.canonicalUrl },
      { rel: 'enclosure', href: storm.audio?.url, type: 'audio/mpeg', length: 2671000 },
    ],
    xml: { lang: 'en-GB' },
  });
  expect(feed.entries?.[1]?.content?.value).toContain(storm.body);
});

test('the feed of a section has its own address and its page', () => {
  const feed = feedOf(section);
  expect(feed.one('title').text).toBe('Bulletin: Middle East');
  expect(feed.all('link').map(({ attributes }) => attributes.href)).toEqual([
    'https://news.example/sections/middle-east',
    'https://news.example/sections/middle-east/atom.xml',
  ]);
});

test('a story is breaking until the second when its flag ends, in its first category', () => {
  const before = entryOf(storm, '2013-06-03T19:59:59Z').all('category');
  expect(before[0]?.attributes).toEqual({
    term: 'breaking',
    scheme: 'https://news.example/ns/breaking',
    label: 'Breaking News',
  });
  const after = entryOf(storm, '2013-06-03T20:00:00Z').all('category');
  expect(after.map(({ attributes }) => attributes)).toEqual([{ term: 'World' }, { term: 'Weather' }, { term: 'R&D' }]);
});

test('headline and summary are plain text, and an empty summary is left out', () => {
  const { headline, summary } = { headline: '<b> is bold', summary: 'a &lt; b' };
  const entry = entryOf({ ...minimal, headline, summary });
  for (const [name, text] of [
    ['title', headline],
    ['summary', summary],
  ] as const) {
    expect(entry.one(name)).toMatchObject({ text, attributes: {} });
  }
  expect(entryOf(minimal).all('summary')).toEqual([]);
});

test('an author with an invalid e-mail address or page keeps the name', () => {
  const authors = [{ name: 'Ann', email: 'ann', url: '/ann' }];
  const author = entryOf({ ...minimal, authors }).one('author');
  expect([author.texts('name'), author.texts('email'), author.texts('uri')]).toEqual([['Ann'], [], []]);
});

test('an enclosure of unknown length has no length, and one without a web address is left out', () => {
  const enclosures = (image: FeedStory['image']) =>
    entryOf({ ...minimal, image })
      .all('link')
      .slice(1)
      .map(({ attributes }) => attributes);
  const image = { url: 'https://media.example/a.png', type: 'image/png' };
  expect(enclosures(image)).toEqual([{ rel: 'enclosure', href: image.url, type: image.type }]);
  expect(enclosures({ ...image, url: '//media.example' })).toEqual([]);
});

test('a story with an invalid time is skipped and reported', () => {
  const onSkip = jest.fn();
  const entries = [{ ...concert, publishedAt: '2013-02-30T00:00:00Z' }, minimal];
  const atom = renderAtom(publication, { ...allStories, entries }, onSkip);
  expect(
    readXml(atom)
      .one('feed')
      .all('entry')
      .flatMap((entry) => entry.texts('id')),
  ).toEqual([minimal.guid]);
  expect(onSkip.mock.calls).toEqual([['konzert-in-köln', expect.any(RangeError)]]);
});

test('a guid that is not an IRI is always the same UUID, in an entry and in its tombstone', () => {
  const guid = 'storm 4711';
  const uuid = 'urn:uuid:40a20eae-7013-8a01-8ba9-8a9f88a3e958';
  expect(entryOf({ ...minimal, guid }).one('id').text).toBe(uuid);
  expect(entryOf({ ...minimal, guid: `${guid}.` }).one('id').text).not.toBe(uuid);
});

test('an id is not normalised', () => {
  expect(entryOf({ ...minimal, guid: 'HTTP://News.Example/a/../b' }).one('id').text).toBe('HTTP://News.Example/a/../b');
});

test('the same feed gives the same bytes, and is not changed', () => {
  const same = deepFreeze(structuredClone({ publication, allStories }));
  expect(renderAtom(same.publication, same.allStories)).toBe(renderAtom(same.publication, same.allStories));
});
