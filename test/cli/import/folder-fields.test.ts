import type { SourceOptions } from '../../../bin/cli/import/import-source';
import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

/** Imports a folder with one more file. */
async function importFile(text: string, name = '2019-01-15-title.md', options: Partial<SourceOptions> = {}) {
  files.write(name, text);
  const { stories, skipped } = await files.import(options);
  return { value: stories[0]?.value, notes: stories[0]?.notes, skipped };
}
const post = (fields: string) => importFile(`---\ntitle: Title\n${fields}\n---\nText.`);

test.each([
  ['date: 15/01/2019', '3: date: "15/01/2019"'],
  ['layout: post\npublishedAt: soon', '4: publishedAt: "soon"'],
  ['date: 2019-02-31', '3: date: "2019-02-31"'],
  ['date: {year: 2019}', '3: date: {"year":2019}'],
])('a story with %j is skipped, with its line and the remedy', async (fields, expected) => {
  const { value, skipped } = await post(fields);
  expect(value).toBeUndefined();
  const [line, ...why] = expected.split(': ');
  expect(skipped).toEqual([
    {
      name: `2019-01-15-title.md:${line}`,
      why: `${why.join(': ')} is not a readable date: write it like 2019-01-15 or 2019-01-15T08:30:00+01:00`,
      kind: 'unreadable files',
      isFault: true,
    },
  ]);
});

test('an unreadable date of the last change is left out, with a note', async () => {
  const { value, notes } = await post('lastmod: yesterday');
  expect([value?.updatedAt, notes]).toEqual([
    undefined,
    ['lastmod: left out, because it is not a readable date: "yesterday"'],
  ]);
});

test('a story without a date gets the date of its name', async () => {
  expect((await post('date: ""')).value?.publishedAt).toBe('2019-01-15T00:00:00Z');
});

test('a file without any date is skipped, and --undated now imports it with a note', async () => {
  const undated = await importFile('# Title\n\nText.', 'title.md');
  expect(undated.skipped).toEqual([
    {
      name: 'title.md',
      why: 'no date in the file or its name: write date: 2019-01-15 in the front matter, or give --undated now',
      kind: 'undated files',
      isFault: true,
    },
  ]);
  const { value, notes } = await importFile('# Title\n\nText.', 'title.md', { undated: 'now' });
  expect([value?.publishedAt, notes]).toEqual([undefined, ['no date: the story gets the date of the import']]);
});

test.each([
  ['pubDate: "Jul 08 2022"', '2022-07-08T00:00:00Z'],
  ['published: 2023-09-09', '2023-09-09T00:00:00Z'],
  ['publishDate: 2013-01-01T18:00:00+02:00', '2013-01-01T16:00:00Z'],
  ['created: 2020-05-06', '2020-05-06T00:00:00Z'],
  ['postedAt: 2020-05-06', '2020-05-06T00:00:00Z'],
  ['created: 2018-01-01\ndate: 2019-02-03', '2019-02-03T00:00:00Z'],
])('the date of %j', async (fields, expected) => {
  expect((await importFile(`---\ntitle: Title\n${fields}\n---\nText.`, 'title.md')).value?.publishedAt).toBe(expected);
});

test.each(['updatedDate', 'last_modified_at', 'lastmod', 'modified', 'dateModified', 'lastUpdated'])(
  'the date of the last change under %s',
  async (name) => {
    const { value, notes } = await post(`${name}: 2021-02-03`);
    expect([value?.updatedAt, notes]).toEqual(['2021-02-03T00:00:00Z', []]);
  },
);

test.each([
  ['2024/01/05/title.md', '2024-01-05T00:00:00Z'],
  ['2024-01-05-title/index.md', '2024-01-05T00:00:00Z'],
  ['2024-1-5-title.md', '2024-01-05T00:00:00Z'],
])('the date in the path %s', async (name, expected) => {
  expect((await importFile('# Title\n\nText.', name)).value?.publishedAt).toBe(expected);
});

test('a story with an impossible date in its name is skipped', async () => {
  const { value, skipped } = await importFile('# Title\n\nText.', '2019-13-15-title.md');
  expect(value).toBeUndefined();
  expect(skipped).toMatchObject([{ why: expect.stringMatching(/^2019-13-15, .*: write a date in the front matter$/) }]);
});

test('empty fields of a template are ignored', async () => {
  const empty = 'image: ""\ntags: ""\nauthor: ""\nsummary: " "\nslug:\ncategories: [""]\ncategory: ""\nsubtitle: ""';
  const { value, notes } = await post(`${empty}\naudio: { url: "" }\nlang: en`);
  expect(JSON.parse(JSON.stringify(value))).toEqual({
    ...{ headline: 'Title', language: 'en', body: '<p>Text.</p>\n', publishedAt: '2019-01-15T00:00:00Z' },
    guid: expect.stringMatching(/^urn:sha256:/),
  });
  expect(notes).toEqual([]);
});

test('with an empty title the headline comes from the text', async () => {
  expect((await importFile('---\ntitle: ""\n---\n# From the text\n\nText.')).value?.headline).toBe('From the text');
});

