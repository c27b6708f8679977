import fc from 'fast-check';
import { ProblemError } from '../../../lambdas/http/problem-details';
import { MAX_BODY_BYTES, parseJsonBody, readBodyText } from '../../../lambdas/http/request-body';
import { anyCharacter } from '../../harness/any-character';
import { processorTime } from '../../harness/processor-time';

const ADDRESS = 'https://news.example/newsroom/stories';
const requestWith = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  headers: Record<string, string> = {},
): Request => new Request(ADDRESS, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

async function problemOf(happens: () => unknown) {
  try {
    await happens();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return undefined;
}

/** A body that comes in parts and says nothing of its length; `taken` counts the parts that were asked for. */
function streamOf(part: Uint8Array, parts: number) {
  const counter = { taken: 0 };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (counter.taken++ < parts) controller.enqueue(part);
      else controller.close();
    },
  });
  return { stream, counter };
}

describe('the body of a request', () => {
  test('is its text, in parts or whole', async () => {
    const euro = new TextEncoder().encode('€');
    expect(await readBodyText(requestWith('{"a":"€"}'))).toBe('{"a":"€"}');
    const halves = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(euro.slice(0, 1));
        controller.enqueue(euro.slice(1));
        controller.close();
      },
    });
    expect(await readBodyText(requestWith(halves))).toBe('€');
  });

  test('may be missing', async () => {
    expect(await readBodyText(requestWith(null))).toBe('');
    expect(await readBodyText(requestWith(''))).toBe('');
  });

  test('may begin with a byte order mark, which is no part of it', async () => {
    expect(await readBodyText(requestWith(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])))).toBe('{}');
  });

  test('comes through as it was, whatever text it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter }), async (text) => {
        expect(await readBodyText(requestWith(new TextEncoder().encode(`.${text}`)))).toBe(`.${text}`);
      }),
    );
  });

  test('may be a million bytes and no more: 413 for one that is longer', async () => {
    expect(MAX_BODY_BYTES).toBe(1_000_000);
    expect(await readBodyText(requestWith('x'.repeat(MAX_BODY_BYTES)))).toHaveLength(MAX_BODY_BYTES);
    expect(await problemOf(() => readBodyText(requestWith('x'.repeat(MAX_BODY_BYTES + 1))))).toMatchObject({
      status: 413,
    });
  });

  test('is counted in bytes: 413 for 334,000 euro signs', async () => {
    expect(await problemOf(() => readBodyText(requestWith('€'.repeat(334_000))))).toMatchObject({ status: 413 });
  });

  test('is not read at all where its declared length is too long: 413', async () => {
    const { stream, counter } = streamOf(new Uint8Array(10), 1);
    const request = requestWith(stream, { 'content-length': String(MAX_BODY_BYTES + 1) });
    expect(await problemOf(() => readBodyText(request))).toMatchObject({ status: 413 });
    expect(request.bodyUsed).toBe(false);
    expect(counter.taken).toBeLessThanOrEqual(1);
  });

  test('is read no further than it may be long where no length is declared: 413', async () => {
    const { stream, counter } = streamOf(new Uint8Array(100_000), 1_000);
    expect(await problemOf(() => readBodyText(requestWith(stream)))).toMatchObject({ status: 413 });
    expect(counter.taken).toBeLessThan(15);
  });

  test('is read whatever nonsense Content-Length holds, within the bound', async () => {
    expect(await readBodyText(requestWith('{}', { 'content-length': 'many' }))).toBe('{}');
    expect(await readBodyText(requestWith('{}', { 'content-length': '-5' }))).toBe('{}');
    const { stream } = streamOf(new Uint8Array(100_000), 1_000);
    expect(await problemOf(() => readBodyText(requestWith(stream, { 'content-length': '2' })))).toMatchObject({
      status: 413,
    });
  });

  test.each([
    ['a byte that no UTF-8 has', [0x22, 0xff, 0x22]],
    ['half of a character', [0x22, 0xe2, 0x82]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('400 for %s, and the next one is read none the less', async (_, bytes) => {
    expect(await problemOf(() => readBodyText(requestWith(new Uint8Array(bytes))))).toMatchObject({ status: 400 });
    expect(await readBodyText(requestWith('{"a":"€"}'))).toBe('{"a":"€"}');
  });

  test('415 for a compressed body, with Accept-Encoding, unlike a wrong type (RFC 9110 §15.5.16)', async () => {
    for (const coding of ['gzip', 'br', 'identity, gzip', 'x']) {
      const problem = await problemOf(() => readBodyText(requestWith('x', { 'content-encoding': coding })));
      expect(problem).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } });
    }
    expect(await readBodyText(requestWith('{}', { 'content-encoding': 'Identity' }))).toBe('{}');
  });
});

