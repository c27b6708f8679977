import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, type Stored } from './newsroom-client';

const functions = useFunctions(async (started) => {
  await started.giveTokens();
  for (const story of OPENED) await started.upload({ headline: 'A', summary: 'A', body: '<p>A</p>', ...story });
});
const { ask, post } = newsroomClient(functions);

const OPENED = [
  { section: 'Local', tags: ['Elections', 'C++'], authors: [{ name: 'Jane Smith' }], language: 'pt' },
  { section: 'Secret affairs', tags: ['Takeover'], publishedAt: '2027-01-01T00:00:00Z' },
];

const A = { headline: 'A', summary: 'A', body: '<p>A</p>' };
const warningsOf = async (fields: object): Promise<string[]> => {
  const answer = await post({ ...A, ...fields });
  expect(answer.status).toBe(201);
  const { warnings } = answer.json<Stored>();
  // Each story here has the same headline.
  return warnings.filter(({ pointer }) => pointer !== '#/id').map(({ pointer, detail }) => `${pointer}: ${detail}`);
};

test.each([
  ['section', { section: 'Locla' }, '#/section: opens a new section: Locla (there is Local)'],
  ['tag', { tags: ['Weather', 'weather', 'Election'] }, '#/tags/2: opens a new tag: Election (there is Elections)'],
  [
    'author',
    { authors: [{ name: 'Ann Li' }, { name: 'Jane Smtih' }] },
    '#/authors/1/name: opens a new author: Jane Smtih (there is Jane Smith)',
  ],
  ['language', { language: 'pt-BR' }, '#/language: opens a new language: pt-BR (there is pt)'],
])('a new %s with a near name opens its feed, with a warning', async (_, fields, warning) => {
  const dry = await ask('POST', '/stories?dry-run=true', { body: { ...A, ...fields } });
  expect(dry.json<Stored>().warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`)).toContain(warning);
  expect(await warningsOf(fields)).toContain(warning);
  // It is open now, and no more new.
  expect(await warningsOf(fields)).not.toContain(warning);
});

test('a name that is near to none has no warning', async () => {
  const fields = { section: 'Sport', tags: ['Football'], authors: [{ name: 'Bo Ek' }], language: 'sv' };
  expect(await warningsOf(fields)).toEqual([]);
  expect(await warningsOf({})).toEqual([]);
});

test('a feed is not named before it opens', async () => {
  expect(await warningsOf({ section: 'Secret afairs', tags: ['Takeovers'] })).toEqual([]);
  // As if these names did not exist: their near names are open now.
  expect(await warningsOf({ section: 'secret affairs', tags: ['takeover'] })).toEqual([
    '#/section: opens a new section: secret affairs (there is Secret afairs)',
    '#/tags/0: opens a new tag: takeover (there is Takeovers)',
  ]);
  functions.at('2027-01-01T00:00:01Z');
  expect(await warningsOf({ tags: ['Take over'] })).toEqual([
    '#/tags/0: opens a new tag: Take over (there is takeover)',
  ]);
});

test('another spelling of an open feed has a warning that names both', async () => {
  const fields = {
    section: 'local',
    tags: ['elections', 'Weather'],
    authors: [{ name: 'JANE SMITH' }],
    language: 'PT',
  };
  expect(await warningsOf(fields)).toEqual([
    '#/section: local joins the section Local: both spellings have one address',
    '#/tags/0: elections joins the tag Elections: both spellings have one address',
    '#/authors/0/name: JANE SMITH joins the author Jane Smith: both spellings have one address',
  ]);
});

describe('a revision', () => {
  const warningsOfPut = async (fields: object, query = '') => {
    const body = { ...A, ...fields };
    const answer = await ask('PUT', `/stories/revised${query}`, { body, headers: { 'if-match': '*' } });
    expect(answer.status).toBe(200);
    return answer.json<Stored>().warnings.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  };

  test('has warnings about names that it brings in, and not about names that the story had', async () => {
    expect(await warningsOf({ id: 'revised', section: 'local' })).toHaveLength(1);
    expect(await warningsOfPut({ section: 'local' })).toEqual([]);
    const warning = '#/section: opens a new section: Loccal (there is Local)';
    expect(await warningsOfPut({ section: 'Loccal' }, '?dry-run=true')).toEqual([warning]);
    expect(await warningsOfPut({ section: 'Loccal' })).toEqual([warning]);
    expect(await warningsOfPut({ section: 'Local' })).toEqual([]);
  });

  test('that withdraws, reinstates or flags the story has none', async () => {
    expect(await warningsOfPut({ section: 'local' })).toHaveLength(1);
    for (const [method, path, body] of [
      ['PUT', 'breaking', {}],
      ['DELETE', 'breaking', undefined],
      ['PUT', 'withdrawal', { reason: 'Wrong.' }],
      ['DELETE', 'withdrawal', undefined],
    ] as const) {
      const answer = await ask(method, `/stories/revised/${path}`, { body });
      expect(answer.json<Stored>().warnings).toEqual([]);
    }
  });
});

test('the history and a repeated request have the same warnings', async () => {
  const body = { ...A, id: 'repeated', section: 'Lcoal' };
  const first = await post(body, { 'idempotency-key': 'one' });
  expect(first.json<Stored>().warnings).toHaveLength(1);
  const again = await post(body, { 'idempotency-key': 'one' });
  expect(again.json<Stored>()).toEqual(first.json<Stored>());
});

test('an import has none: it may open hundreds of feeds', async () => {
  const stories = [{ ...A, guid: 'https://old.example/1', section: 'Lokal', tags: ['Electionss'] }];
  const answer = await ask('POST', '/imports', { body: { stories } });
  expect(answer.json()).toMatchObject({ results: [{ outcome: 'stored', warnings: [] }] });
});
