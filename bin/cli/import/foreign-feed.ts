import { itemFromAtom } from './feed/atom-item';
import { asFields, asText, itemFromJson, type JsonFields, WITHDRAWN } from './feed/json-item';
import { type DocumentFault, readJson } from './feed/json-reader';
import { addressIn } from './feed/media-attachments';
import { itemFromRss } from './feed/rss-item';
import type { XmlElement } from './feed/xml-element';
import { readXml } from './feed/xml-reader';
import type { FeedItem } from './feed-item';

/** One document of a feed. */
export interface ForeignFeed {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  readonly items: readonly FeedItem[];
  readonly language?: string;
  /** The address of the site. */
  readonly site?: string;
  /** The address of the document with older items: RFC 5005 §4 and §3, JSON Feed's `next_url`. */
  readonly older?: string;
  /** Whether the document holds every item (RFC 5005 §2). */
  readonly isComplete: boolean;
  /** Whether WordPress made it: `?paged=2` then gives older items. */
  readonly isWordPress: boolean;
  /** The first fault of a document that is not well-formed. */
  readonly fault?: DocumentFault;
  /** Whether the document ends before its root element does. */
  readonly isCutOff: boolean;
}

/** Reads RSS (0.9x, 1.0, 2.0), Atom or JSON Feed, also with faults; undefined for any other text. */
export function readFeed(text: string, address?: string): ForeignFeed | undefined {
  const start = text
    .slice(0, 1_000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('{')) return readJsonFeed(text);
  if (!start.includes('<')) return undefined;
  const document = readXml(text, { address });
  if (document?.root.name === 'feed') {
    const asAtom = readXml(text, { address, usualPrefix: 'atom' });
    return asAtom && readXmlFeed(asAtom);
  }
  return document && readXmlFeed(document);
}

type XmlDocument = NonNullable<ReturnType<typeof readXml>>;

function readXmlFeed(document: XmlDocument): ForeignFeed | undefined {
  const { root } = document;
  if (/^(?:rss|rdf:rdf|channel)$/.test(root.name)) return readRss(document);
  return /^atom:(?:feed|entry)$/.test(root.name) ? readAtom(document) : undefined;
}

function readRss({ root, fault, unfinished }: XmlDocument): ForeignFeed | undefined {
  const isRdf = root.name === 'rdf:rdf';
  const channel = root.name === 'channel' ? root : root.first('channel');
  const elements = descendants(root, 'item');
  if (isRdf && !channel && elements.length === 0) return undefined;
  const site = channel?.textOf('link');
  const generator = channel?.textOf('generator') ?? channel?.first('admin:generatoragent')?.attribute('rdf:resource');
  return {
    format: isRdf ? 'rdf' : 'rss',
    items: elements.map((element) => {
      const item = itemFromRss(element, isRdf);
      return {
        ...item,
        skip: damage(element, { fault, unfinished }) ?? (isWithdrawn(element) ? WITHDRAWN : item.skip),
      };
    }),
    language: channel?.textOf('language', 'dc:language') ?? channel?.language,
    site,
    older: olderLink(channel),
    isComplete: channel?.first('fh:complete') !== undefined,
    isWordPress: /\bwordpress\.(?:org|com)\b/i.test(generator ?? ''),
    fault,
    isCutOff: unfinished.length > 0,
  };
}

function readAtom({ root, fault, unfinished }: XmlDocument): ForeignFeed {
  const elements = root.name === 'atom:entry' ? [root] : descendants(root, 'atom:entry', 'at:deleted-entry');
  const links = root.all('atom:link');
  const alternate = links.find((link) => (link.attribute('rel') ?? 'alternate') === 'alternate');
  const self = links.find((link) => link.attribute('rel') === 'self');
  const site = [alternate, self].flatMap((link) => (link && addressIn(link, 'href')) || [])[0];
  const generator = root.first('atom:generator');
  return {
    format: 'atom',
    items: elements.map((element) => {
      if (element.name !== 'atom:entry') {
        const [guid, deletedAt] = [element.attribute('ref')?.trim(), element.attribute('when')];
        return { ...NOTHING, guid, deletedAt, skip: WITHDRAWN };
      }
      const item = itemFromAtom(element, root);
      return { ...item, skip: damage(element, { fault, unfinished }) ?? item.skip };
    }),
    language: root.language,
    site,
    older: olderLink(root),
    isComplete: root.first('fh:complete') !== undefined,
    isWordPress: /\bwordpress\.(?:org|com)\b/i.test(`${generator?.attribute('uri')} ${generator?.text}`),
    fault,
    isCutOff: unfinished.length > 0,
  };
}

const NOTHING = { categories: [], authors: [], attachments: [] };

/** The elements with one of these names, in the order of the document. Broken feeds nest them. */
const descendants = (element: XmlElement, ...names: string[]): XmlElement[] =>
  element.children.flatMap((child) => [
    ...(names.includes(child.name) ? [child] : []),
    ...descendants(child, ...names),
  ]);

function damage(
  element: XmlElement,
  { fault, unfinished }: Pick<XmlDocument, 'fault' | 'unfinished'>,
): FeedItem['skip'] {
  return fault && unfinished.includes(element) ? damagedBy(fault) : undefined;
}

const damagedBy = (fault: DocumentFault): FeedItem['skip'] => ({
  kind: 'damaged items',
  why: `not well-formed: the document ends inside this item, ${placeOf(fault)}`,
  isFault: true,
});

export const placeOf = ({ line, column }: DocumentFault): string => `line ${line}, column ${column}`;

/** The items that feeds of Bulletin show in place of withdrawn stories. */
const isWithdrawn = (item: XmlElement): boolean =>
  item.all('category').some((one) => /\/ns\/withdrawn$/.test(one.attribute('domain')?.trim() ?? ''));

function olderLink(feed: XmlElement | undefined): string | undefined {
  const links = feed?.all('atom:link') ?? [];
  const found = ['prev-archive', 'next']
    .map((rel) => links.find((link) => link.attribute('rel')?.trim().toLowerCase() === rel))
    .find((link) => link !== undefined);
  return found && addressIn(found, 'href');
}

function readJsonFeed(text: string): ForeignFeed | undefined {
  const document = readJson(text.replace(/^\ufeff/, ''));
  const feed = asFields(document?.value);
  const version = asText(feed?.version) ?? '';
  const isFeed = /jsonfeed/.test(version) || (!document?.fault && asText(feed?.title) !== undefined);
  if (!document || !feed || !isFeed || !Array.isArray(feed.items)) return undefined;
  const { fault, isCutOff } = document;
  const last = feed.items.length - 1;
  return {
    format: 'json',
    items: feed.items.map((one, i) => {
      const item = readJsonItem(one, i, feed);
      return fault && isCutOff && i === last ? { ...item, skip: damagedBy(fault) } : item;
    }),
    language: asText(feed.language),
    site: asText(feed.home_page_url),
    older: asText(feed.next_url),
    isComplete: false,
    isWordPress: false,
    fault,
    isCutOff,
  };
}

function readJsonItem(one: unknown, i: number, feed: JsonFields): FeedItem {
  const fields = asFields(one);
  const skip = { kind: 'damaged items', why: 'is not an object', isFault: true };
  return fields ? itemFromJson(fields, feed) : { ...NOTHING, guid: `item ${i + 1}`, skip };
}
