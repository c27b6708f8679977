import { ADDRESS, type Answer, type Functions, useFunctions } from '../../harness/http/functions';
import { logWithoutIds } from './newsroom-client';

const functions = useFunctions(async (functions) => {
  await functions.giveTokens();
  await functions.upload({ id: 'quiet', headline: 'Quiet day', body: '<p>Calm.</p>', publishedAt: time('18:00:00') });
});

type Story = Record<string, unknown> & { id: string; guid: string; revision: number; updatedAt: string };
const DAY = 86_400_000;
const time = (clock: string, days = 0): string =>
  new Date(Date.parse(`2026-11-22T${clock}Z`) + days * DAY).toISOString().replace('.000Z', 'Z');

const ask: Functions['newsroom'] = (...request) => functions.newsroom(...request);
const get = (path: string, headers: Record<string, string> = {}, query = '') =>
  functions.read({ path, headers, query });
const withdraw = (id: string, body: unknown = { reason: 'It was wrong.' }, headers: Record<string, string> = {}) =>
  ask('PUT', `/stories/${id}/withdrawal`, { body, headers });
const reinstate = (id: string, headers: Record<string, string> = {}) =>
  ask('DELETE', `/stories/${id}/withdrawal`, { headers });
const story = (answer: Answer): Story => answer.json<{ story: Story }>().story;
const current = async (id: string): Promise<Story> => story(await ask('GET', `/stories/${id}`));
const pointers = (answer: Answer): string[] =>
  (answer.json().errors as { pointer: string }[]).map(({ pointer }) => pointer);
const upload = (id: string, more: object = {}) =>
  functions.upload({ id, headline: `Headline of ${id}`, body: `<p>Body of ${id}.</p>`, ...more });

/** An answer that refuses, as problem details that nobody may keep. */
function expectRefusal(answer: Answer): Answer {
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  expect(answer.json()).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
  return answer;
}

