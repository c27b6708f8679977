import { createHash } from 'node:crypto';
import { feedPath } from '../formats/addresses';
import type { FeedDocument } from '../formats/feed-document';
import { FEED_FORMATS } from '../formats/feeds/feed-formats';
import { renderFeedPage } from '../formats/html/feed-page';
import { renderFrontPage } from '../formats/html/front-page';
import { PODCAST_PATH, renderPodcast } from '../formats/feeds/podcast';
import { renderStoryList } from '../formats/json/story-json';
import { cursorOf, type Place } from '../http/cursor';
import type { Found } from '../http/representation';
import { FULL } from '../news/feed/archive';
import { FEED_KINDS, type FeedKind, type FeedName, feedOf } from '../news/feed/feed';
import type { FeedEntry } from '../news/story/feed-entry';
import { type FeedHead, holdsBreaking, NEVER, updatedBy } from '../news/feed/feed-head';
import { NOTHING_YET } from '../news/feed/head';
import { type Instant, latest } from '../news/values/instant';
import { updatedAt } from '../news/story/story';
import type { Page, PageRequest } from '../store/read/feed-pages';
import type { Reader } from '../store/read/reader';
import type { Edition } from './serving-context';
import { feedNamed, isFeedFile } from './feed-at-address';
import { documentName, GOES_ON, type GoesOn, NOWHERE, placeOf } from './older-links';
import { autodiscovery, HTML, JSON_TYPE, linkTo, serviceDescription } from './link-headers';
import type { Source } from './document-cache';

/** How many stories a feed and the front page carry. */
export const NEWEST = FULL;

/** One filter of a list, as its query names it; `true` for breaking. */
export type Filter = { readonly [kind in FeedKind]?: string } & { readonly breaking?: true };

/** A feed's head, as readers may know of it. */
export const feedSource = (reader: Reader, name: FeedName): Source<FeedHead> => ({
  name: `feed ${name}`,
  read: (how) => reader.feedHead(name, how),
  listed: (head, now) => reader.momentsFrom(now, head),
  shown: (head, now) => (head && head.openedAt <= now ? head : undefined),
});

/** A document that is empty until the first story is published; only its lifetime knows of one to come. */
export const feedOrEmpty = (reader: Reader, name: FeedName): Source<FeedHead> => ({
  ...feedSource(reader, name),
  shown: (head, now) => (head && head.openedAt <= now ? head : { ...EMPTY, name, ...ofEmbargo(head) }),
});

