import { createHash } from 'node:crypto';
import { feedPath } from '../formats/addresses';
import type { FeedDocument } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { PODCAST_PATH, renderPodcast } from '../formats/feeds/podcast';
import { renderFeedPage } from '../formats/html/feed-page';
import { renderFrontPage } from '../formats/html/front-page';
import { renderStoryList } from '../formats/json/story-json';
import { formatCursor, type StoryPosition } from '../http/cursor';
import type { PublicAnswer } from '../http/representation';
import { STORIES_PER_DOCUMENT } from '../news/feed/archive';
import { FEED_KINDS, type FeedKind, type FeedName, feedOf } from '../news/feed/feed';
import { type FeedHead, feedUpdatedAt, hasBreaking } from '../news/feed/feed-head';
import { NOTHING_YET } from '../news/feed/head';
import type { FeedEntry } from '../news/story/feed-entry';
import { updatedAt } from '../news/story/story';
import { type Instant, latest, NEVER } from '../news/values/instant';
import type { FeedPage, PageRequest } from '../store/read/page';
import type { Reader } from '../store/read/reader';
import type { HeadSource } from './document-cache';
import { feedAtAddress, isFeedFile } from './feed-at-address';
import { autodiscovery, HTML, JSON_TYPE, linkTo, serviceDescription } from './link-headers';
import { documentName, entryPosition, noOlderLink, type OlderLink, olderLinkFor } from './older-links';
import type { ServingContext } from './serving-context';

/** How many stories a feed and the front page carry. */
export const NEWEST_STORIES = STORIES_PER_DOCUMENT;

/** One filter of a list, as its query names it; `true` for breaking. */
export type ListFilter = { readonly [kind in FeedKind]?: string } & { readonly breaking?: true };

/** A feed's head, as readers may know of it. */
export const feedSource = (reader: Reader, name: FeedName): HeadSource<FeedHead> => ({
  name: `feed ${name}`,
  read: (how) => reader.feedHead(name, how),
  withMoments: (head, now) => reader.momentsFrom(now, head),
  visibleHead: (head, now) => (head && head.openedAt <= now ? head : undefined),
});

/** A document that is empty until the first story is published; only its lifetime knows of one to come. */
export const feedOrEmptySource = (reader: Reader, name: FeedName): HeadSource<FeedHead> => ({
  ...feedSource(reader, name),
  visibleHead: (head, now) => (head && head.openedAt <= now ? head : { ...EMPTY, name, ...ofEmbargo(head) }),
});

