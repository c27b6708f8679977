import type { Excerpt } from '../../../lambdas/news/story/feed-entry';
import { makeExcerpt } from '../../../lambdas/news/story/make-excerpt';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { ExcerptCache } from '../../../lambdas/serving/memory/excerpt-cache';
import { UnreadableItem } from '../../../lambdas/store/table/item';
import { excerptKey } from '../../../lambdas/store/table/keys';
import { aStory } from '../../news/sample-story';

const story = (id: string, revision = 1) => aStory({ id, revision, body: `<p>${id} ${revision}</p>` });
const entries = (...stories: ReturnType<typeof story>[]) => stories.map(makeFeedEntry);

/** A store of excerpts, and the requests that it gets. Replicas may be late. */
function storeOf(stored: Map<string, Excerpt>, late = new Map<string, Excerpt>(), broken: string[] = []) {
  const requests: string[] = [];
  const excerpts = async (ids: readonly string[], { consistent }: { consistent: boolean }) => {
    requests.push(`${ids.join(' ')}${consistent ? ', consistent' : ''}`);
    const from = consistent ? stored : new Map([...stored, ...late]);
    return {
      excerpts: ids.flatMap((id) => from.get(id) ?? []).map((excerpt) => ({ ...excerpt })),
      unreadable: ids.filter((id) => broken.includes(id)).map((id) => new UnreadableItem(excerptKey(id), 'broken')),
    };
  };
  return { requests, cache: new ExcerptCache({ excerpts }) };
}

const stored = (...stories: ReturnType<typeof story>[]) => new Map(stories.map((one) => [one.id, makeExcerpt(one)]));

test('an excerpt is read once for each revision', async () => {
  const excerpts = stored(story('a'), story('b'));
  const { cache, requests } = storeOf(excerpts);
  expect((await cache.addExcerpts(entries(story('a'), story('b')))).entries.map(({ body }) => body)).toEqual([
    '<p>a 1</p>',
    '<p>b 1</p>',
  ]);
  await cache.addExcerpts(entries(story('b'), story('a')));
  expect(requests).toEqual(['a b']);

  excerpts.set('b', makeExcerpt(story('b', 2)));
  const { entries: anew, matchesHead } = await cache.addExcerpts(entries(story('b', 2), story('a')));
  expect(anew.map(({ body }) => body)).toEqual(['<p>b 2</p>', '<p>a 1</p>']);
  expect(matchesHead).toBe(true);
  expect(requests).toEqual(['a b', 'b']);
});

test('the same entry with the same excerpt gives the same object, by which its pieces are found', async () => {
  const excerpts = stored(story('a'));
  const { cache } = storeOf(excerpts);
  const [entry] = entries(story('a'));
  const storyOf = async (one: typeof entry) => (await cache.addExcerpts(one ? [one] : [])).entries[0];
  const before = await storyOf(entry);
  expect(await storyOf(entry)).toBe(before);
  excerpts.set('a', makeExcerpt(story('a', 2)));
  expect((await storyOf(entries(story('a', 2))[0]))?.body).toBe('<p>a 2</p>');
  expect((await storyOf(entry))?.body).toBeUndefined();
});

test('where a replica is late, the excerpt is read again, strongly consistent', async () => {
  const { cache, requests } = storeOf(stored(story('a'), story('b', 2)), stored(story('b')));
  const found = await cache.addExcerpts(entries(story('a'), story('b', 2)));
  expect(found.entries.map(({ body }) => body)).toEqual(['<p>a 1</p>', '<p>b 2</p>']);
  expect(found.matchesHead).toBe(true);
  expect(requests).toEqual(['a b', 'b, consistent']);
});

test.each([
  ['missing', stored(story('a'))],
  ['of another revision', stored(story('a'), story('b', 3))],
])('a story whose excerpt is %s is half of a transaction', async (_, excerpts) => {
  const { cache } = storeOf(excerpts);
  const found = await cache.addExcerpts(entries(story('a'), story('b', 2)));
  expect(found.entries.map(({ id }) => id)).toEqual(['a']);
  expect(found).toMatchObject({ matchesHead: false, unreadable: [] });
});

test('a story whose excerpt cannot be read is left out and reported, and hides no other', async () => {
  const { cache } = storeOf(stored(story('a')), undefined, ['b']);
  const found = await cache.addExcerpts(entries(story('a'), story('b')));
  expect(found.entries.map(({ id }) => id)).toEqual(['a']);
  expect(found.matchesHead).toBe(true);
  expect(found.unreadable.map(({ key }) => key)).toEqual([excerptKey('b')]);
});

test('excerpts in memory are bounded in bytes: the least recently used ones go first', async () => {
  const many = Array.from({ length: 700 }, (_, i) => aStory({ id: `s${i}`, body: 'x'.repeat(8_000) }));
  const { cache, requests } = storeOf(stored(...many));
  for (const one of many) await cache.addExcerpts(entries(one));
  await cache.addExcerpts(entries(many[699] as (typeof many)[0]));
  expect(requests).toHaveLength(700);
  await cache.addExcerpts(entries(many[0] as (typeof many)[0]));
  expect(requests).toHaveLength(701);
});

test('a story that was made of an excerpt goes with the excerpt, though its entry stays', async () => {
  const many = Array.from({ length: 1_200 }, (_, i) => aStory({ id: `s${i}`, body: `${i} ${'x'.repeat(8_000)}` }));
  const { cache } = storeOf(stored(...many));
  const kept = entries(...many);
  const first = new WeakRef((await cache.addExcerpts(kept.slice(0, 1))).entries[0] as object);
  for (const entry of kept) await cache.addExcerpts([entry]);
  const again = (await cache.addExcerpts(kept.slice(0, 1))).entries[0];
  expect(again).toMatchObject({ id: 's0' });
  expect(again).not.toBe(first.deref());
});
