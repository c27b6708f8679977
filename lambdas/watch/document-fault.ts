import { SaxesParser } from 'saxes';
import type { WatchedFeed } from './watched-feeds';

/** The namespace and name of the root element that tells a feed from any other XML: RSS 2.0 has no namespace. */
const ROOTS = { RSS: '{}rss', Atom: '{http://www.w3.org/2005/Atom}feed' } as const;

/** Why a document is not the feed that it ought to be, in words that follow "it"; undefined for one that is. */
export const documentFault = (kind: WatchedFeed['kind'], text: string): string | undefined =>
  kind === 'JSON Feed' ? wrongInJson(text) : wrongInXml(text, kind);

// Not by fast-xml-parser: it takes undeclared prefixes, undefined entities and forbidden characters for well-formed, and
// reader software does not (tried with 5.12, 2026-11-22).
function wrongInXml(text: string, kind: keyof typeof ROOTS): string | undefined {
  const parser = new SaxesParser({ xmlns: true });
  let first: string | undefined;
  let root: string | undefined;
  parser.on('error', ({ message }) => {
    first ??= message.replace(/\.$/, '');
  });
  parser.on('opentag', ({ uri, local }) => {
    root ??= `{${uri}}${local}`;
  });
  parser.write(text).close();
  if (first !== undefined) return `is not well-formed XML (line and column ${first})`;
  return root === ROOTS[kind] ? undefined : `is not ${kind}: its root element is ${root}`;
}

function wrongInJson(text: string): string | undefined {
  let feed: unknown;
  try {
    feed = JSON.parse(text);
  } catch (error) {
    return `is not JSON (${error instanceof Error ? error.message : error})`;
  }
  const { version, items } = Object(feed) as { version?: unknown; items?: unknown };
  const isFeed = String(version).startsWith('https://jsonfeed.org/version/') && Array.isArray(items);
  return isFeed ? undefined : 'is not JSON Feed: it has no version or no items';
}
