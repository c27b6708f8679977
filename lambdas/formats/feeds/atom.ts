import { createHash } from 'node:crypto';
import { Feed, type Item } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import type { FeedDocument, Publication } from '../feed-document';
import { optionalWebAddress } from '../require-web-address';
import { HeldText } from '../xml/held-text';
import { replaceEach } from '../xml/replace-each';
import { type OnSkip, writeEach } from './bad-story';
import { BREAKING_NEWS, breakingScheme } from './breaking';
import { emailOf } from './email';
import { type Enclosure, enclosureOf } from './enclosure';
import { feedDate, feedItem, topics } from './feed-item';
import { feedHome, feedTitle } from './feed-title';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';

/**
 * A feed as Atom 1.0 (RFC 4287). The same input gives the same bytes.
 * A story that Atom cannot hold is left out, and `onSkip` told.
 */
export function renderAtom(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const held = new HeldText();
  const atom = new Feed(
    held.hold({
      id: document.feed.guid,
      title: feedTitle(publication, document.feed),
      description: publication.description,
      link: feedHome(publication, document.feed),
      feedLinks: { atom: selfAddress(publication, document, 'atom.xml') },
      updated: feedDate(document.updated),
      // §4.2.1: what has no author of its own is by the feed's.
      author: { name: publication.title, link: `${publication.url}/` },
      generator: 'Bulletin',
    }),
  );
  const write = (entry: FeedEntry) => ({ entry, item: atomItem(publication, entry, document.now) });
  const written = writeEach(document.entries, write, onSkip);
  for (const { item } of written) atom.addItem(held.hold(item));
  const entries = written.map(({ entry }) => entry);
  const bury = ({ guid, withdrawnAt, note }: Tombstone) =>
    deletedEntry(held.hold({ guid: iri(guid), withdrawnAt, note }));
  const tombstones = writeEach(document.tombstones, bury, onSkip);
  const xml = complete(atom.atom1(), held, publication, document, entries);
  return held.release(replaceEach(xml, '</feed>', [`${tombstones.join('')}</feed>`]));
}

/** RFC 6721 §3: `ref` is the entry's id, `when` the moment of the withdrawal. */
function deletedEntry({ guid, withdrawnAt, note }: Pick<Tombstone, 'guid' | 'withdrawnAt' | 'note'>): string {
  const comment = note === undefined ? '' : `<at:comment>${note}</at:comment>`;
  return `    <at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="${guid}" when="${withdrawnAt}">${comment}</at:deleted-entry>\n`;
}

const atomItem = (publication: Publication, entry: FeedEntry, now: Instant): Item => ({
  ...feedItem(publication, entry),
  id: iri(entry.guid),
  description: entry.summary || undefined,
  author: entry.authors.map((author) => ({
    name: author.name,
    email: emailOf(author),
    link: optionalWebAddress(author.url),
  })),
  category: [
    ...(isBreaking(entry, now) ? [{ term: 'breaking', scheme: breakingScheme(publication), name: BREAKING_NEWS }] : []),
    ...topics(entry).map((term) => ({ term })),
  ],
});

// RFC 3987 §2.2, as far as it tells an identifier from other text.
const IRI = /^[a-z][a-z\d+.-]*:[^\s\p{Cc}\p{Cs}<>"{}|\\^`]+$/iu;

/**
 * RFC 4287 §4.2.6: an id is an IRI, and is not normalised. RSS and JSON Feed know no such rule, so that an import may bring any
 * text; of that Atom has a UUID made of the name (RFC 9562 §5.8), which is the same for ever.
 */
function iri(guid: string): string {
  if (IRI.test(guid)) return guid;
  const [a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(sha256(guid))?.slice(1) ?? [];
  return `urn:uuid:${a}-${b}-8${c}-8${d}-${e}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Adds what `feed` cannot say of Atom: languages, plain text (it calls all text HTML), media types as they are. */
function complete(
  xml: string,
  held: HeldText,
  publication: Publication,
  document: FeedDocument,
  entries: readonly FeedEntry[],
): string {
  const history = held.hold(historyLinks(publication, document, 'atom.xml'));
  const summaries = entries.filter(({ summary }) => summary);
  const edits: [tag: string, replacements: string[]][] = [
    [
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      [
        [
          `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${held.hold(publication.language)}">`,
          ...(document.archive ? [`<fh:archive xmlns:fh="${FEED_HISTORY}"/>`] : []),
          ...history.map(({ rel, href }) => `<link rel="${rel}" href="${href}"/>`),
        ].join('\n    '),
      ],
    ],
    ['<entry>', entries.map((entry) => `<entry xml:lang="${held.hold(entry.language)}">`)],
    ['<title type="html">', entries.map(() => '<title>')],
    // §4.2.7.2 takes a link without a rel for an alternate; not every reader does.
    ['<link href=', entries.map(() => '<link rel="alternate" href=')],
    ['<summary type="html">', summaries.map(() => '<summary>')],
    ['</entry>', entries.map((entry) => `${enclosureLink(held.hold(enclosureOf(entry)))}</entry>`)],
  ];
  return edits.reduce((edited, [tag, replacements]) => replaceEach(edited, tag, replacements), xml);
}

/** RFC 4287 §4.2.7.6: the length is a hint, left out where it is unknown. */
function enclosureLink(enclosure: Enclosure | undefined): string {
  if (enclosure === undefined) return '';
  const { url, type, length } = enclosure;
  const bytes = length === undefined ? '' : ` length="${length}"`;
  return `    <link rel="enclosure" href="${url}" type="${type}"${bytes}/>\n    `;
}
