import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { storeToken } from '../../lambdas/store/tokens';
import { type EventShape, SHAPES } from '../harness/http/events';
import { ADDRESS, type Answer, type Functions, TOKENS, useFunctions } from '../harness/http/functions';

const functions = useFunctions(() => {});

const PROBLEM = 'application/problem+json';
const STORY = { headline: 'Confidential headline', body: '<p>Confidential body.</p>', summary: 'Confidential summary' };

type Story = Record<string, unknown> & { id: string; revision: number };
type Stored = { story: Story; warnings: { pointer: string; detail: string }[] };

const ask: Functions['newsroom'] = (...request) => functions.newsroom(...request);
const post = (body: unknown, headers: Record<string, string> = {}) => ask('POST', '/stories', { body, headers });
const put = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  ask('PUT', `/stories/${id}`, { body, headers });
const current = async (id: string): Promise<Story> => (await ask('GET', `/stories/${id}`)).json<Stored>().story;
const pointers = (answer: Answer): string[] =>
  (answer.json().errors as { pointer: string }[]).map(({ pointer }) => pointer);

/** What is told of a refusal, after a look at what all of them have. */
function refusal(answer: Answer): Answer {
  expect(answer.headers).toMatchObject({
    'content-type': PROBLEM,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(answer.text)),
  });
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.json()).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
  return answer;
}

const ANYWHERE = [
  ['GET', '/stories'],
  ['POST', '/stories'],
  ['GET', '/stories/some'],
  ['PUT', '/stories/some'],
  ['PUT', '/stories/some/breaking'],
  ['DELETE', '/stories/some/breaking'],
  ['PUT', '/stories/some/withdrawal'],
  ['DELETE', '/stories/some/withdrawal'],
  ['GET', '/stories/some/revisions'],
  ['GET', '/stories/some/revisions/1'],
  ['PATCH', '/stories'],
  ['GET', '/nowhere'],
] as const;

describe('401', () => {
  const REFUSED = {
    status: 401,
    title: 'Unauthorized',
    detail: 'Send a token of this publication, with the header "Authorization: Bearer …".',
  };

  const isRefused = (answer: Answer) => {
    expect(refusal(answer).json()).toEqual(REFUSED);
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="newsroom"' } });
  };

  test.each(ANYWHERE)('while no token is stored, for %s %s with any: nobody gets in', async (method, path) => {
    for (const authorization of ['Bearer token-of-everybody', 'Bearer undefined', 'Bearer null', 'Bearer '])
      isRefused(await ask(method, path, { headers: { authorization }, body: STORY }));
  });

  describe('once there are tokens, for', () => {
    beforeAll(() => functions.giveTokens());

    test.each(ANYWHERE)('%s %s without one: what is there is told to nobody', async (method, path) => {
      isRefused(await functions.publish({ method, path: `/newsroom${path}`, body: '{' }));
    });

    test.each([
      ['an unknown one', 'Bearer somebody-else'],
      ['one in capitals', 'Bearer TOKEN-OF-EVERYBODY'],
      ['a part of one', 'Bearer token-of-everybod'],
      ['one with more behind it', 'Bearer token-of-everybody1'],
      ['two', 'Bearer token-of-everybody, Bearer token-of-a-writer'],
      ['one twice', 'Bearer token-of-everybody token-of-everybody'],
      ['one in quotation marks', 'Bearer "token-of-everybody"'],
      ['one under another scheme', 'Basic token-of-everybody'],
      ['one without a scheme', 'token-of-everybody'],
      ['one without a space', 'Bearertoken-of-everybody'],
      ['the hash of one', 'Bearer 6e6f7420612068617368206f6620616e7920746f6b656e2061742061'],
      ['one in another script', 'Bearer tökén'],
      ['one of 64 KB', `Bearer ${'a'.repeat(64_000)}`],
    ])('%s', async (_, authorization) => {
      isRefused(await ask('GET', '/stories', { headers: { authorization } }));
    });

    test('a token in a query, a cookie or a body is none', async () => {
      const token = 'token-of-everybody';
      isRefused(await functions.publish({ path: '/newsroom/stories', query: `access_token=${token}&token=${token}` }));
      isRefused(await functions.publish({ path: '/newsroom/stories', cookies: [`authorization=Bearer ${token}`] }));
      isRefused(await functions.publish({ method: 'POST', path: '/newsroom/stories', body: `access_token=${token}` }));
    });

    test('and for nothing else: the scheme is the same in any case (RFC 9110 §11.1)', async () => {
      for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
        const answer = await ask('GET', '/stories', { headers: { authorization: `${scheme} token-of-everybody` } });
        expect(answer.status).toBe(200);
      }
    });
  });
});

