import { Feed, type Item } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedStory } from '../../news/story/feed-entry';
import { sha256 } from '../../news/values/sha256';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { optionalWebAddress } from '../require-web-address';
import { mapElements } from '../xml/elements';
import { replaceEach } from '../xml/replace-each';
import { HeldText } from '../xml/text-placeholders';
import { emailOf } from './author-email';
import { type Enclosure, enclosureOf } from './enclosure';
import { dateOfInstant, feedItem, topics } from './feed-item';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';
import { BREAKING_NEWS, feedLanguage, feedTitle, withdrawnText } from './labels';
import { declareMediaRss, htmlSummary, isDescribed, mediaElements } from './media-rss';
import { type PieceFormat, type RenderedPieces, renderPieces } from './rendered-pieces';
import { pictureOf } from './story-picture';
import type { OnSkip } from './write-each';

/** A feed as Atom 1.0 (RFC 4287). The same input gives the same bytes. Skips and reports a story that Atom cannot hold. */
export function renderAtom(
  publication: Publication,
  document: FeedDocument,
  onSkip?: OnSkip,
  pieces?: RenderedPieces,
): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const feed = new Feed(
    held.hold({
      id: document.feed.guid,
      title: feedTitle(publication, document.feed),
      description: publication.description,
      link: addresses.feedPage(document.feed.name),
      feedLinks: { atom: selfAddress(addresses, document, 'atom.xml') },
      updated: dateOfInstant(document.updated),
      // §4.2.1: the author of each entry that names none.
      author: { name: publication.title, link: addresses.frontPage },
      copyright: publication.copyright,
      generator: 'Bulletin',
    }),
  );
  const context = { url: publication.url, now: document.now };
  const entries = renderPieces(STORY, document.entries, context, onSkip, pieces);
  const tombstones = renderPieces(TOMBSTONE, document.tombstones, context, onSkip, pieces);
  const start = feedStart(held, publication, addresses, document);
  const frame = held.release(replaceEach(feed.atom1(), `${FEED_START}>`, [start]));
  // Each `<` of a released document is markup.
  const whole = replaceEach(frame, '</feed>', [`${[...entries, ...tombstones].join('')}</feed>`]);
  return declareMediaRss(whole, FEED_START);
}

const STORY: PieceFormat<FeedStory, HeldEntry> = { name: 'Atom entry', write: holdEntry, render: renderEntries };
const TOMBSTONE: PieceFormat<Tombstone, string> = {
  name: 'Atom tombstone',
  write: deletedEntry,
  render: (texts) => [...texts],
};

/** RFC 6721 §3: `ref` is the id of the entry, `when` is the moment of the withdrawal, and links are allowed. */
function deletedEntry({ withdrawnPage }: Addresses, tombstone: Tombstone): string {
  const held = new HeldText();
  const ref = held.hold(iri(tombstone.guid));
  const when = held.hold(tombstone.withdrawnAt);
  const content = `<at:comment>${held.hold(withdrawnText(tombstone))}</at:comment><link rel="related" href="${held.hold(withdrawnPage)}"/>`;
  return held.release(
    `    <at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="${ref}" when="${when}">${content}</at:deleted-entry>\n`,
  );
}

/** An entry whose texts are held. */
interface HeldEntry {
  readonly held: HeldText;
  readonly item: Item;
  readonly language: string;
  readonly enclosure: Enclosure | undefined;
  readonly media: readonly string[];
}

function holdEntry(addresses: Addresses, entry: FeedStory, breaking: boolean): HeldEntry {
  const held = new HeldText();
  const item = atomItem(addresses, entry, breaking);
  const media = mediaElements(held, entry);
  const texts = held.hold({ item, language: entry.language, enclosure: enclosureOf(entry) });
  return { held, ...texts, media: hasHtmlSummary(entry) ? [...media, htmlSummary(held, entry, 'summary')] : media };
}

/** Whether the story has a picture and a summary: rss2email prefers a plain summary to the content, and so to the picture. */
const hasHtmlSummary = (entry: FeedStory): boolean =>
  isDescribed(entry) || (entry.summary !== '' && pictureOf(entry) !== undefined);

