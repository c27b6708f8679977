import { isGloballyUnique } from '../../../lambdas/news/import/local-guid';
import { EIGHT, type Functions, useFunctions } from '../../harness/http/functions';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';

const functions = useFunctions();

interface Result {
  readonly outcome: 'stored' | 'known' | 'refused';
  readonly id?: string;
  readonly errors?: { pointer: string; detail: string }[];
}
const bring = (body: unknown, token: Parameters<Functions['newsroom']>[2] = {}) =>
  functions.newsroom('POST', '/imports', { body, ...token });
const resultsOf = async (body: unknown) => (await bring(body)).json<{ results: Result[] }>().results;
const story = async (id: string) =>
  (await functions.newsroom('GET', `/stories/${id}`)).json<{ story: Record<string, unknown> }>().story;
const faults = async () => faultsIn(await everyItem(functions.table), EIGHT);
const feed = async (path: string) => (await functions.read({ path })).text;

const FEED_GUID = 'urn:uuid:00000000-0000-4000-8000-0000000000bb';

const foreign = (n: number, more: object = {}) => ({
  guid: `https://old.example/?p=${n}`,
  headline: `Story ${n}`,
  body: `<p>It was ${n}.</p>`,
  publishedAt: `2024-0${1 + (n % 9)}-01T10:00:0${n % 10}Z`,
  ...more,
});

test('stories of other publishers keep guid, dates, bylines, sections and tags', async () => {
  const more = {
    publishedAt: '2023-01-02T03:04:05+01:00',
    updatedAt: '2023-01-03T00:00:00Z',
    section: 'World',
    tags: ['Sea'],
    authors: [{ name: 'Ann Li' }],
    audio: { url: 'https://old.example/1.mp3', type: 'audio/mpeg', length: 5 },
    canonicalUrl: 'https://old.example/one',
  };
  const results = await resultsOf({ stories: [foreign(1, more), foreign(2)] });
  expect(results).toMatchObject([
    { outcome: 'stored', id: 'story-1' },
    { outcome: 'stored', id: 'story-2' },
  ]);
  expect(await story('story-1')).toMatchObject({
    ...more,
    guid: 'https://old.example/?p=1',
    publishedAt: '2023-01-02T02:04:05Z',
    revision: 1,
    status: 'published',
  });
  expect(await feed('/rss.xml')).toContain('https://old.example/?p=1</guid>');
  expect(await faults()).toEqual([]);
});

test('the same again is known, whatever changed in it, and nothing is written', async () => {
  const stories = Array.from({ length: 30 }, (_, n) => foreign(100 + n));
  await bring({ stories });
  const before = await everyItem(functions.table);
  const again = stories.map((one) => ({ ...one, headline: 'Another headline' }));
  expect((await resultsOf({ stories: again })).map(({ outcome, id }) => `${outcome} ${id}`)).toEqual(
    stories.map((_, n) => `known story-${100 + n}`),
  );
  expect(await everyItem(functions.table)).toEqual(before);
});

test('a guid that is not globally unique belongs to its publisher', async () => {
  const of = (host: string, n: number, more: object = {}) =>
    foreign(300 + n, { guid: `post ${n}`, canonicalUrl: `https://${host}/${n}`, headline: `${host} ${n}`, ...more });
  const [ours] = await resultsOf({ stories: [of('one.example', 1)] });
  expect(ours).toMatchObject({ outcome: 'stored', id: 'one-example-1' });
  // Another publisher's, with the same date too.
  const theirs = [of('two.example', 1)];
  expect(await resultsOf({ stories: theirs })).toMatchObject([{ outcome: 'stored', id: 'two-example-1' }]);
  expect(await resultsOf({ stories: theirs })).toMatchObject([{ outcome: 'known', id: 'two-example-1' }]);
  expect((await story('one-example-1')).guid).toBe('post 1');
  expect((await story('two-example-1')).guid).toMatch(/^urn:sha256:[\da-f]{64}$/);
  // The same story after changes.
  for (const more of [
    { headline: 'Edited', publishedAt: '2020-01-01T00:00:00Z' },
    { headline: 'Edited', canonicalUrl: 'https://one.example/moved' },
    { canonicalUrl: 'https://new-host.example/1' },
    { canonicalUrl: undefined },
  ])
    expect(await resultsOf({ stories: [of('one.example', 1, more)] })).toMatchObject([
      { outcome: 'known', id: 'one-example-1' },
    ]);
});