describe('403 with the scope that is missing, and nothing happens, for', () => {
  const lacks = (answer: Answer, scope: string) => {
    expect(refusal(answer)).toMatchObject({
      status: 403,
      headers: { 'www-authenticate': `Bearer realm="newsroom", error="insufficient_scope", scope="${scope}"` },
    });
    expect(answer.json().detail).toContain(`"${scope}"`);
  };

  beforeAll(async () => {
    await functions.upload({ ...STORY, id: 'guarded' });
    await functions.upload({ ...STORY, id: 'guarded-breaking', breaking: true, breakingUntil: '2026-11-22T23:00:00Z' });
  });

  test.each([
    ['POST', '/stories', 'write', ['token-of-a-reader', 'token-of-a-breaker']],
    ['PUT', '/stories/guarded', 'write', ['token-of-a-reader', 'token-of-a-breaker']],
    ['PUT', '/stories/guarded/breaking', 'break', ['token-of-a-reader', 'token-of-a-writer']],
    ['DELETE', '/stories/guarded-breaking/breaking', 'break', ['token-of-a-reader', 'token-of-a-writer']],
    ['GET', '/stories', 'read', ['token-of-a-writer', 'token-of-a-breaker']],
    ['GET', '/stories/guarded', 'read', ['token-of-a-writer', 'token-of-a-breaker']],
    ['HEAD', '/stories/guarded', 'read', ['token-of-a-writer', 'token-of-a-breaker']],
  ] as const)('%s %s without %s', async (method, path, scope, tokens) => {
    for (const token of tokens) {
      const answer = await ask(method, path, { token, body: STORY, headers: { 'if-match': '*' } });
      if (method === 'HEAD') expect(answer).toMatchObject({ status: 403, text: '' });
      else lacks(answer, scope);
    }
    expect((await current('guarded')).revision).toBe(1);
    expect((await current('guarded-breaking')).revision).toBe(1);
  });

  test('a POST of a breaking story without break', async () => {
    const body = { ...STORY, id: 'not-allowed-to-break', breaking: true };
    lacks(await ask('POST', '/stories', { token: 'token-of-a-writer', body }), 'break');
    expect((await ask('GET', '/stories/not-allowed-to-break')).status).toBe(404);
  });

  test.each([
    ['sets the flag', 'guarded', { breaking: true }],
    ['sets the flag without an end', 'guarded', { breaking: true, breakingUntil: null }],
    ['clears the flag', 'guarded-breaking', { breaking: false }],
    ['moves its end', 'guarded-breaking', { breaking: true, breakingUntil: '2026-11-22T23:00:01Z' }],
    ['takes its end away', 'guarded-breaking', { breaking: true, breakingUntil: null }],
  ])('a PUT that %s without break', async (_, id, fields) => {
    const answer = await ask('PUT', `/stories/${id}`, {
      token: 'token-of-a-writer',
      body: { ...STORY, ...fields },
      headers: { 'if-match': '*' },
    });
    lacks(answer, 'break');
    expect((await current(id)).revision).toBe(1);
  });

  test('and for no PUT that leaves the flag as it is', async () => {
    const headers = { 'if-match': '*' };
    const flag = { breaking: true, breakingUntil: '2026-11-22T23:00:00Z' };
    for (const [i, fields] of [{}, flag, { breaking: null }].entries()) {
      const body = { ...STORY, ...fields };
      const answer = await ask('PUT', '/stories/guarded-breaking', { token: 'token-of-a-writer', body, headers });
      expect(answer.status).toBe(200);
      expect(answer.json<Stored>().story).toMatchObject({ ...flag, revision: i + 2 });
    }
  });
});

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
    ['bytes that are too many', new Uint8Array(1_000_001)],
  ])('%s, whatever it is', async (_, body) => {
    expect(refusal(await post(body)).status).toBe(413);
    expect(refusal(await put('guarded', body, { 'if-match': '*' })).status).toBe(413);
    expect(refusal(await ask('PUT', '/stories/guarded/breaking', { body })).status).toBe(413);
  });

  test('and for no body of a million bytes', async () => {
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
  test('every invalid field with a pointer and what would be right', async () => {
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

  test.each([[null], [7], ['text'], [[STORY]], [true]])('the whole, #, where it is %j', async (body) => {
    expect(pointers(refusal(await post(JSON.stringify(body))))).toEqual(['#']);
    expect(pointers(refusal(await ask('PUT', '/stories/guarded/breaking', { body: JSON.stringify(body) })))).toEqual([
      '#',
    ]);
  });

  test('an id in a PUT that is another one', async () => {
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
  ])('what is wrong in a request to break: %j', async (body, expected) => {
    const answer = refusal(await ask('PUT', '/stories/guarded/breaking', { body }));
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toEqual(expected);
    expect((await current('guarded')).revision).toBe(1);
  });
});

describe('201', () => {
  describe.each(SHAPES)('through %s', (name, event: EventShape) => {
    test('with Location, ETag "1", the story and its warnings; it stands at its Location', async () => {
      const id = `nächste-語-${name.replaceAll(' ', '-')}`;
      const body = { id, headline: 'Nächste', body: 'Plain text.', tags: ['Syria'], image: { url: '/a.jpg' } };
      const answer = await ask('POST', '/stories', { body, event });
      expect(answer).toMatchObject({
        status: 201,
        headers: {
          location: `/newsroom/stories/${encodeURIComponent(id)}`,
          etag: '"1"',
          'cache-control': 'no-store',
          'content-type': 'application/json',
        },
      });
      const { story, warnings } = answer.json<Stored>();
      expect(story).toMatchObject({
        id,
        guid: expect.stringMatching(/^urn:uuid:/),
        url: `${ADDRESS}/stories/${encodeURIComponent(id)}`,
        revision: 1,
        status: 'published',
        publishedAt: '2026-11-22T20:00:00Z',
        breaking: false,
      });
      expect(warnings.map(({ pointer }) => pointer).sort()).toEqual([
        '#/body',
        '#/image/alt',
        '#/image/url',
        '#/summary',
      ]);
      const path = answer.headers.location as string;
      const stands = await ask('GET', path.replace('/newsroom', ''), { event });
      expect(stands).toMatchObject({ status: 200, headers: { etag: '"1"', 'cache-control': 'no-store' } });
      expect(stands.json()).toEqual({ story });
    });
  });

  test('with an id made of the headline, and -2, -3 where it is taken', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++)
      ids.push((await post({ headline: 'Morning Briefing!', body: `<p>${i}</p>` })).json<Stored>().story.id);
    expect(ids).toEqual(['morning-briefing', 'morning-briefing-2', 'morning-briefing-3']);
  });

  test('for a story under embargo, which readers cannot see and the newsroom can', async () => {
    const body = { ...STORY, id: 'to-come', publishedAt: '2027-01-01T00:00:00Z', tags: ['To Come'] };
    expect((await post(body)).json<Stored>().story).toMatchObject({ status: 'scheduled' });
    for (const path of ['/stories/to-come', '/api/stories/to-come', '/tags/to-come/rss.xml'])
      expect((await functions.read({ path })).status).toBe(404);
    expect(await current('to-come')).toMatchObject({ status: 'scheduled' });
  });
});

