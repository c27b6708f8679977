import fc from 'fast-check';
import { dateOf } from '../../../bin/cli/import/date-of';
import type { FeedItem } from '../../../bin/cli/import/feed-item';
import { storyOf } from '../../../bin/cli/import/feed-story';
import { readFeed } from '../../../bin/cli/import/foreign-feed';
import { readForeignStory } from '../../../lambdas/newsroom/import/foreign-story';
import { LIMITS } from '../../../lambdas/newsroom/story';

const NOW = '2026-11-22T12:00:00Z';
const CONTEXT = { now: NOW, language: 'en', breakingFor: 'PT4H', baseUrl: 'https://news.example' };
const nothing = { categories: [], authors: [], attachments: [] };
const value = (item: Partial<FeedItem>) => storyOf({ ...nothing, ...item }, { base: 'https://old.example/feed' }).value;
const notes = (item: Partial<FeedItem>) => storyOf({ ...nothing, ...item }, {}).notes;

test.each([
  ['Mon, 04 Mar 2019 05:06:07 GMT', '2019-03-04T05:06:07Z'],
  ['Mon, 04 Mar 2019 05:06:07 -0800', '2019-03-04T13:06:07Z'],
  ['Monday, 4 March 2019 05:06:07 EST', '2019-03-04T10:06:07Z'],
  ['Tue, 04 Mar 2019 05:06 UT', '2019-03-04T05:06:00Z'],
  ['4 Mar 19 05:06:07 Z', '2019-03-04T05:06:07Z'],
  ['Mar 4, 2019', '2019-03-04T00:00:00Z'],
  ['2019-03-04', '2019-03-04T00:00:00Z'],
  ['2019-03-04T05:06:07', '2019-03-04T05:06:07Z'],
  ['2019-03-04T05:06:07.891+01:00', '2019-03-04T04:06:07Z'],
  ['2019-03-04 05:06:07', '2019-03-04T05:06:07Z'],
  ['2019-03-04 05:06:07 +0100', '2019-03-04T04:06:07Z'],
  ['Seg, 24 Set 2018 23:07:54 -0300', '2018-09-25T02:07:54Z'],
  ['mié, 05 dic 2018 10:00:00 +0100', '2018-12-05T09:00:00Z'],
  ['Di, 05 Mär 2019 10:00:00 +0100', '2019-03-05T09:00:00Z'],
  ['jeu, 11 juil. 2019 10:00:00 +0200', '2019-07-11T08:00:00Z'],
  ['4 мар 2019 10:00:00 +0300', undefined],
  ['yesterday', undefined],
  ['', undefined],
  ['31 Feb', undefined],
])('the date %j is %s', (given, expected) => {
  expect(dateOf(given)).toBe(expected);
});

test('titles are text, whatever they are written as', () => {
  expect(value({ title: 'AT&amp;T <b>bold</b>\n 5 < 6' }).headline).toBe('AT&T bold 5 < 6');
});

test('an item without a title has the beginning of its text, one without text its link, one without both its title', () => {
  expect(value({ body: `<p>${'word '.repeat(40)}</p>` }).headline).toMatch(/^word .*word…$/);
  expect(value({ title: 'A & B', link: '/x' }).body).toBe('<p><a href="https://old.example/x">A &amp; B</a></p>');
  expect(value({ title: 'A & B' }).body).toBe('<p>A &amp; B</p>');
});

test('a guid is kept to the letter, and else it is the link, and else made of what the item says', () => {
  expect(value({ guid: 'post 7', link: '/x' }).guid).toBe('post 7');
  expect(value({ link: '/x' }).guid).toBe('https://old.example/x');
  const { guid } = value({ title: 'A', body: 'B' });
  expect(guid).toMatch(/^urn:sha256:[\da-f]{64}$/);
  expect(value({ title: 'A', body: 'B' }).guid).toBe(guid);
  expect(value({ title: 'A', body: 'C' }).guid).not.toBe(guid);
});

test('relative addresses are of the item, within the feed', () => {
  expect(value({ link: 'y', base: 'x/' }).canonicalUrl).toBe('https://old.example/x/y');
  expect(value({ link: 'javascript:x' }).canonicalUrl).toBeUndefined();
});

test('what there is no room for is left out and said', () => {
  const many = {
    categories: Array.from({ length: 10 }, (_, i) => `C${i}`),
    authors: [1, 2, 3, 4].map((n) => ({ name: `A${n}` })),
  };
  expect(value(many).tags).toHaveLength(LIMITS.tags);
  expect(notes({ ...many, published: NOW })).toEqual(['tags left out: C8, C9', 'authors left out: A4']);
  const video = { url: 'https://a.example/1.mp4', type: 'video/mp4' };
  expect(notes({ published: NOW, attachments: [video] })).toEqual([expect.stringContaining(video.url)]);
  expect(notes({})).toEqual(['no date that can be read: published when it was imported']);
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('<p>x', '&#0;', ']]>', 'http://[', '\ud800', '2019-13-45'),
);
const items: fc.Arbitrary<FeedItem> = fc.record(
  {
    ...{
      guid: text,
      link: text,
      title: text,
      body: text,
      summary: text,
      published: text,
      updated: text,
      language: text,
      base: text,
    },
    categories: fc.array(text),
    authors: fc.array(fc.record({ name: text, email: text, url: text })),
    attachments: fc.array(fc.record({ url: text, type: text, alt: text, length: fc.double(), duration: fc.double() })),
  },
  { requiredKeys: ['categories', 'authors', 'attachments'] },
);

test('whatever an item holds, it becomes a story or is refused by its fields', () => {
  fc.assert(
    fc.property(items, (item) => {
      const found = readForeignStory(JSON.parse(JSON.stringify(storyOf(item, {}).value)), CONTEXT);
      if ('errors' in found) expect(found.errors.length).toBeGreaterThan(0);
      else expect(found.story.as('id').publishedAt).toMatch(/^\d{4}-/);
    }),
    { numRuns: 200 },
  );
});

test('whatever a document holds, it is a feed or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((inner) => `<rss><channel><item>${inner}</item></channel></rss>`),
      ),
      (document) => {
        expect(Array.isArray(readFeed(document)?.items ?? [])).toBe(true);
      },
    ),
  );
});