test.each([
  ['https://old.example/?p=7', true],
  ['tag:old.example,2005:7', true],
  ['urn:uuid:00000000-0000-4000-8000-0000000000bb', true],
  ['00000000-0000-4000-8000-0000000000bb', true],
  ['yt:video:d41d8cd98f00b204e9800998ecf8427e', true],
  ['1', false],
  ['post-7', false],
  ['http://7', false],
  ['/2024/post', false],
])('the guid %s is globally unique: %p', (guid, isUnique) => {
  expect(isGloballyUnique(guid)).toBe(isUnique);
});

test('each refused story has an outcome with its field, and the others are stored', async () => {
  const results = await resultsOf({
    stories: [
      foreign(201),
      foreign(202, { headline: '' }),
      foreign(203, { guid: undefined }),
      foreign(204, { tags: Array.from({ length: 9 }, (_, i) => `t${i}`) }),
      'no story',
      foreign(205, { id: 'taken' }),
      foreign(206, { id: 'taken' }),
      foreign(201, { headline: 'The same guid once more' }),
      foreign(207, { guid: ' around ' }),
      foreign(208),
    ],
  });
  expect(
    results.map(({ outcome, id, errors }) => [outcome, id ?? errors?.map(({ pointer }) => pointer).join()]),
  ).toEqual([
    ['stored', 'story-201'],
    ['refused', '#/headline'],
    ['refused', '#/guid'],
    ['refused', '#/tags'],
    ['refused', '#,#/guid'],
    ['stored', 'taken'],
    ['stored', 'story-206'],
    ['known', 'story-201'],
    ['refused', '#/guid'],
    ['stored', 'story-208'],
  ]);
  expect(await faults()).toEqual([]);
});

test('stories of one headline have an id each, whatever is there already', async () => {
  const briefing = (n: number) => foreign(n, { headline: 'Morning briefing' });
  expect((await resultsOf({ stories: [briefing(601), briefing(602)] })).map(({ id }) => id)).toEqual([
    'morning-briefing',
    'morning-briefing-2',
  ]);
  const more = Array.from({ length: 5 }, (_, i) => briefing(602 + i));
  const results = await resultsOf({ stories: more });
  expect(results.map(({ outcome }) => outcome)).toEqual(['known', ...Array(4).fill('stored')]);
  expect(results.slice(0, 4).map(({ id }) => id)).toEqual([2, 3, 4, 5].map((n) => `morning-briefing-${n}`));
  expect(results[4]?.id).toMatch(/^morning-briefing-\d{6,}$/);
  expect(await faults()).toEqual([]);
});

test('the same from two at once is there once, and neither is refused anything', async () => {
  const stories = Array.from({ length: 40 }, (_, n) =>
    foreign(n, { guid: `https://twice.example/${n}`, id: `twice-${n}` }),
  );
  const both = await Promise.all([resultsOf({ stories }), resultsOf({ stories })]);
  for (const n of stories.keys())
    expect(both.map((results) => results[n]?.outcome).sort()).toEqual(['known', 'stored']);
  expect(both[0].map(({ id }) => id)).toEqual(stories.map((_, n) => `twice-${n}`));
  expect(await faults()).toEqual([]);
});

test('an imported story never breaks', async () => {
  await bring({ stories: [foreign(301, { breaking: true, breakingUntil: null })] });
  expect(await story('story-301')).toMatchObject({ breaking: false });
  expect(await feed('/breaking/feed.json')).not.toContain('story-301');
});

test('one that is still to come is under embargo until then', async () => {
  await bring({ stories: [foreign(401, { publishedAt: '2026-11-23T00:00:00Z' })] });
  expect(await story('story-401')).toMatchObject({ status: 'scheduled' });
  expect(await feed('/feed.json')).not.toContain('Story 401');
  functions.at('2026-11-23T00:00:00Z');
  expect(await feed('/feed.json')).toContain('Story 401');
});

