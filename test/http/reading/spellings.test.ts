import { useFunctions } from '../../harness/http/functions';

const functions = useFunctions(async ({ giveTokens, upload, at }) => {
  await giveTokens();
  const story = { headline: 'First', body: '<p>x</p>', publishedAt: '2026-11-22T18:00:00Z' };
  await upload({ ...story, id: 'first', section: 'LOCAL', tags: ['R&D', 'C'], authors: [{ name: 'ANN LI' }] });
  await upload({
    ...{ ...story, headline: 'Second', id: 'second', publishedAt: '2026-11-22T19:00:00Z' },
    ...{ section: 'Local', tags: ['R-D', 'C++', 'C#'], authors: [{ name: 'Ann Li' }] },
  });
  at('2026-11-22T20:01:00Z');
});
const textOf = async (path: string) => (await functions.read({ path })).text;
const [FIRST, SECOND] = [/LOCAL|R&(?:amp;)?D|ANN LI/, /Local|R-D|Ann Li/];

test('a feed has the spelling of the story that opened it', async () => {
  expect(await textOf('/feeds')).toMatch(/LOCAL<.*ANN LI<.*R&amp;D</s);
  expect(await textOf('/feeds')).not.toMatch(SECOND);
});

test('C, C++ and C# are three tags', async () => {
  const headlinesOf = async (tag: string) => JSON.parse(await textOf(`/tags/${tag}/feed.json`)).items.length;
  expect(await headlinesOf('c')).toBe(1);
  expect(await headlinesOf('c-plus-plus')).toBe(1);
  expect(await headlinesOf('c-sharp')).toBe(1);
});

test.each(['/stories/second', '/api/stories/second'])('%s has the spelling of its story', async (path) => {
  expect(await textOf(path)).toMatch(/Local.*R-D|R-D.*Local/s);
  expect(await textOf(path)).toContain('Ann Li');
  expect(await textOf(path)).not.toMatch(FIRST);
});

test.each(['sections/local', 'tags/r-d', 'authors/ann-li'])(
  'each story in the feed of %s has its own',
  async (feed) => {
    const story = (text: string, headline: string) =>
      text.split(/<item>|<entry|\{"id"/).find((one) => one.includes(headline));
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      const text = await textOf(`/${feed}/${file}`);
      for (const name of ['LOCAL', 'ANN LI']) expect(story(text, 'First')).toContain(name);
      expect(story(text, 'First')).not.toMatch(SECOND);
      for (const name of ['Local', 'R-D', 'Ann Li']) expect(story(text, 'Second')).toContain(name);
      expect(story(text, 'Second')).not.toMatch(FIRST);
    }
  },
);

test('a page of a section shows the spelling of a story, if it is another', async () => {
  const kickers = [...(await textOf('/sections/local')).matchAll(/class="kicker">.*?<bdi>(.*?)</g)].map(
    ([, name]) => name,
  );
  expect(kickers).toEqual(['Local']);
});
