import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from './folder-harness';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

test('a folder and dangling links that are called .md are named, and the other files are read', async () => {
  mkdirSync(join(files.folder, 'notes.md'));
  files.write('notes.md/2019-01-15-a.md', '# A\n\nText.');
  files.write('2019-01-16-b.md', '# B\n\nText.');
  symlinkSync('nowhere.md', join(files.folder, '2019-01-17-c.md'));
  symlinkSync('2019-01-16-b.md', join(files.folder, '2019-01-18-d.md'));
  symlinkSync('notes.md', join(files.folder, 'e.md'));
  const { stories, skipped } = await files.import();
  expect(stories.map(({ name }) => name)).toEqual(['notes.md/2019-01-15-a.md', '2019-01-16-b.md', '2019-01-18-d.md']);
  expect(skipped).toEqual([
    { name: '2019-01-17-c.md', why: 'is a link to a file that does not exist', kind: 'other files' },
    { name: 'e.md', why: 'is a link to a folder: import that folder', kind: 'other files' },
    { name: 'notes.md', why: 'is a folder: the files in it are read', kind: 'other files' },
  ]);
});

test.each(['md', 'markdown', 'mdown', 'mkd', 'mdx', 'html', 'htm', 'MD'])('a file .%s is a story', async (ending) => {
  files.write(`2019-01-15-a.${ending}`, '---\ntitle: Title\n---\n<p>Text.</p>');
  const [story] = (await files.import()).stories;
  expect(story?.value).toMatchObject({ headline: 'Title', body: expect.stringMatching(/^<p>Text.<\/p>\n?$/) });
});

test('a page of HTML gives its headline, text and date', async () => {
  const page =
    '<html lang=de><title>T</title><meta property="article:published_time" content="2019-01-15"><article><h1>Head</h1><p>Text.</article>';
  files.write('a.html', page);
  const [story] = (await files.import()).stories;
  expect(story?.value).toMatchObject({
    headline: 'Head',
    body: '<p>Text.</p>',
    publishedAt: '2019-01-15T00:00:00Z',
    language: 'de',
  });
});

test('text that is not UTF-8 is skipped', async () => {
  writeFileSync(join(files.folder, '2019-01-15-a.md'), Buffer.from([0x23, 0x20, 0xff]));
  expect((await files.import()).skipped).toMatchObject([
    { why: 'is not UTF-8: save the file as UTF-8', isFault: true },
  ]);
});

test('a file without text takes its headline as text', async () => {
  files.write('2019-01-15-a.md', '---\ntitle: A & B\npermalink: /a/\n---\n');
  expect((await files.import()).stories[0]?.value.body).toBe('<p>A &amp; B</p>');
  const [story] = (await files.import({ base: 'https://old.example/' })).stories;
  expect(story?.value.body).toBe('<p><a href="https://old.example/a/">A &amp; B</a></p>');
});
