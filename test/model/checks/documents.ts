import { iso, secondOf } from '../newsroom/time';
import { equal } from './equal';
import { all, attribute, date, type Node, one, text, xml } from './xml';

/** A feed as a reader has it, whatever its format. */
export interface Document {
  readonly title: string;
  /** Atom's id. */
  readonly guid?: string;
  readonly updated: string;
  readonly items: readonly Item[];
  readonly tombstones: readonly Tombstone[];
}

export interface Item {
  readonly guid: string;
  readonly link: string;
  readonly headline: string;
  readonly summary: string;
  readonly html: string;
  readonly published: string;
  readonly updated: string;
  readonly breaking: boolean;
  /** The fields that JSON Feed alone has. */
  readonly extension?: unknown;
}

export interface Tombstone {
  readonly guid: string;
  readonly at: string;
  /** The text for readers; in Atom the note alone. */
  readonly message: string;
  /** Left out by Atom. */
  readonly published?: string;
}

function rss(document: string): Document {
  const channel = one(one(xml(document), 'rss'), 'channel');
  const isTombstone = (item: Node) => all(item, 'dcterms:valid').length > 0;
  const items = all(channel, 'item');
  const tombstones = items.filter(isTombstone);
  inOrder(items, isTombstone);
  return {
    title: text(channel, 'title'),
    updated: date(channel, 'lastBuildDate'),
    items: items
      .filter((item) => !isTombstone(item))
      .map((item) => ({
        guid: text(item, 'guid'),
        link: text(item, 'link'),
        headline: text(item, 'title'),
        summary: text(item, 'description'),
        html: text(item, 'content:encoded'),
        published: date(item, 'pubDate'),
        updated: date(item, 'atom:updated'),
        breaking: all(item, 'category').some((category) => category['#text'] === 'Breaking News'),
      })),
    tombstones: tombstones.map((item) => {
      const [, start, end] = /^start=(\S+);end=(\S+);scheme=W3C-DTF$/.exec(text(item, 'dcterms:valid')) ?? [];
      const [published, at] = [date(item, 'pubDate'), date(item, 'atom:updated')];
      equal(
        'dcterms:valid',
        [start, end].map((at = '') => iso(secondOf(at))),
        [published, at],
      );
      equal('title', text(item, 'title'), 'Withdrawn');
      equal('link', text(item, 'link'), 'https://news.example/withdrawn');
      return { guid: text(item, 'guid'), at, message: text(item, 'description'), published };
    }),
  };
}

function atom(document: string): Document {
  const feed = one(xml(document), 'feed');
  const [last] = document.split('<at:deleted-entry');
  equal('entries after tombstones', document.slice(last?.length).includes('<entry'), false);
  return {
    title: text(feed, 'title'),
    guid: text(feed, 'id'),
    updated: date(feed, 'updated'),
    items: all(feed, 'entry').map((entry) => ({
      guid: text(entry, 'id'),
      link: attribute(
        all(entry, 'link').find((link) => attribute(link, 'rel') === 'alternate'),
        'href',
      ),
      headline: text(entry, 'title'),
      summary: text(entry, 'summary'),
      html: text(entry, 'content'),
      published: date(entry, 'published'),
      updated: date(entry, 'updated'),
      breaking: all(entry, 'category').some((category) => attribute(category, 'term') === 'breaking'),
    })),
    tombstones: all(feed, 'at:deleted-entry').map((entry) => ({
      guid: attribute(entry, 'ref'),
      at: iso(secondOf(attribute(entry, 'when'))),
      message: text(entry, 'at:comment'),
    })),
  };
}

interface JsonItem {
  readonly id: string;
  readonly url?: string;
  readonly title: string;
  readonly summary?: string;
  readonly content_html?: string;
  readonly content_text?: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly tags?: readonly string[];
  readonly _bulletin: { readonly withdrawn?: { readonly at: string; readonly note?: string } };
}

function jsonFeed(document: string): Document {
  const { title, items, _bulletin } = JSON.parse(document) as {
    title: string;
    items: JsonItem[];
    _bulletin: { updated: string };
  };
  inOrder(items, (item) => item._bulletin.withdrawn !== undefined);
  return {
    title,
    updated: _bulletin.updated,
    items: items
      .filter((item) => !item._bulletin.withdrawn)
      .map((item) => ({
        guid: item.id,
        link: item.url ?? '',
        headline: item.title,
        summary: item.summary ?? '',
        html: item.content_html ?? '',
        published: item.date_published,
        updated: item.date_modified,
        breaking: item.tags?.includes('Breaking News') ?? false,
        extension: item._bulletin,
      })),
    tombstones: items.flatMap(({ _bulletin: { withdrawn }, ...item }) => {
      if (!withdrawn) return [];
      equal(
        'tombstone',
        [item.title, item.url, item.date_modified],
        ['Withdrawn', 'https://news.example/withdrawn', withdrawn.at],
      );
      const { id: guid, content_text = '', date_published: published } = item;
      if (withdrawn.note !== undefined && !content_text.includes(withdrawn.note))
        throw new Error('the note is missing');
      return [{ guid, at: withdrawn.at, message: content_text, published }];
    }),
  };
}

/** How each file is read. */
export const FORMATS = { 'rss.xml': rss, 'atom.xml': atom, 'feed.json': jsonFeed } as const;
export type File = keyof typeof FORMATS;
export const FILES = Object.keys(FORMATS) as File[];

function inOrder<T>(items: readonly T[], isLast: (item: T) => boolean): void {
  const first = items.findIndex(isLast);
  equal('items after tombstones', first >= 0 && items.slice(first).some((item) => !isLast(item)), false);
}
