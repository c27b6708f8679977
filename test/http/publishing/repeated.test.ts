import { storeToken } from '../../../lambdas/store/tokens';
import { type Answer, useFunctions } from '../../harness/http/functions';
import { newsroomClient, refusal, STORY, type Stored, type Story, testNothingLeaked } from './newsroom-client';

const functions = useFunctions();
const { ask, post, put, current } = newsroomClient(functions);

describe('a repeated request', () => {
  /** How many stories have a headline. */
  async function count(headline: string): Promise<number> {
    let [found, query] = [0, 'limit=100'];
    for (;;) {
      const answer = await functions.publish({
        path: '/newsroom/stories',
        query,
        headers: { authorization: 'Bearer token-of-everybody' },
      });
      const { stories, cursor } = answer.json<{ stories: Story[]; cursor: string | null }>();
      found += stories.filter((story) => story.headline === headline).length;
      if (cursor === null) return found;
      query = `limit=100&before=${cursor}`;
    }
  }

  const isSame = (again: Answer, first: Answer) => {
    expect(again.status).toBe(first.status);
    expect(again.json()).toEqual(first.json());
    const { 'idempotency-replayed': mark, ...headers } = again.headers;
    expect(mark).toBe('true');
    expect(headers).toEqual(first.headers);
  };
  /** Expects that one answer is the first one, and that all others repeat it. */
  const isOneAndRepeats = (answers: readonly Answer[]) => {
    const [first, ...others] = answers.filter(({ headers }) => !headers['idempotency-replayed']);
    expect(others).toEqual([]);
    for (const answer of answers) if (answer !== first) isSame(answer, first as Answer);
    return first as Answer;
  };

  const START = '2026-11-23T01:00:00Z';
  beforeAll(() => functions.at(START));

  test('with its Idempotency-Key gets the same answer: at once, after an edit, after 23 hours', async () => {
    const body = { ...STORY, headline: 'Once only', breaking: true, image: { url: '/a.jpg' } };
    const key = { 'idempotency-key': 'once-only' };
    const first = await post(body, key);
    expect(first.status).toBe(201);
    isSame(await post(body, key), first);
    functions.at('2026-11-23T01:30:00Z');
    await put('once-only', { ...body, headline: 'Edited' }, { 'if-match': '"1"' });
    isSame(await post(body, key), first);
    // The flag has ended since, and the answer is still the first one.
    functions.at('2026-11-24T00:59:59Z');
    isSame(await post(body, key), first);
    expect(await count('Once only')).toBe(0);
    expect(await count('Edited')).toBe(1);
    functions.at(START);
  });

  test('gets the same answer after the end of its flag, and after its token has lost the scope', async () => {
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

  test('is a new request after 24 hours', async () => {
    const body = { ...STORY, headline: 'Daily' };
    const key = { 'idempotency-key': 'daily' };
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily');
    functions.at('2026-11-24T01:00:00Z');
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily-2');
    expect((await post(body, key)).json<Stored>().story.id).toBe('daily-2');
    functions.at(START);
  });

  test('eight times at once makes one story, and gets one answer', async () => {
    for (const id of [undefined, 'eight-at-once']) {
      const body = { ...STORY, id, headline: `Eight ${id}` };
      const key = { 'idempotency-key': `eight-${id}` };
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, key)));
      expect(answers[0]?.status).toBe(201);
      isOneAndRepeats(answers);
      expect(await count(`Eight ${id}`)).toBe(1);
    }
  }, 20_000);

  test('of a PUT makes one revision, at once and later', async () => {
    await functions.upload({ ...STORY, id: 'edited-once' });
    const headers = { 'idempotency-key': 'edited-once', 'if-match': '"1"' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => put('edited-once', { ...STORY, tags: ['x'] }, headers)),
    );
    expect(answers[0]).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    const first = isOneAndRepeats(answers);
    await put('edited-once', { ...STORY, tags: ['y'] }, { 'if-match': '"2"' });
    isSame(await put('edited-once', { ...STORY, tags: ['x'] }, headers), first);
    expect(await current('edited-once')).toMatchObject({ revision: 3, tags: ['y'] });
  }, 20_000);

  test('that sets or clears a flag makes one revision', async () => {
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
      isOneAndRepeats(answers);
    }
    expect((await current('flagged-once')).revision).toBe(3);
  });

  test('is 422 for its key with another body, another path or another method', async () => {
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

  test('with the key of another token is independent', async () => {
    const headers = { 'idempotency-key': 'shared' };
    const body = { ...STORY, headline: 'Shared key' };
    const first = await ask('POST', '/stories', { body, headers });
    const second = await ask('POST', '/stories', { body, headers, token: 'token-of-a-writer' });
    expect(first.json<Stored>().story.id).toBe('shared-key');
    expect(second.json<Stored>().story.id).toBe('shared-key-2');
  });

  test('after a refusal is a new request: only a stored edit keeps its key', async () => {
    const headers = { 'idempotency-key': 'second-try' };
    expect((await post({ ...STORY, id: 'second try' }, headers)).status).toBe(422);
    expect((await post({ ...STORY, id: 'second-try' }, headers)).status).toBe(201);
  });

  test('without a key gets the first answer if its id and content are revision 1', async () => {
    const body = { ...STORY, id: 'blind' };
    const first = await post(body);
    expect(first.status).toBe(201);
    isSame(await post(body), first);
    await put('blind', { ...STORY, headline: 'Later' }, { 'if-match': '"1"' });
    isSame(await post(body), first);
    expect((await current('blind')).revision).toBe(2);
  });

  test('without a key and with other content is 409: an id is never used again', async () => {
    const answer = refusal(await post({ ...STORY, id: 'blind', tags: ['other'] }));
    expect(answer.status).toBe(409);
    expect(answer.json().detail).toContain('blind');
  });

  test('is 409 for an id in another composition of its letters (NFC)', async () => {
    expect((await post({ ...STORY, id: 'café-nfc' })).status).toBe(201);
    expect(refusal(await post({ ...STORY, id: 'cafe\u0301-nfc' })).status).toBe(409);
    expect((await ask('GET', `/stories/${encodeURIComponent('cafe\u0301-nfc')}`)).status).toBe(200);
  });
});

