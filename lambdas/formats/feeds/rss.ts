import { Feed } from 'feed';
import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedStory } from '../../news/story/feed-entry';
import { type Author, lastUpdate } from '../../news/story/story';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/text-placeholders';
import { escapeMarkup } from '../xml/xml-text';
import { emailOf } from './author-email';
import { enclosureOf } from './enclosure';
import { dateOfInstant, feedItem, topics } from './feed-item';
import { FEED_HISTORY, historyLinks, selfAddress } from './history-links';
import { BREAKING_NEWS, feedLanguage, feedTitle, WITHDRAWN_LABEL, withdrawnText } from './labels';
import { htmlSummary, isDescribed, mediaElements } from './media-rss';
import { type PieceFormat, type RenderedPieces, renderPieces } from './rendered-pieces';
import { channelLinks, extensions, type HeldItem, holdItem, renderChannel, renderItems } from './rss-items';
import type { OnSkip } from './write-each';

/** A feed as RSS 2.0, by the RSS Advisory Board's profile. Skips and reports a story that RSS cannot hold. */
export function renderRss(
  publication: Publication,
  document: FeedDocument,
  onSkip?: OnSkip,
  pieces?: RenderedPieces,
): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const self = held.hold(selfAddress(addresses, document, 'rss.xml'));
  const channel = new Feed({
    ...held.hold({
      title: feedTitle(publication, document.feed),
      link: addresses.feedPage(document.feed.name),
      description: publication.description,
      language: feedLanguage(publication, document.feed),
      copyright: publication.copyright,
      // RSS 2.0 <ttl>: whole minutes.
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: dateOfInstant(document.updated),
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    feedLinks: { rss: self },
  });
  const links = channelLinks(held, self, historyLinks(addresses, document, 'rss.xml'), publication.license);
  for (const extension of [...links, ...(document.archive ? ARCHIVE_MARK : [])]) channel.addExtension(extension);
  const context = { url: publication.url, now: document.now };
  const stories = renderPieces(STORY, document.entries, context, onSkip, pieces);
  const tombstones = renderPieces(TOMBSTONE, document.tombstones, context, onSkip, pieces);
  return renderChannel(channel, held, [...stories, ...tombstones], stories.length > 0);
}

/** RFC 5005 §4. */
const ARCHIVE_MARK = extensions({ 'fh:archive': { _attributes: { 'xmlns:fh': FEED_HISTORY } } });

const STORY: PieceFormat<FeedStory, HeldItem> = { name: 'RSS item', write: holdStory, render: renderItems };
const TOMBSTONE: PieceFormat<Tombstone, HeldItem> = {
  name: 'RSS tombstone',
  write: holdTombstone,
  render: renderItems,
};

function holdStory(addresses: Addresses, entry: FeedStory, breaking: boolean): HeldItem {
  const enclosure = enclosureOf(entry);
  const email = soleEmail(entry.authors);
  const item = {
    ...feedItem(addresses, entry),
    // RSS 2.0 <description> is HTML. The profile asks for one before content:encoded, so it may be empty.
    description: escapeMarkup(entry.summary),
    category: [
      ...(breaking ? [{ name: BREAKING_NEWS, domain: addresses.breakingScheme }] : []),
      ...topics(entry).map((name) => ({ name })),
    ],
    // RSS 2.0 <enclosure>: all three attributes are required. An unknown length is 0.
    enclosure: enclosure && { ...enclosure, length: enclosure.length ?? 0 },
    author: email === undefined ? undefined : [{ email, name: entry.authors[0]?.name }],
  };
  const held = holdItem(item, {
    'dc:creator': email === undefined ? entry.authors.map(({ name }) => ({ _text: name })) : [],
    'dc:language': { _text: entry.language },
    'atom:updated': { _text: lastUpdate(entry) },
  });
  const summaryAgain = isDescribed(entry) ? [htmlSummary(held.held, entry, 'atom:summary')] : [];
  return { ...held, lastElements: [...mediaElements(held.held, entry), ...summaryAgain] };
}

/**
 * RSS has no tombstones. An item with the story's guid replaces the story in reader software. It does not link to the story,
 * whose address may repeat its headline.
 */
function holdTombstone(addresses: Addresses, tombstone: Tombstone): HeldItem {
  const { guid, publishedAt, withdrawnAt } = tombstone;
  const item = {
    id: guid,
    title: WITHDRAWN_LABEL,
    published: dateOfInstant(publishedAt),
    date: dateOfInstant(withdrawnAt),
    link: addresses.withdrawnPage,
    description: escapeMarkup(withdrawnText(tombstone)),
    category: [{ name: WITHDRAWN_LABEL, domain: addresses.withdrawnScheme }],
  };
  const elements = {
    'atom:updated': { _text: withdrawnAt },
    // DCMI Period Encoding, as in Media RSS: the story was valid until its withdrawal.
    'dcterms:valid': {
      _attributes: { 'xmlns:dcterms': 'http://purl.org/dc/terms/' },
      _text: `start=${publishedAt};end=${withdrawnAt};scheme=W3C-DTF`,
    },
  };
  return holdItem(item, elements);
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