const atomItem = (addresses: Addresses, entry: FeedStory, breaking: boolean): Item => ({
  ...feedItem(addresses, entry),
  id: iri(entry.guid),
  // The summary as HTML comes last.
  description: hasHtmlSummary(entry) ? undefined : entry.summary || undefined,
  author: entry.authors.map((author) => ({
    name: author.name,
    email: emailOf(author),
    link: optionalWebAddress(author.url),
  })),
  category: [
    ...(breaking ? [{ term: 'breaking', scheme: addresses.breakingScheme, name: BREAKING_NEWS }] : []),
    ...topics(entry).map((term) => ({ term })),
  ],
});

// RFC 3987 §2.2: enough of it to recognise an identifier.
const IRI = /^[a-z][a-z\d+.-]*:[^\s\p{Cc}\p{Cs}<>"{}|\\^`]+$/iu;

/**
 * RFC 4287 §4.2.6: an id is an IRI. RSS and JSON Feed allow any text, so an imported guid may be no IRI. Its id is a UUID
 * made from the text (RFC 9562 §5.8), so it never changes.
 */
function iri(guid: string): string {
  if (IRI.test(guid)) return guid;
  const [a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(sha256(guid))?.slice(1) ?? [];
  return `urn:uuid:${a}-${b}-8${c}-8${d}-${e}`;
}

const FEED_START = '<feed xmlns="http://www.w3.org/2005/Atom"';

/** The start of the document, with the language, the archive mark, and the links to the history and the license. */
function feedStart(held: HeldText, publication: Publication, addresses: Addresses, document: FeedDocument): string {
  const { license } = publication;
  const links = held.hold([
    ...historyLinks(addresses, document, 'atom.xml'),
    // RFC 4946 §2.
    ...(license === undefined ? [] : [{ rel: 'license', href: license }]),
  ]);
  return [
    `${FEED_START} xml:lang="${held.hold(feedLanguage(publication, document.feed))}">`,
    ...(document.archive ? [`<fh:archive xmlns:fh="${FEED_HISTORY}"/>`] : []),
    ...links.map(({ rel, href }) => `<link rel="${rel}" href="${href}"/>`),
  ].join('\n    ');
}

/** The text of each entry. Each is released alone, so a text gets into its own entry or is an error. */
function renderEntries(entries: readonly HeldEntry[]): string[] {
  // The package takes the clock for a feed without a date. This one does not get into a document.
  const feed = new Feed({ title: '', updated: new Date(0) });
  for (const { item } of entries) feed.addItem(item);
  return mapElements(feed.atom1(), 'entry', entries, (element, entry) =>
    entry.held.release(addMissingElements(element, entry)),
  );
}

/** Adds language, plain text, enclosure and picture: the `feed` package writes all text as HTML and guesses media types. */
function addMissingElements(element: string, { item, language, enclosure, media }: HeldEntry): string {
  const lastElements = [...enclosureLinks(enclosure), ...media];
  const edits: [tag: string, replacements: string[]][] = [
    ['<entry>', [`<entry xml:lang="${language}">`]],
    ['<title type="html">', ['<title>']],
    // §4.2.7.2: a link without a rel is an alternate, but some readers do not know that.
    ['<link href=', ['<link rel="alternate" href=']],
    ['<summary type="html">', item.description === undefined ? [] : ['<summary>']],
    ['</entry>', [`${lastElements.map((one) => `    ${one}\n    `).join('')}</entry>`]],
  ];
  return edits.reduce((text, [tag, replacements]) => replaceEach(text, tag, replacements), element);
}

/** RFC 4287 §4.2.7.6: the length is an optional hint. */
function enclosureLinks(enclosure: Enclosure | undefined): string[] {
  if (enclosure === undefined) return [];
  const { url, type, length } = enclosure;
  const bytes = length === undefined ? '' : ` length="${length}"`;
  return [`<link rel="enclosure" href="${url}" type="${type}"${bytes}/>`];
}
