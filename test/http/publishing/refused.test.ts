import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, pointers, refusal, STORY, testNothingLeaked } from './newsroom-client';

const functions = useFunctions(async (functions) => {
  await functions.giveTokens();
  await functions.upload({ ...STORY, id: 'guarded' });
});
const { ask, post, put, current } = newsroomClient(functions);

test.each([
  ['GET', '/nowhere'],
  ['GET', ''],
  ['GET', '/'],
  ['GET', '/stories/'],
  ['GET', '/stories/nobody'],
  ['HEAD', '/stories/nobody'],
  ['PUT', '/stories/nobody'],
  ['PUT', '/stories/nobody/breaking'],
  ['DELETE', '/stories/nobody/breaking'],
  ['GET', '/stories/nobody/breaking/more'],
  ['GET', `/stories/${'a'.repeat(129)}`],
  ['PUT', `/stories/${'a'.repeat(3_000)}`],
  ['PUT', '/stories/a%2Fb'],
  ['PUT', '/stories/a%00b'],
  ['PUT', '/stories/%ff'],
  ['PUT', '/stories/nobody%23HEAD'],
  ['POST', '/stories/nobody/withdrawals'],
])('404 for %s %s', async (method, path) => {
  const answer = await ask(method, path, { body: STORY, headers: { 'if-match': '*' } });
  expect(answer.status).toBe(404);
  if (method !== 'HEAD') refusal(answer);
});

test.each([
  ['PUT', '/stories', 'GET, HEAD, POST'],
  ['DELETE', '/stories', 'GET, HEAD, POST'],
  ['OPTIONS', '/stories', 'GET, HEAD, POST'],
  ['POST', '/stories/guarded', 'GET, HEAD, PUT'],
  ['PATCH', '/stories/guarded', 'GET, HEAD, PUT'],
  ['DELETE', '/stories/guarded', 'GET, HEAD, PUT'],
  ['GET', '/stories/guarded/breaking', 'PUT, DELETE'],
  ['POST', '/stories/guarded/breaking', 'PUT, DELETE'],
])('405 with Allow for %s %s', async (method, path, allow) => {
  expect(refusal(await ask(method, path, { body: STORY }))).toMatchObject({ status: 405, headers: { allow } });
});

describe('400 for', () => {
  test.each([
    ['broken JSON', '{"headline":"a",}'],
    ['no JSON', 'headline=a&body=b'],
    ['two values', '{} {}'],
    ['an empty body', ''],
    ['a body that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a body in UTF-16', new Uint8Array(Buffer.from('\ufeff{"headline":"a"}', 'utf16le'))],
  ])('%s', async (_, body) => {
    for (const [method, path] of [
      ['POST', '/stories'],
      ['PUT', '/stories/guarded'],
    ] as const) {
      const answer = refusal(await ask(method, path, { body, headers: { 'if-match': '*' } }));
      expect(answer.status).toBe(400);
    }
  });

  test.each([
    ['with a space', 'a b'],
    ['with a tab', 'a\tb'],
    ['of 256 characters', 'a'.repeat(256)],
    ['sent twice', 'one, two'],
  ])('an Idempotency-Key %s', async (_, key) => {
    const headers = { 'idempotency-key': key };
    expect(refusal(await post(STORY, headers)).status).toBe(400);
    expect(refusal(await ask('DELETE', '/stories/guarded/breaking', { headers })).status).toBe(400);
  });
});

describe('413 for', () => {
  test.each([
    ['a body of a million bytes and one', 'x'.repeat(1_000_001)],
    ['a body that is too long in bytes only', `"${'€'.repeat(340_000)}"`],
    ['too many bytes', new Uint8Array(1_000_001)],
  ])('%s', async (_, body) => {
    expect(refusal(await post(body)).status).toBe(413);
    expect(refusal(await put('guarded', body, { 'if-match': '*' })).status).toBe(413);
    expect(refusal(await ask('PUT', '/stories/guarded/breaking', { body })).status).toBe(413);
  });

  test('never for a body of a million bytes', async () => {
    const spaces = ' '.repeat(1_000_000 - JSON.stringify(STORY).length);
    expect((await post(JSON.stringify(STORY) + spaces)).status).toBe(201);
  });
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'text/json',
  'application/json-patch',
  'json',
])('415 with Accept for a body of type %s', async (type) => {
  const answer = refusal(await post(STORY, { 'content-type': type }));
  expect(answer).toMatchObject({ status: 415, headers: { accept: 'application/json' } });
  expect((await put('guarded', STORY, { 'content-type': type, 'if-match': '*' })).status).toBe(415);
});

