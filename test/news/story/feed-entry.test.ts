import fc from 'fast-check';
import { ENTRY_BYTES, EXCERPT_BYTES, LIMITS } from '../../../lambdas/news/limits';
import { makeFeedEntry } from '../../../lambdas/news/story/feed-entry';
import type { Story } from '../../../lambdas/news/story/story';

const story = (fields: Partial<Story>): Story => ({
  id: 'a',
  guid: 'urn:uuid:a',
  headline: 'A',
  summary: 'S',
  body: '<p>a</p>',
  tags: [],
  authors: [],
  language: 'en',
  publishedAt: '2013-06-03T20:00:00Z',
  updatedAt: '2013-06-03T20:00:00Z',
  revision: 1,
  ...fields,
});

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

test('a feed entry of a short story has the whole body', () => {
  expect(makeFeedEntry(story({}))).toEqual({ ...story({}), whole: true });
});

test('a feed entry of a long story has the beginning of the body', () => {
  const entry = makeFeedEntry(story({ body: '<p>word word</p>'.repeat(2_000) }));
  expect(entry.whole).toBe(false);
  expect(entry.body).toBe('<p>word word</p>'.repeat(EXCERPT_BYTES / 16));
});

test('a body that grows as JSON is cut until the entry fits', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('<p dir="ltr">a</p>', '<p>"</p>', '<p>"""""""" \n</p>'),
      fc.nat({ max: 5_000 }),
      (piece, extra) => {
        const entry = makeFeedEntry(story({ body: piece.repeat(1_500), summary: '"'.repeat(extra) }));
        expect(bytes(entry)).toBeLessThanOrEqual(ENTRY_BYTES);
        expect(entry.body).not.toBe('');
      },
    ),
    { numRuns: 20 },
  );
});

test('an entry with all other fields at their limits has no body, and stays under 30 KB', () => {
  const wide = (length: number) => '\u6F22'.repeat(length);
  const url = `https://a.example/${'x'.repeat(LIMITS.url - 18)}`;
  const entry = makeFeedEntry(
    story({
      id: wide(LIMITS.id),
      headline: wide(LIMITS.headline),
      summary: wide(LIMITS.summary),
      section: wide(LIMITS.name),
      tags: Array(LIMITS.tags).fill(wide(LIMITS.name)),
      authors: Array(LIMITS.authors).fill({ name: wide(LIMITS.name), email: wide(LIMITS.email), url }),
      audio: { url, type: 'audio/mpeg', length: 1, duration: 1 },
      image: { url, type: 'image/jpeg', alt: wide(LIMITS.alt), credit: wide(LIMITS.credit) },
      canonicalUrl: url,
      correction: { at: '2013-06-03T20:00:00Z', note: wide(LIMITS.note) },
      body: '<p>word word</p>'.repeat(2_000),
    }),
  );
  expect(entry.body).toBe('');
  expect(bytes(entry)).toBeLessThan(30 * 1024);
});