describe('two requests at once', () => {
  const statuses = async (answers: Promise<Answer>[]) =>
    (await Promise.all(answers)).map(({ status }) => status).sort();

  test('of two uploads with one id: one 201, one 409', async () => {
    for (let round = 0; round < 3; round++) {
      const id = `race-${round}`;
      const sent = ['a', 'b'].map((tag) => post({ ...STORY, id, tags: [tag] }));
      expect(await statuses(sent)).toEqual([201, 409]);
      const winner = (await Promise.all(sent)).find(({ status }) => status === 201);
      expect(winner?.json<Stored>().story).toEqual(await current(id));
    }
  });

  test('of two edits of one revision: one 200, one 412', async () => {
    await functions.upload({ ...STORY, id: 'raced' });
    for (let revision = 1; revision <= 3; revision++) {
      const sent = ['a', 'b'].map((tag) => put('raced', { ...STORY, tags: [tag] }, { 'if-match': `"${revision}"` }));
      expect(await statuses(sent)).toEqual([200, 412]);
      const winner = (await Promise.all(sent)).find(({ status }) => status === 200);
      expect(winner?.json<Stored>().story).toEqual(await current('raced'));
    }
  });

  test('of an edit and a flag without a revision: both 200, both kept', async () => {
    await functions.upload({ ...STORY, id: 'both' });
    const sent = [
      put('both', { ...STORY, tags: ['kept'] }, { 'if-match': '*' }),
      ask('PUT', '/stories/both/breaking', { body: { until: null } }),
    ];
    expect(await statuses(sent)).toEqual([200, 200]);
    expect(await current('both')).toMatchObject({ revision: 3, tags: ['kept'], breaking: true, breakingUntil: null });
  });
});

testNothingLeaked(functions);
