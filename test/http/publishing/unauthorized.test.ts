import { type Answer, useFunctions } from '../../harness/http/functions';
import { newsroomClient, refusal, STORY, type Stored, testNothingLeaked } from './newsroom-client';

const functions = useFunctions(() => {});
const { ask, current } = newsroomClient(functions);

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

const REFUSALS = {
  missing: [
    'This request has no token: send one of this publication, with the header "Authorization: Bearer …".',
    'Bearer realm="newsroom"',
  ],
  malformed: [
    'The token of this request is empty or misspelt: send it as it was printed, after "Authorization: Bearer ".',
    'Bearer realm="newsroom", error="invalid_token"',
  ],
  unknown: [
    'This server does not know the token of this request: use a token of this publication.',
    'Bearer realm="newsroom", error="invalid_token"',
  ],
} as const;
type Reason = keyof typeof REFUSALS;

describe('401 for', () => {
  const isRefused = (answer: Answer, reason: Reason) => {
    const [detail, challenge] = REFUSALS[reason];
    expect(refusal(answer).json()).toEqual({ status: 401, title: 'Unauthorized', detail });
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': challenge } });
  };

  test.each(ANYWHERE)('%s %s with any token while the table has none', async (method, path) => {
    for (const token of ['token-of-everybody', 'undefined', 'null'])
      isRefused(await ask(method, path, { headers: { authorization: `Bearer ${token}` }, body: STORY }), 'unknown');
    isRefused(await ask(method, path, { headers: { authorization: 'Bearer ' }, body: STORY }), 'malformed');
  });

  describe('a request, once the table has tokens:', () => {
    beforeAll(() => functions.giveTokens());

    test.each(ANYWHERE)('%s %s without a token', async (method, path) => {
      isRefused(await functions.publish({ method, path: `/newsroom${path}`, body: '{' }), 'missing');
    });

    test.each([
      ['unknown', 'an unknown token', 'Bearer somebody-else'],
      ['unknown', 'one in capitals', 'Bearer TOKEN-OF-EVERYBODY'],
      ['unknown', 'a part of one', 'Bearer token-of-everybod'],
      ['unknown', 'one with more behind it', 'Bearer token-of-everybody1'],
      ['malformed', 'two', 'Bearer token-of-everybody, Bearer token-of-a-writer'],
      ['malformed', 'one twice', 'Bearer token-of-everybody token-of-everybody'],
      ['malformed', 'one in quotation marks', 'Bearer "token-of-everybody"'],
      ['missing', 'one under another scheme', 'Basic token-of-everybody'],
      ['missing', 'one without a scheme', 'token-of-everybody'],
      ['missing', 'one without a space', 'Bearertoken-of-everybody'],
      ['unknown', 'the hash of one', 'Bearer 6e6f7420612068617368206f6620616e7920746f6b656e2061742061'],
      ['malformed', 'one in another script', 'Bearer tökén'],
      ['unknown', 'one of 64 KB', `Bearer ${'a'.repeat(64_000)}`],
      ['malformed', 'an empty one', 'Bearer'],
      ['malformed', 'blanks', 'bearer    '],
    ] as const)('%s: %s', async (reason, _, authorization) => {
      isRefused(await ask('GET', '/stories', { headers: { authorization } }), reason);
    });

    test('a token in a query, a cookie or a body', async () => {
      const token = 'token-of-everybody';
      isRefused(
        await functions.publish({ path: '/newsroom/stories', query: `access_token=${token}&token=${token}` }),
        'missing',
      );
      isRefused(
        await functions.publish({ path: '/newsroom/stories', cookies: [`authorization=Bearer ${token}`] }),
        'missing',
      );
      isRefused(
        await functions.publish({ method: 'POST', path: '/newsroom/stories', body: `access_token=${token}` }),
        'missing',
      );
    });

    test('never for the scheme in another case (RFC 9110 §11.1)', async () => {
      for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
        const answer = await ask('GET', '/stories', { headers: { authorization: `${scheme} token-of-everybody` } });
        expect(answer.status).toBe(200);
      }
    });
  });
});

describe('403 names the missing scope and changes nothing, for', () => {
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

  test('never for a PUT that keeps the flag', async () => {
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

testNothingLeaked(functions);
