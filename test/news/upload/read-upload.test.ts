import fc from 'fast-check';
import { formerUrlOf } from '../../../lambdas/http/addresses/former-url';
import { LIMITS, WARNING_BYTES } from '../../../lambdas/news/limits';
import { readUpload, type Upload } from '../../../lambdas/news/upload/read-upload';
import { anyCharacter } from '../../harness/any-character';
import { hostileHtml } from '../html/hostile-html';
import { dangersIn } from '../html/judge';

const NOW = '2013-06-03T20:00:00Z';
const CONTEXT = { now: NOW, language: 'en', breakingFor: 'PT4H', baseUrl: 'https://news.example', formerUrlOf };

const STORY = { headline: 'Kerry fears fallout', summary: 'In short', body: '<p>Fighting in a Syrian town.</p>' };

const read = (fields: Record<string, unknown>) => readUpload({ ...STORY, ...fields }, CONTEXT);

function accept(fields: Record<string, unknown>) {
  const result = read(fields);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result;
}

/** The value of one field, which must give no warning. */
function quietly<K extends keyof Upload>(field: K, value: unknown): Upload[K] {
  const { upload, warnings } = accept({ [field]: value });
  expect(warnings).toEqual([]);
  return upload[field];
}

function faultsOf(fields: Record<string, unknown>): string[] {
  const result = read(fields);
  return 'errors' in result ? result.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`) : ['accepted'];
}

/** A value with its beginning, which names the test. */
const caseOf = (value: string): [name: string, value: string] => [value.slice(0, 30), value];

const warningsOf = (fields: Record<string, unknown>): string[] =>
  accept(fields).warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`);

test('a headline and a body are enough, and absent fields stay absent', () => {
  expect(readUpload({ headline: 'Kerry fears fallout', body: '<p>Fighting.</p>' }, CONTEXT)).toEqual({
    upload: {
      headline: 'Kerry fears fallout',
      body: '<p>Fighting.</p>',
      summary: 'Fighting.',
      tags: [],
      authors: [],
      language: 'en',
    },
    warnings: [{ pointer: '#/summary', detail: 'no summary: made from the first paragraph' }],
  });
  expect(Object.keys(accept({ section: null }).upload).sort()).toEqual([
    'authors',
    'body',
    'headline',
    'language',
    'summary',
    'tags',
  ]);
});

test('a story with every field is read without a change', () => {
  const whole = {
    ...STORY,
    id: 'kerry-fears-fallout',
    section: 'Middle East',
    tags: ['Syria', 'John Kerry'],
    authors: [{ name: 'A. Reporter', email: 'a@news.example', url: 'https://news.example/a' }],
    language: 'en-GB',
    publishedAt: '2013-06-03T20:00:00Z',
    breaking: true,
    breakingUntil: '2013-06-04T20:00:00Z',
    audio: { url: 'https://news.example/a.mp3', type: 'audio/mpeg', length: 2671000, duration: 167 },
    image: { url: 'https://news.example/i.jpg', type: 'image/jpeg', alt: 'A river', credit: 'AP' },
    canonicalUrl: 'https://old.example/2013/kerry',
    formerUrls: ['/2013/06/kerry', '/?p=123'],
    correction: { note: 'The town was misspelt.' },
    significant: true,
    reason: 'Spelling',
  };
  const formerUrls = whole.formerUrls.map((address, i) => ({ address, pointer: `#/formerUrls/${i}` }));
  expect(readUpload(whole, CONTEXT)).toEqual({ upload: { ...whole, formerUrls }, warnings: [] });
});

test('read-only fields in an upload are ignored', () => {
  const sentBack = { guid: 'urn:uuid:x', url: 'https://x', revision: 3, status: 'published', updatedAt: NOW };
  const { upload } = accept({ ...sentBack, correction: { at: NOW, note: 'n' } });
  expect(upload).toEqual(accept({ correction: { note: 'n' } }).upload);
  expect(upload.correction).toEqual({ note: 'n' });
});

describe('unknown fields are errors', () => {
  test.each([
    [{ headlin: 'x' }, '#/headlin: unknown field; did you mean headline?'],
    [{ canonical_url: 'x' }, '#/canonical_url: unknown field; did you mean canonicalUrl?'],
    [{ author: [] }, '#/author: unknown field; did you mean authors?'],
    [{ Tags: [] }, '#/Tags: unknown field; did you mean tags?'],
    [{ colour: 'red' }, '#/colour: unknown field; remove it'],
    [{ 'a/b~c d': 1 }, '#/a~1b~0c%20d: unknown field; remove it'],
    [{ 'x\uD800': 1 }, '#/x: unknown field; remove it'],
    [JSON.parse('{"__proto__":{"headline":"x"}}'), '#/__proto__: unknown field; remove it'],
    [{ constructor: 1 }, '#/constructor: unknown field; remove it'],
    [{ audio: { uri: 'x' } }, '#/audio/uri: unknown field; did you mean url?'],
    [{ authors: [{ name: 'A', mail: 'x' }] }, '#/authors/0/mail: unknown field; did you mean email?'],
    [{ ['x'.repeat(1000)]: 1 }, '#: unknown field with a name of 1000 characters; remove it'],
  ])('%j', (fields, error) => {
    const result = readUpload(Object.assign(Object.create(null), STORY, fields), CONTEXT);
    const own = Object.hasOwn(fields, '__proto__') ? faultsWithProto() : 'errors' in result ? result.errors : [];
    expect(own.map(({ pointer, detail }) => `${pointer}: ${detail}`)).toEqual([error]);
  });

  function faultsWithProto() {
    const text = JSON.stringify(STORY).replace('{', '{"__proto__":{"headline":"x"},');
    const result = readUpload(JSON.parse(text), CONTEXT);
    return 'errors' in result ? result.errors : [];
  }

  test('and an answer lists 100 of 100,000 of them', () => {
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, 1]));
    expect(faultsOf(fields)).toHaveLength(100);
  });
});