describe('PUT of a story', () => {
  const WHOLE = {
    id: 'whole',
    headline: 'Whole',
    summary: 'In short',
    body: '<p>Text.</p>',
    section: 'Old Section',
    tags: ['Old Tag', 'Kept Tag'],
    authors: [{ name: 'Jane', email: 'jane@news.example', url: 'https://news.example/jane' }],
    language: 'fr',
    publishedAt: '2026-11-22T18:00:00Z',
    breaking: true,
    breakingUntil: '2026-11-22T22:00:00Z',
    audio: { url: 'https://news.example/a.mp3', type: 'audio/mpeg', length: 100, duration: 12.5 },
    image: { url: 'https://news.example/a.jpg', type: 'image/jpeg', alt: 'A', credit: 'B' },
    canonicalUrl: 'https://news.example/whole',
    correction: { note: 'A name was wrong.' },
  };

  test('takes the very JSON that GET gave, read-only fields and all, and changes nothing but the revision', async () => {
    expect((await post(WHOLE)).json<Stored>().warnings).toEqual([]);
    const { etag } = (await ask('GET', '/stories/whole')).headers;
    const before = await current('whole');
    expect(before).toMatchObject({ correction: { at: '2026-11-22T20:00:00Z' }, status: 'published', revision: 1 });
    functions.at('2026-11-22T20:05:00Z');
    const answer = await put('whole', before, { 'if-match': etag as string });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(answer.json()).toEqual({
      story: { ...before, revision: 2, updatedAt: '2026-11-22T20:05:00Z' },
      warnings: [],
    });
    expect(answer.headers).not.toHaveProperty('location');
  });

  test('lets absent fields go, but publishedAt, breaking and breakingUntil stay', async () => {
    const answer = await put('whole', { headline: 'Less', body: '<p>Less.</p>' }, { 'if-match': 'W/"2"' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    const { story } = answer.json<Stored>();
    expect(story).toEqual({
      id: 'whole',
      guid: expect.any(String),
      url: `${ADDRESS}/stories/whole`,
      headline: 'Less',
      summary: 'Less.',
      body: '<p>Less.</p>',
      tags: [],
      authors: [],
      language: 'en',
      publishedAt: '2026-11-22T18:00:00Z',
      updatedAt: '2026-11-22T20:05:00Z',
      revision: 3,
      status: 'published',
      breaking: true,
      breakingUntil: '2026-11-22T22:00:00Z',
    });
  });

  test.each([
    ['the tag', '"3"', 4],
    ['the tag weakened by a CDN', 'W/"4"', 5],
    ['the tag with what a proxy added', '"5-gzip"', 6],
    ['any, *', '*', 7],
    ['any, * with spaces', ' * ', 8],
  ])('is 200 with the next ETag for If-Match with %s', async (_, field, revision) => {
    const answer = await put('whole', { ...STORY, tags: [`r${revision}`] }, { 'if-match': field });
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision}"` } });
    expect(await current('whole')).toMatchObject({ revision, tags: [`r${revision}`] });
  });

  test.each([
    ['an older tag', '"7"'],
    ['a coming tag', '"9"'],
    ['no tag at all', 'rubbish'],
    ['a tag without quotation marks', '8'],
    ['an empty tag', '""'],
    ['another form of the number', '"08"'],
    ['a fraction', '"8.0"'],
    ['a number beyond all', `"${'9'.repeat(400)}"`],
    ['zero', '"0"'],
    ['a list, which does not say what an editor saw', '"8", "7"'],
    ['a feed tag', 'W/"abc.0.rss.made"'],
  ])('is 412 for If-Match with %s, and nothing changes', async (_, field) => {
    expect(refusal(await put('whole', STORY, { 'if-match': field })).status).toBe(412);
    expect((await current('whole')).revision).toBe(8);
  });

  test('is 428 without If-Match, and nothing changes', async () => {
    expect(refusal(await put('whole', STORY)).status).toBe(428);
    expect((await current('whole')).revision).toBe(8);
  });

  test('is 409 where a published story would be published later', async () => {
    const answer = refusal(await put('whole', { ...STORY, publishedAt: '2027-01-01T00:00:00Z' }, { 'if-match': '*' }));
    expect(answer.status).toBe(409);
    expect((await current('whole')).revision).toBe(8);
  });

  test('moves updatedAt, and leaves it where the edit is not significant', async () => {
    functions.at('2026-11-22T20:06:00Z');
    const small = await put('whole', { ...STORY, significant: false }, { 'if-match': '"8"' });
    expect(small.json<Stored>().story.updatedAt).toBe('2026-11-22T20:05:00Z');
    const large = await put('whole', STORY, { 'if-match': '"9"' });
    expect(large.json<Stored>().story.updatedAt).toBe('2026-11-22T20:06:00Z');
  });

  test('publishes a story under embargo, or moves its embargo', async () => {
    const later = await put('to-come', { ...STORY, publishedAt: '2027-02-01T00:00:00Z' }, { 'if-match': '"1"' });
    expect(later.json<Stored>().story).toMatchObject({ status: 'scheduled', updatedAt: '2027-02-01T00:00:00Z' });
    const now = await put('to-come', { ...STORY, publishedAt: '2026-11-22T20:06:00Z' }, { 'if-match': '"2"' });
    expect(now.json<Stored>().story).toMatchObject({ status: 'published' });
    expect((await functions.read({ path: '/stories/to-come' })).status).toBe(200);
  });

  test('is 409 for a story that is withdrawn, as is every other edit of it', async () => {
    await functions.upload({ ...STORY, id: 'gone' });
    expect((await ask('PUT', '/stories/gone/withdrawal', { body: { reason: 'Wrong.' } })).status).toBe(200);
    expect(refusal(await put('gone', STORY, { 'if-match': '*' })).status).toBe(409);
    expect(refusal(await ask('PUT', '/stories/gone/breaking')).status).toBe(409);
    expect(refusal(await ask('DELETE', '/stories/gone/breaking')).status).toBe(409);
    expect(refusal(await post({ ...STORY, id: 'gone', headline: 'New' })).status).toBe(409);
    expect(await current('gone')).toMatchObject({ status: 'withdrawn', revision: 2 });
  });
});

describe('the flag of a story', () => {
  const NOW = '2026-11-22T20:10:00Z';
  const flag = (method: 'PUT' | 'DELETE', body?: unknown, headers?: Record<string, string>) =>
    ask(method, '/stories/flagged/breaking', { ...(body !== undefined && { body }), ...(headers && { headers }) });

  beforeAll(async () => {
    functions.at('2026-11-22T20:07:00Z');
    await functions.upload({ ...STORY, id: 'flagged' });
    functions.at(NOW);
  });

  test.each([
    ['without a body, for the usual time', undefined, '2026-11-23T00:10:00Z'],
    ['with nothing in it, for the usual time', {}, '2026-11-23T00:10:00Z'],
    ['for a time', { for: 'PT2H' }, '2026-11-22T22:10:00Z'],
    ['for days', { for: 'P1DT12H' }, '2026-11-24T08:10:00Z'],
    ['until a moment', { until: '2026-11-22T23:00:00+01:00' }, '2026-11-22T22:00:00Z'],
    ['until an editor clears it', { until: null }, null],
  ])('is set by PUT %s; a revision, and updatedAt stays', async (_, body, breakingUntil) => {
    const { revision } = await current('flagged');
    const answer = await flag('PUT', body);
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision + 1}"` } });
    expect(answer.json<Stored>()).toMatchObject({
      story: { breaking: true, breakingUntil, revision: revision + 1, updatedAt: '2026-11-22T20:07:00Z' },
      warnings: [],
    });
    expect(await current('flagged')).toMatchObject({ breaking: true, breakingUntil, headline: STORY.headline });
    const { stories } = (await functions.read({ path: '/api/stories', query: 'breaking=true' })).json<{
      stories: Story[];
    }>();
    expect(stories.map(({ id }) => id)).toContain('flagged');
  });

  test('is cleared by DELETE; a revision, and updatedAt stays', async () => {
    const { revision } = await current('flagged');
    const answer = await flag('DELETE');
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision + 1}"` } });
    expect(answer.json<Stored>().story).toMatchObject({ breaking: false, updatedAt: '2026-11-22T20:07:00Z' });
    expect(answer.json<Stored>().story).not.toHaveProperty('breakingUntil');
    const { stories } = (await functions.read({ path: '/api/stories', query: 'breaking=true' })).json<{
      stories: Story[];
    }>();
    expect(stories.map(({ id }) => id)).not.toContain('flagged');
  });

  test('needs no If-Match, and heeds one: 412', async () => {
    const { revision } = await current('flagged');
    expect(refusal(await flag('PUT', {}, { 'if-match': `"${revision - 1}"` })).status).toBe(412);
    expect(refusal(await flag('DELETE', undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await flag('PUT', {}, { 'if-match': `W/"${revision}"` })).status).toBe(200);
    expect((await flag('DELETE', undefined, { 'if-match': '*' })).status).toBe(200);
  });

  test('415 where a body is no JSON', async () => {
    expect(
      refusal(await flag('PUT', 'until=never', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
  });

  test('of a story under embargo counts from its publication', async () => {
    await functions.upload({ ...STORY, id: 'flag-to-come', publishedAt: '2027-01-01T00:00:00Z' });
    const answer = await ask('PUT', '/stories/flag-to-come/breaking', { body: { for: 'PT1H' } });
    expect(answer.json<Stored>().story).toMatchObject({ breakingUntil: '2027-01-01T01:00:00Z' });
    const early = await ask('PUT', '/stories/flag-to-come/breaking', { body: { until: '2026-12-31T00:00:00Z' } });
    expect(refusal(early).status).toBe(422);
  });

  test('that has ended is not carried into the next revision', async () => {
    functions.at('2026-11-22T20:11:00Z');
    await flag('PUT', { for: 'PT1M' });
    functions.at('2026-11-22T20:12:00Z');
    expect(await current('flagged')).toMatchObject({ breaking: false });
    const { revision } = await current('flagged');
    const answer = await put('flagged', await current('flagged'), { 'if-match': `"${revision}"` });
    expect(answer.json<Stored>().story).toMatchObject({ breaking: false });
  });
});

describe('what was uploaded is in every feed on the very next read', () => {
  const FILES = ['rss.xml', 'atom.xml', 'feed.json'];
  const everywhere = (...folders: string[]) => folders.flatMap((folder) => FILES.map((file) => `${folder}/${file}`));
  const holds = async (paths: string[], text: string) => {
    const found: string[] = [];
    for (const path of paths) if ((await functions.read({ path })).text.includes(text)) found.push(path);
    return found;
  };

  const COMMON = [...everywhere('', '/languages/en', '/authors/jane-roe'), '/', '/api/stories'];
  const BEFORE = everywhere('/sections/first-section', '/tags/first-tag');
  const AFTER = everywhere('/sections/second-section', '/tags/second-tag');
  const BREAKING = everywhere('/breaking');
  const ALL = [...COMMON, ...BEFORE, ...AFTER, ...BREAKING];
  const fields = { body: '<p>Text.</p>', authors: [{ name: 'Jane Roe' }], language: 'en' };

  test('and nowhere else; an edit moves it, a flag brings it to what breaks', async () => {
    expect(await holds(ALL, 'Seen at once')).toEqual([]);
    await functions.upload({
      ...fields,
      id: 'seen',
      headline: 'Seen at once',
      section: 'First Section',
      tags: ['First Tag'],
    });
    expect(await holds(ALL, 'Seen at once')).toEqual([...COMMON, ...BEFORE]);

    const moved = { ...fields, headline: 'Seen and moved', section: 'Second Section', tags: ['Second Tag'] };
    expect((await put('seen', moved, { 'if-match': '"1"' })).status).toBe(200);
    expect(await holds(ALL, 'Seen at once')).toEqual([]);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER]);

    expect((await ask('PUT', '/stories/seen/breaking', { body: { until: null } })).status).toBe(200);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER, ...BREAKING]);
    expect((await ask('DELETE', '/stories/seen/breaking')).status).toBe(200);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER]);
  }, 15_000);
});

