import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openSource } from '../../../../bin/cli/import/open-source';
import { optionsWith, readSource } from './read-source';
import {
  bloggerArchive,
  bloggerEntry,
  bloggerKind,
  bloggerTakeout,
  dates,
  ghostExport,
  ghostPost,
  wxr,
} from './samples';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens a file under a name that tells nothing. */
const openFile = (content: string | Uint8Array, name = 'old') => {
  writeFileSync(join(folder, name), content);
  return openSource(name, optionsWith({ shell: { env: {}, cwd: folder, out() {}, err() {} } }));
};

const zip = (name: string, content = '') =>
  Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(`${name}${content}`)]);
const tar = Buffer.alloc(512);
tar.write('posts/', 0);
tar.write('ustar', 257);
const bytes = (...values: number[]) => Uint8Array.from(values);

test.each<[string, string | Uint8Array]>([
  ['a ZIP archive', zip('posts.csv')],
  ['an EPUB book', zip('mimetype', 'application/epub+zip')],
  ['an OpenDocument file', zip('mimetype', 'application/vnd.oasis.opendocument.text')],
  ['a file of Word, Excel or PowerPoint', zip('[Content_Types].xml')],
  ['a file of Word, Excel or PowerPoint', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
  ['a compressed file (gzip, bzip2, xz, Zstandard)', gzipSync('<rss/>')],
  ['a 7z or RAR archive', 'Rar!\x1a'],
  ['a TAR archive', tar],
  ['a PDF file', '%PDF-1.7\n'],
  ['an RTF file', '{\\rtf1 x}'],
  ['an SQLite database', 'SQLite format 3\0'],
  ['a picture', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['sound or a film', 'ID3\x03'],
  ['OPML, a list of feeds', '<?xml version="1.0"?>\n<!-- x -->\n<opml version="2.0"><body/></opml>'],
  ['a sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'],
  ['an export of Tumblr', '<tumblr version="1.0"><posts/></tumblr>'],
  ['an export of LiveJournal', '<?xml version="1.0"?><livejournal><entry/></livejournal>'],
  ['an export of MediaWiki', '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"/>'],
  ['an export of Joomla', '<?xml version="1.0"?><j2xml version="19.2.0"></j2xml>'],
  ['an export of Drupal', '<node_export></node_export>'],
  ['a dump of a database in XML', '<?xml version="1.0"?><!-- phpMyAdmin --><pma_xml_export/>'],
  ['a document of NewsML, NITF or DocBook', '<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><body/></nitf>'],
  ['a property list of Apple', '<plist version="1.0"/>'],
  ['a text export of Movable Type or TypePad', 'AUTHOR: Ann\nTITLE: One\nSTATUS: Publish\n-----\nBODY:\nx'],
  ['a text export of Movable Type or TypePad', 'TITLE: One\r\nBASENAME: one\r\nSTATUS: Draft\r\n'],
  ['an SQL dump of a database', '-- MySQL dump 10.13  Distrib 8.0\n--\nDROP TABLE x;'],
  ['an SQL dump of a database', '-- phpMyAdmin SQL Dump\n-- version 5\n'],
  ['an SQL dump of a database', '--\n-- PostgreSQL database dump\n--\n\nSET x = 0;'],
  ['an SQL dump of a database', '/*!40101 SET NAMES utf8 */;\nCREATE TABLE `wp_posts` (x);'],
  ['a mailbox or an e-mail', 'From ann@x.example Mon Jan  1 00:00:00 2024\nSubject: x\n'],
  ['a mailbox or an e-mail', 'Return-Path: <a@x.example>\nSubject: x\n'],
  ["Substack's posts.csv", 'post_id,post_date,is_published,email_sent_at,type,audience,title\n'],
  ['a CSV export of Webflow', 'Name,Slug,Collection ID,Item ID\na,b,c,d\n'],
  ['a CSV export of Wix', 'Title,Plain Content,Published Date\na,b,c\n'],
  ['an answer of the WordPress REST API', '[{"id":1,"guid":{"rendered":"https://x.example/?p=1"}}]'],
  ['an answer of the Content API of Ghost', '{"posts":[{"id":"1"}],"meta":{}}'],
  ["an answer of Drupal's JSON:API", '{"jsonapi":{"version":"1.0"},"data":[]}'],
  ['an export of Contentful or Sanity', '{"contentTypes":[]}'],
  ['a Markdown file', '---\ntitle: x\n---\nText.'],
  ['a Markdown file', '# Title\n\nText.'],
  ['a table (CSV)', 'title;date;text\na;b;c\n'],
  ['JSON of another program', '{"a":1}'],
  ['XML with the root element <kml>', '<?xml version="1.0"?><kml/>'],
  ['a binary file', bytes(0, 1, 2, 3, 4, 5)],
  ['plain text', 'Some words.\nMore words, and others.'],
])('%s is refused by its name, with a remedy', async (name, content) => {
  await expect(openFile(content)).rejects.toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^old: is .*, which `import` does not read\. [A-Z`].{20,}\.$/),
    }),
  );
  await expect(openFile(content)).rejects.toThrow(`old: is ${name}, which`);
});

test('an empty file and a page are refused, and a page names its feeds', async () => {
  await expect(openFile(' \n')).rejects.toThrow('old: is empty. Export it again.');
  const page = '<!DOCTYPE html><title>x</title><link rel="alternate" type="application/rss+xml" href="/feed">';
  await expect(openFile(page)).rejects.toThrow(/^old: is a page of HTML, .* announces these feeds: \/feed$/);
  await expect(openFile('<html><p>x</p></html>')).rejects.toThrow(
    /^old: is a page of HTML, .* Import the address of its feed/,
  );
});

const post = bloggerKind('post') + dates('2024-01-01T00:00:00Z');
const marked = (text: string) => `\ufeff\n${text}`;
const EXPORTS: [string, string, string][] = [
  ['WordPress', wxr({ id: 1 }), 'Post 1'],
  ['the old Blogger', bloggerArchive(bloggerEntry('a', post)), 'Title a'],
  [
    'Takeout',
    bloggerTakeout(
      bloggerEntry('a', `<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>${dates('2024-01-01')}`),
    ),
    'Title a',
  ],
  ['Ghost', ghostExport([ghostPost(1)]), 'Post 1'],
];

test.each(EXPORTS)(
  'an export of %s is known by its content, whatever its name, also after a byte order mark',
  async (_, text, headline) => {
    for (const [name, content] of [
      ['old.txt', text],
      ['old.md', marked(text)],
      ['old', Buffer.from(marked(text), 'utf16le')],
    ] as const) {
      const { stories } = await readSource(await openFile(content, name));
      expect([name, stories.map(({ value }) => value.headline)]).toEqual([name, [headline]]);
    }
  },
);

test("a live feed of Blogger, and a feed with WordPress's elements, are feeds", async () => {
  const live = bloggerArchive(bloggerEntry('a', post)).replace('.archive</id>', '</id>');
  expect((await readSource(await openFile(live))).stories).toMatchObject([{ value: { headline: 'Title a' } }]);
  const feed =
    '<rss version="2.0"><channel><item><title>x</title><guid>a</guid><pubDate>2024-01-01</pubDate></item></channel></rss>';
  expect((await readSource(await openFile(feed))).stories).toMatchObject([{ value: { guid: 'a' } }]);
});
