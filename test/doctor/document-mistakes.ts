import { goodSite } from './good-site';
import { replaceOnce } from './replace-once';

/** Sites with one mistake each, by the `wrong` of the broken rule. */
export type Sites = Readonly<Record<string, (request: Request) => Response>>;

/** A site with a changed document. Throws if the text is not in the document. */
export const replacing = (from: string | RegExp, to: string) => (request: Request) =>
  goodSite(request, (document) => replaceOnce(document, from, to));

const GUID = '<guid isPermaLink="false">town</guid>';
const TOWN = '<title>Town meets</title>';

const RDF = `<?xml version="1.0"?><!-- RSS 1.0 --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link><description>All</description></channel></rdf:RDF>`;

export const RSS: Sites = {
  'is RSS 1.0, whose rules are not checked': (request) => goodSite(request, () => RDF),
  'cannot be read': replacing('River peaks', 'River peaks\u0003'),
  'does not name its language': replacing('<language>en</language>', ''),
  'has items without a date': replacing(/<pubDate>[^<]*\+0000<.pubDate>/, ''),
  'gives update times in an unknown namespace': replacing('http://purl.org/dc/terms/', 'https://purl.org/dc/terms/'),
  'has items with several enclosures': replacing(/<enclosure.*\/>/, '$&$&'),
  'has <description> after <content:encoded>': replacing(/(<description>It.*)(<content.*)/, '$2$1'),
  'has items without a guid': replacing(GUID, ''),
  'has dates in an old form': replacing('Mon, 03 Jun 2013 20:00:00 GMT', 'Mon, 03 Jun 13 20:00:00 EST'),
  'has several items with the same id': replacing(GUID, '<guid>https://news.example/river</guid>'),
  'has relative addresses in the HTML of items': replacing('https://news.example/map', '//news.example/map'),
  'has HTML that is escaped twice': replacing('&lt;p&gt;It', '&amp;lt;p&amp;gt;It'),
  'has HTML tags in titles': replacing(TOWN, '<title>Town &lt;b&gt;meets&lt;/b&gt;</title>'),
  'has enclosures without a registered media type': replacing('audio/mpeg', 'audio/mp3'),
  'does not name its own address': replacing('<atom:link rel="self" href="HERE/rss.xml"/>', ''),
  'names another address as its own': replacing('"HERE/rss.xml"', '"https://news.example/rss.xml"'),
  'has dates in the future': replacing('03 Jun 2013 20', '03 Jun 2999 20'),
  'is larger than 1 MB': replacing('It was high, and rose. ', 'x'.repeat(1_000_001)),
  'is an archive document announced as a feed': replacing(
    '<item>',
    '<a:archive xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'claims to be complete but links to older items': replacing(
    '<item>',
    '<a:complete xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'links to older items with a relative address': replacing('HERE/2013.rss', '2013.rss'),
  'links to itself for older items': replacing('HERE/2013.rss', 'HERE/rss.xml'),
  'links to another site for older items (not checked)': replacing('HERE/2013.rss', 'https://elsewhere.example/'),
  'links to older items that cannot be read': replacing('HERE/2013.rss', 'HERE/2012.rss'),
  'links to older items in another format': replacing('HERE/2013.rss', 'HERE/2013.atom'),
};

export const ATOM: Sites = {
  'has an updated date before those of its entries': replacing('04T20:00:00Z', '04T19:30:00Z'),
  'does not name its language': replacing(' xml:lang="en"', ''),
  'has several entries with the same id': replacing(
    'tag:news.example,2013:town',
    'urn:uuid:0b5fe4a5-3b6c-4d2c-8d63-2f6a6a1a5f6e',
  ),
  'has relative links': replacing('href="https://news.example/town"', 'href="town"'),
  'has enclosures without a whole ASCII address': replacing('river.mp3', 'flüsse.mp3'),
  'has tombstones without a valid ref or when': replacing('when="2013-06-04T19:00:00Z"', ''),
  'has entries that a tombstone marks as deleted': replacing('2013-06-02T19', '2013-06-04T19'),
  'cannot be read': replacing('</feed>', ''),
};

export const JSON_FEED: Sites = {
  'has members that are missing or of the wrong type': replacing('"id":"town"', '"id":"town","tags":"Town"'),
  'does not name version 1.1': replacing('version/1.1', 'version/1'),
  'does not name its site': replacing('"home_page_url":"https://news.example/",', ''),
  'has items without content': replacing(',"content_text":"It met."', ''),
  'has extension names with a dot': replacing('"_news"', '"_news.example"'),
  'has dates that are not RFC 3339': replacing('2013-06-03T20:00:00Z', '2013-06-03'),
  'has addresses that are not whole': replacing('https://news.example/river"', '/river"'),
  'has attachments without a whole ASCII address': replacing('river.mp3', 'flüsse.mp3'),
  'has items without an id': replacing('"id":"town"', '"id":""'),
  'cannot be read': replacing('{', '{,'),
};

/** Enclosures and pictures with a mistake. */
export const FILES: Sites = {
  'has enclosures or pictures that are gone': () => new Response(null, { status: 404 }),
  'has enclosures or pictures that do not answer HEAD': () => new Response(null, { status: 405 }),
};