test('an answer lists all errors at once', () => {
  const result = readUpload(
    {
      headline: 1,
      body: '',
      tags: ['ok', '!'],
      authors: [{}],
      publishedAt: '2013-06-03',
      image: {},
      language: 'en_GB',
    },
    CONTEXT,
  );
  expect('errors' in result && result.errors.map(({ pointer }) => pointer).sort()).toEqual([
    '#/authors/0/name',
    '#/body',
    '#/headline',
    '#/image/url',
    '#/language',
    '#/publishedAt',
    '#/tags/1',
  ]);
});

describe('the message for a wrong form shows what to write', () => {
  test.each([
    [{ headline: 5 }, '#/headline: write "5"'],
    [{ headline: ['x'] }, '#/headline: write it like "River peaks at dawn"'],
    [{ section: true }, '#/section: write "true"'],
    [{ body: { html: 'x' } }, '#/body: write it like "<p>It was high, and it is falling.</p>"'],
    [{ tags: 'Syria' }, '#/tags: write ["Syria"]'],
    [{ tags: 'Rivers, Floods' }, '#/tags: write ["Rivers", "Floods"]'],
    [{ tags: ' Rivers,, Floods; ' }, '#/tags: write ["Rivers", "Floods"]'],
    [{ tags: ' ' }, '#/tags: write it like ["Rivers", "Floods"]'],
    [{ tags: { a: 1 } }, '#/tags: write it like ["Rivers", "Floods"]'],
    [{ tags: 'x'.repeat(200) }, '#/tags: write it like ["Rivers", "Floods"]'],
    [{ tags: [1] }, '#/tags/0: write "1"'],
    [{ tags: [['a']] }, '#/tags/0: write it like "Rivers"'],
    [{ authors: 'Ann Li' }, '#/authors: write [{ "name": "Ann Li" }]'],
    [{ authors: 'Li, Ann; Bo Ek' }, '#/authors: write [{ "name": "Li, Ann" }, { "name": "Bo Ek" }]'],
    [{ authors: ['Ann Li'] }, '#/authors/0: write { "name": "Ann Li" }'],
    [{ authors: [7] }, '#/authors/0: write it like { "name": "Ann Li" }'],
    [{ authors: [{ name: 7 }] }, '#/authors/0/name: write "7"'],
    [{ audio: 'https://x' }, '#/audio: write { "url": "https://x" }'],
    [{ audio: ' https://x ' }, '#/audio: write { "url": "https://x" }'],
    [{ audio: ' ' }, '#/audio: write it like { "url": "https://media.example/river.mp3" }'],
    [{ reason: true }, '#/reason: write "true"'],
    [{ image: true }, '#/image: write it like { "url": "https://media.example/river.jpg" }'],
    [{ image: { url: 7 } }, '#/image/url: write it like "https://news.example/river"'],
    [{ audio: { url: 'https://x', type: [] } }, '#/audio/type: write it like "text in quotation marks"'],
    [{ correction: 'It was noon.' }, '#/correction: write { "note": "It was noon." }'],
    [{ breaking: 'yes' }, '#/breaking: write true or false, without quotation marks'],
    [{ significant: 1 }, '#/significant: write true or false, without quotation marks'],
    [{ publishedAt: 1370289600 }, '#/publishedAt: write it like "2026-11-22T20:00:00Z"'],
    [{ language: 7 }, '#/language: write it like "en"'],
  ])('%j', (fields, error) => {
    expect(faultsOf(fields)).toContain(error);
    expect(faultsOf(fields).join(' ')).not.toMatch(/\b(?:list|array|string|object|boolean|type)\b(?!:)/);
  });

  test.each([[null], [[]], ['story'], [5], [undefined]])('a story that is %j', (value) => {
    expect(readUpload(value, CONTEXT)).toEqual({
      errors: [{ pointer: '#', detail: 'write it like { "headline": "River peaks at dawn" }' }],
    });
  });
});