describe('the same request again', () => {
  /** How many stories have a headline. */
  async function count(headline: string): Promise<number> {
    let [found, query] = [0, 'limit=100'];
    for (;;) {
      const answer = await functions.publish({
        path: '/newsroom/stories',
        query,
        headers: { authorization: 'Bearer token-of-everybody' },
      });
      const { stories, next } = answer.json<{ stories: Story[]; next: string | null }>();
      found += stories.filter((story) => story.headline === headline).length;
      if (next === null) return found;
      query = `limit=100&cursor=${next}`;
    }
  }

  const isSame = (again: Answer, first: Answer) => {
    expect(again.status).toBe(first.status);
    expect(again.json()).toEqual(first.json());
    expect(again.headers).toEqual(first.headers);
  };

  const START = '2026-11-23T01:00:00Z';
  beforeAll(() => functions.at(START));

  test('with its Idempotency-Key is answered the same: at once, after an edit, after 23 hours', async () => {
    const body = { ...STORY, headline: 'Once only', breaking: true, image: { url: '/a.jpg' } };
    const key = { 'idempotency-key': 'once-only' };
    const first = await post(body, key);
    expect(first.status).toBe(201);
    isSame(await post(body, key), first);
    functions.at('2026-11-23T01:30:00Z');
    await put('once-only', { ...body, headline: 'Edited' }, { 'if-match': '"1"' });
    isSame(await post(body, key), first);
    // Its flag has ended meanwhile; what was answered then is answered again.
    functions.at('2026-11-24T00:59:59Z');
    isSame(await post(body, key), first);
    expect(await count('Once only')).toBe(0);
    expect(await count('Edited')).toBe(1);
    functions.at(START);
  });

  test('is answered the same though its flag has ended since, or its token may break no more', async () => {
    const body = { ...STORY, headline: 'Broke once', breaking: true, breakingUntil: '2026-11-23T03:00:00Z' };
    const ended = await post(body, { 'idempotency-key': 'broke-once' });
    expect(ended.status).toBe(201);
    functions.at('2026-11-23T03:00:00Z');
    isSame(await post(body, { 'idempotency-key': 'broke-once' }), ended);
    const open = { ...STORY, headline: 'Breaks still', breaking: true, breakingUntil: null };
    const first = await post(open, { 'idempotency-key': 'breaks-still' });
    await storeToken(functions.table, 'token-of-everybody', { name: 'everybody', scopes: ['write'], created: START });
    isSame(await post(open, { 'idempotency-key': 'breaks-still' }), first);
    expect(await post({ ...open, headline: 'Another' })).toMatchObject({ status: 403 });
    await functions.giveTokens();
    functions.at(START);
  });

  test('after 24 hours is a new one', async () => {
    const body = { ...STORY, headline: 'Daily' };
    const key = { 'idempotency-key': 'daily' };
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily');
    functions.at('2026-11-24T01:00:00Z');
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily-2');
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily-2');
    functions.at(START);
  });

  test('eight times at once is one story, and one answer', async () => {
    for (const id of [undefined, 'eight-at-once']) {
      const body = { ...STORY, id, headline: `Eight ${id}` };
      const key = { 'idempotency-key': `eight-${id}` };
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, key)));
      expect(answers[0]?.status).toBe(201);
      for (const answer of answers) isSame(answer, answers[0] as Answer);
      expect(await count(`Eight ${id}`)).toBe(1);
    }
  }, 20_000);

  test('of a PUT is one revision, at once and later', async () => {
    await functions.upload({ ...STORY, id: 'edited-once' });
    const headers = { 'idempotency-key': 'edited-once', 'if-match': '"1"' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => put('edited-once', { ...STORY, tags: ['x'] }, headers)),
    );
    expect(answers[0]).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    for (const answer of answers) isSame(answer, answers[0] as Answer);
    await put('edited-once', { ...STORY, tags: ['y'] }, { 'if-match': '"2"' });
    isSame(await put('edited-once', { ...STORY, tags: ['x'] }, headers), answers[0] as Answer);
    expect(await current('edited-once')).toMatchObject({ revision: 3, tags: ['y'] });
  }, 20_000);

  test('that sets or clears a flag is one revision', async () => {
    await functions.upload({ ...STORY, id: 'flagged-once' });
    for (const [method, key, revision] of [
      ['PUT', 'set-once', 2],
      ['DELETE', 'clear-once', 3],
    ] as const) {
      const headers = { 'idempotency-key': key };
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => ask(method, '/stories/flagged-once/breaking', { headers })),
      );
      expect(answers[0]).toMatchObject({ status: 200, headers: { etag: `"${revision}"` } });
      for (const answer of answers) isSame(answer, answers[0] as Answer);
    }
    expect((await current('flagged-once')).revision).toBe(3);
  });

  test('is 422 where its key came with another body, another path or another method', async () => {
    const headers = { 'idempotency-key': 'of-one', 'if-match': '*' };
    expect((await post({ ...STORY, id: 'of-one' }, headers)).status).toBe(201);
    for (const other of [
      await post({ ...STORY, id: 'of-another' }, headers),
      await post(`${JSON.stringify({ ...STORY, id: 'of-one' })} `, headers),
      await put('of-one', { ...STORY, id: 'of-one' }, headers),
      await ask('DELETE', '/stories/of-one/breaking', { headers }),
    ]) {
      expect(refusal(other).status).toBe(422);
      expect(other.json()).not.toHaveProperty('errors');
    }
    expect((await current('of-one')).revision).toBe(1);
    expect((await ask('GET', '/stories/of-another')).status).toBe(404);
  });

  test('with the key of somebody else is their own', async () => {
    const headers = { 'idempotency-key': 'shared' };
    const body = { ...STORY, headline: 'Shared key' };
    const first = await ask('POST', '/stories', { body, headers });
    const second = await ask('POST', '/stories', { body, headers, token: 'token-of-a-writer' });
    expect(first.json<Stored>().story.id).toBe('shared-key');
    expect(second.json<Stored>().story.id).toBe('shared-key-2');
  });

  test('that was refused is judged anew: a key is kept for what was stored only', async () => {
    const headers = { 'idempotency-key': 'second-try' };
    expect((await post({ ...STORY, id: 'second try' }, headers)).status).toBe(422);
    expect((await post({ ...STORY, id: 'second-try' }, headers)).status).toBe(201);
  });

  test('without a key is the same where its id and content are revision 1, whatever came after', async () => {
    const body = { ...STORY, id: 'blind' };
    const first = await post(body);
    expect(first.status).toBe(201);
    isSame(await post(body), first);
    await put('blind', { ...STORY, headline: 'Later' }, { 'if-match': '"1"' });
    isSame(await post(body), first);
    expect((await current('blind')).revision).toBe(2);
  });

  test('without a key and with other content is 409, for ids are never used again', async () => {
    const answer = refusal(await post({ ...STORY, id: 'blind', tags: ['other'] }));
    expect(answer.status).toBe(409);
    expect(answer.json().detail).toContain('blind');
  });

  test('409 for an id in another composition of its letters (NFC)', async () => {
    expect((await post({ ...STORY, id: 'café-nfc' })).status).toBe(201);
    expect(refusal(await post({ ...STORY, id: 'cafe\u0301-nfc' })).status).toBe(409);
    expect((await ask('GET', `/stories/${encodeURIComponent('cafe\u0301-nfc')}`)).status).toBe(200);
  });
});

