import { replaceOnce } from '../replace-once';

/** A change of a good feed: what is put in before `<item>` or at the end of the item or entry, or a text and its replacement. */
export type Sample = readonly string[];

const NAMESPACES = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:fh="http://purl.org/syndication/history/1.0"',
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
  'xmlns:thr="http://purl.org/syndication/thread/1.0"',
].join(' ');

const RSS = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" ${NAMESPACES}>
<channel><title>News</title><link>https://news.example/</link><description>All news.</description><language>en</language><atom:link rel="self" href="HERE/rss.xml"/>
<item><title>River</title><guid isPermaLink="false">river-2013</guid><pubDate>Mon, 03 Jun 2013 20:00:00 GMT</pubDate><description>It rose.</description></item>
</channel></rss>`;
const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" ${NAMESPACES} xml:lang="en">
<id>https://news.example/</id><title>News</title><updated>2013-06-03T20:00:00Z</updated><author><name>Desk</name></author><link rel="self" href="HERE/atom.xml"/>
<entry><id>tag:news.example,2013:river</id><title>River</title><updated>2013-06-03T20:00:00Z</updated><link href="https://news.example/river"/><summary>It rose.</summary></entry>
</feed>`;

/** A place of a sample: its feed, and the text before which the sample stands. */
const PLACES: Readonly<Record<string, { readonly feed: string; readonly before?: string }>> = {
  rss: { feed: RSS },
  channel: { feed: RSS, before: '<item>' },
  item: { feed: RSS, before: '</item>' },
  atom: { feed: ATOM },
  feed: { feed: ATOM, before: '<entry>' },
  entry: { feed: ATOM, before: '</entry>' },
};

/** `{3×ab}` is `ababab`. */
const spellOut = (text: string): string =>
  text.replace(/\{(\d+)×([^}]*)\}/g, (_, times: string, part: string) => part.repeat(Number(times)));

/** The document of a sample. HERE stands for the address of the site. */
export function buildSample([place = '', xml = '', replacement = '']: Sample): string {
  const { feed, before } = PLACES[place] ?? { feed: '' };
  return spellOut(replaceOnce(feed, before ?? xml, before ? xml + before : replacement));
}

/** The path of the sample's feed. */
export const pathOf = ([place = '']: Sample): string => (PLACES[place]?.feed === RSS ? '/rss.xml' : '/atom.xml');