test('415 for a body without a type, and for one that is compressed', async () => {
  const headers = { authorization: 'Bearer token-of-everybody' };
  const sent = { method: 'POST', path: '/newsroom/stories', body: JSON.stringify(STORY) };
  expect(refusal(await functions.publish({ ...sent, headers })).status).toBe(415);
  const zipped = await post(new Uint8Array([0x1f, 0x8b, 8]), { 'content-encoding': 'gzip' });
  expect(refusal(zipped)).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } });
});

describe('422 names', () => {
  test('every invalid field, with a pointer and a remedy', async () => {
    const answer = refusal(
      await post({
        id: 'a b',
        headline: '',
        body: 7,
        summary: ['a'],
        section: '!!!',
        tags: ['ok', 5, ''],
        authors: [{ name: 'A', email: 'nobody' }, { url: 'javascript:alert(1)' }],
        language: 'not a language',
        publishedAt: '2026-11-22',
        breaking: 'yes',
        audio: { length: -1 },
        image: { alt: 'x' },
        canonicalUrl: 'ftp://x',
        correction: {},
        significant: 1,
        reason: 5,
        headlnie: 'x',
        'a/b~c': 1,
      }),
    );
    expect(answer.status).toBe(422);
    expect(pointers(answer).sort()).toEqual(
      [
        '#/id',
        '#/headline',
        '#/body',
        '#/summary',
        '#/section',
        '#/tags/1',
        '#/tags/2',
        '#/authors/0/email',
        '#/authors/1/name',
        '#/authors/1/url',
        '#/language',
        '#/publishedAt',
        '#/breaking',
        '#/audio/length',
        '#/audio/url',
        '#/image/url',
        '#/canonicalUrl',
        '#/correction/note',
        '#/significant',
        '#/reason',
        '#/headlnie',
        '#/a~1b~0c',
      ].sort(),
    );
    const { errors } = answer.json<{ errors: { pointer: string; detail: string }[] }>();
    expect(errors.find(({ pointer }) => pointer === '#/headlnie')?.detail).toContain('did you mean headline?');
    for (const { detail } of errors) expect(detail).not.toBe('');
  });

  test.each([[null], [7], ['text'], [[STORY]], [true]])('the whole body, #, for %j', async (body) => {
    expect(pointers(refusal(await post(JSON.stringify(body))))).toEqual(['#']);
    expect(pointers(refusal(await ask('PUT', '/stories/guarded/breaking', { body: JSON.stringify(body) })))).toEqual([
      '#',
    ]);
  });

  test('another id in a PUT', async () => {
    const answer = refusal(await put('guarded', { ...STORY, id: 'other' }, { 'if-match': '*' }));
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toEqual(['#/id']);
    expect((await current('guarded')).revision).toBe(1);
  });

  test.each([
    [{ until: 'soon' }, ['#/until']],
    [{ until: '2026-11-22T20:00:00Z' }, ['#/until']],
    [{ for: '2 hours' }, ['#/for']],
    [{ for: 'PT0S' }, ['#/for']],
    [{ for: 'P11Y' }, ['#/for']],
    [{ for: 7 }, ['#/for']],
    [{ until: '2026-11-22T22:00:00Z', for: 'PT2H' }, ['#/for']],
    [{ untill: null }, ['#/untill']],
  ])('the wrong fields of a request to break: %j', async (body, expected) => {
    const answer = refusal(await ask('PUT', '/stories/guarded/breaking', { body }));
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toEqual(expected);
    expect((await current('guarded')).revision).toBe(1);
  });
});

describe('503 with Retry-After and the id of the request, when the store', () => {
  afterEach(() => functions.connection.is('up'));

  test.each([['down'], ['foreign']] as const)(
    'is %s: nothing is stored, and the same request works later',
    async (condition) => {
      const body = { ...STORY, id: `after-${condition}` };
      functions.connection.is(condition);
      const refused = refusal(await post(body));
      expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
      expect(refused.json().detail).toMatch(/request-\d+/);
      expect(refused.text).not.toMatch(/10\.0\.0\.7|127\.0\.0\.1|ECONN|html/);
      functions.connection.is('up');
      expect((await post(body)).status).toBe(201);
    },
  );

  test('is silent: in less time than the gateway waits', async () => {
    functions.connection.is('silent');
    const started = performance.now();
    expect(refusal(await ask('GET', '/stories'))).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(performance.now() - started).toBeLessThan(8_000);
  }, 15_000);
});

testNothingLeaked(functions);