describe('JSON', () => {
  const of = (type: string | undefined, text = '{"a":[1]}', otherwise?: unknown) =>
    parseJsonBody(requestWith('x', { 'content-type': type ?? '' }), text, otherwise);

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
    'application/json ; x=y',
    'application/ld+json',
    'application/vnd.news-desk.v1+json',
  ])('is read from %s', (type) => {
    expect(of(type)).toEqual({ a: [1] });
  });

  test.each([
    undefined,
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/json5',
    'application/xjson',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    'application/json, text/plain',
    'json',
    'xapplication/json',
    '*/*',
  ])('is asked for with 415 and Accept where the type is %s', async (type) => {
    expect(await problemOf(() => of(type))).toMatchObject({ status: 415, headers: { accept: 'application/json' } });
  });

  test.each([
    ['{"a":1,}'],
    ["{'a':1}"],
    ['{a:1}'],
    ['{"a":"line\nbreak"}'],
    ['{"a":NaN}'],
    ['{"a":01}'],
    ['[1'],
    ['nothing'],
    [''],
    [' '],
    ['{} {}'],
    ['\u0000'],
  ])('is asked for with 400 where the body is %j, and nothing of it is said again', async (text) => {
    const problem = await problemOf(() => of('application/json', text));
    expect(problem).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/^The body is not JSON(?: \(character \d+\))?:/),
    });
  });

  test('names the first wrong character, if V8 does', async () => {
    expect((await problemOf(() => of('application/json', '{"a":1 "b"}')))?.detail).toContain('(character 8)');
  });

  test('may be left out where a request needs none, whatever its type', () => {
    expect(of(undefined, '', { none: true })).toEqual({ none: true });
    expect(of('text/plain', '', {})).toEqual({});
  });

  test('is not left out by white space or null', async () => {
    expect(await problemOf(() => of('application/json', ' ', {}))).toMatchObject({ status: 400 });
    expect(of('application/json', 'null', {})).toBeNull();
  });

  test('nested a hundred thousand deep breaks nothing', () => {
    expect(Array.isArray(of('application/json', '['.repeat(1e5) + ']'.repeat(1e5)))).toBe(true);
  });

  test('gives no prototype of its own to what it holds', () => {
    const value = of('application/json', '{"__proto__":{"admin":true}}') as { admin?: boolean };
    expect(value.admin).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test('is read or refused for any body and any type', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.constantFrom('application/json', 'text/plain', 'application/+json'),
        async (text, type) => {
          const status = (await problemOf(() => of(type, text)))?.status ?? 200;
          expect([200, 400, 415]).toContain(status);
        },
      ),
    );
  });

  test('is found quickly in a type of 64 KB', async () => {
    const started = processorTime();
    for (const type of [`application/${'a+'.repeat(32_000)}`, `application/json${' '.repeat(64_000)}x`]) {
      expect(await problemOf(() => of(type))).toMatchObject({ status: 415 });
    }
    expect(processorTime() - started).toBeLessThan(500);
  });
});
