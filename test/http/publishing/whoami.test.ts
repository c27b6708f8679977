import { ADDRESS, TOKENS, type Token, useFunctions } from '../../harness/http/functions';

const functions = useFunctions();

test.each(Object.entries(TOKENS))(
  '%s may ask for its name and scopes, and for the publication',
  async (token, scopes) => {
    const answer = await functions.newsroom('GET', '/whoami', { token: token as Token });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      token: { name: token.replace('token-of-', ''), scopes },
      publication: { title: 'Bulletin', url: ADDRESS, language: 'en', timeZone: 'UTC' },
    });
  },
);

test('without a token it is a 401, and with a parameter a 400', async () => {
  expect((await functions.publish({ path: '/newsroom/whoami' })).status).toBe(401);
  expect((await functions.newsroom('GET', '/whoami?scope=write')).status).toBe(400);
});
