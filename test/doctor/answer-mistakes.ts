import { responseWith, without } from '../watch/serving';
import { replacing, type Sites } from './document-mistakes';
import { goodSite, MODIFIED } from './good-site';

/** A request with other headers. */
function withHeaders(request: Request, set: Readonly<Record<string, string>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(set)) headers.set(name, value);
  return new Request(request.url, { headers, method: request.method });
}

const sending = (headers: Readonly<Record<string, string>>) => (request: Request) =>
  responseWith(goodSite(request), headers);

const conditional = ({ headers }: Request): boolean => headers.has('if-none-match');
const answer =
  (status: number, headers = {}) =>
  () =>
    new Response(null, { status, headers });

const NEVER = 'Tue, 04 Jun 2999 20:00:00 GMT';

export const ANSWERS: Sites = {
  'cannot be fetched': answer(404),
  'refuses requests without Retry-After': answer(429),
  'has a Content-Type that is not a feed type': sending({ 'content-type': 'text/html; charset=utf-8' }),
  'has a Content-Type for XML or JSON in general': sending({ 'content-type': 'text/xml; charset=utf-8' }),
  'has no charset in its Content-Type': sending({ 'content-type': 'application/rss+xml' }),
  'names different charsets in Content-Type and XML declaration': replacing(
    'encoding="utf-8"',
    'encoding="iso-8859-1"',
  ),
  'is not encoded in UTF-8': (request) =>
    responseWith(replacing('encoding="utf-8"', 'encoding="iso-8859-1"')(request), {
      'content-type': 'application/rss+xml; charset=iso-8859-1',
    }),
  'has bytes that its charset does not allow': replacing('It was high.', 'It was \uFFFD.'),
  'blocks readers that run in a browser': sending({ 'access-control-allow-origin': 'https://news.example' }),
  'does not answer HEAD': (request) => (request.method === 'HEAD' ? answer(405)() : goodSite(request)),
  'sends different headers for HEAD and GET': (request) =>
    sending(request.method === 'HEAD' ? { 'cache-control': 'no-cache' } : {})(request),
  'does not answer requests whose Accept names no feed type': (request) =>
    request.headers.get('accept') === 'text/html' ? answer(406)() : goodSite(request),
  'is announced at an address that redirects': (request) =>
    request.url.endsWith('?now') ? goodSite(request) : answer(301, { location: '/rss.xml?now' })(),
  'has neither ETag nor Last-Modified': sending({ etag: '', 'last-modified': '' }),
  'has no ETag': (request) => responseWith(goodSite(without(request, 'if-none-match')), { etag: '' }),
  'changes its ETag at every poll': (request) =>
    responseWith(goodSite(without(request, 'if-none-match')), { etag: `W/"${Math.random()}"` }),
  'does not answer 304 to its own ETag': (request) => goodSite(without(request, 'if-none-match')),
  'does not answer 304 to its ETag in a list or as a weak tag': (request) =>
    goodSite(request.headers.get('if-none-match')?.includes(',') ? without(request, 'if-none-match') : request),
  'does not answer 304 to its own Last-Modified': (request) => goodSite(without(request, 'if-modified-since')),
  'uses If-Modified-Since although If-None-Match is present': (request) =>
    goodSite(request.headers.has('if-modified-since') ? without(request, 'if-none-match') : request),
  'answers 304 without headers of its 200': (request) =>
    sending(conditional(request) ? { 'cache-control': '' } : {})(request),
  'is not compressed': (request) => goodSite(without(request, 'accept-encoding')),
  'is compressed without Vary: Accept-Encoding': sending({ vary: '' }),
  'is compressed although the request refuses compression': (request) =>
    goodSite(withHeaders(request, { 'accept-encoding': 'gzip' })),
  'has the same strong ETag with and without compression': sending({ etag: '"1"' }),
  'is an expired copy from a cache': sending({ age: '301' }),
  'may stay in caches for more than a day': sending({ 'cache-control': 'public, s-maxage=86401' }),
  'does not limit how long caches keep it': sending({ 'cache-control': '' }),
  'forbids caches to keep it': sending({ 'cache-control': 'no-store' }),
  'has a Last-Modified in the future': (request) => {
    const isRepeat = request.headers.get('if-modified-since') === NEVER;
    const answer = goodSite(isRepeat ? withHeaders(request, { 'if-modified-since': MODIFIED }) : request);
    return responseWith(answer, { 'last-modified': NEVER });
  },
};

export const ARCHIVE: Sites = {
  'links with prev-archive to a document that is not an archive': () =>
    new Response('<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:link rel="current" href=""/></channel></rss>'),
  'has archive documents without a link back': () =>
    new Response('<rss><channel><a:archive xmlns:a="http://purl.org/syndication/history/1.0"/></channel></rss>'),
};
