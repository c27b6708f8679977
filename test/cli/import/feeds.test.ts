import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { end, killLeftOvers, type Serving, START_BUNDLE, serving } from '../../harness/server-process';
import { runCommand } from '../command';
import { DIALECTS, EXPECTED } from './dialects';

jest.setTimeout(60_000);

let folder: string;
let server: Serving;
let elsewhere: Server;
/** The documents of the old site, by path. */
const site = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  server = await serving(START_BUNDLE, { BULLETIN_DATA: join(folder, 'data'), BULLETIN_SEED: 'no' });
  elsewhere = createServer((request, response) => {
    if (request.url === '/moves') return void response.writeHead(301, { location: '/moved/feed' }).end();
    const text = site.get(request.url ?? '');
    response.writeHead(text === undefined ? 404 : 200).end(text);
  }).listen(0, '127.0.0.1');
});

afterAll(async () => {
  elsewhere.closeAllConnections();
  elsewhere.close();
  await end(server.child, 'SIGTERM');
  killLeftOvers();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const run = (...args: string[]) => runCommand(args, { env: { BULLETIN_DATA: join(folder, 'data') }, cwd: folder });
const storyJson = async (id: string) => JSON.parse((await run('show', id, '--json')).out);
const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const feed = async (path: string) => (await fetch(server.address + path)).text();
const address = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

test.each(Object.entries(DIALECTS))(
  '%s: guid, date, byline, category and text stay, as two other parsers read them',
  async (name, text) => {
    const guid = `https://old.example/?p=${name}`;
    write(name, text.replaceAll(EXPECTED.guid, guid));
    const { code, out } = await run('import', name, '--json');
    expect([code, lines(out)]).toMatchObject([0, [{ outcome: 'stored', name: EXPECTED.link }]]);
    const [{ id }] = lines(out);
    expect(await storyJson(id)).toMatchObject({
      ...{
        guid,
        headline: EXPECTED.headline,
        body: EXPECTED.body,
        publishedAt: EXPECTED.publishedAt,
        canonicalUrl: EXPECTED.link,
      },
      ...{ tags: [EXPECTED.tag], authors: [expect.objectContaining({ name: EXPECTED.author })], breaking: false },
    });
    const entry = parseAtomFeed(await feed('/atom.xml')).entries?.find((one) => one.id === guid);
    expect(entry).toMatchObject({ published: '2019-03-04T05:06:07.000Z', title: { value: EXPECTED.headline } });
    const { channel } = new XMLParser({ isArray: (tag) => tag === 'item' }).parse(await feed('/rss.xml')).rss;
    const item = channel.item.find((one: { guid: unknown }) => one.guid === guid);
    expect(item).toMatchObject({
      title: EXPECTED.headline,
      pubDate: 'Mon, 04 Mar 2019 05:06:07 GMT',
      link: EXPECTED.link,
    });
  },
);

test('enclosures stay', async () => {
  const items = parseJsonFeed(await feed('/audio/feed.json')).items ?? [];
  expect(items).toMatchObject([
    {
      attachments: [
        { url: 'https://old.example/7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234, duration_in_seconds: 123 },
      ],
    },
  ]);
});

const rss = (items: string, links = '') =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><link>https://old.example</link><description>d</description>${links}${items}</channel></rss>`;
const item = (n: number, more = '') =>
  `<item><title>Item ${n}</title><guid isPermaLink="false">item-${n}</guid><pubDate>Mon, 0${1 + (n % 9)} Jan 2018 00:00:00 GMT</pubDate><description>Text.</description>${more}</item>`;

test('the whole archive of a feed is imported, and a second import changes nothing', async () => {
  site.set('/feed', rss(item(1) + item(2), '<atom:link rel="prev-archive" href="/archive-2"/>'));
  site.set('/archive-2', rss(item(2) + item(3), '<atom:link rel="prev-archive" href="archive-1"/>'));
  site.set('/archive-1', rss(item(4)));
  const { code, out } = await run('import', `${address()}/feed`, '--section', 'Old');
  expect([code, out]).toEqual([0, 'Imported: 4 of 4; there already: 0; skipped: 0.\n']);
  expect(await storyJson('item-4')).toMatchObject({ guid: 'item-4', section: 'Old' });
  expect((await run('import', `${address()}/feed`)).out).toBe('Imported: 0 of 4; there already: 4; skipped: 0.\n');
});

test('a feed is read in its own encoding, and after a redirect', async () => {
  const latin = Buffer.from(
    `<?xml version="1.0" encoding="ISO-8859-1"?>${rss(item(31).replace('Item 31', 'Café'))}`,
    'latin1',
  );
  writeFileSync(join(folder, 'latin.xml'), latin);
  expect((await run('import', 'latin.xml')).code).toBe(0);
  expect(await storyJson('café')).toMatchObject({ headline: 'Café' });
  site.set('/moved/feed', rss(item(32), '<atom:link rel="prev-archive" href="older"/>'));
  site.set('/moved/older', rss(item(33)));
  expect(await run('import', `${address()}/moves`)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Imported: 2 of 2/),
  });
});

test("JSON Feed's next_url is followed, and a missing document gives an error", async () => {
  const page = (id: string, next_url: string) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      next_url,
      items: [{ id, content_text: 'A note.', date_published: '2018-01-01T00:00:00Z' }],
    });
  site.set('/feed.json', page('note-1', `${address()}/feed-2.json`));
  site.set('/feed-2.json', page('note-2', `${address()}/gone.json`));
  const { code, out, err } = await run('import', `${address()}/feed.json`);
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe(
    'note, 2 times, such as: note-2: summary: no summary: made from the first paragraph\n' +
      '--verbose prints every note.\n' +
      `${address()}/gone.json answers 404. Older stories are not imported: run the command again.\n` +
      'Imported: 2 of 2; there already: 0; skipped: 0.\n',
  );
  expect(await storyJson('a-note')).toMatchObject({ headline: 'A note.', guid: 'note-2' });
});

