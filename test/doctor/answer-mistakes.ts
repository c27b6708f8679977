import { changed, without } from '../watch/serving';
import { type Sites, written } from './document-mistakes';
import { goodSite, MODIFIED } from './good-site';

/** A request with some headers set. */
function asked(request: Request, set: Readonly<Record<string, string>>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(set)) headers.set(name, value);
  return new Request(request.url, { headers, method: request.method });
}

const sent = (headers: Readonly<Record<string, string>>) => (request: Request) => changed(goodSite(request), headers);

const conditional = ({ headers }: Request): boolean => headers.has('if-none-match');
const answer =
  (status: number, headers = {}) =>
  () =>
    new Response(null, { status, headers });

const NEVER = 'Tue, 04 Jun 2999 20:00:00 GMT';

export const ANSWERS: Sites = {
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

export const ARCHIVE: Sites = {
  'leads by prev-archive to what is no archive document': () =>
    new Response('<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:link rel="current" href=""/></channel></rss>'),
  'has archive documents that do not lead back to it': () =>
    new Response('<rss><channel><a:archive xmlns:a="http://purl.org/syndication/history/1.0"/></channel></rss>'),
};
