import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedStory } from '../../news/story/feed-entry';
import { type Author, lastUpdate } from '../../news/story/story';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { renderJson } from '../json/render-json';
import { optionalWebAddress, requireWebAddress } from '../require-web-address';
import { emailOf } from './author-email';
import { entryBody, entryLink } from './entry-body';
import { topics } from './feed-item';
import { olderAddress } from './history-links';
import { BREAKING_NEWS, feedLanguage, feedTitle, WITHDRAWN_LABEL, withdrawnText } from './labels';
import { type PieceFormat, type RenderedPieces, renderPieces } from './rendered-pieces';
import { pictureOf } from './story-picture';
import type { OnSkip } from './write-each';

/** A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Skips and reports a story without an address. */
export function renderJsonFeed(
  publication: Publication,
  document: FeedDocument,
  onSkip?: OnSkip,
  pieces?: RenderedPieces,
): string {
  const { feed, updated, now } = document;
  const addresses = addressesOf(publication.url);
  const frame = renderJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(publication, feed),
    home_page_url: addresses.feedPage(feed.name),
    feed_url: addresses.feed(feed.name, 'feed.json'),
    next_url: olderAddress(addresses, document, 'feed.json'),
    description: publication.description || undefined,
    language: feedLanguage(publication, feed),
    authors: [{ name: publication.title, url: addresses.frontPage }],
    // "Extensions": the name begins with an underscore and has no dot. `about` is the address of its explanation.
    _bulletin: {
      ...{ about: `${addresses.feedsPage}#json-feed`, updated },
      ...{ copyright: publication.copyright, license: publication.license },
    },
    items: [],
  });
  const context = { url: publication.url, now };
  const items = [
    ...renderPieces(STORY, document.entries, context, onSkip, pieces),
    ...renderPieces(TOMBSTONE, document.tombstones, context, onSkip, pieces),
  ];
  // The list is the last member, so no text can look like its end.
  if (!frame.endsWith(NO_ITEMS)) throw new Error('the list of items is not at the end of the document');
  return `${frame.slice(0, -NO_ITEMS.length)}"items":[${items.join(',')}]}`;
}

const NO_ITEMS = '"items":[]}';

/** The text of each item. */
const renderItems = (items: readonly object[]): string[] => items.map((item) => renderJson(item));

const STORY: PieceFormat<FeedStory, object> = { name: 'JSON Feed item', write: itemOfStory, render: renderItems };
const TOMBSTONE: PieceFormat<Tombstone, object> = {
  name: 'JSON Feed tombstone',
  write: itemOfTombstone,
  render: renderItems,
};

function itemOfStory(addresses: Addresses, entry: FeedStory, breaking: boolean) {
  return {
    id: entry.guid,
    url: requireWebAddress(entryLink(addresses, entry)),
    title: entry.headline,
    summary: entry.summary || undefined,
    content_html: entryBody(addresses, entry),
    image: pictureOf(entry)?.url,
    date_published: entry.publishedAt,
    date_modified: lastUpdate(entry),
    authors: unlessEmpty(entry.authors.map(renderAuthor)),
    language: entry.language,
    tags: unlessEmpty(tagsOf(entry, breaking)),
    attachments: attachmentsOf(entry),
    _bulletin: extensionOf(entry, breaking),
  };
}

function itemOfTombstone({ withdrawnPage }: Addresses, tombstone: Tombstone) {
  return {
    id: tombstone.guid,
    url: withdrawnPage,
    title: WITHDRAWN_LABEL,
    content_text: withdrawnText(tombstone),
    date_published: tombstone.publishedAt,
    date_modified: tombstone.withdrawnAt,
    _bulletin: { withdrawn: { at: tombstone.withdrawnAt, note: tombstone.note } },
  };
}

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function renderAuthor(author: Author) {
  const email = emailOf(author);
  return { name: author.name, url: optionalWebAddress(author.url) ?? (email && `mailto:${email}`) };
}

/** The topics, each spelling once, after the mark of a breaking story. */
const tagsOf = (entry: FeedStory, breaking: boolean): string[] => [
  ...new Set([...(breaking ? [BREAKING_NEWS] : []), ...topics(entry)]),
];

/** The audio. JSON Feed 1.1 requires `url` and `mime_type` of an attachment. */
function attachmentsOf({ audio }: FeedStory) {
  const url = optionalWebAddress(audio?.url);
  if (!audio?.type || url === undefined) return undefined;
  return [{ url, mime_type: audio.type, size_in_bytes: audio.length, duration_in_seconds: audio.duration }];
}

function extensionOf(entry: FeedStory, breaking: boolean) {
  return {
    breaking,
    breaking_until: breaking ? entry.breakingUntil : undefined,
    section: entry.section,
    revision: entry.revision,
    correction: entry.correction,
  };
}