test('each refused item is reported with its reason, and the others are imported', async () => {
  const eight = Array.from({ length: 8 }, (_, i) => `<category>C${i}</category>`).join('');
  write(
    'mixed.xml',
    rss(
      item(11) +
        item(12, '<description><![CDATA[<script>x</script>]]></description>').replace(
          '<description>Text.</description>',
          '',
        ) +
        item(13, eight),
    ),
  );
  const { code, out, err } = await run('import', 'mixed.xml');
  expect([code, out]).toEqual([1, '']);
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/^item-12: not imported: body: nothing to show/),
    'note, 2 times, such as: item-11: body: plain text converted to paragraphs',
    'note, 2 times, such as: item-11: summary: no summary: made from the first paragraph',
    'note: item-13: tags left out: C7',
    '--verbose prints every note.',
    'this feed names no older documents: its newest 3 stories were taken',
    'Imported: 2 of 3; there already: 0; skipped: 1 (1 refused).',
    '',
  ]);
});

test('a Markdown folder of a site generator is imported with its dates, without its drafts', async () => {
  write(
    'posts/2017-05-06-hello.md',
    '---\ntitle: Hello\nlayout: post\ncategories: [Notes]\nauthor: Ann Li\n---\nHello *there*.',
  );
  write(
    'posts/deep/hugo.md',
    '---\ntitle: From Hugo\ndate: 2016-01-02T03:04:05+01:00\nslug: from-hugo-with-love\ntags: [Notes, Sea]\n---\nText.',
  );
  write('posts/draft.md', '---\ntitle: Draft\ndraft: true\n---\nText.');
  write('posts/broken.md', '---\ntitle: [\n---\nText.');
  const { code, err } = await run('import', 'posts');
  expect(code).toBe(1);
  expect(err).toMatch(
    /broken\.md:\d: not imported: the front matter cannot be read: write the text in quotation marks: title: "\["/,
  );
  expect(err).toContain('draft.md: skipped: is a draft: draft: --include drafts takes it\n');
  expect(err).toContain('note: 2017-05-06-hello.md: front matter left out: layout\n');
  expect(err).toContain('Imported: 2 of 4; there already: 0; skipped: 2 (1 unreadable file, 1 draft).\n');
  expect(await storyJson('hello')).toMatchObject({
    publishedAt: '2017-05-06T00:00:00Z',
    tags: ['Notes'],
    authors: [{ name: 'Ann Li' }],
  });
  expect(await storyJson('from-hugo-with-love')).toMatchObject({
    publishedAt: '2016-01-02T02:04:05Z',
    tags: ['Notes', 'Sea'],
  });
  expect((await run('import', 'posts')).err).toContain(
    'Imported: 0 of 4; there already: 2; skipped: 2 (1 unreadable file, 1 draft).\n',
  );
});

test.each([
  [
    'a page',
    ['page.html', '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'],
    /is a page of HTML, .* announces these feeds: \/feed/,
  ],
  ['a missing file', [], /no such file or folder/],
  ['a folder without Markdown', ['empty/x.txt', 'x'], /the folder holds no Markdown/],
])('%s gives an error with the remedy', async (_, [name = 'nowhere', text], message) => {
  if (text !== undefined) write(name, text);
  const { code, err } = await run('import', name.split('/')[0] as string);
  expect(code).toBe(1);
  expect(err).toMatch(message);
});

test('a terminal shows progress with a rate', async () => {
  let drawn = '';
  const terminal = {
    isTTY: true,
    columns: 100,
    write: (text: string) => {
      drawn += text;
      return true;
    },
    on() {},
    removeListener() {},
  } as unknown as NodeJS.WritableStream;
  write('one.xml', rss(item(21) + item(22)));
  await runCommand(['import', 'one.xml'], { env: { BULLETIN_DATA: join(folder, 'data') }, cwd: folder, terminal });
  expect(drawn).toMatch(/Imported .*2 of 2, \d+ a second/);
});
