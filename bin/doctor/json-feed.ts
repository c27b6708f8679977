import * as z from 'zod';
import { type Feed, type File, labelOf } from './feed';
import { rfc3339Date } from './grammar/values';
import { applyRules, rulesOf } from './rule';
import { isAbsolute, isAsciiAddress, isWebAddress, MEDIA_TYPE } from './value';

/** An object of unknown members; empty for any other value. */
type Members = Readonly<Record<string, unknown>>;
interface JsonFeed {
  readonly feed: Members;
  readonly items: readonly Members[];
}

/** Reads JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function readJsonFeed(document: unknown): Feed {
  const feed: Members = Object(document);
  const items = list(feed.items).map((item): Members => Object(item));
  return {
    kind: 'JSON Feed',
    self: text(feed.feed_url),
    links: linksOf(feed),
    dates: items.flatMap((item) => present(item.date_published, item.date_modified)),
    older: text(feed.next_url),
    // RFC 5005 is for XML feeds only.
    isArchive: false,
    isComplete: false,
    namesCurrent: true,
    items: items.map((item) => ({
      id: text(item.id),
      title: text(item.title),
      links: linksOfItem(item),
      html: present(item.content_html),
      pictures: present(item.image, item.banner_image),
      date: text(item.date_published),
      files: filesOf(item),
    })),
    findings: applyRules(JSON_FEED_RULES, { feed, items }),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const present = (...values: readonly unknown[]): string[] => values.filter((value) => value !== undefined).map(text);
const linksOf = (feed: Members): string[] => present(feed.home_page_url, feed.feed_url, feed.next_url);
const linksOfItem = (item: Members): string[] => present(item.url, item.external_url, item.image, item.banner_image);
const filesOf = ({ attachments }: Members): File[] =>
  list(attachments)
    .map((one): Members => Object(one))
    .map(({ url, mime_type }) => ({ url: text(url), type: text(mime_type) }));

const authors = z.array(z.looseObject({ name: z.string().optional(), url: z.string().optional() })).optional();
const Shape = z.looseObject({
  title: z.string(),
  authors,
  items: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string().optional(),
      content_html: z.string().optional(),
      content_text: z.string().optional(),
      summary: z.string().optional(),
      authors,
      tags: z.array(z.string()).optional(),
      attachments: z.array(z.looseObject({ url: z.string(), mime_type: z.string().regex(MEDIA_TYPE) })).optional(),
    }),
  ),
});

export const JSON_FEED_RULES = rulesOf<JsonFeed>('rules', [
  {
    fault: 'has members that are missing or of the wrong type',
    remedy: 'JSON Feed 1.1: a feed has title and items; an item has a string id; authors and attachments are arrays.',
    check: ({ feed }) => [
      ...new Set(Shape.safeParse(feed).error?.issues.map(({ path }) => path.join('.').replace(/\b\d+\b/g, '*'))),
    ],
  },
  {
    fault: 'has items without an id',
    remedy: 'Give each item an id that never changes. Otherwise readers show it again after every edit.',
    check: ({ items }) => items.filter(({ id }) => text(id) === '').map(({ title, url }) => labelOf(title, url)),
  },
  {
    fault: 'has dates that are not RFC 3339',
    remedy: 'Write 2013-06-03T20:00:00Z.',
    check: ({ items }) =>
      items
        .flatMap(({ date_published, date_modified }) => present(date_published, date_modified))
        .filter((at) => rfc3339Date(at) !== undefined)
        .map((at) => labelOf(at)),
  },
  {
    fault: 'has addresses that are not whole',
    remedy: 'Write whole addresses: readers do not know the base of a relative one.',
    check: ({ feed, items }) =>
      [...linksOf(feed), ...items.flatMap(linksOfItem)]
        .filter((link) => !isAbsolute(link))
        .map((link) => labelOf(link)),
  },
  {
    fault: 'has attachments without a whole ASCII address',
    remedy: 'Write https://… with percent-encoding: podcast apps accept no other address.',
    check: ({ items }) =>
      items
        .flatMap(filesOf)
        .filter(({ url }) => !isAsciiAddress(url))
        .map(({ url, type }) => labelOf(url, type)),
  },
  {
    fault: 'does not name version 1.1',
    remedy: 'Write "version": "https://jsonfeed.org/version/1.1".',
    check: ({ feed }) => (feed.version === 'https://jsonfeed.org/version/1.1' ? [] : [labelOf(feed.version)]),
  },
  {
    advice: 'does not name its site',
    remedy: 'Add home_page_url.',
    check: ({ feed }) => !isWebAddress(text(feed.home_page_url)),
  },
  {
    fault: 'has items without content',
    remedy: 'JSON Feed 1.1: an item has content_html or content_text.',
    check: ({ items }) =>
      items
        .filter((item) => item.content_html === undefined && item.content_text === undefined)
        .map(({ id, title, url }) => labelOf(id, title, url)),
  },
  {
    fault: 'has extension names with a dot',
    remedy: 'JSON Feed 1.1: the name of an extension begins with _ and has no dot.',
    check: ({ feed, items }) => [
      ...new Set([feed, ...items].flatMap((one) => Object.keys(one).filter((name) => /^_.*\./.test(name)))),
    ],
  },
]);
