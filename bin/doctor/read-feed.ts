import { readAtom } from './atom';
import { ATOM, parseXml } from './element';
import type { Feed, Kind } from './feed';
import { readJsonFeed } from './json-feed';
import { readRss } from './rss';

/** Reads a document as a feed, and holds it to the rules of its format. Gives why it is none, in words that follow "it". */
export function readFeed(document: string): Feed | string {
  const kind = kindOf(document);
  if (kind === undefined) return 'is not RSS 2.0, Atom 1.0 or JSON Feed';
  try {
    if (kind === 'JSON Feed') {
      const feed: unknown = JSON.parse(document);
      return Array.isArray(Object(feed).items) ? readJsonFeed(feed) : 'is not JSON Feed: it has no array items';
    }
    const root = parseXml(document);
    if (kind === 'RSS' && root.name === 'rss') return readRss(root);
    if (kind === 'Atom' && root.name === `${ATOM}feed`) return readAtom(root);
    return `is not ${kind}: its root element is ${root.name}`;
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    return kind === 'JSON Feed' ? `is not JSON (${why})` : `is not well-formed XML (line and column ${why})`;
  }
}

/** What a document seems to be, by how it begins. */
export function kindOf(document: string): Kind | undefined {
  if (/^\s*\{/.test(document)) return 'JSON Feed';
  const root = /<(?:[\w.-]+:)?(rss|feed|html|RDF|opml)\b/i.exec(document.slice(0, 4_096))?.[1];
  return root === 'rss' ? 'RSS' : root === 'feed' ? 'Atom' : undefined;
}