/** Everything that is made of a feed: its three documents, the front page, lists. */
export function feedDocuments({ reader, publication, standing, report, form }: Edition) {
  const source = (name: FeedName) => feedSource(reader, name);
  const orEmpty = (name: FeedName) => feedOrEmpty(reader, name);

  async function pageOf(head: FeedHead, request: PageRequest): Promise<Page> {
    const page = await reader.page(head, request);
    for (const error of page.unreadable) report('a story was left out of a feed', error);
    return page;
  }

  /** A feed's news, as a document of it is made; `goesOn` says where its history goes on after its newest stories. */
  async function news(head: FeedHead, now: Instant, goesOn: GoesOn, render: (document: FeedDocument) => string) {
    // One more than is carried tells where older stories are.
    const page = await reader.news(head, { now, limit: NEWEST + 1 });
    const { unreadable, notices, settled } = page;
    for (const error of [...unreadable, ...notices.unreadable]) report('a story was left out of a feed', error);
    const newest = page.entries.slice(0, NEWEST);
    const shown = new Set(newest.map(({ id }) => id));
    const entries = [...newest, ...notices.lateChanges.filter(({ id }) => !shown.has(id))];
    const { tombstones } = notices;
    const [lowest, next] = [newest.at(-1), page.entries[NEWEST]];
    const below = (next || page.last) && (lowest ? placeOf(lowest) : page.last);
    const older = below && goesOn(head, below, next, newest[0]?.publishedAt ?? below.at);
    const text = render({
      feed: head,
      entries,
      tombstones,
      updated: updated(head, entries, now),
      now,
      ...(older && { older: documentName(older) }),
    });
    return { text, settled: settled && notices.settled };
  }

  /** The newest stories of a feed, or those before a place, and the cursor of what comes after them. */
  async function stretch(head: FeedHead, now: Instant, before: Place | undefined) {
    const read = await pageOf(head, { now, limit: NEWEST + 1, ...(before && { after: before }) });
    const entries = read.entries.slice(0, NEWEST);
    const last = entries.at(-1);
    // One more than is shown says whether there is more; unless the query stopped short, and then there is.
    const end = read.entries.length > NEWEST && last ? placeOf(last) : read.last;
    return { entries, settled: read.settled, ...(end && { older: cursorOf(end) }), isOlder: before !== undefined };
  }

  const skipped = (id: string, error: unknown) => report(`story ${id} was left out of a feed`, error);

  return {
    /** One of the three documents of `all`, of `breaking`, or of the feed that a folder and a slug name. */
    async feed(folder: string | undefined, slug: string | undefined, file: string): Promise<Found> {
      const name = feedNamed(folder, slug);
      if (!name || !isFeedFile(file)) return undefined;
      const { mediaType, render, form: formName } = FEED_FORMATS[file];
      return standing.at(source(name), {
        form: form(formName),
        mediaType,
        links: [linkTo(publication.url + feedPath(name, file), 'self', mediaType)],
        breaking: holdsBreaking,
        make: (head, now) => news(head, now, GOES_ON[file], (document) => render(publication, document, skipped)),
      });
    },

    /** The stories to listen to, as podcast apps take them. */
    podcast: (): Promise<Found> =>
      standing.at(source('audio'), {
        form: form('podcast'),
        mediaType: FEED_FORMATS['rss.xml'].mediaType,
        links: [linkTo(publication.url + PODCAST_PATH, 'self', FEED_FORMATS['rss.xml'].mediaType)],
        breaking: holdsBreaking,
        make: (head, now) => news(head, now, NOWHERE, (document) => renderPodcast(publication, document, skipped)),
      }),

    /** The page of a feed: what its documents name as their home; with `before`, a page of the older stories behind it. */
    async page(folder: string, slug: string | undefined, before?: Place): Promise<Found> {
      const name = feedNamed(folder, slug);
      if (!name) return undefined;
      return standing.at(source(name), {
        form: form(pageForm('feedpage', before)),
        mediaType: HTML,
        links: autodiscovery(publication, name),
        breaking: holdsBreaking,
        async make(head, now) {
          const { entries, settled, ...rest } = await stretch(head, now, before);
          return { text: renderFeedPage(publication, { feed: head, entries, now }, rest), settled };
        },
      });
    },

    /** The front page: what breaks, then the latest; with `before`, a page of the older stories behind it. */
    front: (before?: Place): Promise<Found> =>
      standing.at(orEmpty('all'), {
        form: form(pageForm('front', before)),
        mediaType: HTML,
        links: [...autodiscovery(publication), serviceDescription(publication)],
        breaking: holdsBreaking,
        async make(head, now) {
          const flagged = before ? undefined : await standing.headOf(orEmpty('breaking'), now, true);
          const [latest, breaking] = await Promise.all([
            stretch(head, now, before),
            flagged && pageOf(flagged, { now, limit: NEWEST }),
          ]);
          const { entries, settled, ...rest } = latest;
          const front = { breaking: breaking?.entries ?? [], latest: entries, now, ...rest };
          return { text: renderFrontPage(publication, front), settled: settled && (breaking?.settled ?? true) };
        },
      }),

    /** A list of stories as JSON, newest first; `limit` is 1 to 100. */
    list: (filter: Filter, limit: number, after?: Place): Promise<Found> =>
      standing.at(orEmpty(filtered(filter)), {
        form: form(pageForm(`list-${limit}`, after)),
        mediaType: JSON_TYPE,
        links: [serviceDescription(publication)],
        breaking: holdsBreaking,
        async make(head, now) {
          const { entries, settled, last } = await pageOf(head, { now, limit, ...(after && { after }) });
          return { text: renderStoryList(publication, entries, last ? cursorOf(last) : null, now), settled };
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
const cursorHash = (place: Place): string => createHash('sha256').update(cursorOf(place)).digest('hex').slice(0, 32);

const pageForm = (name: string, place: Place | undefined): string => (place ? `${name}-${cursorHash(place)}` : name);

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
  latest(head.openedAt, updatedBy(head, now), ...entries.map(updatedAt)) as Instant;

function filtered(filter: Filter): FeedName {
  if (filter.breaking) return 'breaking';
  const kind = FEED_KINDS.find((known) => filter[known] !== undefined);
  return kind ? feedOf(kind, filter[kind] ?? '') : 'all';
}
