import { useFunctions } from '../../harness/http/functions';

const functions = useFunctions();

interface Page {
  readonly feeds?: { name: string; guid: string; title: string }[];
  readonly revisions: { at: string; by: string; reason?: string; story: Record<string, unknown> }[];
  readonly cursor: number | null;
}
const page = async (query = '') =>
  (
    await functions.publish({
      method: 'GET',
      path: '/newsroom/exports',
      query,
      headers: { authorization: 'Bearer token-of-a-reader' },
    })
  ).json<Page>();

test('an empty newsroom has nothing', async () => {
  expect(await page()).toEqual({ feeds: [], revisions: [], cursor: null });
});

test('every revision is there in the order in which it was made, whole, with who made it and why; and every feed', async () => {
  await functions.upload({
    id: 'ferry',
    headline: 'Ferry',
    body: '<p>Out.</p>',
    section: 'Sea',
    publishedAt: '2027-01-01T00:00:00Z',
  });
  await functions.upload({ id: 'rain', headline: 'Rain', body: '<p>Wet.</p>' });
  const gone = await functions.newsroom('PUT', '/stories/rain/withdrawal', {
    body: { reason: 'Dry.', note: 'Sorry.' },
  });
  expect(gone.status).toBe(200);
  const { feeds, revisions, cursor } = await page();
  expect(revisions).toMatchObject([
    { by: 'everybody', story: { id: 'ferry', revision: 1, body: '<p>Out.</p>', section: 'Sea' } },
    { story: { id: 'rain', revision: 1 } },
    { reason: 'Dry.', story: { id: 'rain', revision: 2, withdrawal: { reason: 'Dry.', note: 'Sorry.' } } },
  ]);
  expect(feeds?.map(({ name }) => name)).toEqual(['all', 'breaking', 'section#sea', 'language#en']);
  expect(cursor).toBe(3);
  expect(await page('after=3')).toEqual({ revisions: [], cursor: null });
});

test('a page is as long as Lambda answers, and the next goes on where it ends', async () => {
  // Lambda's answer is JSON in JSON: of such a body it makes four times as much.
  const body = `<p>${'"'.repeat(1_000)}</p>`.repeat(300);
  for (let n = 0; n < 10; n++) await functions.upload({ id: `long-${n}`, headline: `Long ${n}`, body });
  const ids: unknown[] = [];
  let pages = 0;
  for (let after: number | null = 3; after !== null; pages++) {
    const found: Page = await page(`after=${after}`);
    expect(JSON.stringify(JSON.stringify(found)).length).toBeLessThan(6_000_000);
    ids.push(...found.revisions.map(({ story }) => story.id));
    after = found.cursor;
  }
  expect(pages).toBeGreaterThan(2);
  expect(ids).toEqual(Array.from({ length: 10 }, (_, n) => `long-${n}`));
});

test('it takes the scope to read, and a place that is a number', async () => {
  expect((await functions.newsroom('GET', '/exports', { token: 'token-of-a-writer' })).status).toBe(403);
  const wrong = await functions.publish({
    ...{ method: 'GET', path: '/newsroom/exports', query: 'after=x' },
    headers: { authorization: 'Bearer token-of-a-reader' },
  });
  expect([wrong.status, wrong.json().errors]).toMatchObject([400, [{ pointer: '#/after' }]]);
});
