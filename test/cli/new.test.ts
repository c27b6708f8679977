import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStoryFile } from '../../bin/cli/story-file/story-file';
import { UPLOAD_FIELDS } from '../../lambdas/news/upload/field-names';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, folder } = newsroom;
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('writes a file that is ready to publish when it has a headline and a text', async () => {
  expect(await run('new')).toEqual({
    code: 0,
    out: 'story.md is there. Write its headline and text, then: bulletin publish story.md\n',
    err: '',
  });
  const refused = await run('publish story.md');
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/^story\.md:3: there is no headline: /) });
  newsroom.write('story.md', textOf('story.md').replace(/^headline:/m, 'headline: The bridge opens'));
  const empty = await run('publish story.md');
  expect(empty).toMatchObject({ code: 1, err: expect.stringContaining('body: nothing to show: write the story') });
  newsroom.write('story.md', `${textOf('story.md')}It was ready.\n`);
  expect(await run('publish story.md')).toMatchObject({ code: 0 });
  expect(await newsroom.story('the-bridge-opens')).toMatchObject({ body: '<p>It was ready.</p>\n' });
});

test('has every field once, with an example that is read', async () => {
  await run('new all.md');
  const filled = textOf('all.md')
    .replaceAll(/^# /gm, '')
    .replace(/^headline:/m, 'headline: The bridge opens');
  writeFileSync(join(folder, 'all.md'), `${filled}It was ready.\n`);
  const shell = { env: {}, out: () => {}, err: () => {}, cwd: folder };
  const { value } = await readStoryFile('all.md', shell, async () => 'UTC');
  expect(Object.keys(value).sort()).toEqual([...UPLOAD_FIELDS].sort());
  expect(value).toMatchObject({ tags: ['Rivers', 'Floods'], breaking: true, image: { alt: expect.any(String) } });
});

test('never overwrites a file', async () => {
  newsroom.write('mine.md', 'Mine.');
  const { code, out, err } = await run('new mine.md');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^mine\.md: exists already, and stays as it is: name another file \(in .*\)\.\n$/);
  expect(textOf('mine.md')).toBe('Mine.');
});

test('adds the ending of Markdown, and refuses another one', async () => {
  expect((await run('new storm')).out).toMatch(/^storm\.md is there\./);
  expect(await run('new storm.txt')).toMatchObject({ code: 2, err: expect.stringContaining('new writes Markdown') });
  expect(existsSync(join(folder, 'storm.txt'))).toBe(false);
  expect((await run('new nowhere/storm.md')).err).toMatch(/^nowhere\/storm\.md: there is no such folder/);
});
