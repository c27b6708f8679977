import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { precondition, tagsIn } from '../../../lambdas/http/conditional';
import { processorTime } from '../../harness/processor-time';

const CHANGED = Date.UTC(1994, 10, 6, 8, 49, 37);
const STATE = { etag: 'W/"abc.0.rss.made"', lastModified: CHANGED };

const outcomeOf = (headers: Record<string, string>, state: typeof STATE | { etag: string } = STATE) =>
  precondition(new Headers(headers), state);

test('a request without conditions goes on', () => {
  expect(outcomeOf({})).toBe('go on');
});

describe('If-None-Match (RFC 9110 §13.1.2) answers 304 to', () => {
  test.each([
    ['the tag', 'W/"abc.0.rss.made"'],
    ['the tag as a strong one, for it compares weakly', '"abc.0.rss.made"'],
    ['any tag, *', '*'],
    ['any tag, * with spaces', ' * '],
    ['a list that has it last', '"one", W/"two", W/"abc.0.rss.made"'],
    ['a list that has it first', 'W/"abc.0.rss.made", "one"'],
    ['a list without spaces', '"one","abc.0.rss.made","two"'],
    ['a list with empty members', ', ,"abc.0.rss.made",,'],
    ['a list after a tag with a comma in it', '"one,two", "abc.0.rss.made"'],
    ['a list after the empty tag', '"", "abc.0.rss.made"'],
    ['a list after rubbish', 'rubbish, W/"abc.0.rss.made"'],
    ['a tag that a proxy added -gzip to', 'W/"abc.0.rss.made-gzip"'],
    ['a tag that a proxy added -br to', '"abc.0.rss.made-br"'],
    ['a tag that a proxy added ;gzip to', '"abc.0.rss.made;gzip"'],
  ])('%s', (_, field) => {
    expect(outcomeOf({ 'if-none-match': field })).toBe(304);
  });

  test('a tag with a comma in it', () => {
    expect(outcomeOf({ 'if-none-match': '"one", "a,b"' }, { etag: 'W/"a,b"' })).toBe(304);
  });
});

describe('If-None-Match lets go on', () => {
  test.each([
    ['another tag', 'W/"abd.0.rss.made"'],
    ['a tag that only begins so', '"abc.0.rss.made2"'],
    ['a tag that only ends so', '"xabc.0.rss.made"'],
    ['a tag in capitals', '"ABC.0.RSS.MADE"'],
    ['a tag without quotation marks', 'abc.0.rss.made'],
    ['a tag without its first mark', 'abc.0.rss.made"'],
    ['a tag without its last mark', '"abc.0.rss.made'],
    ['a part of a tag with a comma', '"abc.0.rss.made,other"'],
    ['* among others, which is no list', '"one", *'],
    ['* in quotation marks', '"*"'],
    ['-gzip in the middle', '"abc-gzip.0.rss.made"'],
    ['an unknown addition', '"abc.0.rss.made-zip"'],
  ])('%s', (_, field) => {
    expect(outcomeOf({ 'if-none-match': field })).toBe('go on');
  });
});

// §5.6.7: the three forms of one moment.
const FORMS = [
  ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:36 GMT'],
  ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:36 GMT'],
  ['asctime', 'Sun Nov  6 08:49:37 1994', 'Sun Nov  6 08:49:36 1994'],
] as const;

describe.each(FORMS)('If-Modified-Since (§13.1.3) in the form of %s', (_, then, before) => {
  test('answers 304 at the second of the change', () => {
    expect(outcomeOf({ 'if-modified-since': then })).toBe(304);
  });

  test('lets go on a second before', () => {
    expect(outcomeOf({ 'if-modified-since': before })).toBe('go on');
  });

  test('is ignored where If-None-Match is there, met or not', () => {
    expect(outcomeOf({ 'if-modified-since': then, 'if-none-match': '"other"' })).toBe('go on');
    expect(outcomeOf({ 'if-modified-since': before, 'if-none-match': '*' })).toBe(304);
  });
});

describe.each(FORMS)('If-Unmodified-Since (§13.1.4) in the form of %s', (_, then, before) => {
  test('answers 412 a second before the change and lets go on at its second', () => {
    expect(outcomeOf({ 'if-unmodified-since': before })).toBe(412);
    expect(outcomeOf({ 'if-unmodified-since': then })).toBe('go on');
  });

  test('comes before If-None-Match (§13.2.2)', () => {
    expect(outcomeOf({ 'if-unmodified-since': before, 'if-none-match': '*' })).toBe(412);
    expect(outcomeOf({ 'if-unmodified-since': then, 'if-none-match': '*' })).toBe(304);
  });

  test('is ignored where If-Match is there', () => {
    expect(outcomeOf({ 'if-unmodified-since': before, 'if-match': '*' })).toBe('go on');
  });
});

test('a date is in GMT whatever the zone of this machine', () => {
  const program = `
    const { precondition } = require('./lambdas/http/conditional');
    const state = { etag: 'W/"a"', lastModified: ${CHANGED} };
    const at = (field) => precondition(new Headers({ 'if-modified-since': field }), state);
    console.log(JSON.stringify(${JSON.stringify(FORMS)}.map(([, then, before]) => [at(then), at(before)])));`;
  const run = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', program], {
    env: { PATH: process.env.PATH, TZ: 'America/New_York' },
    encoding: 'utf8',
  });
  expect(JSON.parse(run)).toEqual(FORMS.map(() => [304, 'go on']));
});

test('dates are ignored while the state has no date', () => {
  const undated = { etag: STATE.etag };
  expect(outcomeOf({ 'if-modified-since': FORMS[0][1] }, undated)).toBe('go on');
  expect(outcomeOf({ 'if-unmodified-since': FORMS[0][2] }, undated)).toBe('go on');
});