test('a story that was uploaded here is known by its own guid', async () => {
  await functions.upload({ headline: 'Story 501', body: '<p>Here.</p>' });
  const { guid } = await story('story-501');
  expect(await resultsOf({ stories: [foreign(501, { guid })] })).toEqual([{ outcome: 'known', id: 'story-501' }]);
  await functions.upload({ id: 'of-its-own', headline: 'Another', body: '<p>Here.</p>' });
  const own = await story('of-its-own');
  const back = { guid: own.guid, headline: 'Another, as its feed has it' };
  expect(await resultsOf({ stories: [foreign(502, back)] })).toEqual([{ outcome: 'known', id: 'of-its-own' }]);
  const { headline, summary, body, tags, authors, language, publishedAt, updatedAt } = own;
  const twin = { headline, summary, body, tags, authors, language, publishedAt, updatedAt };
  const copy = { at: publishedAt, by: 'ann', story: { id: 'a-twin', guid: own.guid, revision: 1, ...twin } };
  expect(await resultsOf({ revisions: [copy] })).toMatchObject([
    { outcome: 'refused', errors: [{ pointer: '#/story/guid' }] },
  ]);
});

test.each([
  ['neither stories nor revisions', {}, '#'],
  ['both', { stories: [], revisions: [] }, '#'],
  ['101 stories', { stories: Array(101).fill({}) }, '#/stories'],
  ['a field that nobody knows', { stories: [], story: 1 }, '#/story'],
  ['feeds beside stories', { stories: [], feeds: [{ name: 'section#sea', guid: FEED_GUID }] }, '#/feeds'],
  [
    'one guid for two feeds',
    { revisions: [], feeds: ['section#sea', 'section#land'].map((name) => ({ name, guid: FEED_GUID })) },
    '#/feeds',
  ],
  ['a feed of another form', { revisions: [], feeds: [{ name: 'all', guid: 'x' }] }, '#/feeds/0/guid'],
])('a request with %s is a 422 that says so', async (_, body, pointer) => {
  const answer = await bring(body);
  expect(answer.status).toBe(422);
  expect(answer.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer)).toContain(pointer);
});

test('it takes the scope to write, and a history those to break and withdraw too', async () => {
  expect((await bring({ stories: [] }, { token: 'token-of-a-reader' })).status).toBe(403);
  expect((await bring({ stories: [] }, { token: 'token-of-a-writer' })).status).toBe(200);
  expect((await bring({ revisions: [] }, { token: 'token-of-a-writer' })).status).toBe(403);
});