describe('a withdrawal', () => {
  test('is 200 with the story, its reason and its note, the next ETag and no warnings, and is a revision', async () => {
    await upload('gone');
    functions.at(time('20:01:00'));
    const answer = await withdraw('gone', { reason: 'Libel.', note: 'It was about somebody else.' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"', 'cache-control': 'no-store' } });
    expect(answer.json()).toEqual({
      story: {
        ...(await current('gone')),
        status: 'withdrawn',
        revision: 2,
        updatedAt: time('20:00:00'),
        withdrawal: { at: time('20:01:00'), reason: 'Libel.', note: 'It was about somebody else.' },
      },
      warnings: [],
      feeds: ['/', '/languages/en'],
    });
  });

  test('of a story that is withdrawn already replaces reason and note, and not when it was', async () => {
    functions.at(time('20:02:00'));
    const answer = await withdraw('gone', { reason: 'Libel, says the court.' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect(story(answer).withdrawal).toEqual({ at: time('20:01:00'), reason: 'Libel, says the court.' });
  });

  test('takes reason and note of 1,000 characters as they are, less what no text may hold', async () => {
    await upload('long-reason');
    const [reason, note] = ['r'.repeat(1_000), `<b>${'ü'.repeat(992)}</b>`];
    const answer = await withdraw('long-reason', { reason: `\u0000${reason}`, note });
    expect(story(answer).withdrawal).toMatchObject({ reason, note });
    expect(answer.json()).toMatchObject({ warnings: [{ pointer: '#/reason' }] });
  });

  test.each([
    ['no reason', { note: 'x' }, ['#/reason']],
    ['an empty one', { reason: ' ' }, ['#/reason']],
    ['null', { reason: null }, ['#/reason']],
    ['a number', { reason: 7 }, ['#/reason']],
    ['a reason that is too long', { reason: 'r'.repeat(1_001) }, ['#/reason']],
    ['a note that is too long', { reason: 'r', note: 'n'.repeat(1_001) }, ['#/note']],
    ['a note that is no text', { reason: 'r', note: ['n'] }, ['#/note']],
    ['both', { reason: '', note: 1 }, ['#/reason', '#/note']],
    ['another field', { reason: 'r', until: '2027-01-01T00:00:00Z' }, ['#/until']],
    ['a list', [], ['#']],
    ['a text', 'wrong', ['#']],
    ['nothing', null, ['#']],
  ])('is 422 with a pointer for %s, and nothing happens', async (_, body, expected) => {
    const answer = expectRefusal(await withdraw('quiet', JSON.stringify(body)));
    expect(answer.status).toBe(422);
    expect(pointers(answer).sort()).toEqual(expected.sort());
    expect((await current('quiet')).revision).toBe(1);
  });

  test('is 400 for broken JSON and for an empty body', async () => {
    for (const body of ['', '{"reason":']) expect(expectRefusal(await withdraw('quiet', body)).status).toBe(400);
  });

  test('is 403 without the scope, as is its end, and reading a history without read', async () => {
    const lacks = (answer: Answer, scope: string) => {
      expect(expectRefusal(answer).status).toBe(403);
      expect(answer.headers['www-authenticate']).toContain(`scope="${scope}"`);
    };
    for (const token of ['token-of-a-writer', 'token-of-a-breaker', 'token-of-a-reader'] as const) {
      for (const method of ['PUT', 'DELETE'])
        lacks(await ask(method, '/stories/quiet/withdrawal', { token, body: { reason: 'r' } }), 'withdraw');
    }
    for (const path of ['/stories/quiet/revisions', '/stories/quiet/revisions/1'])
      lacks(await ask('GET', path, { token: 'token-of-a-writer' }), 'read');
    expect((await current('quiet')).revision).toBe(1);
  });

  test('is 404 of a story that there is not, as are its end and its history', async () => {
    for (const id of ['nobody', 'a%2Fb', 'x'.repeat(129)]) {
      expect(expectRefusal(await withdraw(id)).status).toBe(404);
      expect(expectRefusal(await reinstate(id)).status).toBe(404);
      expect(expectRefusal(await ask('GET', `/stories/${id}/revisions`)).status).toBe(404);
      expect(expectRefusal(await ask('GET', `/stories/${id}/revisions/1`)).status).toBe(404);
    }
  });

  test('is 412 for a revision that is not the current one, as is its end', async () => {
    for (const field of ['"1"', 'W/"9"', 'rubbish']) {
      expect(expectRefusal(await withdraw('gone', { reason: 'r' }, { 'if-match': field })).status).toBe(412);
      expect(expectRefusal(await reinstate('gone', { 'if-match': field })).status).toBe(412);
    }
    expect(await current('gone')).toMatchObject({ status: 'withdrawn', revision: 3 });
    await upload('matched');
    expect(await withdraw('matched', { reason: 'r' }, { 'if-match': 'W/"1"' })).toMatchObject({ status: 200 });
    expect(await reinstate('matched', { 'if-match': '"2"' })).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect((await withdraw('matched', { reason: 'r' }, { 'if-match': '*' })).status).toBe(200);
  });

  test('sent again with its Idempotency-Key is answered the same and changes nothing, as is its end', async () => {
    await upload('repeated');
    const first = await withdraw('repeated', { reason: 'r', note: 'n' }, { 'idempotency-key': 'withdraw-1' });
    const ended = await reinstate('repeated', { 'idempotency-key': 'reinstate-1' });
    functions.at(time('20:03:00'));
    const again = await withdraw('repeated', { reason: 'r', note: 'n' }, { 'idempotency-key': 'withdraw-1' });
    expect([again.status, again.headers.etag, again.json()]).toEqual([200, '"2"', first.json()]);
    const endedAgain = await reinstate('repeated', { 'idempotency-key': 'reinstate-1' });
    expect([endedAgain.status, endedAgain.headers.etag, endedAgain.json()]).toEqual([200, '"3"', ended.json()]);
    const other = await withdraw('repeated', { reason: 'other' }, { 'idempotency-key': 'withdraw-1' });
    expect(expectRefusal(other).status).toBe(422);
    expect((await current('repeated')).revision).toBe(3);
  });

  test('makes every other edit of the story a 409, and its id stays taken', async () => {
    const body = { headline: 'New', body: '<p>New.</p>' };
    expect(expectRefusal(await ask('PUT', '/stories/gone', { body, headers: { 'if-match': '*' } })).status).toBe(409);
    expect(expectRefusal(await ask('PUT', '/stories/gone/breaking', { body: {} })).status).toBe(409);
    expect(expectRefusal(await ask('DELETE', '/stories/gone/breaking')).status).toBe(409);
    expect(expectRefusal(await ask('POST', '/stories', { body: { ...body, id: 'gone' } })).status).toBe(409);
    expect(await current('gone')).toMatchObject({ status: 'withdrawn', revision: 3 });
  });

  test('that there is not cannot be ended: 409', async () => {
    expect(expectRefusal(await reinstate('quiet')).status).toBe(409);
    expect((await current('quiet')).revision).toBe(1);
  });
});

test.each([
  ['GET', '/stories/quiet/withdrawal', 'PUT, DELETE'],
  ['POST', '/stories/quiet/withdrawal', 'PUT, DELETE'],
  ['PUT', '/stories/quiet/revisions', 'GET, HEAD'],
  ['DELETE', '/stories/quiet/revisions/1', 'GET, HEAD'],
])('405 with Allow for %s %s', async (method, path, allow) => {
  expect(expectRefusal(await ask(method, path, { body: {} }))).toMatchObject({ status: 405, headers: { allow } });
});

describe('a reinstated story', () => {
  test('is as it was, with its guid and publication, updated now, and breaks on until its flag ends', async () => {
    functions.at(time('21:00:00'));
    const before = story(await upload('back', { breaking: true, breakingUntil: time('23:00:00'), section: 'Coast' }));
    await withdraw('back');
    functions.at(time('21:30:00'));
    const answer = await reinstate('back');
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect(answer.json()).toEqual({
      story: { ...before, revision: 3, updatedAt: time('21:30:00') },
      warnings: [],
      feeds: ['/', '/breaking', '/sections/coast', '/languages/en'],
    });
    expect((await get('/stories/back')).status).toBe(200);
    for (const path of ['/atom.xml', '/breaking/atom.xml', '/sections/coast/atom.xml']) {
      const { text } = await get(path);
      expect(text).toContain(`<id>${before.guid}</id>`);
      expect(text).not.toContain(`ref="${before.guid}"`);
    }
  });

  test('in the second of its withdrawal is updated a second after it (RFC 6721)', async () => {
    await upload('at-once');
    await withdraw('at-once');
    expect(story(await reinstate('at-once')).updatedAt).toBe(time('21:30:01'));
  });

  test('that is to be published later is scheduled as before', async () => {
    await upload('later', { publishedAt: time('23:30:00') });
    await withdraw('later');
    const back = story(await reinstate('later'));
    expect(back).toMatchObject({ status: 'scheduled', publishedAt: time('23:30:00'), updatedAt: time('23:30:00') });
    expect((await get('/stories/later')).status).toBe(404);
  });
});

describe('the history of a story', () => {
  beforeAll(async () => {
    functions.at(time('21:40:00'));
    await upload('much-edited', { tags: ['one'] });
    const [body, headers] = [{ headline: 'Second', body: '<p>Second.</p>', reason: 'typo' }, { 'if-match': '*' }];
    await ask('PUT', '/stories/much-edited', { body, headers });
    functions.at(time('21:41:00'));
    await withdraw('much-edited', { reason: 'Wrong.', note: 'Sorry.' });
    await reinstate('much-edited');
  });
  const history = (query = '', path = '/newsroom/stories/much-edited/revisions') =>
    functions.publish({ path, query, headers: { authorization: 'Bearer token-of-a-reader' } });
  type History = { revisions: { revision: number; story: Story }[]; cursor: string | null };

  test('is every revision, newest first, with who made it, when and why, and no body', async () => {
    const { revisions, cursor } = (await history()).json<History>();
    expect(cursor).toBeNull();
    expect(revisions).toEqual([
      { revision: 4, at: time('21:41:00'), by: 'everybody', story: expect.objectContaining({ status: 'published' }) },
      {
        ...{ revision: 3, at: time('21:41:00'), by: 'everybody', reason: 'Wrong.' },
        story: expect.objectContaining({
          status: 'withdrawn',
          withdrawal: { at: time('21:41:00'), reason: 'Wrong.', note: 'Sorry.' },
        }),
      },
      {
        ...{ revision: 2, at: time('21:40:00'), by: 'everybody', reason: 'typo' },
        story: expect.objectContaining({ headline: 'Second', tags: [] }),
      },
      {
        ...{ revision: 1, at: time('21:40:00'), by: 'everybody' },
        story: expect.objectContaining({ headline: 'Headline of much-edited', tags: ['one'] }),
      },
    ]);
    for (const { story } of revisions) expect(story).not.toHaveProperty('body');
  });

  test.each([1, 2, 3, 4])('goes on with its cursor, in pages of %i, to its end', async (limit) => {
    const pages: number[][] = [];
    for (let before: string | null = ''; before !== null; ) {
      const page: History = (await history(`limit=${limit}${before && `&before=${before}`}`)).json<History>();
      pages.push(page.revisions.map(({ revision }) => revision));
      before = page.cursor;
    }
    expect(pages.flat()).toEqual([4, 3, 2, 1]);
    expect(pages).toHaveLength(Math.ceil(4 / limit));
  });

  test('has each revision whole, as it was then', async () => {
    const { revision } = (await history('', '/newsroom/stories/much-edited/revisions/1')).json<{ revision: object }>();
    expect(revision).toEqual({
      ...{ revision: 1, at: time('21:40:00'), by: 'everybody' },
      story: expect.objectContaining({ body: '<p>Body of much-edited.</p>', tags: ['one'], revision: 1 }),
    });
  });

  test.each(['0', '5', '999999', '1000000', '01', '1.0', 'one', '-1', '%00'])(
    'has no revision %s: 404',
    async (revision) => {
      const answer = await history('', `/newsroom/stories/much-edited/revisions/${revision}`);
      expect(expectRefusal(answer).status).toBe(404);
    },
  );

  test('is 400 for a limit or cursor that cannot be, with pointers', async () => {
    const cursor = Buffer.from('2026-11-22T21:40:00Z#much-edited').toString('base64url');
    for (const [query, expected] of [
      ['limit=0', ['#/limit']],
      ['limit=101&before=x', ['#/limit', '#/before']],
      [`before=${cursor}`, ['#/before']],
      [`before=${Buffer.from('REV#0').toString('base64url')}`, ['#/before']],
    ] as const) {
      const answer = expectRefusal(await history(query));
      expect([answer.status, pointers(answer)]).toEqual([400, expected]);
    }
    const beyond = `before=${Buffer.from('REV#1').toString('base64url')}`;
    expect((await history(beyond)).json()).toEqual({ revisions: [], cursor: null });
  });
});

describe('readers', () => {
  const WORDS = /zanzibar|libel/i;
  const NOTE = 'It was <about> somebody & "else".';
  const FEEDS = ['', '/breaking', '/sections/shore', '/tags/flood', '/authors/ann-byline', '/languages/sw'];
  const FILES = FEEDS.flatMap((feed) => ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${feed}/${file}`));
  const LEFT = ['/sections/harbour/atom.xml', '/tags/tide/rss.xml'];
  const PAGES = ['/', '/feeds', '/feeds.opml', '/feeds.opml?all', '/api/stories', ...FEEDS.slice(1)];
  const end = time('22:10:00', 30);
  let guid: string;

  /** Everything public that is said anywhere, at the addresses that documents name and those of the story itself. */
  async function everythingPublic(): Promise<Map<string, Answer>> {
    const said = new Map<string, Answer>();
    const queue = [...PAGES, ...FILES, '/stories/zanzibar', '/api/stories/zanzibar', '/api/stories/quiet'];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (said.has(path)) continue;
      const [bare = '', query] = path.split('?');
      const answer = await get(bare, {}, query);
      said.set(path, answer);
      const named = [...answer.text.matchAll(/(?:href|xmlUrl|src)="(?:https:\/\/news\.example)?(\/[^"#]*)"/g)];
      queue.push(...named.map(([, path = '']) => path.replaceAll('&amp;', '&')));
    }
    return said;
  }

  beforeAll(async () => {
    functions.at(time('22:00:00'));
    const fields = {
      headline: 'Zanzibar is under water',
      summary: 'Zanzibar, in short.',
      body: '<p>Zanzibar, at length.</p>',
      authors: [{ name: 'Ann Byline' }],
      language: 'sw',
      publishedAt: time('19:00:00'),
      image: { url: 'https://media.example/zanzibar.jpg', alt: 'Zanzibar' },
    };
    const first = { ...fields, id: 'zanzibar', section: 'Harbour', tags: ['Tide', 'Flood'], breaking: true };
    guid = story(await functions.upload(first)).guid;
    await ask('PUT', '/stories/zanzibar', {
      body: { ...fields, section: 'Shore', tags: ['Flood'], breaking: false },
      headers: { 'if-match': '*' },
    });
    functions.at(time('22:05:00'));
    // Another one in each, so that a feed has something to show.
    await upload('calm', {
      section: 'Shore',
      tags: ['Flood', 'Tide'],
      authors: [{ name: 'Ann Byline' }],
      language: 'sw',
    });
  });

  test('find the story everywhere before', async () => {
    const said = await everythingPublic();
    expect(said.size).toBeGreaterThan(40);
    for (const path of [...FILES.filter((path) => !path.startsWith('/breaking')), '/', '/api/stories'])
      expect([path, WORDS.test(said.get(path)?.text ?? '')]).toEqual([path, true]);
  });

  test('get new validators with the withdrawal, and not before', async () => {
    const paths = [...FILES, ...LEFT, '/', '/api/stories', '/sections/shore'];
    functions.at(time('22:09:59'));
    const before = await Promise.all(paths.map((path) => get(path)));
    functions.at(time('22:10:00'));
    for (const [i, path] of paths.entries()) {
      const headers = { 'if-none-match': before[i]?.headers.etag ?? '' };
      expect([path, (await get(path, headers)).status]).toEqual([path, 304]);
    }
    expect((await withdraw('zanzibar', { reason: 'Libel.', note: NOTE })).status).toBe(200);
    functions.at(time('22:10:02'));
    for (const [i, path] of paths.entries()) {
      const was = before[i]?.headers ?? {};
      const by: Record<string, string>[] = [
        { 'if-none-match': was.etag ?? '' },
        { 'if-modified-since': was['last-modified'] ?? '' },
      ];
      for (const headers of by) expect([path, (await get(path, headers)).status]).toEqual([path, 200]);
      const { headers } = await get(path);
      expect(Date.parse(headers['last-modified'] ?? '')).toBeGreaterThan(Date.parse(was['last-modified'] ?? ''));
    }
  });

  test('find not a word of it at any public address, nor why', async () => {
    const said = await everythingPublic();
    for (const [path, { text, headers }] of said)
      expect([path, WORDS.test(text), WORDS.test(JSON.stringify(headers))]).toEqual([path, false, false]);
    for (const path of ['/rss.xml', '/sections/harbour/atom.xml'])
      expect((await get(path)).text.split('Ann Byline').length).toBe(path === '/rss.xml' ? 2 : 1);
  });

  test('find its page and its JSON gone, with the note', async () => {
    const page = await get('/stories/zanzibar');
    expect(page).toMatchObject({ status: 410, headers: { 'cache-control': 'public, max-age=10' } });
    expect(page.text).toContain('It was &lt;about&gt; somebody &amp;');
    const json = await get('/api/stories/zanzibar');
    expect(json.json()).toEqual({
      ...{ status: 410, title: 'Gone' },
      detail: `This story was withdrawn by its publisher: ${NOTE}`,
    });
    for (const { headers } of [page, json]) expect(headers).not.toHaveProperty('etag');
  });

  test('find it in every feed that it was in or had left, after all stories, with guid, times and note', async () => {
    for (const path of [...FILES, ...LEFT]) {
      const { text, status } = await get(path);
      expect([path, status, text.includes(guid)]).toEqual([path, 200, true]);
      const lastStory = Math.max(...['</entry>', '"revision":'].map((mark) => text.lastIndexOf(mark)));
      expect(text.lastIndexOf(guid)).toBeGreaterThan(lastStory);
      expect(text).toContain(time('22:10:00'));
    }
    const { items } = (await get('/feed.json')).json<{ items: object[] }>();
    expect(items.find((item) => Reflect.get(item, 'id') === guid)).toEqual({
      id: guid,
      url: `${ADDRESS}/withdrawn`,
      title: 'Withdrawn',
      content_text: expect.stringMatching(
        /^This story was published on .*, 19:00 UTC, and withdrawn by its publisher on .*, 22:10 UTC: /,
      ),
      date_published: time('19:00:00'),
      date_modified: time('22:10:00'),
      _bulletin: { withdrawn: { at: time('22:10:00'), note: NOTE } },
    });
  });

  test('find every feed at its address still, and nothing withdrawn in a list', async () => {
    const [page, opml] = [await get('/feeds'), await get('/feeds.opml', {}, 'all')];
    for (const feed of ['/sections/harbour', '/tags/tide', '/breaking', '/languages/sw'])
      for (const { text } of [page, opml]) expect(text).toContain(feed);
    const { stories } = (await get('/api/stories')).json<{ stories: Story[] }>();
    expect(stories.map(({ status }) => status)).toEqual(stories.map(() => 'published'));
  });

  test('get the same validators until the second of its end, and new ones from then on', async () => {
    functions.at(time('22:00:00', 30));
    const before = await Promise.all(FILES.map((path) => get(path)));
    functions.at(time('22:09:59', 30));
    for (const [i, path] of FILES.entries()) {
      const last = await get(path, { 'if-none-match': before[i]?.headers.etag ?? '' });
      expect([path, before[i]?.text.includes(guid), last.status]).toEqual([path, true, 304]);
      expect(last.headers['cache-control']).toMatch(/max-age=1, s-maxage=1\b/);
    }
    functions.at(time('22:10:01', 30));
    for (const [i, path] of FILES.entries()) {
      const after = await get(path, { 'if-none-match': before[i]?.headers.etag ?? '' });
      expect([path, after.status, after.text.includes(guid)]).toEqual([path, 200, false]);
      expect(after.headers['last-modified']).toBe(new Date(end).toUTCString());
    }
    expect((await get('/atom.xml')).text).toContain(`<updated>${end.replace('Z', '.000Z')}</updated>`);
    // A withdrawn story stays withdrawn.
    expect((await get('/stories/zanzibar')).status).toBe(410);
  });
});

describe('a story that is withdrawn before its publication', () => {
  test('was never there: 404 like an unknown one, also after its time, and no feed tells of it', async () => {
    functions.at(time('23:00:00'));
    const unread = { publishedAt: time('23:30:00'), section: 'Unread', breaking: true };
    const { guid } = story(await upload('never', unread));
    const before = await get('/atom.xml');
    await withdraw('never', { reason: 'r', note: 'A note for nobody.' });
    expect((await get('/atom.xml')).headers.etag).toBe(before.headers.etag);
    for (const clock of ['23:01:00', '23:30:00', '23:59:59']) {
      functions.at(time(clock));
      for (const folder of ['/stories', '/api/stories', '/sections']) {
        const [own, unknown] = [await get(`${folder}/never`), await get(`${folder}/nobody-at-all`)];
        expect(own).toMatchObject({ status: 404, text: unknown.text, headers: unknown.headers });
      }
      expect((await get('/sections/unread')).status).toBe(404);
      for (const path of ['/atom.xml', '/breaking/rss.xml', '/feeds', '/'])
        expect((await get(path)).text).not.toMatch(new RegExp(`${guid}|never|Unread`));
    }
    expect(await current('never')).toMatchObject({ status: 'withdrawn', revision: 2 });
  });
});

test('no reason, note or token of all this is in a line of the log', () => {
  expect(logWithoutIds(functions.log)).not.toMatch(/zanzibar|libel|somebody|sorry|token-of-/i);
});
