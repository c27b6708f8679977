import { goodSite } from './good-site';

/** Sites by what is wrong with each, in the words of the rule that tells of it. */
export type Sites = Readonly<Record<string, (request: Request) => Response>>;

/** A document with some of its text changed: the text has to be in it. */
export const written = (from: string | RegExp, to: string) => (request: Request) =>
  goodSite(request, (document) => {
    const changedTo = document.replace(from, to);
    if (changedTo === document) throw new Error(`${from} is not in the document`);
    return changedTo;
  });

const GUID = '<guid isPermaLink="false">town</guid>';
const TOWN = '<title>Town meets</title>';

export const RSS: Sites = {
  'cannot be read': written('River peaks', 'River peaks\u0003'),
  'has a channel without a required element': written('<title>News</title>', ''),
  'does not name its language': written('<language>en</language>', ''),
  'has items with neither title nor description': written(TOWN, ''),
  'has permalink guids that are not addresses': written(GUID, '<guid>town</guid>'),
  'has items without a date': written(/<pubDate>[^<]*\+0000<.pubDate>/, ''),
  'gives update times in an unknown namespace': written(
    'http://purl.org/dc/terms/',
    'https://purl.org/dc/terms/',
  ),
  'has <author> values that are not e-mail addresses': written('desk@news.example (Desk)', 'Desk'),
  'has items with several enclosures': written(/<enclosure.*\/>/, '$&$&'),
  'has enclosures without a length in bytes': written('length="0"', 'length="unknown"'),
  'has <description> after <content:encoded>': written(/(<description>It.*)(<content.*)/, '$2$1'),
  'has items without an id': written(GUID, ''),
  'has several items with the same id': written(GUID, '<guid>https://news.example/river</guid>'),
  'has dates in the wrong format': written('Mon, 03 Jun 2013 20:00:00 GMT', 'Mon, 03 Jun 13 20:00:00 EST'),
  'has relative links': written('<link>https://news.example/river', '<link>/river'),
  'has relative addresses in the HTML of items': written('https://news.example/map', '//news.example/map'),
  'has HTML that is escaped twice': written('&lt;p&gt;It', '&amp;lt;p&amp;gt;It'),
  'has HTML tags in titles': written(TOWN, '<title>Town &lt;b&gt;meets&lt;/b&gt;</title>'),
  'has enclosures without a whole ASCII address': written('river.mp3', 'flüsse.mp3'),
  'has enclosures without a registered media type': written('audio/mpeg', 'audio/mp3'),
  'does not name its own address': written('<atom:link rel="self" href="HERE/rss.xml"/>', ''),
  'names another address as its own': written('"HERE/rss.xml"', '"https://news.example/rss.xml"'),
  'has dates in the future': written('03 Jun 2013 20', '03 Jun 2999 20'),
  'is larger than 1 MB': written('It was high, and rose. ', 'x'.repeat(1_000_001)),
  'is an archive document announced as a feed': written(
    '<item>',
    '<a:archive xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'claims to be complete but links to older items': written(
    '<item>',
    '<a:complete xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'links to older items with a relative address': written('HERE/2013.rss', '2013.rss'),
  'links to itself for older items': written('HERE/2013.rss', 'HERE/rss.xml'),
  'links to another site for older items (not checked)': written(
    'HERE/2013.rss',
    'https://elsewhere.example/',
  ),
  'links to older items that cannot be read': written('HERE/2013.rss', 'HERE/2012.rss'),
  'links to older items in another format': written('HERE/2013.rss', 'HERE/2013.atom'),
};

export const ATOM: Sites = {
  'claims to be complete but links to older items': written(
    '<entry>',
    '<complete xmlns="http://purl.org/syndication/history/1.0"/><entry>',
  ),
  'has missing or repeated id, title or updated elements': written('<title>News</title>', '<title>News</title><title>Noch eins</title>'),
  'has ids that are not IRIs': written('<id>https://news.example/</id>', '<id>news</id>'),
  'has entries without an author': written('<author><name>Desk</name></author>', ''),
  'has entries with neither link nor content': written('<link href="https://news.example/town"/>', ''),
  'has several alternate links of the same type and language': written('<link href="https://news.example/town"/>', '$&$&'),
  'has an updated date before those of its entries': written('04T20:00:00Z', '04T19:30:00Z'),
  'does not name its language': written(' xml:lang="en"', ''),
  'has tombstones without a valid ref or when': written('when="2013-06-04T19:00:00Z"', ''),
  'has entries that a tombstone marks as deleted': written('2013-06-02T19', '2013-06-04T19'),
  'has dates in the wrong format': written('2013-06-03T20:00:00Z', '2013-06-03t20:00:00z'),
  'cannot be read': written('</feed>', ''),
};

export const JSON_FEED: Sites = {
  'has members that are missing or of the wrong type': written('"id":"town"', '"id":"town","tags":"Town"'),
  'does not name version 1.1': written('version/1.1', 'version/1'),
  'does not name its site': written('"home_page_url":"https://news.example/",', ''),
  'has items without content': written(',"content_text":"It met."', ''),
  'has extension names with a dot': written('"_news"', '"_news.example"'),
  'has items without an id': written('"id":"town"', '"id":""'),
  'cannot be read': written('{', '{,'),
};
