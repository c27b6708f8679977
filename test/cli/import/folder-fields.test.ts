import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { folderStories } from '../../../bin/cli/import/folder/folder-stories';
import { IMPORT_DEFAULTS } from './folder-harness';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
/** Imports a folder with one more file. */
async function importFile(text: string, name = '2019-01-15-title.md') {
  write(name, text);
  const { stories, skipped } = await folderStories(folder, IMPORT_DEFAULTS);
  return { value: stories[0]?.value, notes: stories[0]?.notes, skipped };
}
const post = (fields: string) => importFile(`---\ntitle: Title\n${fields}\n---\nText.`);

test.each([
  ['date: 15/01/2019', '3: date: "15/01/2019"'],
  ['layout: post\npublishedAt: soon', '4: publishedAt: "soon"'],
  ['date: 2019-02-31', '3: date: "2019-02-31"'],
  ['date: {year: 2019}', '3: date: {"year":2019}'],
  ['lastmod: yesterday', '3: lastmod: "yesterday"'],
])('a story with %j is skipped, with its line and the remedy', async (fields, expected) => {
  const { value, skipped } = await post(fields);
  expect(value).toBeUndefined();
  const [line, ...why] = expected.split(': ');
  expect(skipped).toEqual([
    {
      name: `2019-01-15-title.md:${line}`,
      why: `${why.join(': ')} is not a readable date: write it like 2019-01-15 or 2019-01-15T08:30:00+01:00`,
    },
  ]);
});

test('a story without a date gets the date of its name, or else that of the import with a note', async () => {
  expect((await post('date: ""')).value?.publishedAt).toBe('2019-01-15T00:00:00Z');
  rmSync(join(folder, '2019-01-15-title.md'));
  const { value, notes } = await importFile('# Title\n\nText.', 'title.md');
  expect([value?.publishedAt, notes]).toEqual([undefined, ['no date: the story gets the date of the import']]);
});

test('a story with an impossible date in its name is skipped', async () => {
  const { value, skipped } = await importFile('# Title\n\nText.', '2019-13-15-title.md');
  expect(value).toBeUndefined();
  expect(skipped).toMatchObject([{ why: expect.stringMatching(/^2019-13-15, .*: write a date in the front matter$/) }]);
});

test.each([
  ['_drafts/title.md', ''],
  ['deep/_drafts/more/title.md', ''],
  ['title.md', 'draft: true'],
  ['title.md', 'draft: yes'],
  ['title.md', 'published: no'],
  ['title.md', 'draft: true\ndate: TBD'],
])('%s with %j is a draft', async (name, fields) => {
  const { value, skipped } = await importFile(`---\ntitle: Title\n${fields}\n---\nText.`, name);
  expect([value, skipped]).toEqual([undefined, [{ name, why: 'is a draft' }]]);
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

test.each(['private: true', 'status: pending', 'visibility: members', 'password: x'])(
  '%s is not public',
  async (fields) => {
    expect((await post(fields)).skipped).toEqual([{ name: '2019-01-15-title.md', why: 'is a draft' }]);
  },
);

test('pictures of a theme are left out, and an address is a picture', async () => {
  expect((await post('cover: { image: a.png }\nphoto: b.png')).notes).toEqual(['front matter left out: cover, photo']);
  expect((await post('photo: https://old.example/b.png')).value?.image).toEqual({ url: 'https://old.example/b.png' });
});

test('a text is one author, a list is several', async () => {
  expect((await post('author: "King, Jr., Martin"')).value?.authors).toEqual([{ name: 'King, Jr., Martin' }]);
  expect((await post('authors: [Ann Li, Bo Chen]')).value?.authors).toEqual([{ name: 'Ann Li' }, { name: 'Bo Chen' }]);
});

test.each(['Text.', '# A heading\n\nText.'])(
  'a file with TOML front matter is skipped with the remedy',
  async (text) => {
    const { value, skipped } = await importFile(`+++\ntitle = "Title"\ndate = 2019-01-15\ndraft = true\n+++\n${text}`);
    expect(value).toBeUndefined();
    const why = 'the front matter is in TOML (+++): write it in YAML, between two lines of ---.';
    expect(skipped).toEqual([{ name: '2019-01-15-title.md:1', why }]);
  },
);

test('a file whose front matter contains itself is skipped, and the others are imported', async () => {
  write('circle.md', '---\ntitle: Title\nx: &a [*a]\n---\nText.');
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
