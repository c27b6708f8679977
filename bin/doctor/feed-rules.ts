import type { Feed, File, Item } from './feed';
import { labelOf } from './feed';
import type { Rule } from './rule';
import { openingTags } from './tags';
import { duplicates, isAbsolute, isRfc822, isRfc3339, isWebAddress } from './value';

const items = (isSo: (item: Item) => boolean) => (feed: Feed) =>
  feed.items.filter(isSo).map(({ id, title, links }) => labelOf(id, title, ...links));

const files = (isSo: (file: File) => boolean) => (feed: Feed) =>
  feed.items.flatMap((item) => item.files.filter(isSo).map(({ url, type }) => labelOf(url, type)));

/** Names that people make up for what IANA lists under another (https://www.iana.org/assignments/media-types). */
const MADE_UP = /^(?:audio\/(?:mp3|m4a|x-m4a)|image\/(?:jpg|svg)|video\/(?:mov|m4v))$/i;

/** Addresses in an item's HTML that are relative; one within the text (#note) leads nowhere wrong. */
const relativeIn = (html: string): string[] =>
  openingTags(html)
    .flatMap(({ attributes: { href, src } }) => [href, src])
    .filter((address) => address !== undefined)
    .map((address) => address.trim())
    .filter((address) => address !== '' && !address.startsWith('#') && !/^[a-z][a-z\d+.-]*:/i.test(address));

/** What every format asks for. */
export const FEED_RULES: readonly Rule<Feed>[] = [
  {
    area: 'rules',
    wrong: 'has items without an id',
    remedy: 'Give each a guid or id that never changes, or readers show it again with every edit.',
    check: items(({ id }) => id === ''),
  },
  {
    area: 'rules',
    wrong: 'has several items of one id',
    remedy: 'Give each story a guid or id of its own: readers show one of them only.',
    check: (feed) => duplicates(feed.items.map(({ id }) => id).filter((id) => id !== '')),
  },
  {
    area: 'rules',
    wrong: 'has dates that are none of its format',
    remedy: 'Write Mon, 03 Jun 2013 20:00:00 GMT in RSS, and 2013-06-03T20:00:00Z in Atom and JSON Feed.',
    check: ({ kind, dates }) =>
      dates.filter((at) => !(kind === 'RSS' ? isRfc822(at) : isRfc3339(at))).map((at) => labelOf(at)),
  },
  {
    area: 'rules',
    wrong: 'has links that are not absolute',
    remedy: 'Write whole addresses: readers do not know what a relative one is relative to.',
    check: ({ links, items }) =>
      [...links, ...items.flatMap((item) => item.links)]
        .filter((link) => !isAbsolute(link))
        .map((link) => labelOf(link)),
  },
  {
    area: 'rules',
    wrong: 'has relative addresses in the text of items',
    remedy: 'Make them whole when the feed is written, or pictures and links are broken in readers.',
    check: ({ items }) =>
      [...new Set(items.flatMap(({ html }) => html).flatMap(relativeIn))].map((one) => labelOf(one)),
  },
  {
    area: 'rules',
    wrong: 'has text that was escaped twice',
    remedy: 'Escape HTML once (RFC 4287 §3.1.1.2), or readers show its tags.',
    check: items(({ html }) => html.some((text) => /^\s*&lt;[a-z][^<>]*&gt;/i.test(text))),
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'has tags in titles',
    remedy: 'A title is plain text: some readers show the tags.',
    check: items(({ title }) => /<\/?[a-z][^<>]*>/i.test(title)),
  },
  {
    area: 'rules',
    wrong: 'has enclosures at no whole address in ASCII',
    remedy: 'Write it with https:// and percent-encoded: podcast apps take no other.',
    check: files(({ url }) => !isWebAddress(url) || !/^[!-~]+$/.test(url)),
  },
  {
    area: 'rules',
    wrong: 'has enclosures without a real media type',
    remedy: 'Write what IANA lists: audio/mpeg, not audio/mp3; image/jpeg, not image/jpg.',
    check: files(({ type }) => !/^[\w.+-]+\/[\w.+-]+$/.test(type) || MADE_UP.test(type)),
  },
  {
    area: 'rules',
    isAdvice: true,
    wrong: 'does not say its own address',
    remedy:
      'Add a link with rel="self" (in RSS atom:link, in JSON Feed feed_url): a reader that has a copy finds the feed by it.',
    check: ({ self }) => self === '',
  },
];
