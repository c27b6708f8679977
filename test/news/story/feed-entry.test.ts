import fc from 'fast-check';
import { EXCERPT_BYTES, LIMITS } from '../../../lambdas/news/limits';
import { feedStoryOf, parseFeedEntry } from '../../../lambdas/news/story/feed-entry';
import { makeExcerpt, makeFeedStory } from '../../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
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

test('feed documents show the whole body of a short story', () => {
  expect(makeFeedStory(story({}))).toEqual({ ...story({}), whole: true });
});

test('feed documents show the beginning of the body of a long story', () => {
  const entry = makeFeedStory(story({ body: '<p>word word</p>'.repeat(2_000) }));
  expect(entry.whole).toBe(false);
  expect(entry.body).toBe('<p>word word</p>'.repeat(EXCERPT_BYTES / 16));
});

test('an entry has every field but the body and the former feeds', () => {
  const { body, ...fields } = story({ section: 'World', image: { url: 'https://a.example/a.jpg', alt: 'A' } });
  expect(makeFeedEntry({ ...fields, body, formerFeeds: [{ feed: 'tag#rain', at: fields.publishedAt }] })).toEqual(
    fields,
  );
  expect(makeExcerpt({ ...fields, body })).toEqual({ id: 'a', revision: 1, body, whole: true, unlisted: {} });
});

describe('an entry that is too large', () => {
  const wide = (length: number) => '\u6F22'.repeat(length);
  const url = `https://a.example/${'x'.repeat(LIMITS.url - 18)}`;

  test('leaves out texts that lists do not show before it cuts the summary', () => {
    const image = { url: 'https://a.example/a.jpg', alt: wide(LIMITS.alt) };
    const summary = 'word '.repeat(80);
    const entry = makeFeedEntry(story({ summary, image, correction: { at: '2013-06-03T20:00:00Z', note: 'Two.' } }));
    expect(entry).toMatchObject({ shortened: true, summary, image: { url: image.url }, correction: { note: 'Two.' } });
    expect(entry.image).not.toHaveProperty('alt', expect.anything());
  });

  test('cuts the summary after a word', () => {
    const { summary } = makeFeedEntry(story({ summary: 'ländlich '.repeat(400) }));
    expect(summary).toMatch(/^(ländlich )+ländlich$/);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(2_000);
  });

  test('keeps id, headline, language, dates and flag with all fields at their limits', () => {
    const kept = { id: wide(LIMITS.id), headline: wide(LIMITS.headline), language: 'en', breakingUntil: null };
    const entry = makeFeedEntry(
      story({
        ...kept,
        guid: url,
        summary: wide(LIMITS.summary),
        section: wide(LIMITS.name),
        tags: Array(LIMITS.tags).fill(wide(LIMITS.name)),
        authors: Array(LIMITS.authors).fill({ name: wide(LIMITS.name), email: wide(LIMITS.email), url }),
        audio: { url, type: 'audio/mpeg', length: 1, duration: 1 },
        image: { url, type: 'image/jpeg', alt: wide(LIMITS.alt), credit: wide(LIMITS.credit) },
        canonicalUrl: url,
      }),
    );
    expect(entry).toMatchObject({ ...kept, shortened: true, publishedAt: '2013-06-03T20:00:00Z', revision: 1 });
    expect(entry).toMatchObject({ canonicalUrl: undefined, canonicalOmitted: true });
  });

  test('gives the whole story with its excerpt, however its fields are filled', () => {
    const text = (max: number) =>
      fc.string({ unit: fc.constantFrom('a', ' ', '"', '\u6F22', '🌧'), maxLength: max / 2 });
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const stories = fc.record({
      guid: fc.constantFrom('urn:uuid:a', url),
      summary: text(LIMITS.summary),
      tags: fc.array(text(LIMITS.name), { maxLength: LIMITS.tags }),
      authors: fc.array(fc.record({ name: text(LIMITS.name), email: text(LIMITS.email) }), { maxLength: 3 }),
      section: optional(text(LIMITS.name)),
      image: optional(fc.record({ url: fc.constant(url), alt: text(LIMITS.alt), credit: text(LIMITS.credit) })),
      audio: optional(fc.constant({ url, type: 'audio/mpeg' })),
      canonicalUrl: optional(fc.constant(url)),
      correction: optional(fc.record({ at: fc.constant('2013-06-03T20:00:00Z'), note: text(LIMITS.note) })),
    });
    fc.assert(
      fc.property(stories, (fields) => {
        const whole = story(JSON.parse(JSON.stringify(fields)));
        const entry = parseFeedEntry(JSON.parse(JSON.stringify(makeFeedEntry(whole))));
        const excerpt = JSON.parse(JSON.stringify(makeExcerpt(whole)));
        expect(feedStoryOf(entry, excerpt)).toEqual({ ...whole, whole: true });
        expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThanOrEqual(2_500);
        expect(entry.shortened === undefined).toBe(Object.keys(excerpt.unlisted).length === 0);
      }),
      { numRuns: 200 },
    );
  });
});
