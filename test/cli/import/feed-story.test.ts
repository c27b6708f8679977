import fc from 'fast-check';
import type { FeedItem } from '../../../bin/cli/import/feed-item';
import { storyFromItem } from '../../../bin/cli/import/feed-story';
import { readFeed } from '../../../bin/cli/import/foreign-feed';
import { createLanguageReader } from '../../../bin/cli/import/language-reader';
import { formerUrlOf } from '../../../lambdas/http/addresses/former-url';
import { readForeignStory } from '../../../lambdas/news/import/foreign-story';
import { LIMITS } from '../../../lambdas/news/limits';
import { anyCharacter } from '../../harness/any-character';

const NOW = '2026-11-22T12:00:00Z';
const CONTEXT = { now: NOW, language: 'en', breakingFor: 'PT4H', baseUrl: 'https://news.example', formerUrlOf };
const nothing = { categories: [], authors: [], attachments: [] };
const value = (item: Partial<FeedItem>) =>
  storyFromItem({ ...nothing, ...item }, { base: 'https://old.example/feed' }).value;
const notes = (item: Partial<FeedItem>) => storyFromItem({ ...nothing, ...item }, {}).notes;

test('titles become text', () => {
  expect(value({ title: 'AT&amp;T <b>bold</b>\n 5 < 6' }).headline).toBe('AT&T bold 5 < 6');
});

test('an item without a title gets the beginning of its text as headline, and one without text its link or title as body', () => {
  expect(value({ body: `<p>${'word '.repeat(40)}</p>` }).headline).toMatch(/^word .*word…$/);
  expect(value({ title: 'A & B', link: '/x' }).body).toBe('<p><a href="https://old.example/x">A &amp; B</a></p>');
  expect(value({ title: 'A & B' }).body).toBe('<p>A &amp; B</p>');
});

test('a text without spaces keeps more than its first word where it is cut, and whole characters only', () => {
  const chinese = '国务院总理周三在北京表示将继续扩大对外开放'.repeat(20);
  const { headline } = value({ body: `<p>${chinese}</p>` });
  expect(String(headline).length).toBeGreaterThan(90);
  expect(value({ title: chinese, body: 'x' }).headline).toMatch(/^国务院.{290,296}…$/);
  const arabic = `\u202b${'خبر '.repeat(100)}\u202c`;
  expect(value({ title: arabic, body: 'x' }).headline).toMatch(/^\u202bخبر .{280,296}…\u202c$/);
  const family = '👨‍👩‍👧';
  const { tags } = value({ title: 'x', categories: [`a${family.repeat(20)}`] });
  expect(tags).toEqual([`a${family.repeat(12)}…`]);
});

test('a picture that comes as an enclosure takes its text alternative and credit from Media RSS', () => {
  const [url, type] = ['https://old.example/a.jpg', 'image/jpeg'];
  const described = { url, type, alt: 'A harbour', credit: 'AP' };
  const other = { url: 'https://old.example/b.jpg', type, alt: 'A quay', credit: 'EFE' };
  expect(value({ title: 'x', attachments: [{ url, type }, other, described] }).image).toEqual({
    ...{ url, alt: 'A harbour', credit: 'AP' },
  });
});

test('a picture takes its credit and size from Media RSS without a description too', () => {
  const [url, type] = ['https://old.example/a.jpg', 'image/jpeg'];
  const imageWith = (more: object) =>
    value({
      title: 'x',
      attachments: [
        { url, type },
        { url, type, credit: 'AP', ...more },
      ],
    }).image;
  expect(imageWith({ width: 640, height: 480 })).toEqual({ url, credit: 'AP', width: 640, height: 480 });
  expect(imageWith({ width: 65_535, height: 65_536 })).toEqual({ url, credit: 'AP', width: 65_535 });
  expect(imageWith({ width: 0, height: 1.5 })).toEqual({ url, credit: 'AP' });
});

test('a guid stays to the letter; without one it is the link, or else a hash of the item', () => {
  expect(value({ guid: 'post 7', link: '/x' }).guid).toBe('post 7');
  expect(value({ link: '/x' }).guid).toBe('https://old.example/x');
  const { guid } = value({ title: 'A', body: 'B' });
  expect(guid).toMatch(/^urn:sha256:[\da-f]{64}$/);
  expect(value({ title: 'A', body: 'B' }).guid).toBe(guid);
  expect(value({ title: 'A', body: 'C' }).guid).not.toBe(guid);
});

test('relative addresses use the base of the item, and then that of the feed', () => {
  expect(value({ link: 'y', base: 'x/' }).canonicalUrl).toBe('https://old.example/x/y');
  expect(value({ link: 'javascript:x' }).canonicalUrl).toBeUndefined();
});

test('a note names everything that is left out', () => {
  const many = {
    categories: Array.from({ length: 10 }, (_, i) => `C${i}`),
    authors: [1, 2, 3, 4].map((n) => ({ name: `A${n}` })),
  };
  expect(value(many).tags).toHaveLength(LIMITS.tags);
  expect(notes({ ...many, published: NOW })).toEqual(['tags left out: C7, C8, C9', 'authors left out: A4']);
  const video = { url: 'https://a.example/1.mp4', type: 'video/mp4' };
  expect(notes({ published: NOW, attachments: [video] })).toEqual([expect.stringContaining(video.url)]);
  expect(notes({})).toEqual(['no readable date: the story gets the date of the import']);
});

