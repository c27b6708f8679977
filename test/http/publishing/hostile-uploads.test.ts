import { PageReader } from '../../formats/page-reader';
import { type Element, readXml } from '../../formats/read-xml';
import { type Answer, useFunctions } from '../../harness/http/functions';
import { dangersIn } from '../../news/html/judge';
import { XSS_VECTORS } from '../../news/html/xss-vectors';
import { logWithoutIds } from './newsroom-client';

const functions = useFunctions();

const GOOD = { headline: 'A headline', summary: 'A summary', body: '<p>A body.</p>' };
const SCRIPT = '<script>alert("PWNED")</script>';
const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** The upload: fields beside the good ones, or a whole body as it is. */
type Upload = Record<string, unknown> | string | Uint8Array;
type Case = readonly [
  name: string,
  upload: Upload,
  status: number,
  where?: readonly string[],
  headers?: Record<string, string>,
];

/** Expects 422, with the pointer of the wrong field. */
const wrong = (name: string, upload: Upload, ...where: string[]): Case => [name, upload, 422, where];
/** Expects 201, with the pointers of the changed fields. */
const withChanges = (name: string, upload: Upload, ...where: string[]): Case => [name, upload, 201, where];
/** 201, stored as it is. */
const withoutChange = (name: string, upload: Upload): Case => [name, upload, 201, []];
const raw = (fields: string) => `{"headline":"A","summary":"A","body":"<p>A</p>",${fields}}`;

