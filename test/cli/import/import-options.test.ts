import { parseBase, parseHosts, parsePermalink } from '../../../bin/cli/commands/import-options';
import { runCommand } from '../command';

const run = (...args: string[]) =>
  runCommand(['import', '.', '--url', 'https://news.example', ...args], { env: { BULLETIN_TOKEN: 't' } });

test.each([
  ['--base', 'old.example', /Write a whole address, such as https:\/\/old\.example\//],
  ['--base', 'ftp://old.example/', /Write a whole address/],
  ['--base', '/blog/', /Write a whole address/],
  ['--base', 'https://me:secret@old.example/', /--base: leave out user name and password/],
  ['--permalink', 'pretty-links', /Write a pattern with names, such as \/:year\/:month\/:title\//],
  ['--permalink', '/2019/', /Write a pattern with names/],
  ['--permalink', '/:year/:headline/', /The name :headline is unknown\. Known are year, .*title/],
  ['--follow-hosts', 'a.example,', /Write hosts, such as archive\.example,old\.example/],
  ['--follow-hosts', 'a.example b.example', /Write hosts/],
  ['--include', 'drafts,all', /Write pages, drafts, private or several of them/],
])('%s %s is refused before anything is read', async (option, value, why) => {
  const { code, out, err } = await run(option, value);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(why);
  expect(err).not.toContain('secret');
});

test('what people write is read', () => {
  expect(parseBase('https://old.example/blog')).toBe('https://old.example/blog');
  expect(parseHosts('a.example, https://b.example:8080/feed/,localhost:3000')).toEqual([
    'a.example',
    'b.example:8080',
    'localhost:3000',
  ]);
  for (const pattern of ['pretty', ':year/:title_page/', '{date:%Y}/{slug}.html', '/:sections[1:]/:slug/'])
    expect(parsePermalink(pattern)).toBe(pattern);
});

test('a source or an old feed that is neither file nor address is refused with the next step', async () => {
  const answerTo = async (...args: string[]) => {
    const { code, err } = await runCommand(['import', ...args, '--url', 'https://news.example'], {
      env: { BULLETIN_TOKEN: 't' },
    });
    return [code, err];
  };
  for (const name of ['old.example/feed/', 'localhost:3000/rss.xml', 'old.example'])
    expect(await answerTo(name)).toEqual([
      1,
      expect.stringContaining(`Write the address of a feed with its scheme: https://${name}\n`),
    ]);
  expect(await answerTo('./no-folder')).toEqual([1, expect.not.stringContaining('https')]);
  for (const feed of ['old.example/feed.xml', '.'])
    expect(await answerTo('test/cli/import', '--old-feed', feed)).toEqual([
      1,
      expect.stringMatching(/^--old-feed .*: no such file: write a whole address, such as https:/),
    ]);
});

test.each([
  ['--permalink', '/:year/:title/'],
  ['--old-feed', 'https://old.example/feed.xml'],
])('%s without a folder is refused: it would have no effect', async (option, value) => {
  for (const source of ['https://old.example/feed/', 'package.json']) {
    const { code, err } = await runCommand(['import', source, option, value, '--url', 'https://news.example'], {
      env: { BULLETIN_TOKEN: 't' },
    });
    expect([code, err]).toEqual([2, expect.stringContaining(`${option} is for a folder of files.`)]);
  }
});