describe('If-Match (§13.1.1)', () => {
  test('compares strongly, so that the weak tag of a feed never matches: 412', () => {
    expect(outcomeOf({ 'if-match': 'W/"abc.0.rss.made"' })).toBe(412);
    expect(outcomeOf({ 'if-match': '"abc.0.rss.made"' })).toBe(412);
    expect(outcomeOf({ 'if-match': '"one", "two"' })).toBe(412);
    expect(outcomeOf({ 'if-match': 'rubbish' })).toBe(412);
  });

  test('* is met by whatever stands there', () => {
    expect(outcomeOf({ 'if-match': '*' })).toBe('go on');
    expect(outcomeOf({ 'if-match': ' * ', 'if-none-match': STATE.etag })).toBe(304);
  });

  test('comes before If-None-Match (§13.2.2)', () => {
    expect(outcomeOf({ 'if-match': '"one"', 'if-none-match': STATE.etag })).toBe(412);
  });
});

describe('an invalid date (§13.1.3: "MUST ignore") is ignored', () => {
  test.each([
    '2030-01-01T00:00:00Z',
    'Mon 5',
    'Sun',
    'Sunday 2030',
    'Sun, 06 Nov 2030 08:49:37',
    'Sun, 06 Nov 2030 08:49:37 +0000',
    'Sun, 06 Nov 2030 08:49:37 UTC',
    'sun, 06 nov 2030 08:49:37 gmt',
    'Sun, 6 Nov 2030 08:49:37 GMT',
    'Sun, 06 Nov 2030 8:49:37 GMT',
    'Sun, 06 Nov 2030 99:49:37 GMT',
    'Sun, 06 Foo 2030 08:49:37 GMT',
    'Sunday, 06-Nov-2030 08:49:37 GMT',
    'Sun Nov 6 08:49:37 2030',
    'Sun, 06 Nov 2030 08:49:37 GMT, Sun, 06 Nov 2030 08:49:37 GMT',
    '99999999999999',
    '0',
    '-1',
  ])('%s', (field) => {
    expect(outcomeOf({ 'if-modified-since': field })).toBe('go on');
    expect(outcomeOf({ 'if-unmodified-since': field })).toBe('go on');
  });

  test('whatever else it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary-ascii' }).filter((text) => !/[\0\r\n]/.test(text)),
      fc.stringMatching(/^(?:Sun|Sunday|Mon)[,]? [ -~]{0,30}(?: GMT)?$/),
    );
    fc.assert(
      fc.property(anything, (field) => {
        fc.pre(!FORMS.some(([, then]) => field.length === then.length && /\d\d:\d\d:\d\d/.test(field)));
        expect(outcomeOf({ 'if-modified-since': field })).toBe('go on');
        expect(outcomeOf({ 'if-unmodified-since': field })).toBe('go on');
      }),
    );
  });
});

const etagc = fc.oneof(
  fc.integer({ min: 0x23, max: 0x7e }),
  fc.constant(0x21),
  fc.integer({ min: 0x80, max: 0xff }),
  fc.constant(0x2c),
);
const opaqueTag = fc.array(etagc, { maxLength: 20 }).map((codes) => `"${String.fromCharCode(...codes)}"`);
const tag = fc.tuple(fc.constantFrom('', 'W/'), opaqueTag).map(([weak, opaque]) => weak + opaque);
const separator = fc.constantFrom(',', ', ', ' , ', ',\t', ', ,');

test('any list of tags is read as its tags (§8.8.3)', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(tag, separator), { maxLength: 8 }), (parts) => {
      expect(tagsIn(parts.flat().join(''))).toEqual(parts.map(([each]) => each));
    }),
  );
});

test('any list is 304 where it holds the tag, and goes on where it does not', () => {
  const withoutAddition = opaqueTag.filter((each) => !/[-;](?:gzip|br|deflate|zstd)"$/.test(each));
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 6 }), withoutAddition, fc.nat(6), (others, own, at) => {
      const rest = others.filter((other) => !other.includes(own.slice(0, -1)));
      const list = [...rest.slice(0, at), own, ...rest.slice(at)];
      expect(outcomeOf({ 'if-none-match': list.join(', ') }, { etag: `W/${own}` })).toBe(304);
      expect(outcomeOf({ 'if-none-match': rest.join(', ') || '""x' }, { etag: `W/${own.slice(0, -1)}x"` })).toBe(
        'go on',
      );
    }),
  );
});

test('whatever the fields hold, an answer comes and nothing is thrown', () => {
  const field = fc.option(
    fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc
        .array(fc.constantFrom('"', 'W/', '*', ',', ' ', 'a', '\\', '\u00e9', 'GMT', 'Sun, '), { maxLength: 30 })
        .map((parts) => parts.join('')),
    ),
    { nil: undefined },
  );
  const names = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
  fc.assert(
    fc.property(fc.tuple(field, field, field, field), (fields) => {
      const headers = fields.flatMap((value, i) =>
        value === undefined || /[\0\r\n]/.test(value) ? [] : [[names[i], value]],
      );
      expect(['go on', 304, 412]).toContain(outcomeOf(Object.fromEntries(headers)));
    }),
  );
});

test('a field of 64 KB is read at once', () => {
  const started = processorTime();
  for (const unit of ['"', 'W/"', '"a', 'W/W/', '", '])
    outcomeOf({ 'if-none-match': unit.repeat(64_000 / unit.length) });
  expect(processorTime() - started).toBeLessThan(500);
});