const SHAPES_OF_JSON: Case[] = [
  ['100,000 lists in each other', deep(100_000, '[', ']'), 422, ['#']],
  [
    '100,000 objects in each other',
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    422,
    ['#/a', '#/body', '#/headline'],
  ],
  wrong('lists in each other as a field', raw(`"tags":${deep(50_000, '[', ']')}`), '#/tags/0'),
  wrong(
    'objects in each other as a field',
    raw(`"audio":${'{"audio":'.repeat(9_999)}1${'}'.repeat(9_999)}`),
    '#/audio/audio',
  ),
  withoutChange('lists in each other where nobody looks', raw(`"guid":${deep(50_000, '[', ']')}`)),
  ['a list that is not closed', '['.repeat(500_000), 400],
  ['10,000 unknown fields', `{${Array.from({ length: 10_000 }, (_, i) => `"f${i}":1`).join(',')}}`, 422],
  wrong('an unknown field with a name of 100,000 letters', raw(`"${'x'.repeat(100_000)}":1`), '#'),
  wrong('a field without a name', raw('"":1'), '#/'),
  wrong('a field named by a lone surrogate', raw('"\\ud800":1'), '#/'),
  wrong(
    'a field named by markup',
    raw('"<script>alert(1)</script>":1'),
    `#/${encodeURIComponent('<script>alert(1)<~1script>')}`,
  ),
  wrong('__proto__', raw('"__proto__":{"breaking":true}'), '#/__proto__'),
  wrong('constructor.prototype', raw('"constructor":{"prototype":{"breaking":true}}'), '#/constructor'),
  wrong('toString and hasOwnProperty', raw('"toString":1,"hasOwnProperty":1'), '#/toString', '#/hasOwnProperty'),
  wrong('__proto__ in an author', raw('"authors":[{"name":"A","__proto__":{"url":"x"}}]'), '#/authors/0/__proto__'),
  withoutChange('the same field twice, the last of which is meant', raw('"section":"First","section":"Second"')),
  wrong('the same field twice, the last of which is wrong', raw('"tags":["a"],"tags":7'), '#/tags'),
  ['a NUL after the JSON', `${JSON.stringify(GOOD)}\u0000`, 400],
  ['a NUL in the JSON', raw('"section":"a\u0000b"'), 400],
  ['a line break in a string', raw('"section":"a\nb"'), 400],
  ['NaN', raw('"audio":{"duration":NaN}'), 400],
  ['a comment', `/* */${JSON.stringify(GOOD)}`, 400],
  ['a script before the JSON', `)]}',\n${JSON.stringify(GOOD)}`, 400],
  ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 400],
  ['a form', 'headline=a&body=b', 400],
  ['nothing', '', 400],
  ['null', 'null', 422, ['#']],
  ['a number', '1e999', 422, ['#']],
  ['a string', JSON.stringify(SCRIPT), 422, ['#']],
  withoutChange('a byte order mark', new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(GOOD)}`))),
];

const BYTES: Case[] = [
  ['overlong UTF-8', new Uint8Array([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x7d]), 400],
  ['a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400],
  ['UTF-16', new Uint8Array(Buffer.from(JSON.stringify(GOOD), 'utf16le')), 400],
  ['Latin-1', new Uint8Array(Buffer.from('{"headline":"é"}', 'latin1')), 400],
  ['zeros', new Uint8Array(1_000), 400],
  ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 0]), 415, undefined, { 'content-encoding': 'gzip' }],
  ['a bomb that is called small', new Uint8Array(1_000_001), 413, undefined, { 'content-length': '2' }],
  ['a million and one characters', ' '.repeat(1_000_001), 413],
  ['a type with a script in it', GOOD, 415, undefined, { 'content-type': 'text/html' }],
  ['two types', GOOD, 415, undefined, { 'content-type': 'application/json, text/html' }],
  ['a type of 10 KB', GOOD, 415, undefined, { 'content-type': `application/${'x'.repeat(10_000)}` }],
  ['a charset that is none', GOOD, 201, undefined, { 'content-type': 'application/json; charset=evil' }],
  ['chunked, as it says', GOOD, 201, undefined, { 'transfer-encoding': 'chunked', trailer: 'authorization' }],
  ['another method inside', GOOD, 201, undefined, { 'x-http-method-override': 'DELETE' }],
  ['a key with a line break', GOOD, 400, undefined, { 'idempotency-key': 'a b' }],
];

const TYPES: Case[] = [
  wrong(
    'every field a number',
    {
      id: 1,
      headline: 1,
      body: 1,
      summary: 1,
      section: 1,
      tags: 1,
      authors: 1,
      language: 1,
      publishedAt: 1,
      breaking: 1,
      audio: 1,
      image: 1,
      canonicalUrl: 1,
      correction: 1,
    },
    ...'id headline body summary section tags authors language publishedAt breaking audio image canonicalUrl correction'
      .split(' ')
      .map((name) => `#/${name}`),
  ),
  wrong(
    'every field a list',
    {
      id: [],
      headline: [],
      body: [],
      summary: [],
      section: [],
      language: [],
      publishedAt: [],
      breaking: [],
      audio: [],
      image: [],
      canonicalUrl: [],
      correction: [],
    },
    ...'id headline body summary section language publishedAt breaking audio image canonicalUrl correction'
      .split(' ')
      .map((name) => `#/${name}`),
  ),
  wrong(
    'every field an object',
    { id: {}, headline: {}, body: {}, section: {}, tags: {}, authors: {} },
    '#/id',
    '#/headline',
    '#/body',
    '#/section',
    '#/tags',
    '#/authors',
  ),
  wrong(
    'tags of all types',
    { tags: [1, [], {}, null, true] },
    '#/tags/0',
    '#/tags/1',
    '#/tags/2',
    '#/tags/3',
    '#/tags/4',
  ),
  wrong('authors of all types', { authors: [1, 'a', null] }, '#/authors/0', '#/authors/1', '#/authors/2'),
  wrong('a list that looks like a string', { headline: ['A headline'] }, '#/headline'),
  wrong('an object that looks like a string', { headline: { toString: 'A', length: 3 } }, '#/headline'),
  wrong('breaking as "false"', { breaking: 'false' }, '#/breaking'),
  wrong('a huge length', raw('"audio":{"url":"https://a.example/a.mp3","length":1e308}'), '#/audio/length'),
  wrong('an endless length', raw('"audio":{"url":"https://a.example/a.mp3","length":1e999}'), '#/audio/length'),
  wrong('a length below nothing', raw('"audio":{"url":"https://a.example/a.mp3","length":-1}'), '#/audio/length'),
  wrong('a duration of a century', raw('"audio":{"duration":3153600000}'), '#/audio/duration'),
  withoutChange('a duration too small for the store', raw('"audio":{"duration":1e-300}')),
  withoutChange('a length of minus nothing', raw('"audio":{"url":"https://a.example/a.mp3","length":-0}')),
  wrong(
    'a length of 10,000 digits',
    raw(`"audio":{"url":"https://a.example/a.mp3","length":${'9'.repeat(10_000)}}`),
    '#/audio/length',
  ),
  wrong('a 30th of February', { publishedAt: '2026-02-30T00:00:00Z' }, '#/publishedAt'),
  wrong('a moment without a zone', { publishedAt: '2026-02-03T00:00:00' }, '#/publishedAt'),
  wrong('the year 10000', { publishedAt: '+010000-01-01T00:00:00Z' }, '#/publishedAt'),
  wrong('the year 9999', { publishedAt: '9999-12-31T23:59:59Z' }, '#/publishedAt'),
  wrong('a date of 100 KB', { publishedAt: `2026-02-03T00:00:00.${'0'.repeat(100_000)}Z` }, '#/publishedAt'),
  wrong('a flag until the past', { breaking: true, breakingUntil: '1999-01-01T00:00:00Z' }, '#/breakingUntil'),
];

