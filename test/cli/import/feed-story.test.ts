import fc from 'fast-check';
import type { FeedItem } from '../../../bin/cli/import/feed-item';
import { storyOf } from '../../../bin/cli/import/feed-story';
import { readFeed } from '../../../bin/cli/import/foreign-feed';
import { readForeignStory } from '../../../lambdas/news/import/foreign-story';
import { LIMITS } from '../../../lambdas/news/limits';

const NOW = '2026-11-22T12:00:00Z';
const CONTEXT = { now: NOW, language: 'en', breakingFor: 'PT4H', baseUrl: 'https://news.example' };
const nothing = { categories: [], authors: [], attachments: [] };
const value = (item: Partial<FeedItem>) => storyOf({ ...nothing, ...item }, { base: 'https://old.example/feed' }).value;
const notes = (item: Partial<FeedItem>) => storyOf({ ...nothing, ...item }, {}).notes;

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

test('an item whose date cannot be read has that of its last change, and it is said', () => {
  const unread = { published: '12 Jan 2024 10:00 CET', updated: '2024-01-13' };
  expect(value(unread).publishedAt).toBe('2024-01-13T00:00:00Z');
  expect(notes(unread)).toEqual([
    'date that cannot be read: 12 Jan 2024 10:00 CET; taken for it: 2024-01-13T00:00:00Z',
  ]);
});

test('a date of the last change that cannot be read is said', () => {
  const unread = { published: '2024-01-12', updated: '13/01/2024' };
  expect(value(unread).updatedAt).toBeUndefined();
  expect(notes(unread)).toEqual(['date of its last change, which cannot be read: 13/01/2024']);
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
      else expect(found.story.withId('id').publishedAt).toMatch(/^\d{4}-/);
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
