import * as z from 'zod';
import { type Feed, labelOf } from './feed';
import { applyRules, rulesOf } from './rule';
import { isWebAddress } from './value';

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
  const present = (...values: readonly unknown[]) => values.filter((value) => value !== undefined).map(text);
  return {
    kind: 'JSON Feed',
    self: text(feed.feed_url),
    links: present(feed.home_page_url, feed.feed_url, feed.next_url),
    dates: items.flatMap((item) => present(item.date_published, item.date_modified)),
    older: text(feed.next_url),
    // RFC 5005 is for XML feeds only.
    isArchive: false,
    isComplete: false,
    namesCurrent: true,
    items: items.map((item) => ({
      id: text(item.id),
      title: text(item.title),
      links: present(item.url, item.external_url, item.image, item.banner_image),
      html: present(item.content_html),
      files: list(item.attachments)
        .map((one): Members => Object(one))
        .map(({ url, mime_type }) => ({ url: text(url), type: text(mime_type) })),
    })),
    findings: applyRules(JSON_FEED_RULES, { feed, items }),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

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
      attachments: z.array(z.looseObject({ url: z.string(), mime_type: z.string() })).optional(),
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