describe('two at once', () => {
  const statuses = async (answers: Promise<Answer>[]) =>
    (await Promise.all(answers)).map(({ status }) => status).sort();

  test('two uploads of one id: one 201, one 409', async () => {
    for (let round = 0; round < 3; round++) {
      const id = `race-${round}`;
      const sent = ['a', 'b'].map((tag) => post({ ...STORY, id, tags: [tag] }));
      expect(await statuses(sent)).toEqual([201, 409]);
      const winner = (await Promise.all(sent)).find(({ status }) => status === 201);
      expect(winner?.json<Stored>().story).toEqual(await current(id));
    }
  });

  test('two edits from one revision: one 200, one 412', async () => {
    await functions.upload({ ...STORY, id: 'raced' });
    for (let revision = 1; revision <= 3; revision++) {
      const sent = ['a', 'b'].map((tag) => put('raced', { ...STORY, tags: [tag] }, { 'if-match': `"${revision}"` }));
      expect(await statuses(sent)).toEqual([200, 412]);
      const winner = (await Promise.all(sent)).find(({ status }) => status === 200);
      expect(winner?.json<Stored>().story).toEqual(await current('raced'));
    }
  });

  test('an edit and a flag from no named revision: both 200, both kept', async () => {
    await functions.upload({ ...STORY, id: 'both' });
    const sent = [
      put('both', { ...STORY, tags: ['kept'] }, { 'if-match': '*' }),
      ask('PUT', '/stories/both/breaking', { body: { until: null } }),
    ];
    expect(await statuses(sent)).toEqual([200, 200]);
    expect(await current('both')).toMatchObject({ revision: 3, tags: ['kept'], breaking: true, breakingUntil: null });
  });
});

