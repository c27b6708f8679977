import { urlIn } from '../../lambdas/news/values/uri';
import { charsetOfMediaType, encodingDeclaration } from '../../lambdas/outgoing/document-text';
import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import type { Kind } from './feed';
import { describeOutcome, ORIGIN } from './request';
import { rulesOf } from './rule';
import { isThisMachine } from './value';
import type { Visit } from './visit';

/** The media types that reader software accepts; the right one is first. */
const TYPES: Readonly<Record<Kind, readonly string[]>> = {
  RSS: ['application/rss+xml', 'application/xml', 'text/xml'],
  Atom: ['application/atom+xml', 'application/xml', 'text/xml'],
  'JSON Feed': ['application/feed+json', 'application/json'],
};

const typeOf = ({ headers }: FetchResult): string =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || 'none';

const sentCharset = ({ headers }: FetchResult): string | undefined =>
  charsetOfMediaType(headers.get('content-type') ?? '');

/** The Encoding Standard's name for a charset: `utf8` is `utf-8`. An unknown charset stays as it is. */
function encodingOf(charset: string): string {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return charset.toLowerCase();
  }
}

const isEncrypted = (url: string): boolean => url.startsWith('https:');

/** Rules for readers of every kind: they reach the feed, and recognise it as a feed. */
export const REACH_RULES = rulesOf<Visit>('reachable', [
  {
    fault: 'has a Content-Type that is not a feed type',
    remedy: 'Send Content-Type: application/rss+xml, application/atom+xml or application/feed+json.',
    check: ({ first, feed }) => (TYPES[feed.kind].includes(typeOf(first)) ? [] : [typeOf(first)]),
  },
  {
    advice: 'has a Content-Type for XML or JSON in general',
    remedy:
      'Send application/rss+xml, application/atom+xml or application/feed+json: systems open these types in reader software.',
    check: ({ first, feed }) => (TYPES[feed.kind].slice(1).includes(typeOf(first)) ? [typeOf(first)] : []),
  },
  {
    advice: 'has no charset in its Content-Type',
    remedy: 'Add ; charset=utf-8 to Content-Type: it outranks the XML declaration (RFC 7303 §3).',
    check: ({ first, feed }) => feed.kind !== 'JSON Feed' && sentCharset(first) === undefined,
  },
  {
    fault: 'names different charsets in Content-Type and XML declaration',
    remedy: 'Write UTF-8 in both: Content-Type decides (RFC 7303 §3), but some readers use the declaration.',
    check: ({ first }) => {
      const [sent, declared] = [sentCharset(first), encodingDeclaration(first.text)];
      const differ = sent && declared && encodingOf(sent) !== encodingOf(declared);
      return differ ? [`${sent} and ${declared}`] : [];
    },
  },
  {
    advice: 'is not encoded in UTF-8',
    remedy: 'Use UTF-8, which every reader must support (XML 1.0 §2.2; RFC 8259 §8.1).',
    check: ({ first }) => {
      const charset = (sentCharset(first) ?? encodingDeclaration(first.text) ?? 'utf-8').toLowerCase();
      return encodingOf(charset) === 'utf-8' ? [] : [charset];
    },
  },
  {
    fault: 'has bytes that its charset does not allow',
    remedy: 'Write the whole document in UTF-8, and declare it: readers show � for each wrong byte.',
    check: ({ first }) => first.text.includes('\uFFFD'),
  },
  {
    fault: 'blocks readers that run in a browser',
    remedy: 'Send Access-Control-Allow-Origin: * (CORS).',
    check: ({ first }) => !['*', ORIGIN].includes(first.headers.get('access-control-allow-origin') ?? ''),
  },
  {
    fault: 'does not answer HEAD',
    remedy: 'Answer HEAD with the headers of GET (RFC 9110 §9.3.2): Apple Podcasts requires it.',
    check: ({ head }) => (head.status === 200 ? [] : [describeOutcome(head)]),
  },
  {
    advice: 'sends different headers for HEAD and GET',
    remedy: 'Answer HEAD with the headers of GET (RFC 9110 §9.3.2).',
    check: ({ first, head }) =>
      ['content-type', 'cache-control'].filter(
        (name) => head.status === 200 && head.headers.get(name) !== first.headers.get(name),
      ),
  },
  {
    fault: 'does not answer requests whose Accept names no feed type',
    remedy: 'Answer with the feed for any Accept: podcast apps send one without feed types.',
    check: ({ first, asPage }) => {
      if (asPage.status !== 200) return [describeOutcome(asPage)];
      return typeOf(asPage) === typeOf(first) ? [] : [typeOf(asPage)];
    },
  },
  {
    advice: 'is not encrypted',
    remedy: 'Serve the feed over https: web readers on https pages cannot load http.',
    check: ({ first: { url } }) => !isEncrypted(url) && !isThisMachine(url),
  },
  {
    fault: 'redirects from https to http',
    remedy: 'Redirect to https only: readers refuse the http address.',
    check: ({ first: { redirects, url } }) => !isEncrypted(url) && redirects.some(({ from }) => isEncrypted(from)),
  },
  {
    advice: 'is announced at an address that redirects',
    remedy: 'Announce the final address: each poll takes two requests until readers learn it.',
    check: ({ first: { redirects, url } }) => (redirects.length > 0 ? [url] : []),
  },
  {
    advice: 'names another address as its own',
    remedy: 'Set rel="self" or feed_url to the requested address: readers move to the address that it names.',
    check: ({ address, first, feed: { self } }) =>
      self === '' || [address, first.url].some((own) => urlIn(self)?.href === new URL(own).href) ? [] : [self],
  },
]);
