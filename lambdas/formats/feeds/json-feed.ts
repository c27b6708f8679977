import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedEntry } from '../../news/story/feed-entry';
import { type Author, isBreaking, updatedAt } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { feedPath } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { renderJson } from '../json/render-json';
import { optionalWebAddress, requireWebAddress } from '../require-web-address';
import { type OnSkip, writeEach } from './bad-story';
import { BREAKING_NEWS } from './breaking';
import { emailOf } from './email';
import { topics } from './feed-item';
import { entryLink, feedBody, feedHome, feedTitle } from './feed-title';
import { olderAddress } from './history-links';
import { WITHDRAWN_LABEL, withdrawnText } from './withdrawn';

/**
 * A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). The same input gives the same bytes.
 * A story that has no address on the web is left out, and `onSkip` told.
 */
export function renderJsonFeed(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const { feed, entries, tombstones, updated, now } = document;
  return renderJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(publication, feed),
    home_page_url: feedHome(publication, feed),
    feed_url: publication.url + feedPath(feed.name, 'feed.json'),
    next_url: olderAddress(publication, document, 'feed.json'),
    description: publication.description || undefined,
    language: publication.language,
    authors: [{ name: publication.title, url: `${publication.url}/` }],
    // "Extensions": a name begins with an underscore and holds no dot; `about` leads people to what it means.
    _bulletin: { about: `${publication.url}/feeds#json-feed`, updated },
    items: [
      ...writeEach(entries, (entry) => renderItem(publication, entry, now), onSkip),
      ...tombstones.map(renderTombstone),
    ],
  });
}

const renderItem = (publication: Publication, entry: FeedEntry, now: Instant) => ({
  id: entry.guid,
  url: requireWebAddress(entryLink(publication, entry)),
  title: entry.headline,
  summary: entry.summary || undefined,
  content_html: feedBody(publication, entry),
  image: optionalWebAddress(entry.image?.url),
  date_published: entry.publishedAt,
  date_modified: updatedAt(entry),
  authors: unlessEmpty(entry.authors.map(renderAuthor)),
  language: entry.language,
  tags: unlessEmpty(tagsOf(entry, now)),
  attachments: attachmentsOf(entry),
  _bulletin: extensionOf(entry, now),
});

const renderTombstone = (tombstone: Tombstone) => ({
  id: tombstone.guid,
  title: WITHDRAWN_LABEL,
  content_text: withdrawnText(tombstone),
  date_published: tombstone.publishedAt,
  date_modified: tombstone.withdrawnAt,
  _bulletin: { withdrawn: { at: tombstone.withdrawnAt, note: tombstone.note } },
});

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function renderAuthor(author: Author) {
  const email = emailOf(author);
  return { name: author.name, url: optionalWebAddress(author.url) ?? (email && `mailto:${email}`) };
}

/** What the story is about, each spelling once, with what sets it apart first. */
const tagsOf = (entry: FeedEntry, now: Instant): string[] => [
  ...new Set([...(isBreaking(entry, now) ? [BREAKING_NEWS] : []), ...topics(entry)]),
];

/** The audio; an attachment without url or mime_type is none. */
function attachmentsOf({ audio }: FeedEntry) {
  const url = optionalWebAddress(audio?.url);
  if (!audio?.type || url === undefined) return undefined;
  return [{ url, mime_type: audio.type, size_in_bytes: audio.length, duration_in_seconds: audio.duration }];
}

function extensionOf(entry: FeedEntry, now: Instant) {
  const breaking = isBreaking(entry, now);
  return {
    breaking,
    breaking_until: breaking ? entry.breakingUntil : undefined,
    section: entry.section,
    revision: entry.revision,
    correction: entry.correction,
  };
}
