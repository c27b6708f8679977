import { isBreaking, momentsOf, status } from '../../../lambdas/news/story/status';
import { lastUpdate, parseStory } from '../../../lambdas/news/story/story';
import { aStory, NOON } from '../sample-story';

const BEFORE = '2026-11-22T11:59:59Z';
const AFTER = '2026-11-22T12:00:01Z';

describe('the status of a story', () => {
  test('is scheduled until the second of its publication', () => {
    const story = aStory({ publishedAt: NOON });
    expect([BEFORE, NOON, AFTER].map((at) => status(story, at))).toEqual(['scheduled', 'published', 'published']);
  });

  test('is withdrawn whatever its publication', () => {
    const withdrawal = { at: BEFORE, reason: 'wrong' };
    expect(status(aStory({ withdrawal }), NOON)).toBe('withdrawn');
    expect(status(aStory({ publishedAt: AFTER, withdrawal }), NOON)).toBe('withdrawn');
  });
});

describe('a flag', () => {
  test('ends at its second', () => {
    const story = aStory({ breakingUntil: NOON });
    expect([BEFORE, NOON].map((at) => isBreaking(story, at))).toEqual([true, false]);
  });

  test('without an end never ends, and a story without a flag does not break', () => {
    expect(isBreaking(aStory({ breakingUntil: null }), '9999-12-31T23:59:59Z')).toBe(true);
    expect(isBreaking(aStory(), NOON)).toBe(false);
  });
});

describe('the moments of a story', () => {
  test('are its publication and the end of its flag', () => {
    expect(momentsOf(aStory({ publishedAt: NOON }))).toEqual([NOON]);
    expect(momentsOf(aStory({ publishedAt: NOON, breakingUntil: AFTER }))).toEqual([NOON, AFTER]);
    expect(momentsOf(aStory({ publishedAt: NOON, breakingUntil: null }))).toEqual([NOON]);
  });

  test('do not include the end of a flag that ends before the publication', () => {
    expect(momentsOf(aStory({ publishedAt: NOON, breakingUntil: NOON }))).toEqual([NOON]);
  });

  test('are none for a withdrawn story', () => {
    const withdrawal = { at: BEFORE, reason: 'wrong' };
    expect(momentsOf(aStory({ publishedAt: NOON, breakingUntil: AFTER, withdrawal }))).toEqual([]);
  });
});

test('a story was updated at its publication or its last significant edit, whichever is later', () => {
  expect(lastUpdate({ publishedAt: NOON, updatedAt: BEFORE })).toBe(NOON);
  expect(lastUpdate({ publishedAt: NOON, updatedAt: AFTER })).toBe(AFTER);
});

describe('a stored value', () => {
  const whole = aStory({
    section: 'World',
    authors: [{ name: 'Ann', email: 'ann@news.example', url: 'https://news.example/ann' }],
    breakingUntil: null,
    audio: { duration: 167 },
    image: { url: 'https://news.example/a.jpg', type: 'image/jpeg', alt: 'A', credit: 'AP' },
    canonicalUrl: 'https://wire.example/1',
    correction: { at: NOON, note: 'It was two.' },
    withdrawal: { at: NOON, reason: 'wrong', note: 'Gone.' },
  });

  test('is read as a story with all its fields', () => {
    expect(parseStory(whole)).toEqual(whole);
  });

  test('is not a story without the fields that every story has', () => {
    expect(() => parseStory({})).toThrow(
      'not a valid story; missing or wrong: id, guid, headline, summary, body, tags, authors, language, publishedAt, updatedAt, revision',
    );
    expect(() => parseStory(null)).toThrow('not a valid story; missing or wrong: all fields');
  });

  test.each<[string, object]>([
    ['id', { id: 'a/b' }],
    ['id', { id: 'a'.repeat(129) }],
    ['guid', { guid: '' }],
    ['headline', { headline: '' }],
    ['publishedAt', { publishedAt: '2026-11-22T12:00:00.000Z' }],
    ['updatedAt', { updatedAt: '2026-11-22' }],
    ['breakingUntil', { breakingUntil: 'soon' }],
    ['revision', { revision: 0 }],
    ['revision', { revision: 1.5 }],
    ['tags.1', { tags: ['a', 1] }],
    ['correction.at', { correction: { at: 'now', note: 'x' } }],
    ['withdrawal.reason', { withdrawal: { at: NOON } }],
  ])('is not a story with a wrong %s', (field, fields) => {
    expect(() => parseStory({ ...whole, ...fields })).toThrow(
      new TypeError(`not a valid story; missing or wrong: ${field}`),
    );
  });
});