const SIZES: Case[] = [
  wrong('a headline of 900 KB', { headline: 'x'.repeat(900_000) }, '#/headline'),
  wrong('a headline of 301 letters', { headline: 'x'.repeat(301) }, '#/headline'),
  wrong('a summary of 900 KB', { summary: 'x'.repeat(900_000) }, '#/summary'),
  wrong('a body of 400 KB', { body: `<p>${'x'.repeat(400_000)}</p>` }, '#/body'),
  wrong('a body that grows by escaping', { body: `<p>${'&'.repeat(200_000)}</p>` }, '#/body'),
  wrong('500,000 tags', raw(`"tags":[${'"a",'.repeat(199_999)}"a"]`), '#/tags'),
  wrong('9 tags', { tags: [...'abcdefghi'] }, '#/tags'),
  wrong('4 authors', { authors: [...'abcd'].map((name) => ({ name })) }, '#/authors'),
  wrong('100,000 authors', { authors: Array.from({ length: 50_000 }, () => ({})) }, '#/authors'),
  wrong('a tag of 101 letters', { tags: ['x'.repeat(101)] }, '#/tags/0'),
  wrong('a section of 64 KB', { section: 'x'.repeat(64_000) }, '#/section'),
  wrong('a language of 64 KB', { language: `en-${'x'.repeat(64_000)}` }, '#/language'),
  wrong('an address of 3,000 letters', { canonicalUrl: `https://a.example/${'x'.repeat(3_000)}` }, '#/canonicalUrl'),
  wrong(
    'an e-mail address of 64 KB',
    { authors: [{ name: 'A', email: `${'a'.repeat(64_000)}@b.example` }] },
    '#/authors/0/email',
  ),
  wrong('elements 10,000 deep', { body: deep(10_000, '<b>', '</b>') }, '#/body'),
  wrong('elements 51 deep', { body: `${'<i>'.repeat(51)}x` }, '#/body'),
  withChanges('an attribute of 200 KB', { body: `<p style="${'x'.repeat(200_000)}">x</p>` }, '#/body'),
  withChanges('100,000 attributes', { body: `<p ${'a=b '.repeat(100_000)}>x</p>` }, '#/body'),
  withChanges('10,000 unknown elements', { body: `<p>x</p>${'<x>'.repeat(40)}${'</x><x>'.repeat(10_000)}` }, '#/body'),
];

