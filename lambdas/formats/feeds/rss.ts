import { type Extension, Feed, type Item } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { type Author, isBreaking, updatedAt } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/held-text';
import { escapeMarkup } from '../xml/xml-text';
import { type OnSkip, writeEach } from './bad-story';
import { BREAKING_NEWS, breakingScheme } from './breaking';
import { emailOf } from './email';
import { enclosureOf } from './enclosure';
import { feedDate, feedItem, topics } from './feed-item';
import { feedHome, feedTitle } from './feed-title';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';
import { WITHDRAWN_LABEL, withdrawnScheme, withdrawnText } from './withdrawn';

/**
 * A feed as RSS 2.0, in the form of the RSS Advisory Board's profile. The same input gives the same bytes.
 * A story that RSS cannot hold is left out, and `onSkip` told.
 */
export function renderRss(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const held = new HeldText();
  const self = held.hold(selfAddress(publication, document, 'rss.xml'));
  const rss = new Feed({
    ...held.hold({
      title: feedTitle(publication, document.feed),
      link: feedHome(publication, document.feed),
      description: publication.description,
      language: publication.language,
      // RSS 2.0 <ttl>: whole minutes.
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: feedDate(document.updated),
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    feedLinks: { rss: self },
  });
  for (const extension of history(publication, document, held, self)) rss.addExtension(extension);
  const write = (entry: FeedEntry) => rssItem(publication, entry, document.now);
  for (const { elements, ...item } of writeEach(document.entries, write, onSkip)) {
    rss.addItem({ ...held.hold(item), extensions: extensions(held.hold(elements)) });
  }
  const bury = (tombstone: Tombstone) => rssTombstone(publication, tombstone);
  for (const { elements, ...item } of writeEach(document.tombstones, bury, onSkip)) {
    // The library wants a link of each item, and writes none for an empty one: the address of a page may tell a headline.
    rss.addItem({ link: '', ...held.hold(item), extensions: extensions(held.hold(elements)) });
  }
  return held.release(rss.rss2());
}

/** The elements of a channel that lead to the rest of its history (RFC 5005); in RSS the links are Atom's. */
function history(publication: Publication, document: FeedDocument, held: HeldText, self: string): Extension[] {
  const links = held.hold(historyLinks(publication, document, 'rss.xml'));
  if (links.length === 0) return [];
  // The library's own self link gives way to these.
  const all = [{ rel: 'self', href: self }, ...links].map((link) => ({
    _attributes: { ...link, type: 'application/rss+xml' },
  }));
  const archive = { 'fh:archive': { _attributes: { 'xmlns:fh': FEED_HISTORY } } };
  return extensions({ 'atom:link': all, ...(document.archive && archive) });
}

/** An item, with the elements that the library has no words for as xml-js writes them. */
type RssItem = Item & { elements: Record<string, object> };

/** The library types an element; it writes a list of them as well. */
const extensions = (elements: RssItem['elements']): Extension[] =>
  Object.entries(elements).map(([name, objects]) => ({ name, objects: objects as Extension['objects'] }));

function rssItem(publication: Publication, entry: FeedEntry, now: Instant): RssItem {
  const enclosure = enclosureOf(entry);
  const email = soleEmail(entry.authors);
  return {
    ...feedItem(publication, entry),
    // RSS 2.0 <description> is HTML. The profile wants one before content:encoded, so without a summary it is empty.
    description: escapeMarkup(entry.summary),
    category: [
      ...(isBreaking(entry, now) ? [{ name: BREAKING_NEWS, domain: breakingScheme(publication) }] : []),
      ...topics(entry).map((name) => ({ name })),
    ],
    // RSS 2.0 <enclosure>: three attributes, all required; a length that is unknown is 0.
    enclosure: enclosure && { ...enclosure, length: enclosure.length ?? 0 },
    author: email === undefined ? undefined : [{ email, name: entry.authors[0]?.name }],
    elements: {
      'dc:creator': email === undefined ? entry.authors.map(({ name }) => ({ _text: name })) : [],
      'dc:language': { _text: entry.language },
      'atom:updated': { _text: updatedAt(entry) },
    },
  };
}

/** RSS has no word for a story that is gone: the same guid once more, so that readers put this in its place. */
function rssTombstone(publication: Publication, tombstone: Tombstone): Omit<RssItem, 'link'> {
  const { guid, publishedAt, withdrawnAt } = tombstone;
  return {
    id: guid,
    title: WITHDRAWN_LABEL,
    published: feedDate(publishedAt),
    date: feedDate(withdrawnAt),
    description: escapeMarkup(withdrawnText(tombstone)),
    category: [{ name: WITHDRAWN_LABEL, domain: withdrawnScheme(publication) }],
    elements: {
      'atom:updated': { _text: withdrawnAt },
      // DCMI Period Encoding, as Media RSS takes it: the story was valid until it was withdrawn.
      'dcterms:valid': {
        _attributes: { 'xmlns:dcterms': 'http://purl.org/dc/terms/' },
        _text: `start=${publishedAt};end=${withdrawnAt};scheme=W3C-DTF`,
      },
    },
  };
}

/**
 * RSS 2.0 <author> is the e-mail address of one author, `a@b (Name)`; bylines without go in dc:creator. An item may not
 * carry both (the W3C validator's DuplicateItemSemantics), so only the address of a sole author is told.
 */
function soleEmail([author, ...others]: readonly Author[]): string | undefined {
  if (author === undefined || others.length > 0) return undefined;
  // RFC 5322 §3.2.2: what ends or escapes a comment cannot stand in one.
  return /[()\\]/.test(author.name) ? undefined : emailOf(author);
}