test('a note names tags and authors without a letter or digit, and both spellings of a tag', () => {
  const item = {
    categories: ['R&D', '🎉', 'r-d', 'C', 'C++', 'C', '❤\uFE0F', ' '],
    authors: [{ name: '🎉' }, { name: 'Ann' }, {}],
  };
  expect(value(item).tags).toEqual(['R&D', 'C', 'C++']);
  expect(value(item).authors).toEqual([{ name: 'Ann' }]);
  expect(notes({ ...item, published: NOW })).toEqual([
    'tags left out, without a letter or digit: 🎉, ❤\uFE0F',
    'tag r-d merged with R&D: both have the address r-d',
    'authors left out, without a letter or digit: 🎉',
  ]);
});

test('HTML that is nested too deeply is left out, with a note, and the rest of the item stays', () => {
  const deep = `${'<b>'.repeat(600)}x`;
  const item = {
    ...{ published: NOW, guid: 'a', summary: deep, categories: [deep, 'R&D'] },
    authors: [{ name: deep }, { name: 'Ann' }],
  };
  const leftOut = (part: string) => `${part} left out: its HTML is nested too deeply`;
  expect(value({ ...item, title: deep, body: 'y' })).toMatchObject({
    ...{ guid: 'a', headline: 'y', body: 'y', tags: ['R&D'], authors: [{ name: 'Ann' }] },
    summary: undefined,
  });
  expect(notes({ ...item, title: deep, body: 'y' })).toEqual(['title', 'tag', 'author', 'summary'].map(leftOut));
  // The server refuses the body, and the import goes on.
  for (const body of [deep, `&amp;${deep}`]) {
    const story = value({ guid: 'a', published: NOW, body });
    expect(story).toMatchObject({ headline: 'Untitled', body });
    expect(notes({ published: NOW, body })).toEqual([leftOut('headline made from the text')]);
    expect(readForeignStory(story, CONTEXT)).toMatchObject({ errors: [{ pointer: '#/body' }] });
  }
});

test('an item with an unreadable date gets that of its last change, with a note', () => {
  const item = { published: '12 Jan 2024 10:00 CET', updated: '2024-01-13' };
  expect(value(item).publishedAt).toBe('2024-01-13T00:00:00Z');
  expect(notes(item)).toEqual(['unreadable date: 12 Jan 2024 10:00 CET; the story gets 2024-01-13T00:00:00Z']);
});

test('an unreadable date of the last change gives a note', () => {
  const item = { published: '2024-01-12', updated: '13/01/2024' };
  expect(value(item).updatedAt).toBeUndefined();
  expect(notes(item)).toEqual(['unreadable date of the last change: 13/01/2024']);
});

describe('the language of an item', () => {
  const languageOf = (language: string | undefined, ofFeed?: string) => {
    const story = storyFromItem({ ...nothing, published: NOW, language }, { language: ofFeed });
    return { language: story.value.language, notes: story.notes };
  };

  test.each([
    ['fr', 'en', 'fr'],
    [' pt-br ', undefined, 'pt-BR'],
    [undefined, 'iw', 'he'],
    ['', 'en', 'en'],
    [undefined, undefined, undefined],
  ])('%p in a feed of %p is %p', (ofItem, ofFeed, language) => {
    expect(languageOf(ofItem, ofFeed)).toEqual({ language, notes: [] });
  });

  test.each([
    ['english', undefined, 'en', ['unreadable language: english; stories with it get en']],
    [undefined, 'en_US', 'en-US', ['unreadable language: en_US; stories with it get en-US']],
    ['zz', 'fr', 'fr', ['unreadable language: zz; stories with it get the language of the publication']],
    ['zz', undefined, undefined, ['unreadable language: zz; stories with it get the language of the publication']],
  ])('%p in a feed of %p is %p, with a note', (ofItem, ofFeed, language, expected) => {
    expect(languageOf(ofItem, ofFeed)).toEqual({ language, notes: expected });
  });

  test('is noted once for each spelling', () => {
    const readLanguage = createLanguageReader();
    const stories = ['english', 'english', 'eng', 'zz', 'zz'].map((language) =>
      storyFromItem({ ...nothing, published: NOW, language }, { readLanguage }),
    );
    expect(stories.map(({ value, notes }) => [value.language, notes.length])).toEqual([
      ['en', 1],
      ['en', 0],
      ['en', 1],
      [undefined, 1],
      [undefined, 0],
    ]);
  });
});

const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
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

test('any item becomes a story, or is refused by its fields', () => {
  fc.assert(
    fc.property(items, (item) => {
      const found = readForeignStory(JSON.parse(JSON.stringify(storyFromItem(item, {}).value)), CONTEXT);
      if ('errors' in found) expect(found.errors.length).toBeGreaterThan(0);
      else expect(found.story.withId('id').publishedAt).toMatch(/^\d{4}-/);
    }),
    { numRuns: 200 },
  );
});

test('any document is a feed or is refused', () => {
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