const TEXTS: Case[] = [
  withChanges(
    'control characters everywhere',
    {
      headline: 'a\u0000\u0003\u001fb',
      summary: 'a\u007fb',
      section: 'a\u0008b',
      tags: ['a\u001bb'],
      body: '<p>a\u0003b&#3;</p>',
    },
    '#/headline',
    '#/summary',
    '#/section',
    '#/tags/0',
    '#/body',
  ),
  withChanges(
    'lone surrogates everywhere',
    { headline: 'a\ud800b', summary: '\udc00b', section: 'a\ud800', tags: ['\udfffa'], body: '<p>a\ud83db</p>' },
    '#/headline',
    '#/summary',
    '#/section',
    '#/tags/0',
    '#/body',
  ),
  withChanges('a noncharacter', { headline: 'a\uffffb\ufffe' }, '#/headline'),
  withoutChange('text that turns around', { headline: '\u202eevil\u202c \u2066x\u2069 \u200f' }),
  withChanges(
    'text that turns what follows',
    { headline: '\u202eevil', section: 'a\u2069', tags: ['\u2067a\u202c'] },
    '#/headline',
    '#/section',
    '#/tags/0',
  ),
  withoutChange('text with nothing to see between', { headline: 'a\u200b\u200db', tags: ['\u2060unseen'] }),
  withChanges(
    'text in windows-1252, and marks of other encodings',
    { headline: '\u0093a\u0094', summary: 'a\ufeffb', section: 'a\ufff9b', tags: ['a\udb40\udc41'] },
    '#/headline',
    '#/summary',
    '#/section',
    '#/tags/0',
  ),
  withChanges('250 marks on one letter', { headline: `e${'\u0301'.repeat(250)}` }, '#/headline'),
  wrong('a headline of which nothing is seen', { headline: '\u200b\u2060\u00a0' }, '#/headline'),
  wrong('a headline of control characters', { headline: '\u0000\u0001' }, '#/headline'),
  wrong('a section without a letter', { section: '///' }, '#/section'),
  wrong('a tag without a letter', { tags: ['..', '🎉'] }, '#/tags/0', '#/tags/1'),
  withChanges(
    'the end of CDATA, twice and everywhere',
    {
      headline: ']]>]]>',
      summary: ']]>]]>',
      section: ']]>end]]>',
      tags: [']]>b'],
      authors: [{ name: ']]>c' }],
      body: '<p>]]&gt;]]&gt;<![CDATA[x',
    },
    '#/body',
  ),
  withChanges(
    'a declaration and an entity in text',
    {
      headline: '<?xml version="1.0"?><!DOCTYPE x>&xxe;&#0;&amp;amp;',
      summary: '<!--',
    },
    '#/headline',
  ),
  withoutChange('a script as a headline, which is text', {
    headline: SCRIPT,
    summary: SCRIPT,
    section: SCRIPT,
    tags: [SCRIPT],
    authors: [{ name: SCRIPT }],
  }),
  withoutChange('attributes as text', {
    headline: '" onmouseover="alert(\'PWNED\')',
    section: "' onfocus='alert(1)",
    tags: ['"><svg onload=alert(1)>'],
  }),
  withoutChange('a template and a format string', { headline: '{{constructor.constructor("alert(1)")()}} %s%n' }),
  withoutChange('a query of a database', { headline: "'; DROP TABLE stories; --", section: "a' OR '1'='1" }),
  withoutChange('a formula', { headline: '=HYPERLINK("https://evil.example")', tags: ['@SUM(1)'] }),
  withoutChange('headers in text', { headline: 'a\r\nSet-Cookie: x=1\r\n\r\n', section: 'a\r\nX: y' }),
  withoutChange('a key of the store as a section', { section: 'FEED#all', tags: ['HEAD', 'STORY#a'] }),
  withoutChange('names that objects have', {
    section: 'constructor',
    tags: ['__proto__', 'toString'],
    authors: [{ name: 'hasOwnProperty' }],
  }),
];

const ADDRESSES: Case[] = [
  wrong('javascript: as the address', { canonicalUrl: 'javascript:alert("PWNED")' }, '#/canonicalUrl'),
  wrong('javascript: behind a control character', { canonicalUrl: '\u0001java\nscript:alert(1)' }, '#/canonicalUrl'),
  wrong('data: as an image', { image: { url: `data:text/html,${SCRIPT}`, alt: '' } }, '#/image/url'),
  wrong('file: as audio', { audio: { url: 'file:///etc/passwd', type: 'audio/mpeg', length: 1 } }, '#/audio/url'),
  wrong('a user name in an address', { canonicalUrl: 'https://good.example@evil.example/' }, '#/canonicalUrl'),
  wrong('an address that is none', { canonicalUrl: 'https://' }, '#/canonicalUrl'),
  withoutChange('markup in an address', { canonicalUrl: 'https://a.example/"><script>alert(1)</script>?a=1&b=2' }),
  withoutChange('another script in an address', { canonicalUrl: 'https://例え.example/語?q=é#é' }),
  withChanges('an address that climbs', { image: { url: '../../../../etc/passwd', alt: 'x' } }, '#/image/url'),
  wrong(
    'a media type with a header in it',
    { audio: { url: 'https://a.example/a.mp3', type: 'audio/mpeg\r\nX: y', length: 1 } },
    '#/audio/type',
  ),
  wrong(
    'a media type with markup',
    { image: { url: 'https://a.example/a.png', type: 'image/"><script>', alt: 'x' } },
    '#/image/type',
  ),
  wrong(
    'an e-mail address with a header',
    { authors: [{ name: 'A', email: 'a@b.example\nBcc: c@d.example' }] },
    '#/authors/0/email',
  ),
  wrong(
    'an e-mail address with markup',
    { authors: [{ name: 'A', email: '"><script>@b.example' }] },
    '#/authors/0/email',
  ),
  wrong('an author at javascript:', { authors: [{ name: 'A', url: 'javascript:alert(1)' }] }, '#/authors/0/url'),
  wrong('a language with markup', { language: 'en"><script>' }, '#/language'),
  wrong('a language that nobody speaks', { language: 'zz' }, '#/language'),
  withoutChange('a language of one island', { language: 'rap' }),
];

