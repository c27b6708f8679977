import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;
const page = (path: string) => newsroom.server.address + path;

beforeAll(async () => {
  const story = (id: string, tags: string[]) =>
    JSON.stringify({ id, headline: id, body: '<p>Text.</p>', section: 'World', tags });
  write('rebels.json', story('rebels', ['Syira', 'C++']));
  write('truce.json', story('truce', ['Syria']));
  await run('publish rebels.json truce.json');
});

test('a feed with stories is not closed, and the message says what to do', async () => {
  expect(await run('feeds close /tags/syira')).toEqual({
    code: 1,
    out: '',
    err: 'This feed holds 1 story, embargoed ones included: withdraw them or take them out of it, then close it.\n',
  });
});

describe('a feed without stories', () => {
  beforeAll(async () => {
    writeFileSync(
      join(newsroom.folder, 'rebels.json'),
      JSON.stringify({ headline: 'rebels', body: '<p>Text.</p>', section: 'World', tags: ['Syria'] }),
    );
    expect((await run('revise rebels rebels.json')).code).toBe(0);
  });

  test('is closed by its path, and moves; feeds does not list it any more', async () => {
    expect((await run('feeds')).out).toContain('/tags/syira/rss.xml');
    expect(await run('feeds close /tags/syira --moved-to /tags/syria')).toEqual({
      code: 0,
      out: `${page('/tags/syira')} is closed and moved to ${page('/tags/syria')}.\n`,
      err: '',
    });
    expect((await run('feeds list')).out).not.toContain('/tags/syira/');
    const answer = await fetch(page('/tags/syira/rss.xml'), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, page('/tags/syria/rss.xml')]);
  });

  test('is closed by the address in the browser, by its kind and any spelling, and opened again', async () => {
    expect((await run(`feeds open ${page('/tags/syira')}`)).out).toBe(`${page('/tags/syira')} is open.\n`);
    expect((await run('feeds close tag Syira')).out).toBe(`${page('/tags/syira')} is closed.\n`);
    expect((await run('feeds close tags C++')).out).toBe(`${page('/tags/c-plus-plus')} is closed.\n`);
    const opened = JSON.parse((await run('feeds open /tags/C%2B%2B --json')).out);
    expect(opened).toEqual({
      feed: { kind: 'tag', slug: 'c-plus-plus', title: 'C++', url: page('/tags/c-plus-plus') },
      warnings: [],
    });
  });

  test.each([
    ['/tags/nowhere', 1, /^There is no such feed .* To see all feeds: .* feeds\.\n$/],
    ['/breaking', 2, /^"\/breaking" is not the page of a section, tag, author or language/],
    ['/tags/syira/rss.xml', 2, /is not the page of a section/],
    ['story Syira', 2, /^"story" is not the page/],
    ['https://other.example/tags/syira', 2, /^https:\/\/other\.example\/tags\/syira is not a page of http/],
    ['/tags/c-plus-plus --moved-to /tags/c-plus-plus', 1, /movedTo: this is the feed that you close/],
  ])('close %s: %d', async (args, code, message) => {
    expect(await run(`feeds close ${args}`)).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
  });
});

test('the help of feeds names its commands', async () => {
  const { out } = await run('feeds --help');
  for (const name of ['list', 'close', 'open', '--moved-to']) expect(out).toContain(name);
  expect((await run('feeds close --help')).out).toContain('feeds close tag Syira');
});