test('a number becomes its text', async () => {
  const { value } = await importFile('---\ntitle: 2048\nslug: 007\ntags: [1.10, 2019]\nauthor: 1984\n---\nText.');
  expect(value).toMatchObject({ headline: '2048', id: '007', tags: ['1.10', '2019'], authors: [{ name: '1984' }] });
});

test('a story gets the first seven tags, and a note names the others', async () => {
  const { value, notes } = await post('tags: [a, b, c, d, e, f, A]\ncategories: [g, h, i, j]');
  const merged = 'tag A merged with a: both have the address a';
  expect([value?.tags, notes]).toEqual([[...'abcdefg'], [merged, 'tags left out: h, i, j']]);
});

test('a note names tags and authors without a letter or digit, and isolates names that could turn the line', async () => {
  const { value, notes } = await post('tags: [🎉, R, سوريا, سوريا!]\nauthors: [{ name: 🎉 }, Ann]');
  expect(value).toMatchObject({ tags: ['R', 'سوريا'], authors: [{ name: 'Ann' }] });
  expect(notes).toEqual([
    'authors left out, without a letter or digit: 🎉',
    'tags left out, without a letter or digit: 🎉',
    'tag \u2068سوريا!\u2069 merged with \u2068سوريا\u2069: both have the address \u2068سوريا\u2069',
  ]);
});

test('a story gets the first three authors, and a note names the others', async () => {
  const { value, notes } = await post('authors: [Ann, { name: Bo }, Cy, Di, { name: Ed }]');
  expect([value?.authors, notes]).toEqual([
    [{ name: 'Ann' }, { name: 'Bo' }, { name: 'Cy' }],
    ['authors left out: Di, Ed'],
  ]);
});

test('commas separate tags; words without commas are one tag, with a note', async () => {
  expect((await post('tags: sea, high  tide,')).value?.tags).toEqual(['sea', 'high  tide']);
  const { value, notes } = await post('tags: jekyll ruby web');
  expect(value?.tags).toEqual(['jekyll ruby web']);
  expect(notes).toEqual(['tags: "jekyll ruby web" counts as one tag; for several tags write [jekyll, ruby, web]']);
});

test('a line below the headline is the byline, with a note', async () => {
  const { value, notes } = await importFile('---\ntitle: Title\n---\nBy Ann Li\n\nText.');
  expect(value).toMatchObject({ authors: [{ name: 'Ann Li' }], body: '<p>Text.</p>\n' });
  expect(notes).toEqual(['authors: the line "By Ann Li" is the byline: Ann Li']);
});

test('of two names for one field the first counts, with a note', async () => {
  const { value, notes } = await post('summary: A\ndescription: B\npublishDate: 2019-02-01\ndate: 2019-01-01');
  expect(value).toMatchObject({ summary: 'A', publishedAt: '2019-02-01T00:00:00Z' });
  expect(notes).toEqual(['description: left out, because summary is there too']);
});

test('pictures of a theme are left out, and an address is a picture', async () => {
  expect((await post('cover: { image: a.png }\nphoto: b.png')).notes).toEqual(['front matter left out: cover, photo']);
  expect((await post('photo: https://old.example/b.png')).value?.image).toEqual({ url: 'https://old.example/b.png' });
});

test('a text is one author, a list is several', async () => {
  expect((await post('author: "King, Jr., Martin"')).value?.authors).toEqual([{ name: 'King, Jr., Martin' }]);
  expect((await post('authors: [Ann Li, Bo Chen]')).value?.authors).toEqual([{ name: 'Ann Li' }, { name: 'Bo Chen' }]);
});

test.each([
  ['TOML', "+++\ntitle = 'Title'\ndate = 2019-01-15T10:00:00+01:00\ntags = ['a', 'b']\n+++\n"],
  ['TOML of Zola', '+++\ntitle = "Title"\ndate = 2019-01-15T10:00:00+01:00\n[taxonomies]\ntags = ["a", "b"]\n+++\n'],
  ['JSON', '{\n"title": "Title",\n"date": "2019-01-15T10:00:00+01:00",\n"tags": ["a", "b"] }\n'],
  ['JSON of Hexo', ';;;\n"title": "Title",\n"date": "2019-01-15T10:00:00+01:00",\n"tags": ["a", "b"]\n;;;\n'],
  ['JSON of Eleventy', '---json\n{"title": "Title", "date": "2019-01-15T10:00:00+01:00", "tags": ["a", "b"]}\n---\n'],
])('front matter in %s is read', async (_, front) => {
  const { value, skipped } = await importFile(`${front}Text {it}.`, 'title.md');
  expect(skipped).toEqual([]);
  expect(value).toMatchObject({ headline: 'Title', publishedAt: '2019-01-15T09:00:00Z', tags: ['a', 'b'] });
  expect(value?.body).toBe('<p>Text {it}.</p>\n');
});