const IDS: Case[] = [
  '../../etc/passwd',
  '..',
  '.',
  'a/b',
  'a\\b',
  'a%2fb',
  'a\u0000b',
  'a\r\nSet-Cookie: x',
  'a b',
  'a#HEAD',
  'STORY#a',
  'a?b',
  '<script>',
  '',
  'a'.repeat(129),
  'a'.repeat(900_000),
  '\u202ea',
  'a\u200bb',
  '🎉',
  '__proto__',
  'a\ud800',
  'a:b',
  '*',
  '-\u0000',
  '-',
  '\u0301',
  '\uFE0F',
].map((id): Case => wrong(`the id ${JSON.stringify(id.slice(0, 30))} of ${id.length} characters`, { id }, '#/id'));

const GOOD_IDS: Case[] = ['-0', '0', 'constructor', 'HEAD', 'news', 'é'.repeat(64), 'ह\u094D', '語'.repeat(128)].map(
  (id) => withoutChange(`the id ${JSON.stringify(id.slice(0, 12))}`, { id, summary: id }),
);

// A third of them: all are tried on the sanitiser itself.
const SCRIPTS: Case[] = XSS_VECTORS.filter((_, i) => i % 3 === 0).map((vector, i) => [
  `script ${i}: ${vector.slice(0, 40)}`,
  { headline: `Script ${i}`, body: `<p>Before.</p>${vector}<p>After.</p>` },
  201,
]);

const CASES = [...SHAPES_OF_JSON, ...BYTES, ...TYPES, ...SIZES, ...TEXTS, ...ADDRESSES, ...IDS, ...GOOD_IDS];

const upload = (sent: Upload, headers: Record<string, string> = {}): Promise<Answer> =>
  functions.newsroom('POST', '/stories', {
    body: typeof sent === 'string' || sent instanceof Uint8Array ? sent : { ...GOOD, ...sent },
    headers,
  });

type Remark = { pointer: string; detail: string };
const pointersIn = (remarks: { pointer: string }[]) => [...new Set(remarks.map(({ pointer }) => pointer))];

test(`these are ${CASES.length} kinds of hostile upload and ${SCRIPTS.length} scripts`, () => {
  expect(CASES.length).toBeGreaterThanOrEqual(70);
  expect(new Set(CASES.map(([name]) => name)).size).toBe(CASES.length);
});

describe('a hostile upload is answered', () => {
  test.each(CASES.map((each) => [each[2], each[0], each] as const))(
    '%i for %s',
    async (_, __, [, sent, status, where, headers]) => {
      const before = process.cpuUsage();
      const answer = await upload(sent, headers);
      expect(answer.status).toBe(status);
      // Nobody makes us work, or answer, out of proportion.
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
      expect(answer.text.length).toBeLessThan(500_000);
      expect(Object.values(answer.headers).join()).not.toMatch(/[\r\n\0]/);
      if (status !== 201) expect(answer.headers['content-type']).toBe('application/problem+json');
      if (where === undefined) return;
      const { errors, warnings } = answer.json<{ errors?: Remark[]; warnings: Remark[] }>();
      // Several have one headline.
      const aboutIt = warnings?.filter(({ detail }) => !/^the id .* is taken/.test(detail));
      expect(pointersIn(errors ?? aboutIt).sort()).toEqual([...where].sort());
    },
  );

  test.each(SCRIPTS.map(([name, sent]) => [name, sent] as const))('201 without its script, %s', async (_, sent) => {
    const answer = await upload(sent);
    expect(answer.status).toBe(201);
    expect(dangersIn(answer.json<{ story: { body: string } }>().story.body)).toEqual([]);
  });
});