describe('revisions of an export', () => {
  const revisionOf = (revision: number, at: string, more: object = {}, made: object = {}) => ({
    at,
    by: 'ann',
    ...made,
    story: {
      ...{ id: 'ferry', guid: 'urn:uuid:00000000-0000-4000-8000-000000000001', headline: 'Ferry', summary: 'It sank.' },
      ...{ body: '<p>It sank.</p>', tags: [], authors: [], language: 'en', section: 'World' },
      ...{ publishedAt: '2026-11-20T10:00:00Z', updatedAt: '2026-11-20T10:00:00Z', revision },
      ...more,
    },
  });
  const withdrawal = { at: '2026-11-21T10:00:00Z', until: '2026-12-21T10:00:00Z', reason: 'Wrong.', note: 'Sorry.' };
  const both = [
    revisionOf(1, '2026-11-20T10:00:00Z'),
    revisionOf(2, '2026-11-21T10:00:00Z', { withdrawal }, { reason: 'Wrong.' }),
  ];

  test('are the history that they were, by whom and when; tombstones too', async () => {
    expect(await resultsOf({ revisions: both })).toMatchObject([
      { outcome: 'stored' },
      { outcome: 'stored', id: 'ferry' },
    ]);
    const history = await functions.newsroom('GET', '/stories/ferry/revisions');
    expect(history.json()).toMatchObject({
      revisions: [
        { revision: 2, at: '2026-11-21T10:00:00Z', by: 'ann', reason: 'Wrong.' },
        { revision: 1, at: '2026-11-20T10:00:00Z', by: 'ann' },
      ],
    });
    expect(await feed('/sections/world/atom.xml')).toContain(': Sorry.</at:comment>');
    expect(await faults()).toEqual([]);
  });

  test('are known when they come again, and refused where one is missing before them or their id is another’s', async () => {
    const [missing] = await resultsOf({ revisions: [revisionOf(4, '2026-11-22T10:00:00Z')] });
    expect(missing).toMatchObject({ outcome: 'refused', errors: [{ pointer: '#/story/revision' }] });
    expect(await resultsOf({ revisions: both })).toEqual([
      { outcome: 'known', id: 'ferry' },
      { outcome: 'known', id: 'ferry' },
    ]);
    const other = { guid: 'urn:uuid:00000000-0000-4000-8000-000000000002' };
    expect(await resultsOf({ revisions: [revisionOf(3, '2026-11-22T10:00:00Z', other)] })).toMatchObject([
      { outcome: 'refused', errors: [{ pointer: '#/story/id' }] },
    ]);
  });

  test('from two at once are there once, in their order, and neither is refused anything', async () => {
    const own = { id: 'twice', guid: 'urn:uuid:00000000-0000-4000-8000-000000000022' };
    const at = (n: number) => `2026-11-20T10:00:${String(n).padStart(2, '0')}Z`;
    const revisions = Array.from({ length: 30 }, (_, n) => revisionOf(n + 1, at(n), own));
    const results = await Promise.all([resultsOf({ revisions }), resultsOf({ revisions })]);
    for (const n of revisions.keys())
      expect(results.map((some) => some[n]?.outcome).sort()).toEqual(['known', 'stored']);
    expect(await faults()).toEqual([]);
  });

  test.each([
    ['a moment that no calendar has', revisionOf(1, '2026-02-30T10:00:00Z'), '#/at'],
    [
      'a date that no calendar has',
      revisionOf(1, '2026-11-20T10:00:00Z', { updatedAt: '2026-02-30T10:00:00Z' }),
      '#/story/updatedAt',
    ],
    [
      'a body of nothing',
      revisionOf(1, '2026-11-20T10:00:00Z', { body: '<script>x</script>', summary: '' }),
      '#/story/body',
    ],
    [
      'a feed that cannot be',
      revisionOf(1, '2026-11-20T10:00:00Z', { formerFeeds: [{ feed: 'all', at: '2026-11-20T10:00:00Z' }] }),
      '#/story/formerFeeds',
    ],
    ['no story', { at: '2026-11-20T10:00:00Z', by: 'ann' }, '#/story'],
    ['a precursor that comes after it', revisionOf(2, '2026-11-20T10:00:00Z', {}, { follows: 2 }), '#/follows'],
  ])('with %s are refused by the field', async (_, one, pointer) => {
    expect(await resultsOf({ revisions: [one] })).toMatchObject([{ outcome: 'refused', errors: [{ pointer }] }]);
  });

  test('follow the one that they name where those between are lost, and no other', async () => {
    const own = { id: 'gap', guid: 'urn:uuid:00000000-0000-4000-8000-000000000033' };
    const third = (follows: number) => revisionOf(3, '2026-11-20T10:00:03Z', own, { follows });
    const [first, before, after] = await resultsOf({
      revisions: [revisionOf(1, '2026-11-20T10:00:01Z', own), third(0), third(1)],
    });
    expect([first?.outcome, after?.outcome]).toEqual(['stored', 'stored']);
    expect(before).toMatchObject({ outcome: 'refused', errors: [{ pointer: '#/story/revision' }] });
    const history = await functions.newsroom('GET', '/stories/gap/revisions');
    expect(history.json()).toMatchObject({ revisions: [{ revision: 3 }, { revision: 1 }] });
    const rest = revisionOf(5, '2026-11-20T10:00:05Z', { ...own, id: 'gap-2', guid: 'gap-2' }, { follows: 0 });
    expect(await resultsOf({ revisions: [rest] })).toMatchObject([{ outcome: 'stored', id: 'gap-2' }]);
    expect((await feed('/feed.json')).match(/"gap-2"/g)).toHaveLength(1);
  });

  test('are sanitised as uploads are', async () => {
    await bring({
      revisions: [
        revisionOf(1, '2026-11-20T10:00:00Z', {
          body: '<p onclick="x()">It sank.</p><script>x</script>',
          id: 'clean',
          guid: 'clean',
        }),
      ],
    });
    expect(await story('clean')).toMatchObject({ body: '<p>It sank.</p>' });
  });

  test('call feeds what the export called them', async () => {
    const guid = 'urn:uuid:00000000-0000-4000-8000-0000000000aa';
    const fields = { id: 'seal', guid: 'urn:uuid:00000000-0000-4000-8000-000000000003', section: 'Sea life' };
    const revisions = [revisionOf(1, '2026-11-20T10:00:00Z', fields)];
    await bring({ revisions, feeds: [{ name: 'section#sea-life', guid }] });
    expect(await feed('/sections/sea-life/atom.xml')).toContain(`<id>${guid}</id>`);
  });
});
