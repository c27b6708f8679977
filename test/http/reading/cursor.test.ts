import fc from 'fast-check';
import {
  formatCursor,
  formatFeedCursor,
  formatHistoryCursor,
  parseCursor,
  parseFeedCursor,
  parseHistoryCursor,
} from '../../../lambdas/http/cursor';
import { FEED_KINDS, feedOf } from '../../../lambdas/news/feed/feed';
import { LIMITS } from '../../../lambdas/news/limits';
import { STORY_ID } from '../../../lambdas/news/story/story-id';
import { anyCharacter } from '../../harness/any-character';

const at = '2013-06-03T20:00:00Z';
const parseForged = (text: string | Uint8Array) => parseCursor(Buffer.from(text).toString('base64url'));

const id = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', '9', '-', 'é', 'e\u0301', '語', 'ก็', '𐐷'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => STORY_ID.test(text) && text.length <= 128);
const moment = fc
  .date({ min: new Date('1900-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);

test('a cursor brings back the place of any story, and fits an address as it is', () => {
  fc.assert(
    fc.property(moment, id, (at, id) => {
      const cursor = formatCursor({ at, id });
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(parseCursor(cursor)).toEqual({ at, id });
    }),
  );
});

test.each(['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z', '2028-02-29T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'the moment %s is real, however far away',
  (at) => expect(parseCursor(formatCursor({ at, id: 'a' }))).toEqual({ at, id: 'a' }),
);

test('an id of 128 letters of any width comes back', () => {
  for (const letter of ['a', '語', 'é']) {
    expect(parseCursor(formatCursor({ at, id: letter.repeat(128) }))).toEqual({ at, id: letter.repeat(128) });
  }
});

describe('no cursor of ours is', () => {
  test.each([
    ['nothing', ''],
    ['an id alone', 'some-story'],
    ['a moment alone', at],
    ['a moment without an id', `${at}#`],
    ['a moment of another form', '2013-06-03T20:00:00.000Z#a'],
    ['a moment with an offset', '2013-06-03T20:00:00+02:00#a'],
    ['a moment of no calendar', '2026-02-31T00:00:00Z#a'],
    ['a month of no calendar', '2026-13-01T00:00:00Z#a'],
    ['the month 0', '0000-00-00T00:00:00Z#x'],
    ['a moment of no clock', '2026-02-28T25:61:61Z#a'],
    ['the hour 24', '2026-02-28T24:00:00Z#a'],
    ['nines', '9999-99-99T99:99:99Z#x'],
    ['a key of something else', 'HEAD#a'],
    ['an id with a #', `${at}#a#b`],
    ['an id with a slash', `${at}#a/b`],
    ['an id with a NUL', `${at}#a\u0000b`],
    ['an id with a line after it', `${at}#a\n`],
    ['a line before it', `\n${at}#a`],
    ['an id of 129 letters', `${at}#${'a'.repeat(129)}`],
    ['JSON', '{"at":"2013-06-03T20:00:00Z","id":"a"}'],
  ])('%s', (_, text) => {
    expect(parseForged(text)).toBeUndefined();
  });

  test('bytes that are not UTF-8', () => {
    expect(parseForged(new Uint8Array([...Buffer.from(`${at}#`), 0xff, 0xfe]))).toBeUndefined();
  });

  test('anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(parseCursor(text)).toBeUndefined()));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(parseForged(bytes)).toBeUndefined()));
  });
});

describe('a cursor of a history', () => {
  const parseForgedRevision = (text: string) => parseHistoryCursor(Buffer.from(text).toString('base64url'));

  test('brings back the revision of any there can be, and fits an address as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (revision) => {
        const cursor = formatHistoryCursor(revision);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(parseHistoryCursor(cursor)).toBe(revision);
      }),
    );
  });

  test.each([
    '',
    'REV#',
    'REV#0',
    'REV#01',
    'REV#-1',
    'REV#1.5',
    'REV#1000000',
    'REV#1\n',
    ' REV#1',
    `${at}#a`,
    'REV#1#2',
  ])('is not %j', (text) => expect(parseForgedRevision(text)).toBeUndefined());

  test('is none of a list, and the other way round', () => {
    expect(parseHistoryCursor(formatCursor({ at, id: 'a' }))).toBeUndefined();
    expect(parseCursor(formatHistoryCursor(7))).toBeUndefined();
  });
});

describe('the cursor of a feed', () => {
  test('brings back every feed, and fits an address as it is', () => {
    const name = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: LIMITS.name })
      .filter((text) => text.length <= LIMITS.name);
    fc.assert(
      fc.property(fc.constantFrom(...FEED_KINDS), name, (kind, text) => {
        const feed = feedOf(kind, text);
        expect(formatFeedCursor(feed)).toMatch(/^[\w-]+$/);
        expect(parseFeedCursor(formatFeedCursor(feed))).toBe(feed);
      }),
    );
    for (const feed of ['all', 'audio', 'breaking']) expect(parseFeedCursor(formatFeedCursor(feed))).toBe(feed);
  });

  test('is nothing else, and never longer than a key', () => {
    const forged = fc.oneof(fc.string({ unit: anyCharacter, maxLength: 2_000 }), fc.uint8Array({ maxLength: 2_000 }));
    fc.assert(
      fc.property(forged, (text) => {
        for (const cursor of [String(text), Buffer.from(text).toString('base64url')]) {
          const name = parseFeedCursor(cursor);
          if (name === undefined) continue;
          expect(name).toMatch(/^(?:all|audio|breaking|(?:section|tag|author|language)#[\p{L}\p{M}\p{N}-]*)$/u);
          expect(formatFeedCursor(name)).toBe(cursor);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(1_000);
        }
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['another spelling', `${formatFeedCursor('all')}=`],
    ['a head', formatFeedCursor('HEAD')],
    ['a kind without a name', formatFeedCursor('tag')],
    ['another kind', formatFeedCursor('desk#world')],
    ['a name with a space', formatFeedCursor('tag#a b')],
    ['a name longer than a key', formatFeedCursor(`tag#${'語'.repeat(400)}`)],
  ])('is not %s', (_, cursor) => {
    expect(parseFeedCursor(cursor)).toBeUndefined();
  });
});
