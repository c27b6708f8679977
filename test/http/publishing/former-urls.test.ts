import { BROWSER } from '../../../lambdas/http/routes';
import { type Answer, useFunctions } from '../../harness/http/functions';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { runAtEdge } from '../../lib/edge-function';
import { newsroomClient, pointers, type Stored } from './newsroom-client';

const functions = useFunctions();
const { ask, current } = newsroomClient(functions);

let now = Date.parse('2026-11-22T20:00:00Z');
const clock = (seconds = 0) => new Date(now + 1_000 * seconds).toISOString().replace('.000Z', 'Z');
const pass = (seconds: number) => {
  now += 1_000 * seconds;
  functions.at(clock());
};
const body = (id: string, more: object = {}) => ({
  headline: `Headline of ${id}`,
  body: `<p>Body of ${id}.</p>`,
  ...more,
});
const post = (id: string, more: object = {}, headers: Record<string, string> = {}, query = '') =>
  ask('POST', `/stories${query}`, { body: { id, ...body(id, more) }, headers });
const put = (id: string, more: object = {}, query = '') =>
  ask('PUT', `/stories/${id}${query}`, { body: body(id, more), headers: { 'if-match': '*' } });
const upload = async (id: string, more: object = {}) => {
  const answer = await post(id, more);
  expect(answer.status).toBe(201);
  return answer.json<Stored>();
};
/** A request as it comes through the CDN. */
async function get(
  path: string,
  query = '',
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<Pick<Answer, 'status' | 'headers' | 'text'>> {
  const passed = runAtEdge(path, { method, query });
  if ('statusCode' in passed)
    return { status: passed.statusCode, headers: { location: `${passed.headers.location?.value}` }, text: '' };
  const sent = Object.entries(passed.querystring)
    .map(([name, value]) => `${name}=${value.value}`)
    .join('&');
  const text = typeof passed.querystring === 'string' ? passed.querystring : sent;
  return functions.read({ method, path: passed.uri, query: text, headers });
}
const leadsTo = async (path: string, query = '') => {
  const { status, headers } = await get(path, query);
  return status === 301 ? headers.location?.replace('https://news.example', '') : status;
};
const faults = async () => faultsIn(await everyItem(functions.table), clock());

let count = 0;
/** An id and an address that no other test has. */
const fresh = () => {
  const id = `story-${++count}`;
  return { id, address: `/2019/01/${id}` };
};

describe('a former address', () => {
  test('is 301 to the page of the story, in every spelling, by GET and HEAD, and no longer than news', async () => {
    const { id, address } = fresh();
    const { story, warnings } = await upload(id, {
      summary: 's',
      formerUrls: [`${address}/`, '/alter-b%c3%bccherbus'],
    });
    expect([story.formerUrls, warnings]).toEqual([[address, '/alter-b%C3%BCcherbus'], []]);
    for (const method of ['GET', 'HEAD']) {
      const answer = await get(address, 'utm_source=x', method);
      expect(answer).toMatchObject({ status: 301, text: '' });
      expect(answer.headers).toEqual({
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=60, s-maxage=30, stale-while-revalidate=30, stale-if-error=600',
        'content-length': '0',
        location: `https://news.example/stories/${id}`,
      });
    }
    const spellings = [
      `${address}/`,
      `/${address}`,
      `/2019/./01/x/../${id}`,
      '/alter-b%C3%BCcherbus',
      '/alter-bu%CC%88cherbus',
    ];
    for (const spelling of spellings) expect([spelling, await leadsTo(spelling)]).toEqual([spelling, `/stories/${id}`]);
    expect(await leadsTo(`${address}/x`)).toBe(404);
    expect(await leadsTo(address.toUpperCase())).toBe(404);
    expect((await functions.read({ method: 'POST', path: address })).status).toBe(404);
    expect(await current(id)).toMatchObject({ formerUrls: story.formerUrls });
  });

  test('is in no answer to a reader', async () => {
    const { id, address } = fresh();
    await upload(id, { formerUrls: [address] });
    pass(2);
    for (const path of [
      `/api/stories/${id}`,
      '/api/stories',
      '/api/changes',
      `/stories/${id}`,
      '/rss.xml',
      '/feed.json',
    ])
      expect((await functions.read({ path })).text).not.toMatch(/former|2019\/01/i);
  });

  test('is the common 404 before the second of the story, and redirects from it on', async () => {
    const { id, address } = fresh();
    await upload(id, { publishedAt: clock(40), formerUrls: [address, '/?p=40'] });
    const browser = { [BROWSER]: '1', 'accept-encoding': 'gzip' };
    for (const headers of [undefined, browser]) {
      const [known, unknown] = await Promise.all([
        get(address, '', 'GET', headers),
        get('/2019/01/none', '', 'GET', headers),
      ]);
      expect(known).toMatchObject({ status: 404 });
      expect({ ...known, result: undefined, json: undefined }).toEqual({
        ...unknown,
        result: undefined,
        json: undefined,
      });
    }
    const shortLinks = await Promise.all([get('/', 'p=40'), get('/', 'p=41')]);
    expect(shortLinks[0].headers).toEqual(shortLinks[1].headers);
    pass(39);
    expect([await leadsTo(address), await leadsTo('/', 'p=40')]).toEqual([404, '/']);
    pass(1);
    expect([await leadsTo(address), await leadsTo('/', 'p=40')]).toEqual([`/stories/${id}`, `/stories/${id}`]);
  });

  test('no copy of the redirect lives past the next moment of the story', async () => {
    const { id, address } = fresh();
    await upload(id, { formerUrls: [address], breaking: true, breakingUntil: clock(20) });
    expect((await get(address)).headers['cache-control']).toMatch(
      /^public, max-age=20, s-maxage=20, stale-while-revalidate=0/,
    );
  });

  test('of a withdrawn story is 410 with its note, and its claim stays', async () => {
    const { id, address } = fresh();
    await upload(id, { formerUrls: [address, '/?p=77'] });
    pass(1);
    await ask('PUT', `/stories/${id}/withdrawal`, { body: { reason: 'wrong', note: 'It was wrong.' } });
    const page = await functions.read({ path: `/api/stories/${id}` });
    expect(await get(address)).toMatchObject({ status: 410, text: page.text });
    expect(await get('/', 'p=77')).toMatchObject({ status: 410 });
    expect(await get(address, '', 'GET', { [BROWSER]: '1' })).toMatchObject({
      status: 410,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    expect((await post('heir', { formerUrls: [address] })).status).toBe(422);
    await ask('DELETE', `/stories/${id}/withdrawal`);
    pass(2);
    expect(await leadsTo(address)).toBe(`/stories/${id}`);
  });

  test('of a story that was withdrawn before its second is the common 404', async () => {
    const { id, address } = fresh();
    await upload(id, { publishedAt: clock(40), formerUrls: [address] });
    await ask('PUT', `/stories/${id}/withdrawal`, { body: { reason: 'wrong' } });
    pass(60);
    expect(await leadsTo(address)).toBe(404);
  });

  test('goes with a PUT that leaves it out, and another story can have it then', async () => {
    const [one, other] = [fresh(), fresh()];
    await upload(one.id, { formerUrls: [one.address, other.address] });
    expect((await put(one.id, { formerUrls: [one.address] })).json<Stored>().story.formerUrls).toEqual([one.address]);
    expect(await leadsTo(other.address)).toBe(404);
    await upload(other.id, { formerUrls: [other.address] });
    expect((await put(one.id)).json<Stored>().story).not.toHaveProperty('formerUrls');
    expect([await leadsTo(one.address), await leadsTo(other.address)]).toEqual([404, `/stories/${other.id}`]);
    expect(await faults()).toEqual([]);
  });
});

test('/?p= is known on / alone, and without a story it leads to /', async () => {
  const { id } = fresh();
  await upload(id, { formerUrls: ['https://news.example/?p=123'] });
  expect(await leadsTo('/', 'p=123')).toBe(`/stories/${id}`);
  expect(await leadsTo('/', 'utm=1&p=123&before=x')).toBe(`/stories/${id}`);
  for (const p of ['1234', '', 'x', '12'.repeat(20), '0123'])
    expect([p, await leadsTo('/', `p=${p}`)]).toEqual([p, '/']);
  expect((await get('/', 'p=5')).headers['cache-control']).toBe(
    'public, max-age=10, s-maxage=10, stale-while-revalidate=0, stale-if-error=0',
  );
  expect(await get('/feeds', 'p=123')).toMatchObject({ status: 200 });
  expect(await leadsTo('/stories', 'p=123')).toBe(404);
});

test.each([
  ['feed=rss2', '/rss.xml'],
  ['feed=rss', '/rss.xml'],
  ['feed=rdf', '/rss.xml'],
  ['feed=atom', '/atom.xml'],
  ['feed=comments-rss2', '/'],
])('/?%s leads to %s', async (query, location) => {
  expect(await leadsTo('/', query)).toBe(location);
});

describe('an address that a story cannot have', () => {
  test('because another story has it, is a 422 that names the field, and nothing is stored', async () => {
    const [one, other] = [fresh(), fresh()];
    await upload(one.id, { publishedAt: clock(600), formerUrls: [one.address] });
    const refused = await post(other.id, { formerUrls: ['/free-a', one.address] });
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.json().errors).toEqual([
      {
        pointer: '#/formerUrls/1',
        detail: `the story ${one.id} has this former address: leave it out, or take it from that story first`,
      },
    ]);
    expect((await post(other.id, { formerUrls: [one.address] }, {}, '?dry-run=true')).status).toBe(422);
    await upload(other.id);
    for (const query of ['', '?dry-run=true']) {
      const edit = await put(other.id, { formerUrls: ['/free-a', `${one.address}/`] }, query);
      expect([edit.status, pointers(edit)]).toEqual([422, ['#/formerUrls/1']]);
    }
    expect((await ask('GET', `/stories/${other.id}`)).json<Stored>().story.revision).toBe(1);
    await upload('free', { formerUrls: ['/free-a'] });
    expect(await faults()).toEqual([]);
  });

  test('because it is one of ours, is a 422 that names each', async () => {
    const answer = await post('ours', {
      formerUrls: ['/rss.xml', '/ok', '/newsroom/x', 'https://x.example/a', '/?page=1'],
    });
    expect([answer.status, pointers(answer)]).toEqual([
      422,
      ['#/formerUrls/0', '#/formerUrls/2', '#/formerUrls/3', '#/formerUrls/4'],
    ]);
    expect(pointers(await post('many', { formerUrls: ['/1', '/2', '/3', '/4', '/5', '/6'] }))).toEqual([
      '#/formerUrls',
    ]);
    for (const token of ['token-of-a-reader', 'token-of-a-breaker'] as const)
      expect((await ask('POST', '/stories', { token, body: body('x', { formerUrls: ['/x'] }) })).status).toBe(403);
  });

  test('a dry run claims nothing', async () => {
    const { id, address } = fresh();
    const dry = await post(id, { formerUrls: [address] }, {}, '?dry-run=true');
    expect(dry.json<Stored>().story.formerUrls).toEqual([address]);
    expect((await everyItem(functions.table)).filter(({ address: one }) => one?.S === address)).toEqual([]);
  });
});

test('a repeated upload gets the first answer, also under an id from its headline', async () => {
  const { id, address } = fresh();
  const key = { 'idempotency-key': `key-of-${id}` };
  for (const more of [{ id }, {}]) {
    const upload = { ...body(`${id} again`, { formerUrls: [`${address}/${'id' in more}`] }), ...more };
    if (!('id' in more)) await functions.upload({ ...upload, formerUrls: undefined });
    const headers = { 'idempotency-key': `${key['idempotency-key']}-${'id' in more}` };
    const first = await ask('POST', '/stories', { body: upload, headers });
    const second = await ask('POST', '/stories', { body: upload, headers });
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    expect(second.text).toBe(first.text);
  }
  expect(await faults()).toEqual([]);
});

test('an upload under a taken id leaves the addresses of the story that has it', async () => {
  const { id, address } = fresh();
  await upload(id, { formerUrls: [address] });
  expect((await post(id, { body: '<p>Other.</p>', formerUrls: [address, `${address}-b`] })).status).toBe(409);
  expect([await leadsTo(address), await leadsTo(`${address}-b`)]).toEqual([`/stories/${id}`, 404]);
  expect(await faults()).toEqual([]);
});

describe('a canonicalUrl on our own host', () => {
  test('becomes a former address with a warning; the page here is canonical, and sitemaps have it', async () => {
    const { id, address } = fresh();
    const { story, warnings } = await upload(id, { summary: 's', canonicalUrl: `http://news.example${address}/` });
    expect(story).not.toHaveProperty('canonicalUrl');
    expect(story.formerUrls).toEqual([address]);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['#/canonicalUrl']);
    await upload(`${id}-elsewhere`, { canonicalUrl: 'https://old.example/a' });
    pass(2);
    expect(await leadsTo(address)).toBe(`/stories/${id}`);
    const page = await functions.read({ path: `/stories/${id}` });
    expect(page.text).toContain(`<link rel="canonical" href="https://news.example/stories/${id}">`);
    for (const kind of ['sitemap', 'news-sitemap']) {
      const { text } = await functions.read({ path: `/${kind}-19000101T000000Z.xml` });
      expect(text).toContain(`<loc>https://news.example/stories/${id}</loc>`);
      expect(text).not.toContain('elsewhere');
    }
  });

  test('that another story has as a former address, goes with a warning that names the story', async () => {
    const [one, other] = [fresh(), fresh()];
    const canonicalUrl = `https://news.example${one.address}`;
    await upload(one.id, { canonicalUrl });
    const { story, warnings } = await upload(other.id, { summary: 's', canonicalUrl, formerUrls: [other.address] });
    expect(story.formerUrls).toEqual([other.address]);
    expect(warnings[1]).toEqual({
      pointer: '#/canonicalUrl',
      detail: `${one.address} does not lead here: the story ${one.id} has it`,
    });
    const edited = await put(other.id, { canonicalUrl });
    expect([edited.status, edited.json<Stored>().story.formerUrls]).toEqual([200, undefined]);
  });
});

describe('an import', () => {
  const importing = async (stories: object[], query = '') =>
    (await ask('POST', `/imports${query}`, { body: { stories } })).json<{ results: Record<string, unknown>[] }>()
      .results;
  const item = (id: string, more: object) => ({ guid: `https://old.example/${id}`, id, ...body(id, more) });

  test('takes former addresses, and leaves out with a warning the ones that cannot lead to the story', async () => {
    const [one, other, third] = [fresh(), fresh(), fresh()];
    const stories = [
      item(one.id, { formerUrls: [one.address] }),
      item(other.id, { formerUrls: ['/fine', `${one.address}/`] }),
      item(third.id, { canonicalUrl: `https://news.example${one.address}` }),
    ];
    for (const query of ['?dry-run=true', '']) {
      const results = await importing(stories, query);
      expect(results).toMatchObject([
        { outcome: 'stored', id: one.id },
        {
          outcome: 'stored',
          id: other.id,
          warnings: expect.arrayContaining([
            { pointer: '#/formerUrls/1', detail: expect.stringContaining(`the story ${one.id} has it`) },
          ]),
        },
        {
          outcome: 'stored',
          id: third.id,
          warnings: [{}, {}, { detail: expect.stringContaining(`the story ${one.id} has it`) }],
        },
      ]);
    }
    expect(await leadsTo(one.address)).toBe(`/stories/${one.id}`);
    expect(await leadsTo('/fine')).toBe(`/stories/${other.id}`);
    expect(await importing(stories)).toMatchObject([{ outcome: 'known' }, { outcome: 'known' }, { outcome: 'known' }]);
    expect(await faults()).toEqual([]);
  });

  test('takes a story whose old addresses are routes of ours, elsewhere or too many, without them', async () => {
    const [{ id, address }, many, mixed] = [fresh(), fresh(), fresh()];
    const refused = ['/stories/old/', 'https://elsewhere.example/a', 'not an address', 7];
    const six = Array.from({ length: 6 }, (_, i) => `${many.address}-${i}`);
    const results = await importing([
      item(id, { formerUrls: [refused[0], address, ...refused.slice(1)] }),
      item(many.id, { formerUrls: six }),
      item(fresh().id, { formerUrls: ['/stories/x'], headline: '' }),
      item(mixed.id, { formerUrls: [...refused, mixed.address, `${mixed.address}-2`, `${mixed.address}-3`] }),
      item(fresh().id, { formerUrls: '/a-text' }),
    ]);
    expect(results).toMatchObject([
      {
        outcome: 'stored',
        warnings: expect.arrayContaining(
          [0, 2, 3, 4].map((i) => ({
            pointer: `#/formerUrls/${i}`,
            detail: expect.stringMatching(/^left out: /),
          })),
        ),
      },
      { outcome: 'stored', warnings: expect.arrayContaining([expect.objectContaining({ pointer: '#/formerUrls' })]) },
      { outcome: 'refused' },
      { outcome: 'stored' },
      { outcome: 'stored', warnings: expect.arrayContaining([expect.objectContaining({ pointer: '#/formerUrls' })]) },
    ]);
    expect(await leadsTo(mixed.address)).toBe(`/stories/${mixed.id}`);
    expect(await leadsTo(address)).toBe(`/stories/${id}`);
    expect(await leadsTo(six[4] as string)).toBe(`/stories/${many.id}`);
    expect(await faults()).toEqual([]);
  });

  test('of an export brings the addresses as the last revisions have them, also one that went from story to story', async () => {
    const [one, other] = [fresh(), fresh()];
    const revision = (id: string, number: number, formerUrls: string[] | undefined) => ({
      at: clock(),
      by: 'ann',
      story: {
        ...{
          id,
          guid: `https://old.example/${id}`,
          headline: id,
          summary: '',
          body: '<p>x</p>',
          tags: [],
          authors: [],
        },
        ...{ language: 'en', publishedAt: clock(-60), updatedAt: clock(-60), revision: number, formerUrls },
      },
    });
    const revisions = [
      revision(one.id, 1, [one.address]),
      revision(one.id, 2, undefined),
      revision(other.id, 1, [one.address, other.address]),
      revision(one.id, 3, [other.address]),
    ];
    const { results } = (await ask('POST', '/imports', { body: { revisions } })).json<{ results: object[] }>();
    expect(results).toMatchObject([
      { outcome: 'stored' },
      { outcome: 'stored' },
      { outcome: 'stored' },
      { outcome: 'refused', errors: [{ pointer: '#/story/formerUrls/0' }] },
    ]);
    expect([await leadsTo(one.address), await leadsTo(other.address)]).toEqual(Array(2).fill(`/stories/${other.id}`));
    expect(await faults()).toEqual([]);
    const history = await ask('GET', `/stories/${one.id}/revisions/1`);
    expect(history.json<{ revision: { story: object } }>().revision.story).toMatchObject({ formerUrls: [one.address] });
    const exported = (await ask('GET', '/exports')).json<{ revisions: { story: { id: string } }[] }>().revisions;
    expect(exported.find(({ story }) => story.id === other.id)?.story).toMatchObject({
      formerUrls: [one.address, other.address],
    });
  });
});
