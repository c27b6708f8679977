import { type Extension, Feed, type Item } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import { type Author, lastUpdate } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/text-placeholders';
import { escapeMarkup } from '../xml/xml-text';
import { emailOf } from './author-email';
import { enclosureOf } from './enclosure';
import { dateOfInstant, feedItem, topics } from './feed-item';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';
import { BREAKING_NEWS, feedTitle, WITHDRAWN_LABEL, withdrawnText } from './labels';
import { type OnSkip, writeEach } from './write-each';

/** A feed as RSS 2.0, by the RSS Advisory Board's profile. Skips and reports a story that RSS cannot hold. */
export function renderRss(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const self = held.hold(selfAddress(addresses, document, 'rss.xml'));
  const rss = new Feed({
    ...held.hold({
      title: feedTitle(publication, document.feed),
      link: addresses.feedPage(document.feed.name),
      description: publication.description,
      language: publication.language,
      // RSS 2.0 <ttl>: whole minutes.
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: dateOfInstant(document.updated),
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    feedLinks: { rss: self },
  });
  for (const extension of historyExtensions(addresses, document, held, self)) rss.addExtension(extension);
  const write = (entry: FeedEntry) => rssItem(addresses, entry, document.now);
  for (const { elements, ...item } of writeEach(document.entries, write, onSkip)) {
    rss.addItem({ ...held.hold(item), extensions: extensions(held.hold(elements)) });
  }
  const renderTombstone = (tombstone: Tombstone) => rssTombstone(addresses, tombstone);
  for (const { elements, ...item } of writeEach(document.tombstones, renderTombstone, onSkip)) {
    // The `feed` package requires a link, and omits an empty one. A story's address may repeat its headline.
    rss.addItem({ link: '', ...held.hold(item), extensions: extensions(held.hold(elements)) });
  }
  return held.release(rss.rss2());
}

/** The channel's links to its history (RFC 5005). RSS borrows Atom's link element. */
function historyExtensions(addresses: Addresses, document: FeedDocument, held: HeldText, self: string): Extension[] {
  const links = held.hold(historyLinks(addresses, document, 'rss.xml'));
  if (links.length === 0) return [];
  // These replace the self link of the `feed` package.
  const all = [{ rel: 'self', href: self }, ...links].map((link) => ({
    _attributes: { ...link, type: 'application/rss+xml' },
  }));
  const archive = { 'fh:archive': { _attributes: { 'xmlns:fh': FEED_HISTORY } } };
  return extensions({ 'atom:link': all, ...(document.archive && archive) });
}

/** An item. `elements` are elements that the `feed` package does not know, in the form of xml-js. */
type RssItem = Item & { elements: Record<string, object> };

/** The package's type allows one object, but it writes a list too. */
const extensions = (elements: RssItem['elements']): Extension[] =>
  Object.entries(elements).map(([name, objects]) => ({ name, objects: objects as Extension['objects'] }));

function rssItem(addresses: Addresses, entry: FeedEntry, now: Instant): RssItem {
  const enclosure = enclosureOf(entry);
  const email = soleEmail(entry.authors);
  return {
    ...feedItem(addresses, entry),
    // RSS 2.0 <description> is HTML. The profile asks for one before content:encoded, so it may be empty.
    description: escapeMarkup(entry.summary),
    category: [
      ...(isBreaking(entry, now) ? [{ name: BREAKING_NEWS, domain: addresses.breakingScheme }] : []),
      ...topics(entry).map((name) => ({ name })),
    ],
    // RSS 2.0 <enclosure>: all three attributes are required. An unknown length is 0.
    enclosure: enclosure && { ...enclosure, length: enclosure.length ?? 0 },
    author: email === undefined ? undefined : [{ email, name: entry.authors[0]?.name }],
    elements: {
      'dc:creator': email === undefined ? entry.authors.map(({ name }) => ({ _text: name })) : [],
      'dc:language': { _text: entry.language },
      'atom:updated': { _text: lastUpdate(entry) },
    },
  };
}

/** RSS has no tombstones. An item with the story's guid replaces the story in reader software. */
function rssTombstone(addresses: Addresses, tombstone: Tombstone): Omit<RssItem, 'link'> {
  const { guid, publishedAt, withdrawnAt } = tombstone;
  return {
    id: guid,
    title: WITHDRAWN_LABEL,
    published: dateOfInstant(publishedAt),
    date: dateOfInstant(withdrawnAt),
    description: escapeMarkup(withdrawnText(tombstone)),
    category: [{ name: WITHDRAWN_LABEL, domain: addresses.withdrawnScheme }],
    elements: {
      'atom:updated': { _text: withdrawnAt },
      // DCMI Period Encoding, as in Media RSS: the story was valid until its withdrawal.
      'dcterms:valid': {
        _attributes: { 'xmlns:dcterms': 'http://purl.org/dc/terms/' },
        _text: `start=${publishedAt};end=${withdrawnAt};scheme=W3C-DTF`,
      },
    },
  };
}

/**
 * RSS 2.0 <author> is one author's e-mail address, `a@b (Name)`. Other bylines go into dc:creator. An item may not have
 * both (the W3C validator's DuplicateItemSemantics), so only a sole author's address is written.
 */
function soleEmail([author, ...others]: readonly Author[]): string | undefined {
  if (author === undefined || others.length > 0) return undefined;
  // RFC 5322 §3.2.2: these characters end or escape the comment that holds the name.
  return /[()\\]/.test(author.name) ? undefined : emailOf(author);
}
