/** A format that no reader here reads, and what to do instead. */
export interface ForeignFormat {
  readonly name: string;
  readonly remedy: string;
}

/** The begin of a file. */
export interface FileHead {
  /** The first bytes in Latin-1: each byte is one character. */
  readonly bytes: string;
  /** The first bytes as text, without white space before it. */
  readonly text: string;
}

interface FormatRule extends ForeignFormat {
  readonly test: (head: FileHead) => boolean;
}

const FEED_OR_WXR = 'Import the address of its feed, or move the site to WordPress and import the export of that';
const UNPACK = 'Unpack it, and import the folder or the export in it';
const PUBLISH = 'A single story is no import: `publish` takes it, and `import` takes the folder that holds it';

const startsWith =
  (...beginnings: string[]) =>
  ({ bytes }: FileHead) =>
    beginnings.some((begin) => bytes.startsWith(begin));
const matches =
  (pattern: RegExp) =>
  ({ text }: FileHead) =>
    pattern.test(text);

/** The name of the first file in a ZIP archive, and names near it, tell its kind. */
const zipWith = (pattern: RegExp) => (head: FileHead) =>
  head.bytes.startsWith('PK\x03\x04') && pattern.test(head.bytes);

/** An XML document whose root element is `pattern`, after comments, declarations and a document type. */
const xmlRoot = (pattern: string) =>
  matches(
    new RegExp(`^(?:<\\?[\\s\\S]*?\\?>\\s*|<!--[\\s\\S]*?-->\\s*|<!DOCTYPE[^>]*>\\s*)*<(?:${pattern})[\\s>/]`, 'i'),
  );

