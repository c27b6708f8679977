import { readAtom } from './atom';
import { ATOM, parseXml } from './element';
import type { Feed, Kind } from './feed';
import { readJsonFeed } from './json-feed';
import { readRss } from './rss';

/** Reads a feed and applies the rules of its format. For any other document, gives the reason in words that follow "it". */
export function readFeed(document: string): Feed | string {
  const kind = kindOf(document);
  if (kind === undefined) return 'is not RSS 2.0, Atom 1.0 or JSON Feed';
  try {
    if (kind === 'JSON Feed') {
      const feed: unknown = JSON.parse(document);
      return Array.isArray(Object(feed).items) ? readJsonFeed(feed) : 'is not JSON Feed: it has no items array';
    }
    const root = parseXml(document);
    if (kind === 'RSS' && root.name === 'rss') return readRss(root);
    if (kind === 'Atom' && root.name === `${ATOM}feed`) return readAtom(root);
    return `is not ${kind}: its root element is ${root.name}`;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    return kind === 'JSON Feed' ? `is not JSON (${reason})` : `is not well-formed XML (line and column ${reason})`;
  }
}

/** The kind of feed that the beginning of a document suggests. */
export function kindOf(document: string): Kind | undefined {
  if (/^\s*\{/.test(document)) return 'JSON Feed';
  const root = /<(?:[\w.-]+:)?(rss|feed|html|RDF|opml)\b/i.exec(document.slice(0, 4_096))?.[1];
  return root === 'rss' ? 'RSS' : root === 'feed' ? 'Atom' : undefined;
}
