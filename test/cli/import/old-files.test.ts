import type { ImportSource } from '../../../bin/cli/import/import-source';
import { OldFiles } from '../../../bin/cli/import/old-files';

async function remarkOn(...values: readonly unknown[]): Promise<string | undefined> {
  const files = new OldFiles();
  const entries: ImportSource['entries'] = [
    { name: 'draft', why: 'is a draft', kind: 'drafts' },
    ...values.map((value) => ({ name: 'a', notes: [], value })),
  ];
  let count = 0;
  for await (const _ of files.watch(entries)) count += 1;
  expect(count).toBe(values.length + 1);
  return files.remark;
}

const canonicalUrl = 'https://old.example/a/';
const PICTURE = 'https://old.example/a.jpg';

test.each([
  { canonicalUrl, body: `<p>a</p><img alt="" src="${PICTURE}">` },
  { canonicalUrl, image: { url: PICTURE } },
  { canonicalUrl, audio: { url: 'https://old.example/a.mp3' } },
])('a file of the old site stays there, and the report says so: %j', async (value) => {
  expect(await remarkOn(value)).toBe(
    'Files of old.example, such as pictures, are in 1 story. They are not copied: keep them at their addresses.',
  );
});

test('stories are counted for each host', async () => {
  const other = { canonicalUrl: 'https://other.example/b', body: '<img src=https://other.example/b.png>' };
  const remark = await remarkOn({ canonicalUrl, image: { url: PICTURE } }, other, other);
  expect(remark?.split('\n')).toEqual([
    expect.stringContaining('old.example, such as pictures, are in 1 story.'),
    expect.stringContaining('other.example, such as pictures, are in 2 stories.'),
  ]);
});

test.each([
  { canonicalUrl, body: '<img src="https://cdn.example/a.jpg"> <a href="https://old.example/b">b</a>' },
  { canonicalUrl },
  { body: `<img src="${PICTURE}">` },
  { canonicalUrl: 7, body: 7, image: 7 },
  undefined,
])('without such files there is no remark: %j', async (value) => {
  expect(await remarkOn(value)).toBeUndefined();
});
