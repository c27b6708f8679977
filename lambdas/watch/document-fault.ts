import { SaxesParser } from 'saxes';
import type { WatchedFeed } from './watched-feeds';

/** The namespace and name of each root element. RSS 2.0 has no namespace. */
const ROOTS = { RSS: '{}rss', Atom: '{http://www.w3.org/2005/Atom}feed' } as const;

/** Why a document is no feed of this kind, in words that follow its address; undefined for a sound one. */
export const documentFault = (kind: WatchedFeed['kind'], text: string): string | undefined =>
  kind === 'JSON Feed' ? jsonFault(text) : xmlFault(text, kind);

// Not fast-xml-parser: it accepts undeclared prefixes, undefined entities and forbidden characters, and reader software
// does not (tried with 5.12, 2026-11-22).
function xmlFault(text: string, kind: keyof typeof ROOTS): string | undefined {
  const parser = new SaxesParser({ xmlns: true });
  let firstError: string | undefined;
  let root: string | undefined;
  parser.on('error', ({ message }) => {
    firstError ??= message.replace(/\.$/, '');
  });
  parser.on('opentag', ({ uri, local }) => {
    root ??= `{${uri}}${local}`;
  });
  parser.write(text).close();
  if (firstError !== undefined) return `is not well-formed XML (line and column ${firstError})`;
  return root === ROOTS[kind] ? undefined : `is not ${kind}: its root element is ${root}`;
}

function jsonFault(text: string): string | undefined {
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