const BINARY: readonly FormatRule[] = [
  {
    name: 'an EPUB book',
    remedy: 'Copy its texts into Markdown files, and import their folder',
    test: zipWith(/mimetypeapplication\/epub\+zip/),
  },
  {
    name: 'an OpenDocument file',
    remedy: 'Save it as plain text, and publish that file',
    test: zipWith(/mimetypeapplication\/vnd\.oasis/),
  },
  {
    name: 'a file of Word, Excel or PowerPoint',
    remedy: 'Save each story as plain text, and publish that file',
    test: (head) => zipWith(/\[Content_Types\]\.xml|(?:word|xl|ppt)\//)(head) || startsWith('\xd0\xcf\x11\xe0')(head),
  },
  { name: 'a ZIP archive', remedy: UNPACK, test: startsWith('PK\x03\x04', 'PK\x05\x06') },
  {
    name: 'a compressed file (gzip, bzip2, xz, Zstandard)',
    remedy: UNPACK,
    test: startsWith('\x1f\x8b', 'BZh', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd'),
  },
  { name: 'a 7z or RAR archive', remedy: UNPACK, test: startsWith("7z\xbc\xaf'\x1c", 'Rar!') },
  { name: 'a TAR archive', remedy: UNPACK, test: ({ bytes }) => bytes.slice(257, 262) === 'ustar' },
  { name: 'a PDF file', remedy: 'Copy its text into a .md file, and publish that file', test: startsWith('%PDF-') },
  { name: 'an RTF file', remedy: 'Save it as plain text, and publish that file', test: startsWith('{\\rtf') },
  { name: 'an SQLite database', remedy: FEED_OR_WXR, test: startsWith('SQLite format 3\0') },
  {
    name: 'a picture',
    remedy: 'Put it on the web, and name its address in a story',
    test: startsWith('\xff\xd8\xff', '\x89PNG', 'GIF8'),
  },
  {
    name: 'sound or a film',
    remedy: 'Put it on the web, and name its address in a story',
    test: (head) => startsWith('ID3', 'OggS', 'RIFF', 'fLaC', '\xff\xfb')(head) || head.bytes.slice(4, 8) === 'ftyp',
  },
];

const TEXT: readonly FormatRule[] = [
  {
    name: 'OPML, a list of feeds',
    remedy: 'Import each feed by its address',
    test: xmlRoot('opml'),
  },
  {
    name: 'a sitemap',
    remedy: 'A sitemap has addresses and no texts. Import the feed of the site',
    test: xmlRoot('urlset|sitemapindex'),
  },
  { name: 'an export of Tumblr', remedy: 'Import the feed, https://NAME.tumblr.com/rss', test: xmlRoot('tumblr') },
  { name: 'an export of LiveJournal', remedy: FEED_OR_WXR, test: xmlRoot('livejournal') },
  { name: 'an export of MediaWiki', remedy: FEED_OR_WXR, test: xmlRoot('mediawiki') },
  { name: 'an export of Joomla', remedy: FEED_OR_WXR, test: xmlRoot('j2xml|joomla') },
  {
    name: 'an export of Drupal',
    remedy: 'Import the address of its feed (/rss.xml), or a feed that its module Views makes of all nodes',
    test: xmlRoot('node_export|drupal'),
  },
  { name: 'a dump of a database in XML', remedy: FEED_OR_WXR, test: xmlRoot('pma_xml_export|mysqldump') },
  {
    name: 'a document of NewsML, NITF or DocBook',
    remedy: 'Make a feed or Markdown of it, and import that',
    test: xmlRoot('newsItem|newsMessage|NewsML|nitf|article|book'),
  },
  { name: 'a property list of Apple', remedy: FEED_OR_WXR, test: xmlRoot('plist') },
  {
    name: 'a text export of Movable Type or TypePad',
    remedy: FEED_OR_WXR,
    test: matches(
      /^(?:(?:AUTHOR|TITLE|BASENAME|STATUS|ALLOW COMMENTS|CONVERT BREAKS|DATE|PRIMARY CATEGORY):.*\r?\n){2}/,
    ),
  },
  {
    name: 'an SQL dump of a database',
    remedy: FEED_OR_WXR,
    test: matches(
      /^(?:--|\/\*)[^\n]*(?:dump|SQL|PostgreSQL|MySQL|MariaDB|Host:)|^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/;?)*(?:CREATE TABLE|CREATE DATABASE|INSERT INTO|DROP TABLE|PRAGMA |BEGIN TRANSACTION|SET )/i,
    ),
  },
  {
    name: 'a mailbox or an e-mail',
    remedy: 'Copy each text into a Markdown file, and import their folder',
    test: matches(
      /^From \S+ .*\d{4}\r?\n|^(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|X-Mozilla-Status):/i,
    ),
  },
  {
    name: "Substack's posts.csv",
    remedy: 'Import the folder that holds it and the folder posts',
    test: matches(/^"?post_id"?,.*\baudience\b/),
  },
  {
    name: 'a CSV export of Webflow',
    remedy: 'Import the feed of the collection, which Webflow makes in its settings',
    test: matches(/^.*"?(?:Collection ID|Item ID|Locale ID)"?,/),
  },
  {
    name: 'a CSV export of Wix',
    remedy: 'Import the feed of the site, https://NAME/blog-feed.xml',
    test: matches(/^.*"?(?:Post ID|Internal ID|Published Date|Plain Content|Rich Content)"?[,\r\n]/),
  },
  {
    name: 'an answer of the WordPress REST API',
    remedy: 'Import the address of the feed, or an export (Tools, Export)',
    test: matches(/^\[?\s*\{[\s\S]*"guid"\s*:\s*\{\s*"rendered"/),
  },
  {
    name: 'an answer of the Content API of Ghost',
    remedy: 'Import an export of Ghost (Settings, Migration, Export)',
    test: matches(/^\{\s*"posts"\s*:\s*\[/),
  },
  {
    name: "an answer of Drupal's JSON:API",
    remedy: 'Import the address of its feed (/rss.xml)',
    test: matches(/^\{\s*"jsonapi"\s*:/),
  },
  {
    name: 'an export of Contentful or Sanity',
    remedy: FEED_OR_WXR,
    test: matches(/^\{\s*"contentTypes"\s*:|^\{"_(?:createdAt|id|type|rev)"\s*:/),
  },
  { name: 'a Markdown file', remedy: PUBLISH, test: matches(/^(?:---|\+\+\+)[\t ]*\r?\n|^# \S/) },
];

/** A file in a known format that no reader here reads; undefined for any other. */
export const binaryFormat = (head: FileHead): ForeignFormat | undefined => BINARY.find(({ test }) => test(head));
export const textFormat = (head: FileHead): ForeignFormat | undefined => TEXT.find(({ test }) => test(head));

/** How a file without a known format looks. */
export function unknownFormat({ bytes, text }: FileHead): ForeignFormat {
  if (text === '') return { name: 'empty', remedy: 'Export it again' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes that no text file has.
  if (/[\x00-\x08\x0e-\x1a]/.test(bytes)) return { name: 'a binary file', remedy: FEED_OR_WXR };
  const root = /^(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<([\w:.-]+)/.exec(text)?.[1];
  if (root !== undefined) return { name: `XML with the root element <${root}>`, remedy: FEED_OR_WXR };
  if (/^[[{]/.test(text)) return { name: 'JSON of another program', remedy: FEED_OR_WXR };
  const [first = '', second = ''] = text.split(/\r?\n/);
  const isTable = [',', ';', '\t'].some((mark) => first.split(mark).length > 2 && second.split(mark).length > 2);
  if (isTable) return { name: 'a table (CSV)', remedy: 'Make a feed or Markdown of it, and import that' };
  return { name: 'plain text', remedy: PUBLISH };
}