describe('a field that means "not yet" is never answered with "remove it":', () => {
  test.each([
    ['embargo', '2027-01-01T00:00:00Z'],
    ['embargoed_until', '2027-01-01'],
    ['draft', true],
    ['isDraft', 'yes'],
    ['publishDate', '2027-01-01'],
    ['publish_on', '2027-01-01'],
    ['published', false],
    ['pubDate', '2027-01-01'],
    ['date', '2027-01-01'],
    ['scheduledFor', '2027-01-01'],
    ['hold', true],
    ['releaseDate', '2027-01-01'],
    ['releaseTime', '09:00'],
    ['publication_date', 'tomorrow'],
    ['availableFrom', 'tomorrow'],
    ['notBefore', 'tomorrow'],
    ['onHold', true],
    ['hidden', true],
    ['visibility', 'private'],
    ['post_status', 'draft'],
    ['wip', true],
    ['embrago', 'tomorrow'],
    ['sendAt', '2027-01-01'],
  ])('%s', (name, value) => {
    const [fault] = faultsOf({ [name]: value });
    expect(fault).toBe(
      `#/${name}: unknown field. "publishedAt" sets an embargo, like "2026-11-22T20:00:00Z". Drafts are not stored here: send the story when it may be published.`,
    );
  });

  test('a name that is too long to be repeated', () => {
    expect(faultsOf({ [`embargo${'x'.repeat(100)}`]: true })).toEqual([expect.stringContaining('sets an embargo')]);
  });

  test.each(['draft', 'pending', 'future', 'private', 'publish', '', 7, true])('a status %j', (value) => {
    expect(faultsOf({ status: value })).toEqual([
      '#/status: an upload has no status, and drafts are not stored here. Send the story without it when it may be published. "publishedAt" sets an embargo.',
    ]);
  });

  test.each(['scheduled', 'published', 'withdrawn', null])('the status %j of an answer is ignored', (value) => {
    expect(faultsOf({ status: value })).toEqual(['accepted']);
  });
});

