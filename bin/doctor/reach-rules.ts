import { urlIn } from '../../lambdas/news/values/uri';
import { charsetIn, declaredIn } from '../cli/web-document';
import type { Kind } from './feed';
import { type Answer, describeOutcome, ORIGIN } from './request';
import type { Rule } from './rule';
import type { Visit } from './visit';

/** The media types that reader software takes, the right one first. */
const TYPES: Readonly<Record<Kind, readonly string[]>> = {
  RSS: ['application/rss+xml', 'application/xml', 'text/xml'],
  Atom: ['application/atom+xml', 'application/xml', 'text/xml'],
  'JSON Feed': ['application/feed+json', 'application/json'],
};

const typeOf = ({ headers }: Answer): string =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || 'none';

const sentCharset = ({ headers }: Answer): string | undefined => charsetIn(headers.get('content-type') ?? '');

const isEncrypted = (url: string): boolean => url.startsWith('https:');
const isThisMachine = (url: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/** Whether every kind of reader gets to a feed, and takes it for one. */
export const REACH_RULES: readonly Rule<Visit>[] = [
  {
    area: 'reachable',
    wrong: 'is sent as something else than a feed',
    remedy: 'Content-Type: application/rss+xml, application/atom+xml or application/feed+json.',
    check: ({ first, feed }) => (TYPES[feed.kind].includes(typeOf(first)) ? [] : [typeOf(first)]),
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'is sent as any XML or JSON',
    remedy: 'Content-Type: application/rss+xml, application/atom+xml or application/feed+json, for readers to open it.',
    check: ({ first, feed }) => (TYPES[feed.kind].slice(1).includes(typeOf(first)) ? [typeOf(first)] : []),
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'does not say its charset in the header',
    remedy: 'Add ; charset=utf-8 to Content-Type: it outranks the XML declaration (RFC 7303 §3).',
    check: ({ first, feed }) => feed.kind !== 'JSON Feed' && sentCharset(first) === undefined,
  },
  {
    area: 'reachable',
    wrong: 'has one charset in the header and another in the XML declaration',
    remedy: 'Write UTF-8 in both: the header is what counts (RFC 7303 §3), and some readers look at the other.',
    check: ({ first }) => {
      const [sent, declared] = [sentCharset(first), declaredIn(first.text)];
      const differ = sent && declared && sent.toLowerCase() !== declared.toLowerCase();
      return differ ? [`${sent} and ${declared}`] : [];
    },
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'is not in UTF-8',
    remedy: 'UTF-8 is what every reader has to know (XML 1.0 §2.2; RFC 8259 §8.1).',
    check: ({ first }) => {
      const charset = (sentCharset(first) ?? declaredIn(first.text) ?? 'utf-8').toLowerCase();
      return charset === 'utf-8' ? [] : [charset];
    },
  },
  {
    area: 'reachable',
    wrong: 'has bytes that are none of its charset',
    remedy: 'Write all of it in UTF-8, and say so: readers show � where such a byte was.',
    check: ({ first }) => first.text.includes('\uFFFD'),
  },
  {
    area: 'reachable',
    wrong: 'may not be read by readers that run in a browser',
    remedy: 'Add Access-Control-Allow-Origin: * (CORS): a feed is for everybody.',
    check: ({ first }) => !['*', ORIGIN].includes(first.headers.get('access-control-allow-origin') ?? ''),
  },
  {
    area: 'reachable',
    wrong: 'fails when it is asked for by HEAD',
    remedy: 'Answer HEAD with the headers of GET (RFC 9110 §9.3.2): Apple Podcasts takes no feed otherwise.',
    check: ({ head }) => (head.status === 200 ? [] : [describeOutcome(head)]),
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'has other headers for HEAD than for GET',
    remedy: 'Answer HEAD with the headers of GET (RFC 9110 §9.3.2).',
    check: ({ first, head }) =>
      ['content-type', 'cache-control'].filter(
        (name) => head.status === 200 && head.headers.get(name) !== first.headers.get(name),
      ),
  },
  {
    area: 'reachable',
    wrong: 'is not given to whoever does not ask for a feed by name',
    remedy: 'Answer with the feed whatever Accept says: podcast apps and others send one that has no feeds in it.',
    check: ({ first, asPage }) => {
      if (asPage.status !== 200) return [describeOutcome(asPage)];
      return typeOf(asPage) === typeOf(first) ? [] : [typeOf(asPage)];
    },
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'is not encrypted',
    remedy: 'Serve it by https: readers on pages of https may load nothing else.',
    check: ({ first: { url } }) => !isEncrypted(url) && !isThisMachine(url),
  },
  {
    area: 'reachable',
    wrong: 'leads from an encrypted address to one that is not',
    remedy: 'Redirect to https only: readers refuse to go on.',
    check: ({ first: { redirects, url } }) => !isEncrypted(url) && redirects.some(({ from }) => isEncrypted(from)),
  },
  {
    area: 'reachable',
    isAdvice: true,
    wrong: 'is somewhere else than where it is announced',
    remedy: 'Announce the address that it has in the end: each poll is two until readers know it.',
    check: ({ first: { redirects, url } }) => (redirects.length > 0 ? [url] : []),
  },
  {
    area: 'reachable',
    wrong: 'says that its own address is another',
    remedy: 'rel="self" and feed_url are the address that was asked for: readers move there.',
    check: ({ address, first, feed: { self } }) =>
      self === '' || [address, first.url].some((own) => urlIn(self)?.href === new URL(own).href) ? [] : [self],
  },
];
