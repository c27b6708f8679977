import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
    ['story Syira', 2, /^"story" is no kind of feed/],
    ['https://other.example/tags/syira', 2, /^https:\/\/other\.example\/tags\/syira is not a page of http/],
    ['/tags/c-plus-plus --moved-to /tags/c-plus-plus', 1, /movedTo: this is the feed that you close/],
  ])('close %s: %d', async (args, code, message) => {
    expect(await run(`feeds close ${args}`)).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
  });
});

test('an import reports a target that it leaves out, since two feeds would lead to each other', async () => {
  const feed = (slug: string, movedTo: string, i: number) => ({
    feed: {
      ...{ name: `tag#${slug}`, title: slug, guid: `urn:uuid:00000000-0000-4000-8000-00000000000${i}` },
      closed: { at: '2900-01-01T00:00:00Z', movedTo: `tag#${movedTo}` },
    },
  });
  const feeds = [feed('c-plus-plus', 'syira', 1), feed('syira', 'c-plus-plus', 2)];
  const lines = [{ bulletin: 'export', format: 1 }, ...feeds, { end: { revisions: 0 } }];
  write('feeds.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
  // A later second than that of the last closing: the server takes a moment to come for now.
  await wait(1_100);
  expect(await run('import feeds.ndjson')).toEqual({
    code: 0,
    out: 'Imported: 0 of 0; there already: 0; skipped: 0.\n',
    err: 'feed tag#syira: note: movedTo: left out: readers would come back to this feed, or pass more than 10 others\n',
  });
  const answers = ['/tags/c-plus-plus', '/tags/syira'].map((path) => fetch(page(path), { redirect: 'manual' }));
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([301, 410]);
});

test.each([
  ['feeds clsoe /tags/syira', "error: unknown command 'clsoe'\n(Did you mean close?)\n"],
  ['feeds nothing', "error: unknown command 'nothing'\n"],
])('%s is no list of feeds', async (line, message) => {
  const { code, out, err } = await run(line);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(`${message}Help: bulletin feeds --help\n`);
});

test('feeds without a command lists them, with its options', async () => {
  const { out } = await run('feeds list');
  expect(out).toContain('/tags/syria/rss.xml');
  expect((await run('feeds')).out).toBe(out);
  expect((await run(`feeds --url ${newsroom.server.address}`)).out).toBe(out);
  expect(JSON.parse((await run('feeds --json')).out)).toContainEqual(
    expect.objectContaining({ feed: page('/tags/syria/rss.xml') }),
  );
});

describe('the request of a command', () => {
  const paths: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    paths.push(url);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ feed: { url: 'http://localhost/tags/x' }, warnings: [] }));
  });
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());

  test.each([
    [['tag', 'AC/DC'], 'ac-dc'],
    [['tag', 'C++'], 'c-plus-plus'],
    [['/tags/AC%2FDC'], 'ac-dc'],
    [['/tags/Caf%C3%A9'], 'caf%C3%A9'],
  ])('%j names the feed by its slug', async (args, slug) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await run(['feeds', 'close', ...args, '--url', url], { BULLETIN_TOKEN: 'token' })).toMatchObject({
      code: 0,
    });
    expect(paths.at(-1)).toBe(`/newsroom/feeds/tag/${slug}/closed`);
  });

  test('is not sent for a name without a letter or digit', async () => {
    expect(await run('feeds close tag +/-')).toEqual({
      code: 1,
      out: '',
      err: '"+/-" has no letter or digit, so there is no such feed.\n',
    });
  });
});

test('the help of feeds names its commands', async () => {
  const { out } = await run('feeds --help');
  for (const name of ['list', 'close', 'open', '--moved-to']) expect(out).toContain(name);
  expect((await run('feeds close --help')).out).toContain('feeds close tag Syira');
});