describe('text', () => {
  test.each<[keyof Upload, string, string]>([
    ['headline', '  Kerry \r\n fears\tfallout ', 'Kerry fears fallout'],
    ['headline', 'cafe\u0301', 'caf\u00E9'],
    ['headline', 'Qui\u00A0?', 'Qui\u00A0?'],
    ['headline', 'a < b & "c" ]]> <x>', 'a < b & "c" ]]> <x>'],
    ['section', 'Middle\nEast', 'Middle East'],
    ['summary', 'one\r\ntwo', 'one\ntwo'],
    ['reason', ' because ', 'because'],
    ['id', 'cafe\u0301-1', 'caf\u00E9-1'],
  ])('%s %j is kept as %j', (field, value, kept) => {
    expect(quietly(field, value)).toBe(kept);
  });

  test('loses its control characters, with a warning', () => {
    expect(accept({ headline: 'a\u0003b\u0000\uD800c' }).upload.headline).toBe('abc');
    expect(warningsOf({ headline: 'a\u0003b\u0000\uD800c' })).toEqual(['#/headline: 3 control characters removed']);
    expect(warningsOf({ tags: ['a', 'b\u0001'] })).toEqual(['#/tags/1: 1 control character removed']);
  });

  test.each([[''], [' \n'], ['\u0003'], ['\u200B\u200E']])(
    'without a visible character, %j, counts as absent',
    (nothing) => {
      expect(faultsOf({ headline: nothing })).toEqual(['#/headline: missing or empty: write a headline']);
      expect(accept({ section: nothing }).upload).not.toHaveProperty('section');
    },
  );

  test.each<[field: string, max: number]>([
    ['headline', LIMITS.headline],
    ['summary', LIMITS.summary],
    ['section', LIMITS.name],
    ['reason', LIMITS.note],
  ])('%s may have %i characters and no more', (field, max) => {
    expect('upload' in read({ [field]: 'x'.repeat(max) })).toBe(true);
    expect(faultsOf({ [field]: 'x'.repeat(max + 1) })).toEqual([
      `#/${field}: too long (${max + 1} characters): write at most ${max}`,
    ]);
    expect(faultsOf({ [field]: ' '.repeat(1_000_000) })).toEqual([
      `#/${field}: too long (1000000 characters): write at most ${max}`,
    ]);
  });

  test('a name without a letter or digit is refused', () => {
    const detail = 'no letter or digit, so it has no address: write a word for it, or leave it out';
    expect(faultsOf({ section: '!!!', tags: ['🎉', '❤\uFE0F'], authors: [{ name: '?' }] })).toEqual([
      `#/section: ${detail}`,
      `#/tags/0: ${detail}`,
      `#/tags/1: ${detail}`,
      `#/authors/0/name: ${detail}`,
    ]);
  });

  test('a name of so many signs that its address is too long is refused', () => {
    expect(accept({ section: `C${'+'.repeat(59)}` }).upload.section).toHaveLength(60);
    expect(faultsOf({ section: `C${'+'.repeat(60)}` })).toEqual(['#/section: too many signs: write fewer + and #']);
    expect(faultsOf({ section: `${'字字+'.repeat(33)}` })).toEqual(['#/section: too many signs: write fewer + and #']);
  });

  test.each(['\uFE0F', '\u3164', '\u034F\u200B'])('a headline of invisible characters, %j, is empty', (headline) => {
    expect(faultsOf({ headline })).toEqual(['#/headline: missing or empty: write a headline']);
  });

  test('a headline over 110 characters is accepted with a warning', () => {
    expect(warningsOf({ headline: 'x'.repeat(110) })).toEqual([]);
    expect(warningsOf({ headline: 'x'.repeat(111) })).toEqual([
      expect.stringMatching(/^#\/headline: over 110 characters/),
    ]);
  });
});

test.each(
  [
    '',
    'a b',
    'a/b',
    'a.b',
    'a\u0000',
    '\u{1F600}',
    '\uFE0F',
    '-\u0301',
    '--',
    'x'.repeat(129),
    'x'.repeat(1_000_000),
  ].map(caseOf),
)('the id %j is refused', (_, id) => {
  expect(faultsOf({ id })).toEqual([
    expect.stringMatching(
      /^#\/id: not a valid id: write 1 to 128 letters, digits and hyphens, at least one of them a letter or digit/,
    ),
  ]);
});

describe('tags', () => {
  test('with one address are merged, with a warning that names both spellings and the address', () => {
    const { upload, warnings } = accept({ tags: ['Middle East', 'Syria', 'middle-east', 'Syria'] });
    expect(upload.tags).toEqual(['Middle East', 'Syria']);
    expect(warnings).toEqual([
      { pointer: '#/tags/2', detail: 'middle-east is merged with Middle East: both have the address middle-east' },
      { pointer: '#/tags/3', detail: 'given twice: Syria' },
    ]);
  });

  test('of another direction do not turn the sentence of a warning', () => {
    expect(warningsOf({ tags: ['سوريا', 'سوريا!'] })).toEqual([
      '#/tags/1: \u2068سوريا!\u2069 is merged with \u2068سوريا\u2069: both have the address \u2068سوريا\u2069',
    ]);
  });

  test('that differ by signs are three, without a warning', () => {
    const { upload, warnings } = accept({ tags: ['C', 'C++', 'C#'] });
    expect(upload.tags).toEqual(['C', 'C++', 'C#']);
    expect(warnings).toEqual([]);
  });

  test('may be seven after merging, and no more', () => {
    const seven = [...'abcdefg'];
    expect(accept({ tags: [...seven, 'A'] }).upload.tags).toEqual(seven);
    expect(faultsOf({ tags: [...seven, 'h'] })).toEqual(['#/tags: too many tags (8): give at most 7']);
    expect(faultsOf({ tags: Array(100_000).fill('a') })).toEqual(['#/tags: too many (100000): give at most 49']);
  });
});

describe('authors', () => {
  test('may be three, and no more', () => {
    expect(faultsOf({ authors: Array(4).fill({ name: 'A' }) })).toEqual(['#/authors: too many (4): give at most 3']);
  });

  test.each([['desk@news.example'], ['o\u2019hara+1@b\u00FCcher.example']])('the address %s is accepted', (email) => {
    expect(quietly('authors', [{ name: 'A', email }])).toEqual([{ name: 'A', email }]);
  });

  test.each(['desk', 'a@b@c', 'a b@c', 'a@c (A)', '<a@c>', 'a@c,b@d', '@c', `${'a'.repeat(250)}@c.de`].map(caseOf))(
    'the address %j is refused',
    (_, email) => {
      expect(faultsOf({ authors: [{ name: 'A', email }] })).toEqual([
        expect.stringMatching(/^#\/authors\/0\/email: (?:not an e-mail address|too long)/),
      ]);
    },
  );
});

describe('language', () => {
  test.each([
    ['EN-gb', 'en-GB'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['de-u-co-phonebk', 'de'],
  ])('%s is kept as %s', (value, kept) => {
    expect(quietly('language', value)).toBe(kept);
  });

  test.each([['en_GB'], ['English language'], ['e'], ['x'.repeat(36)]])('%s is refused', (language) => {
    expect(faultsOf({ language })).toEqual([
      expect.stringMatching(/^#\/language: (?:not a BCP 47 language tag|too long)/),
    ]);
  });
});

describe('publishedAt', () => {
  test.each([
    ['2013-06-03T20:00:00Z', '2013-06-03T20:00:00Z'],
    ['2013-06-03T20:00:00.999Z', '2013-06-03T20:00:00Z'],
    ['2013-06-03T20:00:00,5+02:00', '2013-06-03T18:00:00Z'],
    ['2013-06-03T20:00-0330', '2013-06-03T23:30:00Z'],
    ['2013-01-01t00:30:00+01', '2012-12-31T23:30:00Z'],
    ['2012-02-29T12:00:00z', '2012-02-29T12:00:00Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00Z'],
    ['9998-12-31T23:59:59Z', '9998-12-31T23:59:59Z'],
  ])('%s is %s', (value, at) => {
    expect(quietly('publishedAt', value)).toBe(at);
  });

  test.each([
    ['2013-06-03', /not ISO 8601 with a zone: write it like/],
    ['2013-06-03T20:00:00', /not ISO 8601 with a zone/],
    ['2013-06-03 20:00:00Z', /not ISO 8601 with a zone/],
    ['Mon, 03 Jun 2013 20:00:00 GMT', /not ISO 8601 with a zone/],
    ['+010000-01-01T00:00:00Z', /not ISO 8601 with a zone/],
    ['', /not ISO 8601 with a zone/],
    ['2013-02-30T00:00:00Z', /not a valid date or time/],
    ['2013-02-29T00:00:00Z', /not a valid date or time/],
    ['2013-13-01T00:00:00Z', /not a valid date or time/],
    ['2013-00-10T00:00:00Z', /not a valid date or time/],
    ['2013-06-03T24:00:00Z', /not a valid date or time/],
    ['2013-06-03T23:59:60Z', /not a valid date or time/],
    ['2013-06-03T20:00:00+24:00', /not a valid date or time/],
    ['1899-12-31T23:59:59Z', /from 1900/],
    ['1900-01-01T00:00:00+01:00', /from 1900/],
    ['9999-01-01T00:00:00Z', /to 9998/],
    ['9998-12-31T23:59:59-01:00', /to 9998/],
  ])('%j is refused', (value, detail) => {
    expect(faultsOf({ publishedAt: value })).toEqual([expect.stringMatching(detail)]);
  });
});

describe('breaking', () => {
  const until = (fields: Record<string, unknown>) => accept(fields).upload.breakingUntil;

  test('ends after the default time if the upload names no end', () => {
    expect(until({ breaking: true })).toBe('2013-06-04T00:00:00Z');
  });

  test('ends after the default time from a later publication', () => {
    expect(until({ breaking: true, publishedAt: '2013-07-01T00:00:00Z' })).toBe('2013-07-01T04:00:00Z');
    expect(until({ breaking: true, publishedAt: '2013-01-01T00:00:00Z' })).toBe('2013-06-04T00:00:00Z');
  });

  test('never ends by itself when breakingUntil is null', () => {
    expect(until({ breaking: true, breakingUntil: null })).toBeNull();
  });

  test('ends at the time that the upload names', () => {
    expect(until({ breaking: true, breakingUntil: '2013-06-03T22:00:00+01:00' })).toBe('2013-06-03T21:00:00Z');
  });

  test('false differs from an absent field', () => {
    expect(accept({ breaking: false }).upload).toMatchObject({ breaking: false });
    expect(accept({}).upload).not.toHaveProperty('breaking');
    expect(until({ breaking: false })).toBeUndefined();
  });

  test('must not end before it begins', () => {
    const error = '#/breakingUntil: too early: write a time after';
    expect(faultsOf({ breaking: true, breakingUntil: NOW })).toEqual([expect.stringContaining(`${error} ${NOW}`)]);
    expect(
      faultsOf({ breaking: true, breakingUntil: '2013-06-30T00:00:00Z', publishedAt: '2013-07-01T00:00:00Z' }),
    ).toEqual([expect.stringContaining(`${error} 2013-07-01T00:00:00Z`)]);
  });

  test('must be true if there is an end', () => {
    const error = ['#/breakingUntil: needs "breaking": true; otherwise leave it out'];
    expect(faultsOf({ breakingUntil: null })).toEqual(error);
    expect(faultsOf({ breakingUntil: '2013-06-04T00:00:00Z' })).toEqual(error);
    expect(faultsOf({ breaking: false, breakingUntil: '2013-06-04T00:00:00Z' })).toEqual(error);
  });

  test('may be false with an end that has passed', () => {
    expect(until({ breaking: false, breakingUntil: '2013-06-01T00:00:00Z' })).toBeUndefined();
    expect(until({ breaking: false, breakingUntil: null })).toBeUndefined();
  });

  test('ends in the last year that a story may name', () => {
    expect(until({ breaking: true, publishedAt: '9998-12-31T23:00:00Z' })).toBe('9998-12-31T23:59:59Z');
  });

  test('with a default that is no duration throws', () => {
    expect(() => readUpload({ ...STORY, breaking: true }, { ...CONTEXT, breakingFor: '4h' })).toThrow(RangeError);
  });
});

test('warnings beyond WARNING_BYTES are left out, and the upload is accepted', () => {
  const tag = (spelling: number) => `${'漢'.repeat(LIMITS.name - 1)}${'aA'[spelling % 2]}`;
  const { upload, warnings } = accept({
    tags: Array.from({ length: LIMITS.tags ** 2 }, (_, i) => tag(i)),
    canonicalUrl: `/${'x'.repeat(1_900)}`,
    audio: { url: `/${'y'.repeat(1_900)}`, type: 'audio/mpeg' },
  });
  expect([upload.tags.length, warnings[0]?.pointer]).toEqual([1, '#/canonicalUrl']);
  const bytes = Buffer.byteLength(JSON.stringify(warnings));
  expect(bytes > WARNING_BYTES - 500 && bytes <= WARNING_BYTES).toBe(true);
});

describe('addresses', () => {
  test.each([
    ['https://old.example/b\u00FCcher', 'https://old.example/b%C3%BCcher'],
    ['http://B\u00FCcher.example', 'http://xn--bcher-kva.example/'],
    [' https://old.example/a b|c?x="y" ', 'https://old.example/a%20b%7Cc?x=%22y%22'],
    ['https://old.example/100%', 'https://old.example/100%25'],
  ])('%j is kept as %s', (value, kept) => {
    expect(quietly('canonicalUrl', value)).toBe(kept);
  });

  test('a relative one is made absolute, with a warning', () => {
    const { upload, warnings } = accept({ image: { url: '/2013/kerry.jpg', alt: 'A river' } });
    expect(upload.image?.url).toBe('https://news.example/2013/kerry.jpg');
    expect(warnings).toEqual([
      { pointer: '#/image/url', detail: 'relative address made absolute: https://news.example/2013/kerry.jpg' },
    ]);
  });

  test('others are relative to the canonical one', () => {
    const { upload } = accept({
      canonicalUrl: 'https://paper.example/2013/kerry',
      image: { url: 'river.jpg', alt: 'A river' },
      body: '<p><a href="more">more</a></p>',
    });
    expect(upload.image?.url).toBe('https://paper.example/2013/river.jpg');
    expect(upload.body).toBe('<p><a href="https://paper.example/2013/more">more</a></p>');
  });

  test.each(
    [
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      'mailto:a@b.example',
      'data:text/html,x',
      'ftp://news.example/',
      'https://me:secret@news.example/',
      'https://me@news.example/',
      '#top',
      'https://',
      `https://news.example/${'x'.repeat(2048)}`,
      `https://news.example/${'\u00FC'.repeat(1000)}`,
    ].map(caseOf),
  )('%j is refused everywhere', (_, url) => {
    const detail = /not a usable web address: write http or https/;
    expect(
      faultsOf({ canonicalUrl: url, authors: [{ name: 'A', url }], audio: { url }, image: { url, alt: 'x' } }),
    ).toEqual(
      ['canonicalUrl', 'authors/0/url', 'audio/url', 'image/url'].map((field) =>
        expect.stringMatching(new RegExp(`^#/${field}: ${detail.source}`)),
      ),
    );
  });
});

describe('audio and image', () => {
  const url = 'https://news.example/a';

  test('audio may have a duration only', () => {
    expect(quietly('audio', { duration: 167.0004 })).toEqual({ duration: 167 });
    expect(accept({ audio: {} }).upload).not.toHaveProperty('audio');
  });

  test('a missing media type is taken from the file extension', () => {
    expect(quietly('audio', { url: `${url}.MP3?x=1`, length: 1 })).toMatchObject({ type: 'audio/mpeg' });
    expect(quietly('image', { url: `${url}.webp`, alt: 'x' })).toMatchObject({ type: 'image/webp' });
    expect(quietly('image', { url, alt: 'x' })).toEqual({ url, alt: 'x' });
    expect(faultsOf({ audio: { url, length: 1 } })).toEqual([
      '#/audio/type: missing: give the media type, like audio/mpeg',
    ]);
  });

  test.each([
    ['audio/mp3', 'audio/mpeg'],
    ['Audio/X-M4A', 'audio/x-m4a'],
    ['audio/ogg; codecs=opus', 'audio/ogg'],
  ])('the audio type %s is corrected to %s, with a warning', (value, type) => {
    const { upload, warnings } = accept({ audio: { url, type: value, length: 1 } });
    expect(upload.audio?.type).toBe(type);
    expect(warnings).toEqual([{ pointer: '#/audio/type', detail: `media type corrected to ${type}` }]);
  });

  test('the image type image/jpg is corrected to image/jpeg, with a warning', () => {
    expect(warningsOf({ image: { url, type: 'image/jpg', alt: 'x' } })).toEqual([
      '#/image/type: media type corrected to image/jpeg',
    ]);
  });

  test.each([['image/jpeg'], ['text/html'], ['mp3'], ['audio/'], ['audio/a"b'], ['constructor'], ['application/json']])(
    'the audio type %s is refused',
    (type) => {
      expect(faultsOf({ audio: { url, type, length: 1 } })).toEqual([
        '#/audio/type: not an audio media type: write one like audio/mpeg',
      ]);
    },
  );

  test.each([['video/mp4'], ['application/ogg'], ['audio/mpeg']])('the audio type %s is accepted', (type) => {
    expect(quietly('audio', { url, type, length: 1 })).toMatchObject({ type });
  });

  test.each([[-1], [1.5], [2 ** 53], ['2671000'], [true]])('the length %j is refused', (length) => {
    expect(faultsOf({ audio: { url, type: 'audio/mpeg', length } })).toEqual([
      expect.stringMatching(/^#\/audio\/length: not a length: write a whole number of bytes/),
    ]);
  });

  test.each([[-1], [604_801], ['2:47']])('the duration %j is refused', (duration) => {
    expect(faultsOf({ audio: { duration } })).toEqual([
      expect.stringMatching(/^#\/audio\/duration: not a duration: write seconds/),
    ]);
  });

  test('a type or a length without an address is refused', () => {
    const error = ['#/audio/url: missing: give the address, or leave type and length out'];
    expect(faultsOf({ audio: { type: 'audio/mpeg' } })).toEqual(error);
    expect(faultsOf({ audio: { length: 5, duration: 5 } })).toEqual(error);
  });

  test('audio without a length and an image without alternative text get a warning', () => {
    expect(warningsOf({ audio: { url, type: 'audio/mpeg' }, image: { url, type: 'image/png' } })).toEqual([
      expect.stringMatching(/^#\/audio\/length: no length/),
      expect.stringMatching(/^#\/image\/alt: no alternative text/),
    ]);
  });

  test('a width and a height are whole pixels from 1 to 65535, each of them optional', () => {
    const image = { url, alt: 'x' };
    expect(quietly('image', { ...image, width: 1, height: 65_535 })).toEqual({ ...image, width: 1, height: 65_535 });
    expect(quietly('image', { ...image, width: null, height: 9 })).toEqual({ ...image, height: 9 });
    const remedy = 'not a size in pixels: write a whole number from 1 to 65535, without quotation marks';
    for (const wrong of ['100', 0, 65_536, 1.5, -1, true, [], '']) {
      expect(faultsOf({ image: { ...image, width: wrong } })).toEqual([`#/image/width: ${remedy}`]);
      expect(faultsOf({ image: { ...image, height: wrong } })).toEqual([`#/image/height: ${remedy}`]);
    }
  });

  test('an image needs an address', () => {
    expect(faultsOf({ image: { alt: 'x' } })).toEqual(['#/image/url: missing: give the address of the image']);
  });
});

test('a correction needs a note', () => {
  expect(faultsOf({ correction: {} })).toEqual(['#/correction/note: missing: say what was corrected']);
});

describe('the body', () => {
  test('is sanitised, with a warning for each kind of change', () => {
    const { upload, warnings } = accept({ body: '<p onclick="x">a</p><script>b</script><img src="data:x">' });
    expect(upload.body).toBe('<p>a</p>');
    expect(warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`)).toEqual([
      '#/body: elements removed: script',
      '#/body: 1 picture without a web address removed',
      '#/body: attributes removed: onclick',
    ]);
  });

  test('of plain text is converted to paragraphs, with a warning', () => {
    const { upload, warnings } = accept({ body: 'One & two\nlines: a < b\r\n\r\n\n  Three & four\n' });
    expect(upload.body).toBe('<p>One &amp; two\nlines: a &lt; b</p>\n<p>Three &amp; four</p>');
    expect(warnings).toEqual([{ pointer: '#/body', detail: 'plain text converted to paragraphs' }]);
  });

  test('of plain text keeps character references as they are, with a warning', () => {
    const { upload, warnings } = accept({ body: 'Caf&eacute; x<y' });
    expect(upload.body).toBe('<p>Caf&amp;eacute; x&lt;y</p>');
    expect(warnings[1]?.detail).toMatch(/^plain text with a character reference/);
  });

  test.each([
    ['<p>a</p><p>The ratio is x<y and that is the end.', 'unfinished tag: no browser shows the last 23 characters'],
    ['<p>a</p><!-- open <p>b</p>', 'unfinished comment: no browser shows the last 18 characters'],
    ['<p>a <title> b</p><p>c</p>', 'unfinished <title>: no browser shows the last 21 characters'],
  ])('%s has a warning of its end', (body, warning) => {
    expect(warningsOf({ body })).toContainEqual(expect.stringContaining(warning));
  });

  test('of plain text loses comments, with a warning', () => {
    expect(warningsOf({ body: 'a <!-- note --> b' })).toContain('#/body: comments (<!-- … -->) removed');
  });

  test('of a headline and summary that look like HTML stays, with a warning', () => {
    const { upload, warnings } = accept({ headline: 'It&#8217;s here', summary: '<p>One</p>' });
    expect(upload).toMatchObject({ headline: 'It&#8217;s here', summary: '<p>One</p>' });
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['#/headline', '#/summary']);
  });

  test('without words gives no warning about a summary', () => {
    expect(warningsOf({ summary: null, body: '<img src="https://a.example/i.png" alt="">' })).toEqual([]);
  });

  test('names how many visible characters each change removed', () => {
    const { warnings } = accept({
      body: '<p>a</p><svg><title>t</title><text>two words</text></svg><script>no</script>',
    });
    expect(warnings).toEqual([
      { pointer: '#/body', detail: 'elements removed: script' },
      { pointer: '#/body', detail: 'elements removed with their text (8 characters): svg', removed: 8 },
    ]);
  });

  test.each([['<script>x</script>'], ['<p></p><hr>'], ['<p>&nbsp;</p>'], ['\u0003'], ['  ']])(
    '%j is refused',
    (body) => {
      expect(faultsOf({ body, summary: null })).toEqual([
        expect.stringMatching(/^#\/body: nothing to show: write the story as HTML or plain text, or give a summary/),
      ]);
    },
  );

  test.each<[string, Record<string, unknown>]>([
    ['a summary', { summary: 'In short' }],
    ['a picture', { image: { url: 'https://a.example/i.png', alt: 'A' } }],
    ['sound', { audio: { url: 'https://a.example/a.mp3', length: 1 } }],
    ['a link', { canonicalUrl: 'https://a.example/story' }],
  ])('may be missing from a story with %s', (_, fields) => {
    for (const body of [undefined, null, '', '<script>x</script>']) {
      expect(accept({ summary: null, ...fields, body }).upload).toMatchObject({
        body: '',
        summary: fields.summary ?? '',
      });
    }
  });

  test('may be a picture alone', () => {
    expect(quietly('body', '<img src="https://a.example/i.png" alt="">')).toBe(
      '<img src="https://a.example/i.png" alt="">',
    );
  });

  test('may have 350 KB of UTF-8 after sanitising, and no more', () => {
    const fits = `<p>${'\u00FC'.repeat((LIMITS.bodyBytes - 8) / 2)}a</p>`;
    expect(quietly('body', fits)).toHaveLength(fits.length);
    expect(faultsOf({ body: `${fits}<p>b</p>` })).toEqual([
      '#/body: too long (358408 bytes of UTF-8): write at most 358400',
    ]);
    expect(faultsOf({ body: 'a'.repeat(2_000_000) })).toEqual([
      '#/body: too long (2000000 bytes of UTF-8): write at most 358400',
    ]);
  });

  test('may be nested 50 deep, and no more', () => {
    expect(quietly('body', `${'<em>'.repeat(50)}a${'</em>'.repeat(50)}`)).toHaveLength(451);
    expect(faultsOf({ body: `${'<em>'.repeat(51)}a` })).toEqual([
      '#/body: nested too deeply: use at most 50 levels of elements',
    ]);
  });
});

describe('a missing summary is made from the body', () => {
  const summary = (body: string) => {
    const { summary: _, ...story } = STORY;
    const result = readUpload({ ...story, body }, CONTEXT);
    return 'upload' in result ? result.upload.summary : undefined;
  };

  test.each([
    ['<h2>Title</h2><p>First <b>para</b>graph &amp;\n more.</p><p>Second.</p>', 'First paragraph & more.'],
    ['<p><img src="https://a.example/i.png" alt=""></p><blockquote><p>Said</p></blockquote>', 'Said'],
    ['<ul><li>one</li><li>two</li></ul>', 'one two'],
    ['<p>one<br>two</p>', 'one two'],
    ['<p><ruby>\u6F22<rt>kan</rt></ruby></p>', '\u6F22'],
    ['<img src="https://a.example/i.png" alt="">', ''],
    ['<p>The bridge is <del>closed</del><ins>open</ins>, he said <q>no</q>.</p>', 'The bridge is open, he said “no”.'],
    ['<p>a <s>b</s> <q>c <q>d</q></q> AT&amp;amp;T</p>', 'a “c ‘d’” AT&amp;T'],
    ['<div>a</div><div>b</div>', 'a'],
    [
      '<p><a href="https://a.example/v">A film</a></p><figure><p>Photo: Bo</p></figure><p>The council met.</p>',
      'The council met.',
    ],
    ['<iframe src="https://a.example/v" title="A film"></iframe>', 'A film'],
    ['<h2>Title</h2><div>First <b>box</b>.</div><div>Second.</div>', 'First box.'],
  ])('from %s: %s', (body, text) => {
    expect(summary(body)).toBe(text);
  });

  test('from a long paragraph, cut at a word', () => {
    expect(summary(`<p>${'word '.repeat(400)}</p>`)).toBe(`${'word '.repeat(199).trim()} word\u2026`.slice(0, 1000));
    expect(summary(`<p>${'word '.repeat(400)}</p>`)).toMatch(/ word\u2026$/);
    expect(summary(`<p>${'x'.repeat(4000)}</p>`)).toBe(`${'x'.repeat(999)}\u2026`);
  });
});

describe('for any JSON', () => {
  const answers = (value: unknown): void => {
    const result = readUpload(value, CONTEXT);
    if ('errors' in result) expect(result.errors.length).toBeGreaterThan(0);
    else expect(dangersIn(result.upload.body)).toEqual([]);
  };

  test('the answer is an upload or errors', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), answers), { numRuns: 500 });
  });

  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    hostileHtml,
    fc.string({ unit: anyCharacter }),
    fc.constantFrom(true, false, '2013-06-04T00:00:00Z', '/x', 'audio/mp3', [], {}),
  );
  const fields = [
    ...['id', 'headline', 'summary', 'body', 'section', 'tags', 'authors', 'language', 'publishedAt', 'breaking'],
    ...['breakingUntil', 'audio', 'image', 'canonicalUrl', 'formerUrls', 'correction', 'significant', 'reason'],
  ];
  const medium = fc.record(
    { url: anything, type: anything, length: anything, duration: anything },
    { requiredKeys: [] },
  );
  const mutated = fc
    .tuple(
      fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 3 }),
      fc.record(
        { audio: medium, tags: fc.array(anything), authors: fc.array(fc.record({ name: anything, url: anything })) },
        { requiredKeys: [] },
      ),
    )
    .map(([some, shaped]) => ({ ...STORY, ...shaped, ...some }));

  test('an upload with any values in some fields gives an upload or errors', () => {
    fc.assert(fc.property(mutated, answers), { numRuns: 1_000 });
  });

  test('an accepted upload is accepted again without a change or a warning', () => {
    fc.assert(
      fc.property(hostileHtml, fc.string({ unit: anyCharacter, minLength: 1 }), (body, text) => {
        const result = readUpload(
          { headline: `a${text}`, body, summary: 'a', tags: [`a${text}`], language: 'EN' },
          CONTEXT,
        );
        if ('errors' in result) return;
        expect(readUpload({ ...result.upload }, CONTEXT)).toEqual({ upload: result.upload, warnings: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});
