import fc from 'fast-check';
import { checkLanguage } from '../../../lambdas/news/language/check-language';
import { isSubtag, type SubtagKind } from '../../../lambdas/news/language/subtags';
import { subtagRecords } from '../../docs/subtag-table';
import { anyCharacter } from '../../harness/any-character';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const records = subtagRecords();
const subtagsOf = (type: string): Set<string> =>
  new Set(records.filter(({ Type }) => Type === type).map(({ Subtag = '' }) => Subtag));

describe('the table has of IANA', () => {
  const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const TRIPLES = PAIRS.flatMap((pair) => LETTERS.map((third) => pair + third));
  const NUMBERS = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(3, '0'));
  const OTHERS = ['', 'a', 'hans', 'hanz', 'abcde', 'scouse', '1901', '1902'];

  test.each<[SubtagKind, string[]]>([
    ['language', [...PAIRS, ...TRIPLES, ...OTHERS]],
    ['region', [...PAIRS, ...NUMBERS, ...OTHERS]],
    ['script', [...subtagsOf('script'), ...PAIRS, ...OTHERS]],
    ['variant', [...subtagsOf('variant'), ...PAIRS, ...OTHERS]],
  ])('each %s, and no other', (kind, candidates) => {
    const known = subtagsOf(kind);
    expect(candidates.filter((one) => isSubtag(kind, one))).toEqual(candidates.filter((one) => known.has(one)));
    expect([...known].filter((one) => !isSubtag(kind, one.toUpperCase()))).toEqual([]);
  });

  test('each extended language under its prefix, and each grandfathered tag with a preferred value', () => {
    const extended = records.filter(({ Type }) => Type === 'extlang');
    expect(extended.length).toBeGreaterThan(200);
    for (const { Prefix, Subtag = '' } of extended)
      expect(checkLanguage(`${Prefix}-${Subtag}`)).toEqual(checkLanguage(Subtag));
    const preferred = records.filter((one) => one.Type === 'grandfathered' && one['Preferred-Value'] !== undefined);
    expect(preferred.length).toBeGreaterThan(15);
    for (const { Tag = '', 'Preferred-Value': value = '' } of preferred)
      expect(checkLanguage(Tag)).toEqual(checkLanguage(value));
  });

  test('each language in a form that has a name and a direction', () => {
    for (const language of subtagsOf('language')) {
      const { tag = '' } = checkLanguage(language);
      expect(() => new Intl.DisplayNames([tag], { type: 'language' }).of(tag)).not.toThrow();
    }
  });
});

