import { type Feed, type File, type Item, labelOf } from './feed';
import { rulesOf } from './rule';
import { relativeAddresses } from './tags';
import { duplicates, hasScheme, isAsciiAddress } from './value';

const items = (test: (item: Item) => boolean) => (feed: Feed) =>
  feed.items.filter(test).map(({ id, title, links }) => labelOf(id, title, ...links));

const files = (test: (file: File) => boolean) => (feed: Feed) =>
  feed.items.flatMap((item) => item.files.filter(test).map(({ url, type }) => labelOf(url, type)));

/** Common names that IANA does not list. Apple asks for audio/x-m4a, so it is no mistake. */
const UNREGISTERED = /^(?:audio\/(?:mp3|m4a)|image\/(?:jpg|svg)|video\/(?:mov|m4v))$/i;

/** Rules for every format. */
export const FEED_RULES = rulesOf<Feed>('rules', [
  {
    fault: 'has several items with the same id',
    remedy: 'Give each story its own guid or id: readers show only one of them.',
    // Atom has rules of its own: an entry may be there in two versions.
    check: ({ kind, items }) =>
      kind === 'Atom' ? [] : duplicates(items.map(({ id }) => id).filter((id) => id !== '')),
  },
  {
    advice: 'has relative links',
    remedy: 'Write whole addresses, or xml:base: readers do not know the base of a relative one.',
    check: ({ kind, links, items }) =>
      kind === 'Atom'
        ? [...links, ...items.flatMap((item) => item.links)]
            .filter((link) => !hasScheme(link))
            .map((link) => labelOf(link))
        : [],
  },
  {
    advice: 'has relative addresses in the HTML of items',
    remedy: 'Write whole addresses. Otherwise readers show broken pictures and links.',
    check: ({ items }) =>
      [...new Set(items.flatMap(({ html }) => html).flatMap(relativeAddresses))].map((one) => labelOf(one)),
  },
  {
    advice: 'has HTML that is escaped twice',
    remedy: 'Escape HTML once (RFC 4287 §3.1.1.2). Otherwise readers show its tags.',
    check: items(({ html }) => html.some((text) => /^\s*&lt;[a-z][^<>]*&gt;/i.test(text))),
  },
  {
    advice: 'has HTML tags in titles',
    remedy: 'Write titles as plain text: some readers show the tags.',
    check: items(({ title }) => /<\/?[a-z][^<>]*>/i.test(title)),
  },
  {
    advice: 'has enclosures without a whole ASCII address',
    remedy: 'Write https://… with percent-encoding: podcast apps accept no other address.',
    check: (feed) => (feed.kind === 'Atom' ? files(({ url }) => !isAsciiAddress(url))(feed) : []),
  },
  {
    advice: 'has enclosures without a registered media type',
    remedy: 'Use the name that IANA lists: audio/mpeg, not audio/mp3; image/jpeg, not image/jpg.',
    check: files(({ type }) => UNREGISTERED.test(type) || type === ''),
  },
  {
    advice: 'does not name its own address',
    remedy:
      'Add a link rel="self" (atom:link in RSS, feed_url in JSON Feed): readers with a saved copy find the feed by it.',
    check: ({ self }) => self === '',
  },
]);
