import fc from 'fast-check';
import { formatCursor, formatHistoryCursor, parseCursor, parseHistoryCursor } from '../../../lambdas/http/cursor';
import { STORY_ID } from '../../../lambdas/news/story/story-id';

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
