import { readAtom } from './atom';
import { ATOM, parseXml, TooDeep } from './element';
import type { Feed, Kind } from './feed';
import { readJsonFeed } from './json-feed';
import { readRss } from './rss';

/** The reason for a document that is a feed, but of a format without rules here. */
export const IS_RSS_1 = 'is RSS 1.0';
const RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF';
const RSS_1_CHANNEL = '{http://purl.org/rss/1.0/}channel';

/** Reads a feed and applies the rules of its format. For any other document, gives the reason in words that follow "it". */
export function readFeed(document: string): Feed | string {
  const kind = kindOf(document);
  if (kind === undefined) return isRss1(document) ? IS_RSS_1 : 'is not RSS 2.0, Atom 1.0 or JSON Feed';
  try {
    if (kind === 'JSON Feed') {
      const feed: unknown = JSON.parse(document);
      return Array.isArray(Object(feed).items) ? readJsonFeed(feed) : 'is not JSON Feed: it has no items array';
    }
    const parsed = parseXml(document);
    const { name } = parsed.root;
    if (kind === 'RSS' && name === 'rss') return readRss(parsed);
    if (kind === 'Atom' && name === `${ATOM}feed`) return readAtom(parsed);
    return `is not ${kind}: its root element is ${name}`;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    if (kind === 'JSON Feed') return `is not JSON (${reason})`;
    return error instanceof TooDeep ? `is not readable here: ${reason}` : `is not well-formed XML (${placed(reason)})`;
  }
}

/** saxes writes line and column before most reasons. */
const placed = (reason: string): string => (/^\d+:\d+/.test(reason) ? `line and column ${reason}` : reason);

/** Whether a document is well-formed RSS 1.0 (https://web.resource.org/rss/1.0/spec). */
function isRss1(document: string): boolean {
  if (!/^<(?:[\w.-]+:)?RDF\b/.test(rootOf(document))) return false;
  try {
    const { root } = parseXml(document);
    return root.name === RDF && root.has(RSS_1_CHANNEL);
  } catch {
    return false;
  }
}

/** Whether a document is a feed of any format. */
export const isFeed = (document: string): boolean => kindOf(document) !== undefined || isRss1(document);

/** The kind of feed that the root element of a document suggests. */
function kindOf(document: string): Kind | undefined {
  if (/^\s*\{/.test(document)) return 'JSON Feed';
  const root = /^<(?:[\w.-]+:)?(rss|feed)\b/i.exec(rootOf(document))?.[1]?.toLowerCase();
  return root === 'rss' ? 'RSS' : root === 'feed' ? 'Atom' : undefined;
}

/** The parts that may stand before the root element, however long they are (XML 1.0 §2.8). */
const BEFORE_ROOT = [
  { start: '<?', end: '?>' },
  { start: '<!--', end: '-->' },
  { start: '<!DOCTYPE', end: '>' },
] as const;

/** The beginning of a document from its root element on. */
function rootOf(document: string): string {
  let rest = document.trimStart();
  for (;;) {
    const part = BEFORE_ROOT.find(({ start }) => rest.slice(0, start.length).toUpperCase() === start);
    if (part === undefined) return rest.slice(0, 200);
    const subset = /^<!DOCTYPE[^<>[]*\[/i.test(rest) ? rest.indexOf(']') : 0;
    const end = rest.indexOf(part.end, Math.max(part.start.length, subset));
    if (end < 0) return '';
    rest = rest.slice(end + part.end.length).trimStart();
  }
}
