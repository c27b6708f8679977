import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../cli/command';
import { type Bulletin, startBulletin } from '../bulletin';
import { feedparser, newsboat } from '../feed-readers';

jest.setTimeout(60_000);

const SEED = 'Kerry Fears Fallout From Fighting in Syrian Town';

const post = (n: number, title: string, more = '') =>
  `<item><title>${title}</title><link>https://old.example/2024/post-${n}/</link><dc:creator><![CDATA[Ann Li & Bo]]></dc:creator>
  <pubDate>Mon, 0${n} Jan 2024 10:00:0${n} +0100</pubDate><category><![CDATA[Rivers]]></category>
  <guid isPermaLink="false">https://old.example/?p=${n}</guid><description><![CDATA[<p>Short ${n} [&#8230;]</p>]]></description>
  <content:encoded><![CDATA[<p>Text of ${n}, at length.</p>
<p>The post <a href="https://old.example/2024/post-${n}/">${title}</a> appeared first on <a href="https://old.example">Old</a>.</p>]]></content:encoded>
  ${more}</item>`;

const page = (posts: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title><link>https://old.example</link><description></description>
  <language>en-US</language><generator>https://wordpress.org/?v=6.8.1</generator>${posts}</channel></rss>`;

const PAGES = [
  page(
    post(5, 'Rivers &#038; rain &#8211; a &#8220;forecast&#8221;') +
      post(4, 'High tide', '<enclosure url="https://old.example/4.mp3" length="1234" type="audio/mpeg" />') +
      post(3, 'Zürich: 5 &lt; 6', '<enclosure url="https://old.example/3.m4a" length="99" type="audio/x-m4a" />'),
  ),
  page(post(2, 'Second post') + post(1, '最初の投稿')),
];

let bulletin: Bulletin;
let home: string;
let old: Server;
/** Where the old address leads; undefined before the move. */
let movedTo: string | undefined;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'bulletin-'));
  bulletin = await startBulletin();
  old = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://old.example');
    const text = pathname === '/feed/' ? PAGES[Number(searchParams.get('paged') ?? 1) - 1] : undefined;
    if (movedTo !== undefined) response.writeHead(301, { location: movedTo }).end();
    else response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/rss+xml' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(old, 'listening');
});
afterAll(async () => {
  old?.closeAllConnections();
  old?.close();
  await bulletin?.stop();
  rmSync(home, { recursive: true });
});

test('a feed that moves here keeps its items: feedparser reads them alike, and newsboat shows each once', async () => {
  const address = `http://127.0.0.1:${(old.address() as AddressInfo).port}/feed/`;
  const { poll, titles } = newsboat(address, home);
  await poll();
  const before = await feedparser(address, home);
  const shown = await titles();
  expect(shown).toHaveLength(3);

  const env = { BULLETIN_URL: bulletin.address, BULLETIN_TOKEN: 'secret' };
  const { code, out } = await runCommand(['import', address], { env, cwd: home });
  expect([code, out]).toEqual([0, 'Imported: 5 of 5; there already: 0; skipped: 0.\n']);
  movedTo = `${bulletin.address}/rss.xml`;

  const after = await feedparser(address, home);
  const identity = ({ id, title, author, published_parsed, enclosures }: Readonly<Record<string, unknown>>) => ({
    ...{ id, title, author, published_parsed, enclosures },
  });
  expect(after.entries.map(identity)).toEqual(expect.arrayContaining(before.entries.map(identity)));
  expect(JSON.stringify(after)).not.toContain('appeared first on');

  await poll();
  await poll();
  expect((await titles()).sort()).toEqual([SEED, ...shown, 'Second post', '最初の投稿'].sort());
});
