import { MAX_BREAKING_FLAGS } from '../../../lambdas/news/limits';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { EIGHT, useFunctions } from '../../harness/http/functions';
import { fillBreaking } from '../../harness/newsroom/fill-breaking';
import { aStory } from '../../news/sample-story';
import { newsroomClient, pointers, refusal, STORY, type Stored } from './newsroom-client';

interface Exported {
  readonly story: { readonly id: string };
}

const functions = useFunctions();
const { ask, post, put, current } = newsroomClient(functions);

beforeAll(async () => {
  functions.at(EIGHT);
  await functions.upload({ ...STORY, id: 'last', breaking: true, breakingUntil: null });
  await functions.upload({ ...STORY, id: 'quiet' });
  await functions.upload({ ...STORY, id: 'withdrawn', breaking: true, breakingUntil: null });
  await ask('PUT', '/stories/withdrawn/withdrawal', { body: { reason: 'wrong' } });
  const others = Array.from({ length: MAX_BREAKING_FLAGS - 1 }, (_, i) =>
    aStory({ id: `other-${i}`, publishedAt: EIGHT, breakingUntil: null }),
  );
  await fillBreaking(functions.table, others, { from: EIGHT, flags: MAX_BREAKING_FLAGS });
});

test.each([
  ['an upload', () => post({ ...STORY, breaking: true })],
  ['an upload with an id', () => post({ ...STORY, id: 'one-more', breaking: true })],
  ['a replacement', async () => put('quiet', { ...STORY, breaking: true }, { 'if-match': '*' })],
  ['a flag', () => ask('PUT', '/stories/quiet/breaking', { body: { for: 'PT1H' } })],
  ['a reinstatement', () => ask('DELETE', '/stories/withdrawn/withdrawal')],
])('%s that sets one flag more than the limit is 422, and names the field and the remedy', async (_, send) => {
  const answer = refusal(await send());
  expect(answer.status).toBe(422);
  expect(answer.json().detail).toBe(
    'Nothing was stored: 100 stories have a breaking flag already, and no more may have one.',
  );
  expect(pointers(answer)).toEqual(['#/breaking']);
  expect(answer.json().errors).toEqual([
    { pointer: '#/breaking', detail: 'clear the flag of a story that no longer breaks, then send this again' },
  ]);
});

test('an imported revision that sets one flag more is refused by itself', async () => {
  const exported = (await ask('GET', '/exports')).json<{ revisions: Exported[] }>().revisions;
  const [last] = exported.filter(({ story }) => story.id === 'last');
  const revisionOf = (id: string, breakingUntil: string | null) => {
    const guid = `urn:uuid:00000000-0000-4000-8000-${id.padStart(12, '0')}`;
    return { ...last, story: { ...last?.story, id, guid, breakingUntil } };
  };
  functions.at(plusSeconds(EIGHT, 60));
  const revisions = [
    revisionOf('1', plusSeconds(EIGHT, 30)),
    revisionOf('2', null),
    revisionOf('3', plusSeconds(EIGHT, 30)),
  ];
  const { results } = (await ask('POST', '/imports', { body: { revisions } })).json<{ results: object[] }>();
  expect(results).toEqual([
    expect.objectContaining({ outcome: 'stored' }),
    {
      outcome: 'refused',
      errors: [
        {
          pointer: '#/story/breakingUntil',
          detail: '100 stories have a breaking flag already: clear one that is over, then import it again',
        },
      ],
    },
    expect.objectContaining({ outcome: 'stored' }),
  ]);
});

test('stores nothing, so that the same request succeeds once a flag is cleared', async () => {
  expect((await current('quiet')).revision).toBe(1);
  expect((await ask('GET', '/stories/one-more')).status).toBe(404);
  const again = { 'idempotency-key': 'the-same' };
  const send = () => ask('PUT', '/stories/quiet/breaking', { body: {}, headers: again });
  expect((await send()).status).toBe(422);
  expect((await ask('DELETE', '/stories/last/breaking')).status).toBe(200);
  expect((await send()).json<Stored>().story).toMatchObject({ breaking: true, revision: 2 });
  // A repeat gets its answer, however full it is by now.
  expect((await send()).json<Stored>().story).toMatchObject({ revision: 2 });
});

test('a repeated upload gets the answer of the first', async () => {
  expect((await ask('DELETE', '/stories/quiet/breaking')).status).toBe(200);
  const headers = { 'idempotency-key': 'an-upload' };
  const first = await post({ ...STORY, breaking: true }, headers);
  expect(first.status).toBe(201);
  const second = await post({ ...STORY, breaking: true }, headers);
  expect([second.status, second.text]).toEqual([201, first.text]);
});