describe('GET of what there is', () => {
  test('lists every story, the withdrawn too, newest first and without bodies, cut by limit and cursor', async () => {
    const page = async (query: string) =>
      (
        await functions.publish({
          path: '/newsroom/stories',
          query,
          headers: { authorization: 'Bearer token-of-a-reader' },
        })
      ).json<{ stories: Story[]; next: string | null }>();
    const first = await page('limit=3');
    expect(first.stories).toHaveLength(3);
    expect(first.stories[0]).toMatchObject({ id: 'flag-to-come', status: 'scheduled' });
    for (const story of first.stories) expect(story).not.toHaveProperty('body');
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { stories, next: after } = await page(`limit=17${next && `&cursor=${next}`}`);
      ids.push(...stories.map(({ id }) => id));
      next = after;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['whole', 'flagged', 'race-0', 'of-one', 'gone']));
  });

  test('400 for a filter, which only the public list takes', async () => {
    const answer = await functions.publish({
      path: '/newsroom/stories',
      query: 'section=Sport',
      headers: { authorization: 'Bearer token-of-a-reader' },
    });
    expect(refusal(answer).status).toBe(400);
    expect(pointers(answer)).toEqual(['#/section']);
  });

  test('400 for a limit or cursor that cannot be', async () => {
    const answer = await functions.publish({
      path: '/newsroom/stories',
      query: 'limit=1000&cursor=x',
      headers: { authorization: 'Bearer token-of-a-reader' },
    });
    expect(refusal(answer).status).toBe(400);
    expect(pointers(answer)).toEqual(['#/limit', '#/cursor']);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const whole = await ask('GET', '/stories/whole');
    const head = await ask('HEAD', '/stories/whole');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers).toEqual(whole.headers);
  });
});

