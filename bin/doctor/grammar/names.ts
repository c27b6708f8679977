import type { Element } from '../element';

/** Namespaces of the elements that the grammars name, by the prefix that their specifications use. */
const NAMESPACES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/Atom': 'atom',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://backend.userland.com/creativeCommonsRssModule': 'creativeCommons',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/syndication/history/1.0': 'fh',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.w3.org/2003/01/geo/wgs84_pos#': 'geo',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://search.yahoo.com/mrss/': 'media',
  'http://purl.org/rss/1.0/modules/slash/': 'slash',
  'http://purl.org/rss/1.0/modules/syndication/': 'sy',
  'http://purl.org/syndication/thread/1.0': 'thr',
  'http://madskills.com/public/xml/rss/module/trackback/': 'trackback',
  'http://wellformedweb.org/CommentAPI/': 'wfw',
  'http://www.w3.org/1999/xhtml': 'xhtml',
};

/** Publishers write `Podcast-1.0.DTD` and leave out the last slash. The validator of the W3C takes both for the same. */
const nearNamespace = (uri: string): string => uri.toLowerCase().replace(/\W+$/, '');
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMESPACES).map(([uri, prefix]) => [nearNamespace(uri), prefix]),
);

const splitName = (name: string): { uri: string; local: string } => {
  const end = name.lastIndexOf('}');
  return { uri: name.slice(1, Math.max(end, 1)), local: name.slice(end + 1) };
};

/** A name as the grammars write it: `ttl`, `atom:link`. Undefined for a namespace that no grammar names. */
export function grammarName(name: string): string | undefined {
  const { uri, local } = splitName(name);
  if (uri === '') return local;
  const prefix = PREFIXES.get(nearNamespace(uri));
  // "Qualified" Dublin Core: dc:date.issued is a dc:date.
  return prefix && `${prefix}:${prefix === 'dc' ? local.split('.')[0] : local}`;
}

/** The prefix of a name in a grammar; empty for a name without a namespace. */
export const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');

/** A name in words for people: with its prefix where a grammar names the namespace. */
export const shownName = ({ name }: Element): string => grammarName(name) ?? splitName(name).local;