test.each([
  ['+++\ntitle = "Title"\ndraft = true\n+++\nText.', 'drafts', '2019-01-15-title.md'],
  ['+++\ntitle = Title\n+++\nText.', 'unreadable files', '2019-01-15-title.md:2'],
  ['---json\n{"title": }\n---\nText.', 'unreadable files', '2019-01-15-title.md:2'],
])('%j is skipped: %s', async (text, kind, name) => {
  expect((await importFile(text)).skipped).toMatchObject([{ name, kind }]);
});

test.each([
  ['excerpt: "The first line\nin a second line."', { summary: 'The first line in a second line.' }, []],
  ["excerpt: 'The first line\nin a second line.'", { summary: 'The first line in a second line.' }, []],
  [
    'lang: en\ntheme: [a, b\nx: 1',
    { language: 'en' },
    ['theme: left out: it cannot be read as YAML', 'front matter left out: x'],
  ],
  ['lang: de\nlang: en', { language: 'en' }, []],
  ['extra:\n\ta: 1\nlang: en', { language: 'en' }, ['front matter left out: extra']],
  ['category: [News, World]', { tags: ['News', 'World'] }, []],
  ['author:\n  name: Ann Li\n  twitter: annli', { authors: [{ name: 'Ann Li' }] }, ['authors: left out: twitter']],
  ['summary: {a: 1}', { summary: undefined }, ['summary: left out: its value is of another form']],
  ['slug: a/b', { id: undefined }, ['id: left out, because no address can hold it: "a/b"']],
  ['section: "!"', { section: undefined }, ['section: left out, without a letter or digit: !']],
])('%j: an odd optional field is mended or left out, with a note', async (fields, expected, notes) => {
  const story = await post(fields);
  expect([story.skipped, story.notes]).toEqual([[], notes]);
  expect(story.value).toMatchObject(expected);
});

test('a summary that is too long is cut, with a note', async () => {
  const { value, notes } = await post(`description: ${'word '.repeat(300)}`);
  expect(String(value?.summary).length).toBeLessThanOrEqual(1000);
  expect(notes).toEqual(['summary: cut at 1000 characters']);
});

test('a field that is needed, or that may hold the story back, is never mended', async () => {
  expect((await importFile('---\ntitle: [a\ndate: 2019-01-15\n---\nText.')).skipped).toMatchObject([{ isFault: true }]);
  expect((await post('draft: [a')).skipped).toMatchObject([{ isFault: true }]);
  expect((await post('draft: true\ndraft: false')).skipped).toMatchObject([{ isFault: true }]);
});

test('a slug that is used twice gets another id', async () => {
  files.write('2018-01-15-other.md', '---\ntitle: Other\nslug: review\n---\nText.');
  await post('slug: Review');
  const { stories } = await files.import();
  expect(stories.map(({ value, notes }) => [value.id, notes])).toEqual([
    ['review', []],
    ['Review-2', ['id: another file has it too, so that this story gets another one: Review-2']],
  ]);
});

test('a file without a headline is named by its file', async () => {
  const { value, notes } = await importFile('---\nlang: en\n---\nText.', '2019-01-15-the-old-bridge.md');
  expect([value?.headline, notes]).toEqual([
    'The old bridge',
    ['headline: missing: the name of the file is the headline'],
  ]);
});

test('--sections-from category makes the first category the section', async () => {
  const text = '---\ntitle: Title\ncategories: [News, World]\n---\nText.';
  const { value } = await importFile(text, '2019-01-15-title.md', { sectionsFrom: 'category', section: 'Blog' });
  expect(value).toMatchObject({ section: 'News', tags: ['News', 'World'] });
});

test('a file whose front matter contains itself is skipped, and the others are imported', async () => {
  files.write('circle.md', '---\ntitle: Title\nx: &a [*a]\n---\nText.');
  const { value, skipped } = await post('');
  expect(value?.headline).toBe('Title');
  expect(skipped).toMatchObject([
    { name: 'circle.md:2', why: expect.stringMatching(/stands for itself without an end/) },
  ]);
});

test('an unreadable language becomes its likely tag or is left out, with a note', async () => {
  expect(await post('lang: deutsch')).toMatchObject({
    value: { language: 'de' },
    notes: ['unreadable language: deutsch; stories with it get de'],
  });
  const { value, notes } = await post('language: zz');
  expect(value?.language).toBeUndefined();
  expect(notes).toEqual(['unreadable language: zz; stories with it get the language of the publication']);
  expect(await post('lang: iw')).toMatchObject({ value: { language: 'he' }, notes: [] });
});

test('a file without a guid has one of its path and date: another folder may hold a file of the same path', async () => {
  const guidOn = async (date: string, path?: string) =>
    (await importFile(`---\ndate: ${date}\n---\n# Title\n\nText.`, path)).value?.guid;
  const guid = await guidOn('2019-01-15', 'a.md');
  expect(await guidOn('2019-01-15', 'a.md')).toBe(guid);
  expect(await guidOn('2019-01-16', 'a.md')).not.toBe(guid);
  expect(await guidOn('2019-01-15', 'b.md')).not.toBe(guid);
});