test.each([
  ['en', 'en'],
  ['EN-us', 'en-US'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['es-419', 'es-419'],
  ['de-1901', 'de-1901'],
  ['sl-rozaj-biske', 'sl-biske-rozaj'],
  ['ca-valencia', 'ca-valencia'],
  // Deprecated, with a preferred value.
  ['iw', 'he'],
  ['in-ID', 'id-ID'],
  ['de-DD', 'de-DE'],
  ['zh-yue-HK', 'yue-HK'],
  ['i-klingon', 'tlh'],
  // Private use.
  ['qaa', 'qaa'],
  ['qtz-Qaaa-XA', 'qtz-Qaaa-XA'],
  ['en-x-house', 'en'],
  // Extensions do not change the language.
  ['en-u-ca-buddhist', 'en'],
  ['mul', 'mul'],
  ['und', 'und'],
])('%s is the language %s', (text, tag) => {
  expect(checkLanguage(text)).toEqual({ tag });
});

/** Releases of ICU differ in names of several parts. */
const nameOf = (tag: string) => new Intl.DisplayNames(['en'], { type: 'language' }).of(tag);

const NONE = 'not a BCP 47 language tag';
const has = (unknown: string) => `IANA's registry has no ${unknown}`;

test.each([
  // By name: English, and of the language itself.
  ['english', has('language english'), 'en', 'English'],
  ['English', has('language English'), 'en', 'English'],
  ['deutsch', has('language deutsch'), 'de', 'German'],
  ['français', NONE, 'fr', 'French'],
  ['francais', has('language francais'), 'fr', 'French'],
  ['Русский', NONE, 'ru', 'Russian'],
  ['中文', NONE, 'zh', 'Chinese'],
  ['Brazilian Portuguese', NONE, 'pt-BR', 'Brazilian Portuguese'],
  ['Portuguese (Brazil)', NONE, 'pt-BR', 'Brazilian Portuguese'],
  ['pt-brasil', has('variant brasil'), 'pt-BR', 'Brazilian Portuguese'],
  ['Filipino', has('language Filipino'), 'fil', 'Filipino'],
  // By a name with a mistake.
  ['Englsih', has('language Englsih'), 'en', 'English'],
  ['portugese', NONE, 'pt', 'Portuguese'],
  ['spanisch', has('language spanisch'), 'es', 'Spanish'],
  // ISO 639-2, terminology and bibliography.
  ['eng', has('language eng'), 'en', 'English'],
  ['deu', has('language deu'), 'de', 'German'],
  ['ger', has('language ger'), 'de', 'German'],
  ['fre-CA', has('language fre'), 'fr-CA', 'Canadian French'],
  // By a country.
  ['jp', has('language jp'), 'ja', 'Japanese'],
  ['cn', has('language cn'), 'zh', 'Chinese'],
  ['cz', has('language cz'), 'cs', 'Czech'],
  // Other forms.
  ['en_US', NONE, 'en-US', 'American English'],
  ['de_DE.UTF-8', NONE, 'de-DE', 'German (Germany)'],
  ['zh-CN-Hans', NONE, 'zh-Hans-CN', nameOf('zh-Hans-CN')],
  ['en-UK', has('region UK'), 'en-GB', 'British English'],
  ['en_UK', NONE, 'en-GB', 'British English'],
  ['en-EN', has('region EN'), 'en', 'English'],
  ['zh-Hanz', has('script Hanz'), 'zh', 'Chinese'],
  ['de-abcde', has('variant abcde'), 'de', 'German'],
])('%s is refused: %s, write %s', (text, problem, likely, name) => {
  expect(checkLanguage(text)).toEqual({ problem: `${problem}: write ${likely} for ${name}`, likely });
});

test.each([
  ['xx-QQ', has('language xx')],
  ['zz', has('language zz')],
  ['x-house', NONE],
  ['root', NONE],
  ['', NONE],
  ['-', NONE],
  ['en, fr', NONE],
  ['not a language', NONE],
  ['klingon', has('language klingon')],
  ['en"><script>', NONE],
  [`en_${'x'.repeat(60)}`, NONE],
  // Thai has four letters, and Japanese and Javanese are as near.
  ['Thay', NONE],
  ['jaanese', has('language jaanese')],
  ['cel-gaulish-x', NONE],
])('%p is refused, and means nothing likely', (text, problem) => {
  expect(checkLanguage(text)).toEqual({ problem: `${problem}: write a tag like en, pt-BR or zh-Hant` });
});

describe('any text gets an answer, whatever its marks mean elsewhere', () => {
  const NO_TAG = 'not a BCP 47 language tag';

  test.each([
    ['en-(("', 'en'],
    ['en [x', 'en'],
    ['fr (', 'fr'],
    ['en \\', 'en'],
    ['en *', 'en'],
    ['en-.*', 'en'],
    ['en-....', 'en'],
    // Regular expressions that backtrack without end.
    ['en-([^;]+)+;', 'en'],
    ['en (.*)*(.*)*(.*)*(.*)*(.*)*(.*)*!', 'en'],
    ['en-(\\w+ ?)+#', undefined],
  ])('%p means %p', (text, likely) => {
    expect(checkLanguage(text)).toMatchObject({ problem: expect.stringContaining(NO_TAG), likely });
  });

  test('in which the answer is a tag of the registry, or none', () => {
    const part = fc.constantFrom(
      ...['en', 'fr', 'zh', 'Hant', 'GB', '419', '1901', 'english', 'und', 'x', 'a', '1', 'é'],
      ...[
        '-',
        '_',
        ' ',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '*',
        '+',
        '?',
        '.',
        '|',
        '^',
        '$',
        '\\',
        '\\w',
        '[^;]',
        '@',
        '"',
      ],
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 35 }).map((parts) => parts.join('').slice(0, 35)),
      fc.string({ unit: anyCharacter, maxLength: 35 }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const { tag, likely } = checkLanguage(text);
        const answer = tag ?? likely;
        if (answer !== undefined) expect(checkLanguage(answer)).toEqual({ tag: answer });
      }),
      { numRuns: 500 },
    );
  });
});