/** Everything that is made of a feed: its three documents, the front page, lists. */
export function feedDocuments({ reader, publication, documents, report, form }: ServingContext) {
  const source = (name: FeedName) => feedSource(reader, name);
  const orEmpty = (name: FeedName) => feedOrEmptySource(reader, name);

  async function pageOf(head: FeedHead, request: PageRequest): Promise<FeedPage> {
    const page = await reader.page(head, request);
    for (const error of page.unreadable) report('a story was left out of a feed', error);
    return page;
  }

  /** A feed's news, as a document of it is made; `goesOn` says where its history goes on after its newest stories. */
  async function news(head: FeedHead, now: Instant, goesOn: OlderLink, render: (document: FeedDocument) => string) {
    // One more than is carried tells where older stories are.
    const page = await reader.news(head, { now, limit: NEWEST_STORIES + 1 });
    const { unreadable, lateChangesAndTombstones, matchesHead } = page;
    for (const error of [...unreadable, ...lateChangesAndTombstones.unreadable])
      report('a story was left out of a feed', error);
    const newest = page.entries.slice(0, NEWEST_STORIES);
    const shown = new Set(newest.map(({ id }) => id));
    const entries = [...newest, ...lateChangesAndTombstones.lateChanges.filter(({ id }) => !shown.has(id))];
    const { tombstones } = lateChangesAndTombstones;
    const [lowest, next] = [newest.at(-1), page.entries[NEWEST_STORIES]];
    const below = (next || page.last) && (lowest ? entryPosition(lowest) : page.last);
    const older = below && goesOn(head, below, next, newest[0]?.publishedAt ?? below.at);
    const text = render({
      feed: head,
      entries,
      tombstones,
      updated: updated(head, entries, now),
      now,
      ...(older && { older: documentName(older) }),
    });
    return { text, matchesHead: matchesHead && lateChangesAndTombstones.matchesHead };
  }

  /** The newest stories of a feed, or those before a place, and the cursor of what comes after them. */
  async function stretch(head: FeedHead, now: Instant, before: StoryPosition | undefined) {
    const read = await pageOf(head, { now, limit: NEWEST_STORIES + 1, ...(before && { after: before }) });
    const entries = read.entries.slice(0, NEWEST_STORIES);
    const last = entries.at(-1);
    // One more than is shown says whether there is more; unless the query stopped short, and then there is.
    const end = read.entries.length > NEWEST_STORIES && last ? entryPosition(last) : read.last;
    return {
      entries,
      matchesHead: read.matchesHead,
      ...(end && { older: formatCursor(end) }),
      isOlder: before !== undefined,
    };
  }

  const skipped = (id: string, error: unknown) => report(`story ${id} was left out of a feed`, error);

  return {
    /** One of the three documents of `all`, of `breaking`, or of the feed that a folder and a slug name. */
    async feed(folder: string | undefined, slug: string | undefined, file: string): Promise<PublicAnswer> {
      const name = feedAtAddress(folder, slug);
      if (!name || !isFeedFile(file)) return undefined;
      const { mediaType, render, form: formName } = FEED_FORMATS[file];
      return documents.at(source(name), {
        form: form(formName),
        mediaType,
        links: [linkTo(publication.url + feedPath(name, file), 'self', mediaType)],
        breaking: hasBreaking,
        render: (head, now) =>
          news(head, now, olderLinkFor[file], (document) => render(publication, document, skipped)),
      });
    },

    /** The stories to listen to, as podcast apps take them. */
    podcast: (): Promise<PublicAnswer> =>
      documents.at(source('audio'), {
        form: form('podcast'),
        mediaType: FEED_FORMATS['rss.xml'].mediaType,
        links: [linkTo(publication.url + PODCAST_PATH, 'self', FEED_FORMATS['rss.xml'].mediaType)],
        breaking: hasBreaking,
        render: (head, now) =>
          news(head, now, noOlderLink, (document) => renderPodcast(publication, document, skipped)),
      }),

    /** The page of a feed: what its documents name as their home; with `before`, a page of the older stories behind it. */
    async page(folder: string, slug: string | undefined, before?: StoryPosition): Promise<PublicAnswer> {
      const name = feedAtAddress(folder, slug);
      if (!name) return undefined;
      return documents.at(source(name), {
        form: form(pageForm('feedpage', before)),
        mediaType: HTML,
        links: autodiscovery(publication, name),
        breaking: hasBreaking,
        async render(head, now) {
          const { entries, matchesHead, ...rest } = await stretch(head, now, before);
          return { text: renderFeedPage(publication, { feed: head, entries, now }, rest), matchesHead };
        },
      });
    },

    /** The front page: what breaks, then the latest; with `before`, a page of the older stories behind it. */
    front: (before?: StoryPosition): Promise<PublicAnswer> =>
      documents.at(orEmpty('all'), {
        form: form(pageForm('front', before)),
        mediaType: HTML,
        links: [...autodiscovery(publication), serviceDescription(publication)],
        breaking: hasBreaking,
        async render(head, now) {
          const flagged = before ? undefined : await documents.headOf(orEmpty('breaking'), now, true);
          const [latest, breaking] = await Promise.all([
            stretch(head, now, before),
            flagged && pageOf(flagged, { now, limit: NEWEST_STORIES }),
          ]);
          const { entries, matchesHead, ...rest } = latest;
          const front = { breaking: breaking?.entries ?? [], latest: entries, now, ...rest };
          return {
            text: renderFrontPage(publication, front),
            matchesHead: matchesHead && (breaking?.matchesHead ?? true),
          };
        },
      }),

    /** A list of stories as JSON, newest first; `limit` is 1 to 100. */
    list: (filter: ListFilter, limit: number, after?: StoryPosition): Promise<PublicAnswer> =>
      documents.at(orEmpty(filtered(filter)), {
        form: form(pageForm(`list-${limit}`, after)),
        mediaType: JSON_TYPE,
        links: [serviceDescription(publication)],
        breaking: hasBreaking,
        async render(head, now) {
          const { entries, matchesHead, last } = await pageOf(head, { now, limit, ...(after && { after }) });
          return { text: renderStoryList(publication, entries, last ? formatCursor(last) : null, now), matchesHead };
        },
      }),
  };
}

/** What an empty list needs of a head that readers do not know of yet: its `rev` too, by which a page is seen to be whole. */
function ofEmbargo(head: FeedHead | undefined): Partial<FeedHead> {
  if (!head) return {};
  const { rev, moments, momentsUntil } = head;
  return { rev, moments, ...(momentsUntil && { momentsUntil }) };
}

/** Long enough that nobody can make a cursor which answers for another one's page. */
const cursorHash = (place: StoryPosition): string =>
  createHash('sha256').update(formatCursor(place)).digest('hex').slice(0, 32);

const pageForm = (name: string, place: StoryPosition | undefined): string =>
  place ? `${name}-${cursorHash(place)}` : name;

/** What stands for a feed without a published story. */
const EMPTY: FeedHead = {
  ...NOTHING_YET,
  name: 'breaking',
  title: '',
  guid: '',
  rev: 0,
  openedAt: NEVER,
  updated: NEVER,
  touched: [],
  breaking: [],
  tombstones: [],
  lateChanges: [],
};

/**
 * RFC 4287 §4.2.15: the newest significant change, never backwards and never "now": of the entries, of those that left,
 * of tombstones, and in `breaking` the last flag that ended.
 */
const updated = (head: FeedHead, entries: readonly FeedEntry[], now: Instant): Instant =>
  latest(head.openedAt, feedUpdatedAt(head, now), ...entries.map(updatedAt)) as Instant;

function filtered(filter: ListFilter): FeedName {
  if (filter.breaking) return 'breaking';
  const kind = FEED_KINDS.find((known) => filter[known] !== undefined);
  return kind ? feedOf(kind, filter[kind] ?? '') : 'all';
}
