import { useFunctions } from '../../harness/http/functions';
import { newsroomClient, refusal, type Stored } from './newsroom-client';

const functions = useFunctions();
const { ask, post, put, current } = newsroomClient(functions);

const A = { headline: 'A', summary: 'A', body: '<p>A</p>' };
const languageIn = (answer: Awaited<ReturnType<typeof post>>) => {
  expect(answer.status).toBe(201);
  return answer.json<Stored>().story.language;
};

test('a language that IANA lacks is refused, with the likely tag', async () => {
  const answer = refusal(await post({ ...A, language: 'english' }));
  expect(answer.status).toBe(422);
  expect(answer.json().errors).toEqual([
    { pointer: '#/language', detail: "IANA's registry has no language english: write en for English" },
  ]);
});

test('a language is stored in its canonical form', async () => {
  expect(languageIn(await post({ ...A, language: 'pt-br' }))).toBe('pt-BR');
  expect(languageIn(await post({ ...A, language: 'iw' }))).toBe('he');
  expect(languageIn(await post({ ...A, language: 'zh-yue' }))).toBe('yue');
  expect(languageIn(await post({ ...A, language: 'qaa' }))).toBe('qaa');
  expect(languageIn(await post({ ...A, language: ' ' }))).toBe('en');
});

describe('a story of an export', () => {
  const STORED = {
    ...A,
    guid: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    tags: [],
    authors: [],
    publishedAt: '2026-11-01T00:00:00Z',
    updatedAt: '2026-11-01T00:00:00Z',
    revision: 1,
  };
  const bring = async (id: string, language: string) => {
    const story = { ...STORED, id, guid: `https://old.example/${id}`, language };
    const revisions = [{ at: '2026-11-01T00:00:00Z', by: 'Ann', story }];
    const answer = await ask('POST', '/imports', { body: { revisions } });
    return answer.json<{ results: { outcome: string; errors?: object[] }[] }>().results[0];
  };

  test.each([
    ['zz', 'zz'],
    ['english', 'english'],
    ['eng', 'eng'],
    ['en-UK', 'en-UK'],
    // These would have no name and no direction.
    ['zh-yue', 'yue'],
    ['en-u-ca-buddhist', 'en'],
  ])('keeps %s as %s', async (language, kept) => {
    const id = `kept-${language.toLowerCase()}`;
    expect(await bring(id, language)).toMatchObject({ outcome: 'stored' });
    expect(await current(id)).toMatchObject({ language: kept });
    expect((await functions.read({ path: `/languages/${kept.toLowerCase()}/rss.xml` })).status).toBe(200);
    expect((await functions.read({ path: `/stories/${id}` })).status).toBe(200);
  });

  test.each(['en_US', 'a b', 'x'.repeat(36), '"><script>'])('is refused with the language %j', async (language) => {
    expect(await bring('refused', language)).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer: '#/story/language' }],
    });
  });

  test('keeps its language in a revision that repeats it, and in no other story', async () => {
    const headers = { 'if-match': '*' };
    const revised = await put('kept-zz', { ...A, headline: 'B', language: 'zz' }, headers);
    expect(revised.json<Stored>().story).toMatchObject({ headline: 'B', language: 'zz', revision: 2 });
    expect((await put('kept-zz', { ...A, language: 'yy' }, headers)).status).toBe(422);
    expect((await put('kept-eng', { ...A, language: 'zz' }, headers)).status).toBe(422);
    expect((await post({ ...A, language: 'zz' })).status).toBe(422);
  });
});
