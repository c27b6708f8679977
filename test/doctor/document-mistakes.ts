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
  'has a channel that lacks what is required': written('<title>News</title>', ''),
  'does not say its language': written('<language>en</language>', ''),
  'has items without title and description': written(TOWN, ''),
  'has guids that pass for addresses and are none': written(GUID, '<guid>town</guid>'),
  'has items without a date': written(/<pubDate>[^<]*\+0000<.pubDate>/, ''),
  'says when items changed in a namespace that nobody knows': written(
    'http://purl.org/dc/terms/',
    'https://purl.org/dc/terms/',
  ),
  'has authors who are no e-mail addresses': written('desk@news.example (Desk)', 'Desk'),
  'has several enclosures in an item': written(/<enclosure.*\/>/, '$&$&'),
  'has enclosures without a length': written('length="0"', 'length="unknown"'),
  'has description after content:encoded': written(/(<description>It.*)(<content.*)/, '$2$1'),
  'has items without an id': written(GUID, ''),
  'has several items of one id': written(GUID, '<guid>https://news.example/river</guid>'),
  'has dates that are none of its format': written('Mon, 03 Jun 2013 20:00:00 GMT', 'Mon, 03 Jun 13 20:00:00 EST'),
  'has links that are not absolute': written('<link>https://news.example/river', '<link>/river'),
  'has relative addresses in the text of items': written('https://news.example/map', '//news.example/map'),
  'has text that was escaped twice': written('&lt;p&gt;It', '&amp;lt;p&amp;gt;It'),
  'has tags in titles': written(TOWN, '<title>Town &lt;b&gt;meets&lt;/b&gt;</title>'),
  'has enclosures at no whole address in ASCII': written('river.mp3', 'flüsse.mp3'),
  'has enclosures without a real media type': written('audio/mpeg', 'audio/mp3'),
  'does not say its own address': written('<atom:link rel="self" href="HERE/rss.xml"/>', ''),
  'says that its own address is another': written('"HERE/rss.xml"', '"https://news.example/rss.xml"'),
  'has dates of the future': written('03 Jun 2013 20', '03 Jun 2999 20'),
  'is large': written('It was high, and rose. ', 'x'.repeat(1_000_001)),
  'is an archive document, announced as a feed': written(
    '<item>',
    '<a:archive xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'says that it is complete, and leads to older items': written(
    '<item>',
    '<a:complete xmlns:a="http://purl.org/syndication/history/1.0"/><item>',
  ),
  'leads to its older items by no whole address': written('HERE/2013.rss', '2013.rss'),
  'leads to itself for its older items': written('HERE/2013.rss', 'HERE/rss.xml'),
  'leads to another site for its older items, which was not looked at': written(
    'HERE/2013.rss',
    'https://elsewhere.example/',
  ),
  'leads to older items that are not there': written('HERE/2013.rss', 'HERE/2012.rss'),
  'has older items in another format': written('HERE/2013.rss', 'HERE/2013.atom'),
};

export const ATOM: Sites = {
  'says that it is complete, and leads to older items': written(
    '<entry>',
    '<complete xmlns="http://purl.org/syndication/history/1.0"/><entry>',
  ),
  'does not have one of each everywhere': written('<title>News</title>', '<title>News</title><title>Noch eins</title>'),
  'has ids that are no IRIs': written('<id>https://news.example/</id>', '<id>news</id>'),
  'has entries without an author': written('<author><name>Desk</name></author>', ''),
  'has entries without a page and without content': written('<link href="https://news.example/town"/>', ''),
  'has several alternates of one type and language': written('<link href="https://news.example/town"/>', '$&$&'),
  'is updated earlier than what is in it': written('04T20:00:00Z', '04T19:30:00Z'),
  'does not say its language': written(' xml:lang="en"', ''),
  'has tombstones that lack something': written('when="2013-06-04T19:00:00Z"', ''),
  'has entries that it says are deleted': written('2013-06-02T19', '2013-06-04T19'),
  'has dates that are none of its format': written('2013-06-03T20:00:00Z', '2013-06-03t20:00:00z'),
  'cannot be read': written('</feed>', ''),
};

export const JSON_FEED: Sites = {
  'has members that are missing, or of another type': written('"id":"town"', '"id":"town","tags":"Town"'),
  'is of another version': written('version/1.1', 'version/1'),
  'does not say where its site is': written('"home_page_url":"https://news.example/",', ''),
  'has items without content': written(',"content_text":"It met."', ''),
  'has extensions whose names have a dot': written('"_news"', '"_news.example"'),
  'has items without an id': written('"id":"town"', '"id":""'),
  'cannot be read': written('{', '{,'),
};
