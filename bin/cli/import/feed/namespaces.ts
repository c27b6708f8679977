/** The usual prefix of each namespace that feeds and exports use. RSS has none, and neither has RSS 1.0 here. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://purl.org/rss/1.0/': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://channel.netscape.com/rdf/simple/0.9/': '',
  'http://backend.userland.com/rss': '',
  'http://backend.userland.com/rss2': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://cyber.law.harvard.edu/rss': '',
  'http://my.netscape.com/publish/formats/rss-0.91.dtd': '',
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns': 'atom',
  'http://www.w3.org/2007/app': 'app',
  'http://purl.org/atom/app': 'app',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.0/': 'dc',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/xml/1998/namespace': 'xml',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://itunes.apple.com/dtds/podcast-1.0.dtd': 'itunes',
  'https://podcastindex.org/namespace/1.0': 'podcast',
  'https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': 'podcast',
  'http://podlove.org/simple-chapters': 'psc',
  'http://purl.oclc.org/net/rss_2.0/enc': 'enc',
  'http://search.yahoo.com/mrss': 'media',
  'http://search.yahoo.com/mrss/': 'media',
  'http://purl.org/syndication/thread/1.0': 'thr',
  'http://purl.org/syndication/history/1.0': 'fh',
  'http://purl.org/atompub/tombstones/1.0': 'at',
  'http://wordpress.org/export/1.0/': 'wp',
  'http://wordpress.org/export/1.1/': 'wp',
  'http://wordpress.org/export/1.2/': 'wp',
  'http://wordpress.org/export/1.0/excerpt/': 'excerpt',
  'http://wordpress.org/export/1.1/excerpt/': 'excerpt',
  'http://wordpress.org/export/1.2/excerpt/': 'excerpt',
  'http://schemas.google.com/blogger/2018': 'blogger',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
};

const KNOWN = new Set(Object.values(PREFIXES));

/** `prefix:local` in lower case, by the namespace. Without a known one, by the prefix of the document. */
export function nameIn(uri: string, prefix: string, local: string): string {
  const namespace = uri.trim().toLowerCase().replace(/#$/, '');
  const own = prefix.toLowerCase();
  const usual = Object.hasOwn(PREFIXES, namespace) ? PREFIXES[namespace] : undefined;
  const isFree = uri === '' || !KNOWN.has(own);
  const chosen = usual ?? (isFree ? own : `${own}-other`);
  return chosen === '' ? local.toLowerCase() : `${chosen}:${local.toLowerCase()}`;
}