describe('503 with Retry-After and the id of the request, where the store', () => {
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

  test('says nothing: in time, and before the gateway gives up', async () => {
    functions.connection.is('silent');
    const started = performance.now();
    expect(refusal(await ask('GET', '/stories'))).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(performance.now() - started).toBeLessThan(8_000);
  }, 15_000);
});

describe('of all that was sent here', () => {
  test('no token, body, key or id is in a line of the log, and each request is one line of JSON', () => {
    const log = functions.log.join('');
    expect(log).not.toMatch(/confidential|token-of-|somebody-else|once-only|flagged|morning/i);
    const lines = functions.log.map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(200);
    for (const line of lines.filter(({ message }) => message === 'request')) {
      expect(Object.keys(line)).toEqual(
        expect.arrayContaining(['requestId', 'method', 'route', 'status', 'milliseconds', 'bytes']),
      );
    }
    const stored = lines.filter(({ status, method }) => status === 201 && method === 'POST');
    for (const { bytes, route } of stored) {
      expect(bytes).toBeGreaterThan(100);
      expect(route).toBe('/newsroom/stories');
    }
  });

  test('no token is in the table, only its hash', async () => {
    const { Items } = await functions.table.client.send(new ScanCommand({ TableName: functions.table.name }));
    const table = JSON.stringify(Items);
    for (const token of Object.keys(TOKENS)) expect(table).not.toContain(token);
  });
});
