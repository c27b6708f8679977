import { Feed, type Item } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import type { Instant } from '../../news/values/instant';
import { sha256 } from '../../news/values/sha256';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { optionalWebAddress } from '../require-web-address';
import { replaceEach } from '../xml/replace-each';
import { HeldText } from '../xml/text-placeholders';
import { emailOf } from './author-email';
import { type Enclosure, enclosureOf } from './enclosure';
import { dateOfInstant, feedItem, topics } from './feed-item';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';
import { BREAKING_NEWS, feedTitle } from './labels';
import { type OnSkip, writeEach } from './write-each';

/** A feed as Atom 1.0 (RFC 4287). The same input gives the same bytes. Skips and reports a story that Atom cannot hold. */
export function renderAtom(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const atom = new Feed(
    held.hold({
      id: document.feed.guid,
      title: feedTitle(publication, document.feed),
      description: publication.description,
      link: addresses.feedPage(document.feed.name),
      feedLinks: { atom: selfAddress(addresses, document, 'atom.xml') },
      updated: dateOfInstant(document.updated),
      // §4.2.1: the author of each entry that names none.
      author: { name: publication.title, link: addresses.frontPage },
      generator: 'Bulletin',
    }),
  );
  const write = (entry: FeedEntry) => ({ entry, item: atomItem(addresses, entry, document.now) });
  const written = writeEach(document.entries, write, onSkip);
  for (const { item } of written) atom.addItem(held.hold(item));
  const entries = written.map(({ entry }) => entry);
  const renderTombstone = ({ guid, withdrawnAt, note }: Tombstone) =>
    deletedEntry(held.hold({ guid: iri(guid), withdrawnAt, note }));
  const tombstones = writeEach(document.tombstones, renderTombstone, onSkip);
  const start = feedStart(held, publication, addresses, document);
  const xml = addMissingElements(atom.atom1(), held, start, entries);
  return held.release(replaceEach(xml, '</feed>', [`${tombstones.join('')}</feed>`]));
}

/** RFC 6721 §3: `ref` is the id of the entry, and `when` is the moment of the withdrawal. */
function deletedEntry({ guid, withdrawnAt, note }: Pick<Tombstone, 'guid' | 'withdrawnAt' | 'note'>): string {
  const comment = note === undefined ? '' : `<at:comment>${note}</at:comment>`;
  return `    <at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="${guid}" when="${withdrawnAt}">${comment}</at:deleted-entry>\n`;
}

const atomItem = (addresses: Addresses, entry: FeedEntry, now: Instant): Item => ({
  ...feedItem(addresses, entry),
  id: iri(entry.guid),
  description: entry.summary || undefined,
  author: entry.authors.map((author) => ({
    name: author.name,
    email: emailOf(author),
    link: optionalWebAddress(author.url),
  })),
  category: [
    ...(isBreaking(entry, now) ? [{ term: 'breaking', scheme: addresses.breakingScheme, name: BREAKING_NEWS }] : []),
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

/** The start of the document, with the language, the archive mark and the links to the history. */
function feedStart(held: HeldText, { language }: Publication, addresses: Addresses, document: FeedDocument): string {
  const links = held.hold(historyLinks(addresses, document, 'atom.xml'));
  return [
    `${FEED_START} xml:lang="${held.hold(language)}">`,
    ...(document.archive ? [`<fh:archive xmlns:fh="${FEED_HISTORY}"/>`] : []),
    ...links.map(({ rel, href }) => `<link rel="${rel}" href="${href}"/>`),
  ].join('\n    ');
}

/** Adds languages, plain text and enclosures: the `feed` package writes all text as HTML and guesses media types. */
function addMissingElements(xml: string, held: HeldText, start: string, entries: readonly FeedEntry[]): string {
  const summaries = entries.filter(({ summary }) => summary);
  const edits: [tag: string, replacements: string[]][] = [
    [`${FEED_START}>`, [start]],
    ['<entry>', entries.map((entry) => `<entry xml:lang="${held.hold(entry.language)}">`)],
    ['<title type="html">', entries.map(() => '<title>')],
    // §4.2.7.2: a link without a rel is an alternate, but some readers do not know that.
    ['<link href=', entries.map(() => '<link rel="alternate" href=')],
    ['<summary type="html">', summaries.map(() => '<summary>')],
    ['</entry>', entries.map((entry) => `${enclosureLink(held.hold(enclosureOf(entry)))}</entry>`)],
  ];
  return edits.reduce((text, [tag, replacements]) => replaceEach(text, tag, replacements), xml);
}

/** RFC 4287 §4.2.7.6: the length is an optional hint. */
function enclosureLink(enclosure: Enclosure | undefined): string {
  if (enclosure === undefined) return '';
  const { url, type, length } = enclosure;
  const bytes = length === undefined ? '' : ` length="${length}"`;
  return `    <link rel="enclosure" href="${url}" type="${type}"${bytes}/>\n    `;
}