describe('after all of them', () => {
  const text = async (path: string, query = ''): Promise<string> => {
    const answer = await functions.read({ path, query });
    expect(answer.status).toBe(200);
    return answer.text;
  };
  const contents = (item: Element, ...names: string[]) => names.flatMap((name) => item.texts(name));
  const noScript = (html: string[]) => expect(html.flatMap(dangersIn)).toEqual([]);

  /** A page holds no script at all: neither an element, nor a handler, nor an address that runs. */
  function noScriptOn(html: string): void {
    const page = new PageReader(html);
    const tags = page.skeleton();
    // Data for search engines is in a script that no browser runs, for its type says so.
    const elements = /^(?:script(?! type$)|iframe|object|embed|base|form|svg|math)\b/;
    const attributes = / (?:on\w+|style|srcdoc|formaction)\b/;
    // One expectation for each list: a page has thousands of tags, and a call of `expect` is slow.
    expect(tags.filter((tag) => elements.test(tag) || attributes.test(tag))).toEqual([]);
    expect(page.values('type', 'script').filter((type) => type !== 'application/ld+json')).toEqual([]);
    const addresses = [
      ...page.values('href', 'a'),
      ...page.values('src', 'img'),
      ...page.values('src', 'audio'),
      ...page.values('src', 'source'),
    ].map((address) => address ?? '/');
    expect(addresses.filter((address) => !/^(?:https?:\/\/|\/|#|mailto:|tel:)/.test(address))).toEqual([]);
  }

  test('nothing has changed what objects are', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { breaking?: boolean }).breaking).toBeUndefined();
  });

  test('every feed is well-formed in every format, and holds none of their scripts', async () => {
    const opml = readXml(await text('/feeds.opml', 'all'));
    const groups = opml.one('opml').one('body').all('outline');
    const outlines = groups.flatMap((group) => group.all('outline'));
    expect(outlines.length).toBeGreaterThan(20);
    for (const { attributes } of outlines) {
      const rss = new URL(attributes.xmlUrl ?? '').pathname;
      const channel = readXml(await text(rss))
        .one('rss')
        .one('channel');
      for (const item of channel.all('item')) {
        noScript(contents(item, 'content:encoded'));
        expect(item.texts('guid')).toHaveLength(1);
      }
      const feed = readXml(await text(rss.replace('rss.xml', 'atom.xml'))).one('feed');
      for (const entry of feed.all('entry')) noScript(contents(entry, 'content'));
      const json = JSON.parse(await text(rss.replace('rss.xml', 'feed.json')));
      noScript(json.items.map(({ content_html }: { content_html: string }) => content_html));
      expect(json.items).toHaveLength(channel.all('item').length);
      expect(feed.all('entry')).toHaveLength(channel.all('item').length);
    }
  }, 30_000);

  test('every page and every list is whole, and holds none of their scripts', async () => {
    const ids: string[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const page = JSON.parse(await text('/api/stories', `limit=100${before && `&before=${before}`}`));
      ids.push(...page.stories.map(({ id }: { id: string }) => id));
      before = page.cursor;
    }
    const accepted = [...CASES, ...SCRIPTS].filter(([, , status]) => status === 201).length;
    expect(new Set(ids).size).toBe(accepted);
    for (const path of ['/', '/feeds', '/breaking', ...ids.map((id) => `/stories/${encodeURIComponent(id)}`)]) {
      const answer = await functions.read({ path });
      if (path !== '/breaking') expect(answer.status).toBe(200);
      noScriptOn(answer.text);
    }
    for (const id of ids) noScript([JSON.parse(await text(`/api/stories/${encodeURIComponent(id)}`)).body]);
  }, 30_000);

  test('no line of the log holds anything of them', () => {
    expect(logWithoutIds(functions.log)).not.toMatch(/PWNED|alert|script|DROP TABLE|token-of/i);
    for (const line of functions.log) JSON.parse(line);
  });
});
