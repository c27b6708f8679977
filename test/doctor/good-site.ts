import { gzipSync } from 'node:zlib';

const STORY =
  '&lt;p&gt;It was high. &lt;a href="https://news.example/map"&gt;A map&lt;/a&gt;, and &lt;a href="#note"&gt;a note&lt;/a&gt;.&lt;/p&gt;';
const LONG = 'It was high, and rose. '.repeat(60);
const PODCAST = 'HERE/river.mp3';

/** Feeds without a mistake, with something for every rule. HERE stands for the address of the site. */
export const GOOD_FEEDS: Readonly<Record<string, string>> = {
  '/rss.xml': `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<channel><title>News</title><link>https://news.example/</link><description>${LONG}</description><language>en</language>
<lastBuildDate>Tue, 04 Jun 2013 20:00:00 GMT</lastBuildDate>
<atom:link rel="self" href="HERE/rss.xml"/><atom:link rel="prev-archive" href="HERE/2013.rss"/>
<item><title>River peaks</title><link>https://news.example/river</link><guid>https://news.example/river</guid>
<pubDate>Mon, 03 Jun 2013 20:00:00 GMT</pubDate><dcterms:modified>2013-06-04T20:00:00Z</dcterms:modified><author>desk@news.example (Desk)</author>
<description>It was high.</description><content:encoded>${STORY}</content:encoded>
<enclosure url="${PODCAST}" type="audio/mpeg" length="0"/></item>
<item><title>Town meets</title><guid isPermaLink="false">town</guid><pubDate>Mon, 03 Jun 2013 19:00:00 +0000</pubDate><dc:creator>Ann Li</dc:creator></item>
</channel></rss>`,
  '/atom.xml': `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">
<id>https://news.example/</id><title>News</title><subtitle>${LONG}</subtitle><updated>2013-06-04T20:00:00Z</updated><author><name>Desk</name></author>
<link rel="self" href="HERE/atom.xml"/><link rel="prev-archive" href="HERE/2013.atom"/><link href="https://news.example/"/>
<entry><id>urn:uuid:0b5fe4a5-3b6c-4d2c-8d63-2f6a6a1a5f6e</id><title type="html">River &lt;i&gt;peaks&lt;/i&gt;</title><updated>2013-06-04T20:00:00Z</updated>
<published>2013-06-03T20:00:00.5+02:00</published><link href="https://news.example/river"/><link rel="enclosure" href="${PODCAST}" type="audio/mpeg"/>
<content type="html">${STORY}</content></entry>
<entry><id>tag:news.example,2013:town</id><title>Town meets</title><updated>2013-06-03T20:00:00Z</updated>
<link href="https://news.example/town"/><summary>It met.</summary></entry>
<at:deleted-entry ref="tag:news.example,2013:gone" when="2013-06-04T19:00:00Z"/>
<at:deleted-entry ref="tag:news.example,2013:town" when="2013-06-02T19:00:00Z"/></feed>`,
  '/feed.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'News',
    home_page_url: 'https://news.example/',
    feed_url: 'HERE/feed.json',
    next_url: 'HERE/feed-2.json',
    _news: { 'any.thing': true },
    description: LONG,
    items: [
      {
        id: 'river',
        url: 'https://news.example/river',
        title: 'River peaks',
        content_html: '<p>It was high. <img src="HERE/river.jpg"></p>',
        date_published: '2013-06-03T20:00:00Z',
        authors: [{ name: 'Ann Li' }],
        tags: ['Rivers'],
        attachments: [{ url: PODCAST, mime_type: 'audio/mpeg' }],
      },
      { id: 'town', title: 'Town meets', content_text: 'It met.' },
    ],
  }),
};

const ARCHIVE = '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>';
const PAGES: Readonly<Record<string, string>> = {
  '/': `<!doctype html><title>News</title><link rel=alternate type=application/rss+xml href=rss.xml>
<LINK REL="alternate feed" TYPE="application/atom+xml; charset=utf-8" HREF="/atom.xml">
<link rel="alternate" type="application/json" href="/api"><link rel="alternate" hreflang="de" type="text/html" href="/de">
<link rel="alternate" type="application/rss+xml" href="https://elsewhere.example/rss.xml"><link rel="outline" type="text/x-opml" href="/feeds.opml">`,
  '/feeds.opml': `<opml version="2.0"><body><outline text="All"><outline text="News" xmlUrl="HERE/rss.xml"/>
<outline text="JSON" xmlUrl="HERE/feed.json"/><outline text="no address" xmlUrl="rss"/></outline></body></opml>`,
  '/2013.rss': `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link rel="current" href="HERE/rss.xml"/>${ARCHIVE}</channel></rss>`,
  '/2013.atom': `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="current" href="HERE/atom.xml"/>${ARCHIVE}</feed>`,
  '/feed-2.json': '{ "items": [] }',
};

const TYPES: Readonly<Record<string, string>> = {
  xml: 'application/rss+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
  opml: 'text/x-opml; charset=utf-8',
};

const typeOf = (path: string): string =>
  TYPES[path === '/atom.xml' ? 'atom' : (path.split('.')[1] ?? '')] ?? 'text/html; charset=utf-8';

export const MODIFIED = 'Tue, 04 Jun 2013 20:00:00 GMT';
const HEADERS = {
  etag: 'W/"1"',
  vary: 'Accept-Encoding',
  'cache-control': 'max-age=60',
  'last-modified': MODIFIED,
  'access-control-allow-origin': '*',
};

/** A site without a mistake, except in changed documents. */
export function goodSite(request: Request, change = (document: string) => document): Response {
  const { origin, pathname } = new URL(request.url);
  if (/\.(?:mp3|jpg|png)$/.test(pathname)) return new Response(null);
  const document = GOOD_FEEDS[pathname] ?? PAGES[pathname];
  if (document === undefined) return new Response('Nothing here', { status: 404 });
  const headers = { ...HEADERS, 'content-type': typeOf(pathname) };
  const [tag, since] = [request.headers.get('if-none-match'), request.headers.get('if-modified-since')];
  const isUnchanged = tag === null ? since === MODIFIED : tag.includes('"1"');
  if (isUnchanged) return new Response(null, { status: 304, headers });
  const text = (GOOD_FEEDS[pathname] ? change(document) : document).replaceAll('HERE', origin);
  const isPlain = !request.headers.get('accept-encoding')?.includes('gzip');
  if (isPlain) return new Response(text, { headers });
  return new Response(gzipSync(text), { headers: { ...headers, 'content-encoding': 'gzip' } });
}
