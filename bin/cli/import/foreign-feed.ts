import { type AnyFeed, parseFeed } from 'feedsmith';
import { type FeedItem, itemFromAtom, itemFromJson, itemFromRdf, itemFromRss } from './feed-item';

/** One document of a feed. */
export interface ForeignFeed {
  readonly items: readonly FeedItem[];
  readonly language?: string;
  /** When it was last changed: of an item without a date the best guess. */
  readonly updated?: string;
  /** Where what is older is: RFC 5005 §4 and §3, JSON Feed's `next_url`. */
  readonly older?: string;
}

/** Reads RSS (0.9x, 1.0, 2.0), Atom or JSON Feed; undefined for what is none of them. */
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
      return {
        items: items.map(itemFromRss),
        language,
        updated: pubDate ?? lastBuildDate,
        older: olderIn(atom?.links),
      };
    }
    case 'rdf': {
      const { items = [], dc, atom } = parsed.feed;
      return {
        items: items.map(itemFromRdf),
        language: dc?.languages?.[0],
        updated: dc?.dates?.[0],
        older: olderIn(atom?.links),
      };
    }
    case 'atom': {
      const { entries = [], xml, updated, links } = parsed.feed;
      const { base } = xml ?? {};
      const items = entries
        .map((entry) => itemFromAtom(entry, parsed.feed))
        .map((item) => ({ ...item, base: item.base ?? base }));
      return { items, language: xml?.lang, updated, older: olderIn(links) };
    }
    case 'json': {
      const { items = [], language, next_url: older } = parsed.feed;
      return { items: items.map((item) => itemFromJson(item, parsed.feed)), language, older };
    }
  }
}

const olderIn = (links: readonly { rel?: string; href?: string }[] = []): string | undefined =>
  ['prev-archive', 'next']
    .map((rel) => links.find((link) => link.rel === rel)?.href)
    .find((href) => href !== undefined);
