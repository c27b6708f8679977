import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, STORY, type Stored } from './newsroom-client';

const functions = useFunctions();
const { ask, post } = newsroomClient(functions);

/** The log line of the latest request. */
const lastLine = (): Record<string, unknown> => JSON.parse(functions.log.at(-1) ?? '');

test('a line names the token, the story, the status and the request', async () => {
  const { story } = (await post(STORY)).json<Stored>();
  expect(lastLine()).toMatchObject({
    message: 'request',
    requestId: expect.stringMatching(/^request-\d+$/),
    method: 'POST',
    route: '/newsroom/stories',
    status: 201,
    token: 'everybody',
    story: story.id,
  });
  await ask('PUT', `/stories/${story.id}/breaking`, { token: 'token-of-a-breaker' });
  expect(lastLine()).toMatchObject({ method: 'PUT', status: 200, token: 'a-breaker', story: story.id });
  await ask('GET', `/stories/${story.id}/revisions`, { token: 'token-of-a-reader' });
  expect(lastLine()).toMatchObject({ status: 200, token: 'a-reader', story: story.id });
});

test('a refusal has the first pointer', async () => {
  await post({ ...STORY, tags: ['Rivers', 7], section: 7 });
  expect(lastLine()).toMatchObject({ status: 422, token: 'everybody', pointer: '#/section' });
  await post({ ...STORY, tags: ['Rivers', 7] });
  expect(lastLine()).toMatchObject({ status: 422, pointer: '#/tags/1' });
  await ask('GET', '/stories?limt=1');
  expect(lastLine()).toMatchObject({ status: 400, pointer: '#/limt' });
});

test('a refusal for a scope or for an unknown story names token and story', async () => {
  await ask('PUT', '/stories/some/breaking', { token: 'token-of-a-writer' });
  expect(lastLine()).toMatchObject({ status: 403, token: 'a-writer', story: 'some' });
  await ask('GET', '/stories/nowhere');
  expect(lastLine()).toMatchObject({ status: 404, story: 'nowhere' });
});

test('an address, a field or a parameter that holds a text is cut off before it', async () => {
  await ask('GET', `/stories/${encodeURIComponent('A secret, in words.')}`);
  expect(lastLine()).not.toHaveProperty('story');
  await post({ ...STORY, 'A secret, in words.': 1 });
  expect(lastLine()).toMatchObject({ status: 422, pointer: '#' });
  await ask('GET', `/stories?${encodeURIComponent('A secret, in words.')}=1`);
  expect(lastLine()).toMatchObject({ status: 400, pointer: '#' });
  expect(functions.log.join('')).not.toMatch(/secret|words/);
});

test('a token that was sent as an address, a field or a parameter is not logged', async () => {
  const start = functions.log.length;
  await ask('GET', '/stories/token-of-everybody');
  await ask('GET', '/stories?token-of-everybody');
  await post({ ...STORY, 'token-of-everybody': 1 });
  // Another one, as `token create` makes it.
  const other = 'Ab3_'.repeat(11).slice(1);
  await ask('GET', `/stories?${other}`);
  await post({ ...STORY, [other]: 1 });
  expect(functions.log).toHaveLength(start + 5);
  expect(functions.log.slice(start).join('')).not.toMatch(/token-of-everybody|b3_A/);
});

test('a line without a known token names none', async () => {
  await functions.publish({ path: '/newsroom/stories', headers: { authorization: 'Bearer of-nobody' } });
  expect(lastLine()).toMatchObject({ status: 401 });
  expect(lastLine()).not.toHaveProperty('token');
});
