import { type AnyFeed, parseFeed } from 'feedsmith';
import { type FeedItem, itemFromAtom, itemFromJson, itemFromRdf, itemFromRss } from './feed-item';

/** One document of a feed. */
export interface ForeignFeed {
  readonly items: readonly FeedItem[];
  readonly language?: string;
  /** The date of the last change: the best guess for an item without a date. */
  readonly updated?: string;
  /** The address of the document with older items: RFC 5005 §4 and §3, JSON Feed's `next_url`. */
  readonly older?: string;
}

/** Reads RSS (0.9x, 1.0, 2.0), Atom or JSON Feed; undefined for any other text. */
export function readFeed(text: string): ForeignFeed | undefined {
  let parsed: AnyFeed;
  try {
    parsed = parseFeed(text);
  } catch {
    return undefined;
  }
  switch (parsed.format) {
    case 'rss': {
      const { items = [], language, lastBuildDate, pubDate, atom } = parsed.feed;
      const older = olderLink(atom?.links);
      return { items: items.map(itemFromRss), language, updated: pubDate ?? lastBuildDate, older };
    }
    case 'rdf': {
      const { items = [], dc, atom } = parsed.feed;
      const [language, updated, older] = [dc?.languages?.[0], dc?.dates?.[0], olderLink(atom?.links)];
      return { items: items.map(itemFromRdf), language, updated, older };
    }
    case 'atom': {
      const { entries = [], xml, updated, links } = parsed.feed;
      const { base } = xml ?? {};
      const items = entries
        .map((entry) => itemFromAtom(entry, parsed.feed))
        .map((item) => ({ ...item, base: item.base ?? base }));
      return { items, language: xml?.lang, updated, older: olderLink(links) };
    }
    case 'json': {
      const { items = [], language, next_url: older } = parsed.feed;
      return { items: items.map((item) => itemFromJson(item, parsed.feed)), language, older };
    }
  }
}

const olderLink = (links: readonly { rel?: string; href?: string }[] = []): string | undefined =>
  ['prev-archive', 'next']
    .map((rel) => links.find((link) => link.rel === rel)?.href)
    .find((href) => href !== undefined);
