import { changed, without } from '../watch/serving';
import { goodSite, MODIFIED } from './good-site';

export interface Mistake {
  /** Where it is, and the rule that tells of it, in its words. */
  readonly path: string;
  readonly wrong: string;
  readonly site: (request: Request) => Response;
}

type Sites = Readonly<Record<string, (request: Request) => Response>>;

const at = (path: string, sites: Sites): Mistake[] =>
  Object.entries(sites).map(([wrong, site]) => ({
    path,
    wrong,
    site: (request) => (new URL(request.url).pathname === path ? site(request) : goodSite(request)),
  }));

/** A document with some of its text changed: the text has to be in it. */
const written = (from: string | RegExp, to: string) => (request: Request) =>
  goodSite(request, (document) => {
    const changedTo = document.replace(from, to);
    if (changedTo === document) throw new Error(`${from} is not in the document`);
    return changedTo;
  });

/** A request with some headers set. */
function asked(request: Request, set: Readonly<Record<string, string>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(set)) headers.set(name, value);
  return new Request(request.url, { headers, method: request.method });
}

const sent = (headers: Readonly<Record<string, string>>) => (request: Request) => changed(goodSite(request), headers);

const GUID = '<guid isPermaLink="false">town</guid>';
const TOWN = '<title>Town meets</title>';

const RSS: Sites = {
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
  'leads to its older items by no whole address': written('HERE/2013.rss', '2013.rss'),
  'leads to itself for its older items': written('HERE/2013.rss', 'HERE/rss.xml'),
  'leads to another site for its older items, which was not looked at': written(
    'HERE/2013.rss',
    'https://elsewhere.example/',
  ),
  'leads to older items that are not there': written('HERE/2013.rss', 'HERE/2012.rss'),
  'has older items in another format': written('HERE/2013.rss', 'HERE/2013.atom'),
};

const ATOM: Sites = {
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

const JSON_FEED: Sites = {
  'has members that are missing, or of another type': written('"id":"town"', '"id":"town","tags":"Town"'),
  'is of another version': written('version/1.1', 'version/1'),
  'does not say where its site is': written('"home_page_url":"https://news.example/",', ''),
  'has items without content': written(',"content_text":"It met."', ''),
  'has extensions whose names have a dot': written('"_news"', '"_news.example"'),
  'has items without an id': written('"id":"town"', '"id":""'),
  'cannot be read': written('{', '{,'),
};

const conditional = ({ headers }: Request): boolean => headers.has('if-none-match');
const answer =
  (status: number, headers = {}) =>
  () =>
    new Response(null, { status, headers });

const NEVER = 'Tue, 04 Jun 2999 20:00:00 GMT';

const ANSWERS: Sites = {
  'cannot be fetched': answer(404),
  'turns readers away without saying for how long': answer(429),
  'is sent as something else than a feed': sent({ 'content-type': 'text/html; charset=utf-8' }),
  'is sent as any XML or JSON': sent({ 'content-type': 'text/xml; charset=utf-8' }),
  'does not say its charset in the header': sent({ 'content-type': 'application/rss+xml' }),
  'has one charset in the header and another in the XML declaration': written(
    'encoding="utf-8"',
    'encoding="iso-8859-1"',
  ),
  'is not in UTF-8': (request) =>
    changed(written('encoding="utf-8"', 'encoding="iso-8859-1"')(request), {
      'content-type': 'application/rss+xml; charset=iso-8859-1',
    }),
  'has bytes that are none of its charset': written('It was high.', 'It was \uFFFD.'),
  'may not be read by readers that run in a browser': sent({ 'access-control-allow-origin': 'https://news.example' }),
  'fails when it is asked for by HEAD': (request) => (request.method === 'HEAD' ? answer(405)() : goodSite(request)),
  'has other headers for HEAD than for GET': (request) =>
    sent(request.method === 'HEAD' ? { 'cache-control': 'no-cache' } : {})(request),
  'is not given to whoever does not ask for a feed by name': (request) =>
    request.headers.get('accept') === 'text/html' ? answer(406)() : goodSite(request),
  'is somewhere else than where it is announced': (request) =>
    request.url.endsWith('?now') ? goodSite(request) : answer(301, { location: '/rss.xml?now' })(),
  'has neither ETag nor Last-Modified': sent({ etag: '', 'last-modified': '' }),
  'has no ETag': (request) => changed(goodSite(without(request, 'if-none-match')), { etag: '' }),
  'has another ETag at every poll': (request) =>
    changed(goodSite(without(request, 'if-none-match')), { etag: `W/"${Math.random()}"` }),
  'answers its own ETag in If-None-Match with no 304': (request) => goodSite(without(request, 'if-none-match')),
  'does not find its ETag in a list, and made weak': (request) =>
    goodSite(request.headers.get('if-none-match')?.includes(',') ? without(request, 'if-none-match') : request),
  'answers its own Last-Modified in If-Modified-Since with no 304': (request) =>
    goodSite(without(request, 'if-modified-since')),
  'looks at If-Modified-Since though there is If-None-Match': (request) =>
    goodSite(request.headers.has('if-modified-since') ? without(request, 'if-none-match') : request),
  'has a 304 without what its 200 has': (request) => sent(conditional(request) ? { 'cache-control': '' } : {})(request),
  'is not compressed': (request) => goodSite(without(request, 'accept-encoding')),
  'is compressed, and not for everybody': sent({ vary: '' }),
  'is compressed also for those who ask for it as it is': (request) =>
    goodSite(asked(request, { 'accept-encoding': 'gzip' })),
  'has one strong ETag, compressed or not': sent({ etag: '"1"' }),
  'is an old copy that a cache holds': sent({ age: '301' }),
  'may be kept for more than a day': sent({ 'cache-control': 'public, s-maxage=86401' }),
  'does not say for how long it may be kept': sent({ 'cache-control': '' }),
  'may not be kept at all': sent({ 'cache-control': 'no-store' }),
  'was modified in the future': (request) => {
    const isSeen = request.headers.get('if-modified-since') === NEVER;
    const answer = goodSite(isSeen ? asked(request, { 'if-modified-since': MODIFIED }) : request);
    return changed(answer, { 'last-modified': NEVER });
  },
};

const ARCHIVE: Sites = {
  'leads by prev-archive to what is no archive document': () =>
    new Response('<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:link rel="current" href=""/></channel></rss>'),
  'has archive documents that do not lead back to it': () =>
    new Response('<rss><channel><a:archive xmlns:a="http://purl.org/syndication/history/1.0"/></channel></rss>'),
};

/** What publishers do wrong, each alone. */
export const MISTAKES: readonly Mistake[] = [
  ...at('/rss.xml', RSS),
  ...at('/atom.xml', ATOM),
  ...at('/feed.json', JSON_FEED),
  ...at('/rss.xml', ANSWERS),
  ...at('/2013.rss', ARCHIVE).map((mistake) => ({ ...mistake, path: '/rss.xml' })),
];
